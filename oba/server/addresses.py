"""What an address of the published instance asks for: a reading page, the explorer, another address, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from pathlib import Path
from urllib.parse import quote

import streamlit as st

from oba.ui.menu import page_names
from oba.ui.papers import PAPERS

EXPLORER = "/explore"
LONGEST = 1_000
PUBLIC_PAPERS = frozenset(PAPERS) - {"meeting"}
_PUBLICATION = re.compile(r"publications/([1-9][0-9]{0,8})/(.*)", re.DOTALL)
STREAM = "/_stcore/stream"
"""Where a session of the explorer is opened. It is no page."""
_CORE = ("_stcore/health", "_stcore/host-config", STREAM[1:])
_MEDIA = re.compile(r"media/[0-9a-f]{16,128}(?:\.[A-Za-z0-9]{1,8})?")
"""A picture or a file of a page, by its content."""


class Kind(Enum):
    READ = auto()
    EXPLORE = auto()
    MOVED = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Asked:
    """`address` is that of a reading page from the root of its site, of the explorer below it, or where to go instead.

    `publication` is the number of an earlier one that was asked for; 0 for the newest.
    """

    kind: Kind
    address: str = ""
    publication: int = 0


def understand(path: str, query: str = "") -> Asked:
    """What is asked by a path, and nothing by one that begins without a slash. Whether a page is there is not known."""
    if not path.startswith("/"):
        return Asked(Kind.NOTHING)
    if path == EXPLORER or path.startswith(f"{EXPLORER}/"):
        return _explore(path[len(EXPLORER) :], query)
    asked = path[1:]
    first = asked.partition("/")[0]
    if asked in _pages() or (first == "print" and asked[6:] in PUBLIC_PAPERS):
        return Asked(
            Kind.MOVED, _with_query(f"explore/{asked}" if first == asked else f"../explore/{asked}", query)
        )
    if (found := _PUBLICATION.fullmatch(f"{asked}/")) and not found[2]:
        return Asked(Kind.MOVED, _with_query(f"{found[1]}/", query))
    if found := _PUBLICATION.fullmatch(asked):
        return Asked(Kind.READ, found[2] or "index.html", int(found[1]))
    return Asked(Kind.READ, asked or "index.html")


def _explore(below: str, query: str) -> Asked:
    """The explorer answers its own shell to whatever it does not know: so only what it knows is let through."""
    if not below:
        return Asked(Kind.MOVED, _with_query("explore/", query))
    asked = below[1:]
    page, _, rest = asked.partition("/")
    if page in _pages():
        if not rest and asked != page:
            return Asked(Kind.MOVED, _with_query(f"../{page}", query))
        return Asked(Kind.EXPLORE if asked == page else Kind.NOTHING, below)
    known = (
        not asked or asked in _CORE or asked in _shell_files() or (page == "print" and rest in PUBLIC_PAPERS)
    )
    return Asked(Kind.EXPLORE if known or _MEDIA.fullmatch(asked) else Kind.NOTHING, below)


def _with_query(to: str, query: str) -> str:
    return quote(to) + (f"?{quote(query, safe=_SAFE)}" if query else "")


_SAFE = "!$%&'()*+,-./:;=?@_~"


@cache
def _pages() -> frozenset[str]:
    return frozenset(page_names("published"))


@cache
def _shell_files() -> frozenset[str]:
    """The files that the explorer's own page fetches, by their addresses; without the page itself."""
    folder = Path(st.__file__).parent / "static"
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return frozenset(found) - {"index.html"}
