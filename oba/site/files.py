"""A folder that is kept equal to a list of files: only what has changed is written, and nothing of anybody else's.

What was written is in a small list in the folder itself. It names a file before that is written, so that a run that
broke off can be run again, and so that no file is touched that another has put there.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oba.errors import UsageError

LIST = ".oba-site.json"
BESIDE = ".oba-site.new"
"""Where a file is written before it has its name."""
TWIN = ".gz"
TWINNED = (".html", ".css", ".svg", ".csv", ".json", ".xml", ".atom", ".ics", ".txt")
LEAST = 256
"""Bytes below which a compressed twin gains nothing."""
LEVEL = 6
TOLD_EACH = 1.0
"""Seconds between two lines of progress."""


@dataclass(frozen=True, slots=True)
class File:
    """One file to be there. `mark` names what it is made of, where that is known before it is made."""

    address: str
    make: Callable[[], bytes]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What is known of a file that was written; of one that was only about to be, nothing."""

    sha256: str = ""
    size: int = -1
    mark: str = ""


@dataclass(slots=True)
class Tally:
    """How many files were written, found as they should be, and taken away."""

    written: int = 0
    kept: int = 0
    removed: int = 0


class Folder:
    """A folder of ours. UsageError where it holds anything and is not."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known = _read(path)
        self.tally = Tally()
        self._made: set[Path] = set()

    def keep(self, files: Sequence[File], *, say: Callable[[int, int], str]) -> Iterator[str]:
        """Make the folder hold these files and no other of ours; `say` tells how many of how many are done."""
        wanted = [one.address for one in files]
        self._refuse_others(wanted)
        planned = {name: Written() for one in wanted for name in (one, *self._twin_of(one))}
        if not set(wanted) <= self.known.keys():
            self._write_list({**planned, **self.known})
        told = time.monotonic()
        finished: dict[str, Written] = {}
        for number, one in enumerate(files):
            if time.monotonic() - told > TOLD_EACH:
                told = time.monotonic()
                yield say(number, len(files))
            finished |= self._keep_one(one)
        self._remove(self.known.keys() - finished.keys())
        if finished != self.known:
            self._write_list(finished)
        self.known = finished

    @staticmethod
    def _twin_of(address: str) -> tuple[str, ...]:
        return (address + TWIN,) if address.endswith(TWINNED) else ()

    def _keep_one(self, one: File) -> dict[str, Written]:
        """The file and its twin, as they now are."""
        before = self.known.get(one.address, Written())
        twin = one.address + TWIN
        if one.mark and before.mark == one.mark and self._is_whole(one.address, before):
            kept = {name: self.known[name] for name in (one.address, twin) if name in self.known}
            if twin not in kept or self._is_whole(twin, kept[twin]):
                self.tally.kept += 1
                return kept
        body = one.make()
        done = {one.address: self._put(one.address, body, mark=one.mark)}
        if one.address.endswith(TWINNED) and len(body) >= LEAST:
            done[twin] = self._put_twin(twin, body, same=done[one.address].sha256 == before.sha256)
        return done

    def _put(self, address: str, body: bytes, *, mark: str = "") -> Written:
        found = Written(hashlib.sha256(body).hexdigest(), len(body), mark)
        before = self.known.get(address, Written())
        if before.sha256 == found.sha256 and self._is_whole(address, found):
            self.tally.kept += 1
            return found
        self._replace(address, body)
        self.tally.written += 1
        return found

    def _put_twin(self, twin: str, body: bytes, *, same: bool) -> Written:
        before = self.known.get(twin, Written())
        if same and before.sha256 and self._is_whole(twin, before):
            return before
        packed = gzip.compress(body, LEVEL, mtime=0)
        self._replace(twin, packed)
        return Written(hashlib.sha256(packed).hexdigest(), len(packed))

    def _is_whole(self, address: str, known: Written) -> bool:
        try:
            return (self.path / address).stat().st_size == known.size
        except OSError:
            return False

    def _replace(self, address: str, body: bytes) -> None:
        """In one step, so that whoever reads the folder meanwhile finds the old file or the new one."""
        target = self.path / address
        if target.parent not in self._made:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(target.parent)
        beside = self.path / BESIDE
        with open(beside, "wb", buffering=0) as file:
            file.write(body)
        os.replace(beside, target)

    def _remove(self, addresses: Iterable[str]) -> None:
        folders: set[Path] = set()
        for one in addresses:
            path = self.path / one
            if path.exists():
                path.unlink()
                self.tally.removed += not one.endswith(TWIN)
            folders |= {parent for parent in path.parents if self.path in parent.parents}
        for folder in sorted(folders, key=lambda each: -len(each.parts)):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()

    def _refuse_others(self, wanted: Sequence[str]) -> None:
        for one in wanted:
            for name in (one, f"{one}{TWIN}"):
                if not {one, name} & self.known.keys() and (self.path / name).exists():
                    raise UsageError(
                        f"the folder holds a file '{name}' that this command did not write",
                        where=self.path.name,
                        remedy="Move that file away, or name another folder",
                    )

    def _write_list(self, files: Mapping[str, Written]) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        told: dict[str, Any] = {
            "note": "The files that `python -m oba site` wrote here, and may change and remove.",
            "files": {name: [one.sha256, one.size, one.mark] for name, one in sorted(files.items())},
        }
        beside = self.path / BESIDE
        with beside.open("w", encoding="utf-8") as file:
            json.dump(told, file, indent=0)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path / LIST)


def _read(path: Path) -> dict[str, Written]:
    if path.exists() and not path.is_dir():
        raise UsageError(f"'{path.name}' is a file", expected="a folder to write the pages to")
    if not path.exists() or not any(path.iterdir()):
        return {}
    other = UsageError(
        "the folder holds files that this command did not write",
        where=path.name,
        expected="an empty folder, a new one, or one that was written by `python -m oba site`",
    )
    try:
        found = json.loads((path / LIST).read_text(encoding="utf-8"))
        return {name: Written(*known) for name, known in found["files"].items() if _is_inside(name)}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise other from error


def _is_inside(name: str) -> bool:
    """Whether an address stays in the folder: a list that somebody has changed removes nothing elsewhere."""
    parts = name.split("/")
    return not any(part in ("", ".", "..") or "\\" in part or ":" in part for part in parts)
