"""The home page: the plan, its themes at a glance, and what needs attention first."""

from __future__ import annotations

from oba.errors import NotFoundError
from oba.site.frame import fill_page
from oba.site.kinds import PageKind, Sent, Site
from oba.site.views import found_of, home_of
from oba.tasks.open_home import HomeView
from oba.words import reading_pages as words

ADDRESS = "index.html"


def make(site: Site, _: str) -> Sent:
    """A copy without a plan has a home page too, which says so."""
    try:
        home = home_of(site)
    except NotFoundError:
        home = HomeView(empty=True)
    return fill_page(
        site,
        "home.html",
        address=ADDRESS,
        title=site.masthead.plan_title,
        description=home.question,
        home=home,
        words=words,
        measured="" if home.empty else words.say_all_listed(found_of(site).book.indicators),
    )


HOME = PageKind(make)
