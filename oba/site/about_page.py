"""What the words mean, how each verdict is made, who is to be thanked, and on what terms all may be used."""

from __future__ import annotations

from oba.site.frame import fill_page
from oba.site.kinds import PageKind, Sent, Site
from oba.tasks.open_about import open_about

ADDRESS = "about.html"


def make(site: Site, _: str) -> Sent:
    view = site.keep("about", lambda: open_about(site.store, dark=False))
    return fill_page(
        site, "about.html", address=ADDRESS, title="About these pages", description=view.purpose, view=view
    )


ABOUT = PageKind(make)
