"""The frame of every page: which pages there are, the masthead, and what is shown when something fails."""

from __future__ import annotations

import logging
import secrets
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from oba.errors import NotFoundError, ObaError
from oba.settings import Settings, read_settings
from oba.store.engine import identify
from oba.tasks.find_published import at_published
from oba.tasks.write_as import borrow_from
from oba.ui import fetch, html, menu, reading
from oba.ui.visit import Visit
from oba.words.labels import USUAL, in_words, use_labels

_log = logging.getLogger("oba")
_headed: ContextVar[bool] = ContextVar("headed", default=False)
"""Whether the page of this run has its heading."""


def run() -> None:
    """List the pages of this mode and run the one that was asked for."""
    settings = read_settings()
    borrow_from(fetch.desk_store)
    _speak_as_planned(settings)
    pages = menu.list_pages(settings.mode)
    page = st.navigation(pages, position="top")
    reading.recall()
    html.show("style.html")
    menu.show_menu(pages, page)
    _headed.set(False)
    try:
        page.run()
    except ObaError as error:
        if not _headed.get():
            _head_refusal(settings, page.title)
        html.show("error.html", error=error)


@dataclass(frozen=True, slots=True)
class Page:
    """A page that has begun: the visit, and the place of its heading."""

    visit: Visit
    place: Any

    def entitle(self, title: str, *, bare: bool = False) -> None:
        """Give the page its heading, and the browser's tab the same title. A `bare` page has a heading of its own."""
        masthead = fetch.masthead(self.visit)
        st.set_page_config(page_title=f"{title} - {masthead.trust}", layout="wide")
        _headed.set(True)
        if bare:
            return
        with self.place:
            html.show("heading.html", masthead=masthead, title=title, published=self.visit.published)


def begin(title: str = "", *, trust: bool = False) -> Page:
    """Open a page. Without a title it is entitled later, when what it shows has been chosen.

    A `trust` page is refused on the published instance.
    """
    settings = read_settings()
    if trust and settings.published:
        raise NotFoundError("this page is not part of the published copy", remedy="Go to the home page")
    page = Page(visit=_make_visit(settings), place=st.empty())
    if title:
        page.entitle(in_words(title))
    return page


def end(visit: Visit) -> None:
    """Close a page: whose figures these are, and where to read more."""
    html.show("footer.html", masthead=fetch.masthead(visit))


def columns(count: int) -> list[Any]:
    """Places side by side, which a narrow screen puts one under the other."""
    return list(st.columns(count))


def slot() -> Any:
    """A place that is there whether or not anything stands in it, so that what follows does not move."""
    return st.container()


def part(name: str) -> Any:
    """A part of the page that the style sheet and the scripts know by its name."""
    return st.container(key=name)


def renew(visit: Visit) -> Visit:
    """The visit after something was written."""
    version, figures = fetch.store_versions(at_published(read_settings()))
    return replace(visit, version=version, figures=figures)


def report_failure(error: Exception) -> bool:
    """Log what nobody foresaw under an id, and show the id. True tells Streamlit that it has been shown."""
    identity = secrets.token_hex(4)
    _log.error("failure %s", identity, exc_info=error)
    html.show("failure.html", identity=identity)
    return True


def _head_refusal(settings: Settings, title: str) -> None:
    """A page that was refused before it had a title of its own is headed by its name in the menu."""
    try:
        Page(_make_visit(settings), st.container()).entitle(title)
    except ObaError:
        html.show("heading_alone.html", title=title)


def _speak_as_planned(settings: Settings) -> None:
    """Set the words for outcome and indicator for this run: another visitor's plan may have others."""
    use_labels(USUAL)
    try:
        use_labels(fetch.masthead(_make_visit(settings)).labels)
    except ObaError:
        return


def _make_visit(settings: Settings) -> Visit:
    """A visit of the store, or of the copy that is published now."""
    settings = at_published(settings)
    version, figures = fetch.store_versions(settings)
    return Visit(
        store=settings.store,
        identity=identify(settings.store),
        published=settings.published,
        version=version,
        figures=figures,
        today=settings.date_today(),
        dark=st.context.theme.type == "dark",
    )
