"""The published copies that may be shown: found by the pointer on every visit, checked before they are used."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from threading import Lock

from oba.errors import NotFoundError, StoreError
from oba.model.publication import PublicFacts
from oba.settings import Settings
from oba.store.engine import Store, open_store
from oba.store.public_facts import read_public_facts
from oba.store.shelf import CURRENT, Shelf

Mark = tuple[int, int, int]


class NothingPublishedError(StoreError):
    """No publication stands: none was released yet, or all were withdrawn."""

    def __init__(self, *, kept: bool = False) -> None:
        """`kept`: there are copies all the same, so that the pointer to one of them may have been lost."""
        again = ". If something was published already: python -m oba publish --repair" if kept else ""
        super().__init__(
            "nothing is published yet",
            remedy=f"Whoever keeps the figures can publish what was approved: python -m oba publish{again}",
        )


@dataclass(frozen=True, slots=True)
class Copy:
    """One published copy, whose file is as it was when it was made.

    `released_on` is the day on which it was released; None where nobody says, and the planned day stands for it.
    """

    number: int
    sha256: str
    path: Path
    released_on: date | None = None

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path.as_posix()}"


def at_published(settings: Settings) -> Settings:
    """The same settings, on the published instance with the current copy as their store.

    NothingPublishedError where there is none, StoreError where its file is not as it was made.
    """
    if not settings.published:
        return settings
    copy = find_copy(settings)
    return replace(settings, store=copy.url, copies=str(settings.copies_folder))


def find_copy(settings: Settings) -> Copy:
    """The current copy. Its file is read through once, when the pointer first names it."""
    return _watch(settings.copies_folder).look()


def peek_copy(settings: Settings) -> Copy | None:
    """The current copy where nothing has changed since the last look, which costs almost nothing; else None."""
    return _watch(settings.copies_folder).peek()


def find_earlier(settings: Settings, facts: PublicFacts, number: int) -> Copy:
    """An earlier publication that the current one, of which these are the facts, still names. NotFoundError else."""
    standing = {one.number: one.published_on for one in facts.earlier if not one.withdrawn}
    file = Shelf(settings.copies_folder).find(number) if number in standing else None
    if file is None:
        raise NotFoundError(f"there is no publication {number} here", remedy="Go to the home page")
    return replace(_watch(settings.copies_folder).check(number, file), released_on=standing[number])


def open_copy(copy: Copy) -> tuple[Store, PublicFacts]:
    """The open store of a copy, for reading only, and what it says of itself."""
    store = open_store(copy.url, read_only=True)
    with store.reading() as connection:
        facts = read_public_facts(connection)
    return store, replace(facts, sha256=copy.sha256, published_on=copy.released_on or facts.published_on)


class _Watch:
    """Looks at the pointer of one folder, and remembers which files were found whole."""

    def __init__(self, folder: Path) -> None:
        self.shelf = Shelf(folder)
        self._lock = Lock()
        self._seen: tuple[Mark, Mark | None, Copy] | None = None
        self._whole: dict[tuple[int, Path, Mark | None], Copy] = {}

    def peek(self) -> Copy | None:
        if self._seen is None:
            return None
        pointed, whole, copy = self._seen
        unchanged = pointed == _mark(self.shelf.folder / CURRENT) and whole == _mark(copy.path)
        return copy if unchanged else None

    def look(self) -> Copy:
        if (copy := self.peek()) is not None:
            return copy
        mark = _mark(self.shelf.folder / CURRENT)
        pointer = self.shelf.current() if mark else None
        if mark is None or pointer is None:
            raise NothingPublishedError(kept=bool(self.shelf.names()))
        whole = _mark(self.shelf.path(pointer.file))
        copy = replace(self.check(pointer.number, pointer.file), released_on=pointer.released_on)
        self._seen = (mark, whole, copy)
        return copy

    def check(self, number: int, file: str) -> Copy:
        """The copy, read through unless it was found whole before and has not been touched since."""
        path = self.shelf.path(file)
        with self._lock:
            key = (number, path, _mark(path))
            if key not in self._whole:
                self._whole[key] = Copy(number, path.stem, self.shelf.verify(file))
            return self._whole[key]


@cache
def _watch(folder: Path) -> _Watch:
    return _Watch(folder)


def _mark(path: Path) -> Mark | None:
    """What changes when another file is put in the place of this one."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size
