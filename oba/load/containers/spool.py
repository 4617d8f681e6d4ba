"""Rows of a sheet on their way from the process that parses to the one that reads: lines of JSON in a folder.

A cell is `null`, a text, a number or a truth; what is more than that is a list that opens with a letter:
`n` a number with its format, `d` a date and time, `t` a time, `l` a length of time in milliseconds, `u` a
formula without a saved result. Nothing but data can stand in such a file.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from oba.load.refusal import RefusedFile
from oba.load.sheet import BLANK, Cell, Row

SPACES = " \t\r\n\xa0"
UNCACHED = ["u"]
Spooled = Any
"""A cell as JSON holds it."""


class SpoolFolder:
    """A temporary folder that goes when nothing holds it any longer."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="oba-"))
        self.close = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


class RowWriter:
    """Writes the rows of one sheet that hold something, up to a size."""

    def __init__(self, path: Path, *, room: int) -> None:
        self._file = path.open("wb", buffering=1 << 18)
        self.close = self._file.close
        self._encode = json.JSONEncoder(
            ensure_ascii=False, check_circular=False, separators=(",", ":")
        ).encode
        self.room = room

    def add(self, number: int, cells: list[Spooled], *, times: int = 1) -> None:
        """One row, or the same row `times` over. RefusedFile when there is no room left."""
        while cells and (cells[-1] is None or (type(cells[-1]) is str and not cells[-1].strip(SPACES))):
            cells.pop()
        if not cells:
            return
        body = self._encode(cells).encode()
        self.room -= (len(body) + 10) * times
        if self.room < 0:
            raise RefusedFile(
                "the sheets unpack to far more than any spreadsheet does",
                remedy="Save the sheet with the figures as a new workbook, and send that",
            )
        try:
            for one in range(number, number + times):
                self._file.write(b"[%d,%b]\n" % (one, body))
        except OSError:
            raise RefusedFile(
                "there is no room on this computer to unpack the file", remedy="Make room, and load it again"
            ) from None


@dataclass(frozen=True, slots=True)
class SpooledRows:
    """The rows of a sheet in order, blank ones too; each call begins again at the top.

    `fills` are the merged ranges over several rows of one column: their first cell stands for each of them
    that has a row.
    """

    folder: SpoolFolder
    file: str
    fills: tuple[tuple[int, int, int], ...] = ()

    def __call__(self) -> Iterator[Row]:
        expected = 1
        filling = _Filling(self.fills) if self.fills else None
        with (self.folder.path / self.file).open("rb") as file:
            for line in file:
                number, found = json.loads(line)
                while expected < number:
                    yield expected, []
                    expected += 1
                cells = [
                    BLANK if one is None else _open(one) if type(one) is list else Cell(one) for one in found
                ]
                if filling is not None:
                    filling.fill(number, cells)
                yield number, cells
                expected = number + 1


@dataclass(slots=True)
class _Filling:
    """Merged cells that reach down into the rows to come: by column, their last row and what they hold."""

    fills: tuple[tuple[int, int, int], ...]
    starts: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    reaching: dict[int, tuple[int, Cell]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for top, column, bottom in self.fills:
            self.starts.setdefault(top, []).append((column, bottom))

    def fill(self, number: int, cells: list[Cell]) -> None:
        """Put what reaches down into this row, and keep what begins to reach down here."""
        for column, (bottom, cell) in list(self.reaching.items()):
            if number > bottom:
                del self.reaching[column]
                continue
            cells.extend([BLANK] * (column - len(cells)))
            cells[column - 1] = cell
        for column, bottom in self.starts.get(number, ()):
            if column <= len(cells) and not cells[column - 1].blank:
                self.reaching[column] = (bottom, cells[column - 1])


def _open(spooled: list[Any]) -> Cell:
    letter, *rest = spooled
    if letter == "u":
        return Cell(uncached=True)
    value, number_format = rest
    if letter == "d":
        return Cell(datetime.fromisoformat(value), number_format)
    if letter == "t":
        return Cell(time.fromisoformat(value), number_format)
    if letter == "l":
        return Cell(timedelta(milliseconds=value), number_format)  # type: ignore[arg-type]
    return Cell(value, number_format)
