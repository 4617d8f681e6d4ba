"""Where a problem stands: the cells that the words of a report name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::[A-Z]{1,3}[0-9]{1,7})?", re.ASCII)
ROW = re.compile(r"row ([0-9]{1,7})", re.ASCII)
SHEET = re.compile(r"sheet '(.*)'(?:, row ([0-9]{1,7}))?", re.ASCII | re.DOTALL)
LINE = re.compile(r"(?:(.*), )?line ([0-9]{1,9})(?:, column ([0-9]{1,5}))?", re.ASCII | re.DOTALL)
BETWEEN = " and "


@dataclass(frozen=True, slots=True)
class Place:
    """A cell, counted from 1. Row 0 is the sheet as a whole, column 0 the row as a whole."""

    sheet: str
    row: int = 0
    column: int = 0


def find_places(
    where: str, *, sheets: Sequence[str], headers: Mapping[str, int] | None = None
) -> tuple[Place, ...]:
    """The places that `where` names; none when it names none of this file.

    `sheets` are the workbook's, `headers` the columns of a text file, which is one sheet without a name.
    Names may themselves hold the word that joins two places.
    """
    whole = _one(where, sheets=sheets, headers=headers)
    if whole is not None and (whole.column or BETWEEN not in where):
        return (whole,)
    for left, right in _halves(where):
        pair = tuple(_one(half, sheets=sheets, headers=headers) for half in (left, right))
        if pair[0] is not None and pair[1] is not None:
            return (pair[0], pair[1])
    return () if whole is None else (whole,)


def _halves(where: str) -> Iterator[tuple[str, str]]:
    at = where.find(BETWEEN)
    while at >= 0:
        yield where[:at], where[at + len(BETWEEN) :]
        at = where.find(BETWEEN, at + 1)


def _one(text: str, *, sheets: Sequence[str], headers: Mapping[str, int] | None) -> Place | None:
    if headers is not None:
        found = LINE.fullmatch(text)
        if found is None:
            return None
        column = int(found[3] or 0) or headers.get(" ".join((found[1] or "").split()).casefold(), 0)
        return Place("", int(found[2]), column)
    for sheet in sorted(sheets, key=len, reverse=True):
        if text.startswith(f"{sheet}!"):
            rest = text[len(sheet) + 1 :]
            if cell := CELL.fullmatch(rest):
                return Place(sheet, int(cell[2]), _column(cell[1]))
            if row := ROW.fullmatch(rest):
                return Place(sheet, int(row[1]))
    whole = SHEET.fullmatch(text)
    if whole is not None and whole[1] in sheets:
        return Place(whole[1], int(whole[2] or 0))
    return None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
