"""The frame of every page: which pages there are, the masthead, and what is shown when something fails."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st

from oba.errors import NotFoundError, ObaError
from oba.settings import ROOT, Settings, read_settings
from oba.ui import fetch, html

_log = logging.getLogger("oba")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page needs to know about this visit. `version` is the store's, the key of every cache."""

    settings: Settings
    version: int
    today: date
    dark: bool


def run() -> None:
    """List the pages of this mode and run the one that was asked for."""
    settings = read_settings()
    page = st.navigation(list_pages(settings.mode), position="top")
    try:
        page.run()
    except ObaError as error:
        show_error(error)


def list_pages(mode: str) -> list[st.Page]:  # type: ignore[valid-type]
    """Pages in the order of their file names; title and address come from the name. The first is home."""
    folders = ("public", "trust") if mode == "trust" else ("public",)
    files = sorted(
        (path for folder in folders for path in (ROOT / "pages" / folder).glob("[0-9]*.py")),
        key=lambda path: path.name,
    )
    return [_make_page(path, default=index == 0) for index, path in enumerate(files)]


def _make_page(path: Path, *, default: bool) -> st.Page:  # type: ignore[valid-type]
    name = path.stem.split("_", 1)[1]
    return st.Page(path, title=name.replace("_", " ").capitalize(), url_path=name, default=default)


def begin(title: str, *, trust: bool = False) -> Page:
    """Open a page: title, style, masthead. `trust` pages are not there on the published instance."""
    settings = read_settings()
    if trust and settings.published:
        raise NotFoundError("this page is not part of the published copy", remedy="Go to the home page")
    version = fetch.store_version(settings)
    page = Page(settings=settings, version=version, today=settings.date_today(), dark=_is_dark())
    masthead = fetch.masthead(settings, version)
    st.set_page_config(page_title=f"{title} - {masthead.plan_title}", layout="wide")
    html.show("masthead.html", masthead=masthead, title=title, published=settings.published)
    return page


def show_error(error: ObaError) -> None:
    """A reader's error, in its own words, on a page that may have had no time to begin."""
    html.show("error.html", error=error)


def report_failure(error: Exception) -> bool:
    """Log what nobody foresaw under an id, and show the id. True tells Streamlit that it has been shown."""
    identity = secrets.token_hex(4)
    _log.error("failure %s", identity, exc_info=error)
    html.show("failure.html", identity=identity)
    return True


def _is_dark() -> bool:
    return st.context.theme.type == "dark"
