"""What the words mean, how each verdict is made, who is to be thanked, and on what terms all may be used."""

from __future__ import annotations

from oba.site.frame import fill_page
from oba.site.kinds import PageKind, Sent, Site
from oba.site.views import found_of
from oba.tasks.open_about import open_about
from oba.words.sources import say_licences

ADDRESS = "about.html"


def make(site: Site, _: str) -> Sent:
    view = site.keep("about", lambda: open_about(site.store, dark=False))
    return fill_page(
        site,
        "about.html",
        address=ADDRESS,
        title="About these pages",
        description=view.purpose,
        view=view,
        licence=view.licence if site.masthead.example else site.keep("licences", lambda: _say_licences(site)),
    )


def _say_licences(site: Site) -> tuple[str, ...]:
    found = found_of(site)
    return say_licences(found.sources(*found.series.values()))


ABOUT = PageKind(make)
