"""The menu of every page: Streamlit's own across the top, and on a narrow screen one of ours.

Streamlit puts the sections of a menu into a sidebar there, as lists that a screen reader cannot read:
docs/decisions/0013-menu.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from oba.settings import ROOT
from oba.ui import ask, html
from oba.words.labels import in_words
from oba.words.pages import MENU, arrange

CARRIED = ("theme", "indicator", "area", "plain")
"""What goes along in the address from page to page: a link of our own begins a new session, which remembers nothing."""


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    address: str
    current: bool


def list_pages(mode: str) -> dict[str, list[Any]]:
    """The pages of this mode by section, in the menu's order. The first file is home."""
    files = {address_of(path): path for path in page_files(mode)}
    home = next(iter(files))
    return {
        section: [
            st.Page(files[address], title=in_words(title), url_path=address, default=address == home)
            for address, title in pages
        ]
        for section, pages in arrange(list(files))
    }


def page_names(mode: str) -> tuple[str, ...]:
    """The addresses of the pages of this mode, without home, which has none of its own."""
    return tuple(address_of(path) for path in page_files(mode)[1:])


def page_files(mode: str) -> list[Path]:
    folders = ("public", "trust") if mode == "trust" else ("public",)
    files = [path for folder in folders for path in (ROOT / "pages" / folder).glob("[0-9]*.py")]
    return sorted(files, key=lambda path: path.name)


def address_of(path: Path) -> str:
    return path.stem.split("_", 1)[1]


def show_menu(pages: dict[str, list[Any]], current: Any) -> None:
    """The menu of a narrow screen; a wide one hides it."""
    carried = urlencode({name: found for name in CARRIED if (found := ask.address(name))})
    sections = [
        (section, [_link(one, current=one is current, carried=carried) for one in held])
        for section, held in pages.items()
    ]
    html.show("menu.html", sections=sections, label=MENU)


def _link(page: Any, *, current: bool, carried: str) -> Link:
    return Link(page.title, (page.url_path or "./") + (f"?{carried}" if carried else ""), current)
