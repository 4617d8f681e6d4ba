"""Every publication there was: its number, its day, what has changed, and where it stands; the same as a feed."""

from __future__ import annotations

from oba.site.feed import MEDIA_TYPE, list_publications, write_feed
from oba.site.frame import fill_page
from oba.site.gathered import plan_of
from oba.site.kinds import PageKind, Sent, Site
from oba.site.sharing import base_of
from oba.words import publications as words
from oba.words.numbers import say_date

ADDRESS = "publications.html"


def make(site: Site, _: str) -> Sent:
    """The pages of an earlier publication stand beside those of this one, below the same folder."""
    beside = "../" if site.newest_home else "publications/"
    rows = [
        {
            "number": one.number,
            "day": one.published_on,
            "said": say_date(one.published_on),
            "changed": words.say_what_changed(one),
            "withdrawn": one.withdrawn,
            "sha256": one.sha256,
            "to": "index.html" if one.number == site.facts.number else f"{beside}{one.number}/index.html",
        }
        for one in list_publications(site.facts)
    ]
    return fill_page(
        site,
        "publications.html",
        address=ADDRESS,
        title="Publications",
        description=f"{words.say_count_of(site.facts)} {words.KEPT}",
        rows=rows,
        words=words,
        count=words.say_count_of(site.facts),
    )


def make_feed(site: Site, _: str) -> Sent:
    return Sent(write_feed(site.facts, plan_of(site), address=base_of(site)), MEDIA_TYPE)


PUBLICATIONS = PageKind(make)
FEED = PageKind(make_feed)
