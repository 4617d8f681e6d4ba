"""The home page: the plan, its themes at a glance, and what needs attention first."""

from __future__ import annotations

from oba.site.frame import fill_page
from oba.site.kinds import PageKind, Sent, Site
from oba.tasks.open_home import open_home

ADDRESS = "index.html"


def make(site: Site, _: str) -> Sent:
    home = site.keep("home", lambda: open_home(site.store, today=site.today, dark=False))
    return fill_page(
        site,
        "home.html",
        address=ADDRESS,
        title=site.masthead.plan_title,
        description=home.question,
        home=home,
    )


HOME = PageKind(make)
