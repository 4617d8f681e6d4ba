"""A table as it stands in a file: rows of cells, each with where it is and how it was shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time

WRITTEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What a number format writes as it stands: words in quotes, single signs, colours."""
CellValue = str | int | float | bool | date | datetime | time | None


@dataclass(slots=True)
class Cell:
    """One cell. `uncached` marks a formula whose result was never saved."""

    value: CellValue = None
    number_format: str = "General"
    uncached: bool = False

    @property
    def text(self) -> str:
        """What stands in the cell, exactly; numbers with every digit the file holds."""
        if self.value is None:
            return ""
        if isinstance(self.value, bool):
            return str(self.value).upper()
        if isinstance(self.value, float) and self.value.is_integer() and abs(self.value) < 1e15:
            return str(int(self.value))
        return str(self.value)

    @property
    def shows_percent(self) -> bool:
        """Whether the number is shown a hundredfold with a per cent sign; a sign that is only written there is none."""
        return "%" in self.number_format and "%" in WRITTEN.sub("", self.number_format)

    @property
    def blank(self) -> bool:
        """Nothing but spaces, or nothing; an unsaved formula is not blank."""
        if self.value is None:
            return not self.uncached
        return isinstance(self.value, str) and not self.value.strip(" \t\r\n\xa0")


BLANK = Cell()
Row = tuple[int, list[Cell]]
"""A row's number in the file, counted from 1, and its cells up to the last one that holds something."""


@dataclass(slots=True)
class Sheet:
    """`rows` starts again from the top at every call. `is_text` for a table of a text file.

    `merged` holds first row, first column, last row and last column of each merged range, counted from 1.
    """

    name: str
    rows: Callable[[], Iterator[Row]]
    is_text: bool = False
    notes: list[str] = field(default_factory=list)
    merged: tuple[tuple[int, int, int, int], ...] = ()

    def head(self, count: int) -> list[Row]:
        """The first rows that hold anything, at most `count`."""
        found: list[Row] = []
        for number, cells in self.rows():
            if len(found) >= count:
                break
            if cells:
                found.append((number, cells))
        return found


def column_letters(index: int) -> str:
    """`A` for 0, `AA` for 26."""
    letters = ""
    index += 1
    while index:
        index, remainder = divmod(index - 1, 26)
        letters = chr(65 + remainder) + letters
    return letters
