"""Every indicator from A to Z: one page on which a browser finds any word that the plan uses of it."""

from __future__ import annotations

from oba.errors import NotFoundError
from oba.site.frame import fill_page
from oba.site.kinds import PageKind, Sent, Site
from oba.site.views import found_of
from oba.tasks.list_by_letter import Letter, list_by_letter
from oba.words import reading_pages as words
from oba.words.labels import in_words

ADDRESS = "indicators.html"


def make(site: Site, _: str) -> Sent:
    """A copy without a plan has this page too, which says so."""
    letters: tuple[Letter, ...] = ()
    measured = ""
    try:
        found = found_of(site)
        letters, measured = list_by_letter(found), words.say_all_listed(found.book.indicators)
    except NotFoundError:
        pass
    return fill_page(
        site,
        "finder.html",
        address=ADDRESS,
        title=in_words(words.FIND),
        description=f"{measured} {words.TOLD}".strip(),
        letters=letters,
        measured=measured,
        words=words,
    )


FINDER = PageKind(make)
