"""What a reading page is made of: the publication it belongs to, what is sent, and how one kind of page is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from threading import RLock
from typing import Any, TypeVar

from oba.model.publication import PublicFacts
from oba.store.engine import Store
from oba.tasks.curve_choices import CurveChoices, list_curve_choices
from oba.tasks.open_masthead import Masthead, open_masthead

HTML = "text/html; charset=utf-8"
SVG = "image/svg+xml"
CSS = "text/css; charset=utf-8"
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Sent:
    """One file as it is sent or written."""

    body: bytes
    media_type: str = HTML


@dataclass(frozen=True)
class Site:
    """The reading pages of one published copy.

    `address` is where the site stands on the web, '' where that is not known; links between pages need none.
    `explorer` is the address of the explorer from the root of the site, '' where there is none. A publication that is
    no longer the newest says so: `newest` is the number of the one that is, and `newest_home` its home page, seen from
    the root of this one. `contact` is how readers reach those who publish it, '' where that is not stated.
    What is made of the copy is kept, for all pages of it.
    """

    store: Store
    today: date
    facts: PublicFacts
    address: str = ""
    explorer: str = ""
    newest: int = 0
    newest_home: str = ""
    contact: str = ""
    _kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    _lock: Any = field(default_factory=RLock, repr=False, compare=False)

    def keep(self, name: str, make: Callable[[], Made]) -> Made:
        """What `make` gives, made once under this name."""
        if name not in self._kept:
            with self._lock:
                if name not in self._kept:
                    self._kept[name] = make()
        found: Made = self._kept[name]
        return found

    @property
    def masthead(self) -> Masthead:
        return self.keep("masthead", lambda: open_masthead(self.store))

    @property
    def curves(self) -> CurveChoices:
        return self.keep("curves", lambda: list_curve_choices(self.store))


def no_keys(_: Site) -> Iterable[str]:
    """Of a page that there is once."""
    return ("",)


def no_mark(_: Site, __: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class PageKind:
    """One kind of page: `make` gives the page of a key, '' where there is but one, and `keys` all that there are.

    `mark` tells apart what a page is made of, where that costs less than to make it; '' where it does not.
    """

    make: Callable[[Site, str], Sent]
    keys: Callable[[Site], Iterable[str]] = no_keys
    mark: Callable[[Site, str], str] = no_mark


def root_of(address: str) -> str:
    """The way from a page up to the root of the site: `../` for `themes/health.html`."""
    return "../" * address.count("/")
