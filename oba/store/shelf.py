"""The shelf: a folder of published copies, each a read-only file named by its content, and a pointer to one of them.

A copy is whole and on the disk before it has its name, the list of copies (`manifest.json`) names it after that, and
the pointer (`current.json`) is switched last. Nothing is ever written over, so that a power cut leaves the old
publication or the new one, and what a reader has opened stays as it was.

Who puts a copy on the shelf leaves a mark (`.adding-...`) first, and takes it away once the store knows of the copy: a
copy with a mark is of a publication that is being made, or that was cut off.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from oba.errors import StoreError
from oba.store.durable import make_durable, make_file_durable, write_whole

MANIFEST, CURRENT = "manifest.json", "current.json"
ENDING = ".db"
BUILDING = ".copy-"
"""What the name of a copy begins with while it is being built."""
ADDING = ".adding-"
"""What the name of a mark begins with."""
READ_ONLY, WRITABLE = 0o444, 0o644
STALE_SECONDS = 86_400
LETTERS = frozenset("0123456789abcdef")
PIECE = 1 << 20
AGAIN = (
    "Put the folder of copies back as it was, or withdraw what cannot be shown: "
    "python -m oba publish --withdraw NUMBER"
)
REPAIR = (
    "Rebuild it where the store is: python -m oba publish --repair. Where this folder was copied from another, copy it "
    "again"
)


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which publication is the current one, the file that holds it, and the day of its release.

    A copy is built before its release, so that it knows only the day that was planned.
    """

    number: int
    file: str
    sha256: str
    released_on: date | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What the list of copies says of one of them. `size` is in bytes, `owner` stands for the store that keeps it."""

    sha256: str
    size: int
    number: int
    owner: str = ""


@dataclass(frozen=True, slots=True)
class BuiltCopy:
    """A copy as it was built, not on the shelf yet. `path` is where it lies, in the shelf's folder."""

    path: Path
    sha256: str
    size: int
    number: int

    @property
    def file(self) -> str:
        """The name that it has on the shelf."""
        return f"{self.sha256}{ENDING}"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder is made with the first copy."""

    folder: Path

    def current(self) -> Pointer | None:
        """What the pointer names; None while nothing is published. StoreError for a pointer that cannot be read."""
        found = self._read(CURRENT)
        if found is None:
            return None
        try:
            day = found.pop("released_on", None)
            pointer = Pointer(**found, released_on=None if day is None else date.fromisoformat(day))
            if type(pointer.number) is not int or pointer.file != f"{_check(pointer.sha256)}{ENDING}":
                raise ValueError(pointer.file)
        except (TypeError, ValueError) as error:
            raise _damaged(CURRENT) from error
        return pointer

    def files(self) -> Mapping[str, Kept]:
        """Every copy that is kept, by the name of its file. StoreError for a list that cannot be read."""
        try:
            found = {name: Kept(**one) for name, one in (self._read(MANIFEST) or {}).items()}
            for name, one in found.items():
                if name != f"{_check(one.sha256)}{ENDING}" or {type(one.size), type(one.number)} != {int}:
                    raise ValueError(name)
            return found
        except (TypeError, ValueError) as error:
            raise _damaged(MANIFEST) from error

    def path(self, file: str) -> Path:
        """Where a copy of this name stands. ValueError for a name that no copy can have."""
        if not file.endswith(ENDING):
            raise ValueError(f"{file} is not the name of a published copy")
        _check(file.removesuffix(ENDING))
        return self.folder / file

    def find(self, number: int) -> str | None:
        """The name of the newest copy of a publication; None where none is kept."""
        found = [name for name, one in self.files().items() if one.number == number]
        return found[-1] if found else None

    def add(self, built: BuiltCopy, *, owner: str = "") -> str:
        """Put a copy on the shelf, and return its name. One that is there already, and sound, is left as it is.

        `owner` stands for the store that is to know of it, whose mark stands beside it until `unmark`.
        """
        target = self.path(built.file)
        with _speaking(built.file):
            if owner:
                write_whole(self._mark(built.file), owner.encode())
            if target.exists() and hash_file(target) == built.sha256:
                built.path.unlink()
            else:
                _put(built.path, target)
            kept = Kept(built.sha256, built.size, built.number, owner)
            self._write(MANIFEST, {**_dicts(self.files()), built.file: asdict(kept)})
            self._tidy()
        return built.file

    def switch(self, pointer: Pointer | None) -> None:
        """Make another copy the current one; None: nothing is published. A copy that is not sound is refused."""
        with _speaking(CURRENT):
            if pointer is not None:
                self.verify(pointer.file)
                day = pointer.released_on
                told = {"number": pointer.number, "file": pointer.file, "sha256": pointer.sha256}
                self._write(CURRENT, told if day is None else {**told, "released_on": day.isoformat()})
            elif (self.folder / CURRENT).exists():
                (self.folder / CURRENT).unlink()
                make_durable(self.folder)

    def verify(self, file: str) -> Path:
        """Where the copy stands, once every byte is checked. StoreError where it is not as it was written."""
        kept, path = self.files().get(file), self.path(file)
        if not path.is_file():
            raise StoreError("this published copy is not there", where=short(file), remedy=AGAIN)
        if kept is None:
            raise StoreError("the list of copies does not name this one", where=short(file), remedy=REPAIR)
        with _speaking(file):
            sound = path.stat().st_size == kept.size and hash_file(path) == kept.sha256
        if not sound or kept.sha256 != file.removesuffix(ENDING):
            raise StoreError(
                "this published copy is not as it was written, so it is not shown",
                where=short(file),
                remedy=AGAIN,
            )
        return path

    def remove(self, file: str) -> None:
        """Take a copy off the list, so that nobody is shown it, and delete it. ValueError for the current one."""
        current, path = self.current(), self.path(file)
        if current is not None and current.file == file:
            raise ValueError("the current copy cannot be taken off the shelf")
        with _speaking(file):
            try:
                if file in (listed := _dicts(self.files())):
                    self._write(MANIFEST, {name: one for name, one in listed.items() if name != file})
            finally:
                if path.exists():
                    path.chmod(WRITABLE)  # Windows deletes nothing that is read-only
                    path.unlink()
                    make_durable(self.folder)

    def relist(self, kept: Mapping[str, Kept]) -> None:
        """Write the list of copies anew, in the order of their numbers."""
        with _speaking(MANIFEST):
            self._write(MANIFEST, _dicts(dict(sorted(kept.items(), key=lambda one: one[1].number))))

    def measure(self, file: str, *, number: int) -> Kept | None:
        """What the list is to say of a copy, from its bytes; None where it is not there or not as it was written."""
        path = self.path(file)
        with _speaking(file):
            if not path.is_file() or hash_file(path) != path.stem:
                return None
            return Kept(path.stem, path.stat().st_size, number)

    def names(self) -> tuple[str, ...]:
        """Every file here that has the name of a copy, whether the list names it or not."""
        with _speaking(self.folder.name):
            return tuple(sorted(one.name for one in self.folder.glob(f"*{ENDING}") if is_copy(one)))

    def marked(self, owner: str) -> tuple[str, ...]:
        """The names of the copies beside which a mark of this owner stands."""
        with _speaking(ADDING):
            marks = [one for one in self.folder.glob(f"{ADDING}*") if one.read_bytes() == owner.encode()]
        names = (f"{one.name.removeprefix(ADDING)}{ENDING}" for one in marks)
        return tuple(sorted(one for one in names if is_copy(Path(one))))

    def unmark(self, file: str) -> None:
        """The store knows of this copy now, or it is gone."""
        with _speaking(file):
            self._mark(file).unlink(missing_ok=True)

    def _mark(self, file: str) -> Path:
        return self.folder / f"{ADDING}{self.path(file).stem}"

    def _read(self, name: str) -> dict[str, Any] | None:
        with _speaking(name):
            try:
                found = json.loads((self.folder / name).read_bytes())
            except FileNotFoundError:
                return None
            except ValueError as error:
                raise _damaged(name) from error
        if not isinstance(found, dict):
            raise _damaged(name)
        return found

    def _write(self, name: str, content: Mapping[str, Any]) -> None:
        write_whole(self.folder / name, json.dumps(content, indent=1).encode())

    def _tidy(self) -> None:
        """What a publication that was cut off has left behind goes once nobody can be building it any more."""
        for left in (*self.folder.glob(f"{BUILDING}*"), *self.folder.glob(".writing-*")):
            if time.time() - left.stat().st_mtime > STALE_SECONDS:
                left.chmod(WRITABLE)
                left.unlink()


def hash_file(path: Path) -> str:
    """The SHA-256 of every byte of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def is_copy(path: Path) -> bool:
    """Whether a file has the name of a published copy."""
    name = path.name.removesuffix(ENDING)
    return path.suffix == ENDING and len(name) == 64 and LETTERS.issuperset(name)


def short(file: str) -> str:
    """The name of a copy as it is said to people."""
    return f"copy {file[:12]}"


def _put(built: Path, target: Path) -> None:
    make_file_durable(built)
    built.chmod(READ_ONLY)
    if target.exists() and os.name == "nt":
        target.chmod(WRITABLE)
    built.replace(target)
    make_durable(target.parent)


def _dicts(kept: Mapping[str, Kept]) -> dict[str, Any]:
    return {name: asdict(one) for name, one in kept.items()}


def _check(sha256: str) -> str:
    if len(sha256) != 64 or not LETTERS.issuperset(sha256):
        raise ValueError("not a SHA-256")
    return sha256


def _damaged(name: str) -> StoreError:
    what = "list of published copies" if name == MANIFEST else "pointer to the current published copy"
    return StoreError(f"the {what} cannot be read", where=name, remedy=REPAIR)


@contextmanager
def _speaking(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        said = error.strerror or "the disk refused"
        raise StoreError(
            f"the folder of published copies could not be used ({said})",
            where=name,
            remedy="Make room, or ask for permission on the folder, and try again",
        ) from error
