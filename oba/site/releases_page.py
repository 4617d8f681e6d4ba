"""The calendar of releases: a page, and the same as a file that a calendar program can follow."""

from __future__ import annotations

from oba.site.frame import fill_page
from oba.site.gathered import releases
from oba.site.ical import MEDIA_TYPE, write_calendar
from oba.site.kinds import PageKind, Sent, Site
from oba.site.sharing import base_of
from oba.words import releases as words

ADDRESS = "releases.html"


def make(site: Site, _: str) -> Sent:
    view = releases(site)
    return fill_page(
        site,
        "releases.html",
        address=ADDRESS,
        title="Release dates",
        description=f"{view.summary} {words.MEANT}",
        view=view,
        words=words,
        late=words.say_late(site.today),
        coming=words.say_coming(site.today),
    )


def make_calendar(site: Site, _: str) -> Sent:
    view = releases(site)
    return Sent(write_calendar(view.awaited, view.plan, site.facts, address=base_of(site)), MEDIA_TYPE)


RELEASES = PageKind(make)
CALENDAR = PageKind(make_calendar)
