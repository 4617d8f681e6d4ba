"""A marked copy written from rows: of a text file, or of a workbook that is not an Excel one or is large."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from oba.load.marking.mark_places import Place
from oba.load.marking.mark_sheet import (
    COMMENTS,
    TITLE,
    Marks,
    Told,
    clean,
    comment_of,
    fill_of,
    list_problems,
    put_text,
)
from oba.load.sheet import BLANK, Cell, Row, Sheet

PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,10})?", re.ASCII)
ROWS = 1_048_576
COLUMNS = 16_384
NOT_IN_TITLES = re.compile(r"[\\*?:/\[\]]")


@dataclass(slots=True)
class _Room:
    """How many comments may still be written: each costs a drawing."""

    comments: int = COMMENTS


def write_rows(
    sheets: Sequence[Sheet], *, marks: Marks, into: Path, name: str, said: str = "", is_text: bool = False
) -> None:
    """Write every sheet with its marked cells, after the list of problems."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    first = book.create_sheet(TITLE)
    titles = dict(zip((sheet.name for sheet in sheets), _titles(sheets), strict=True))
    list_problems(first, marks=marks, name=name, titles=titles, said=said)
    by_sheet: dict[str, dict[int, dict[int, list[Told]]]] = {}
    for place, said_here in marks.at.items():
        by_sheet.setdefault(place.sheet, {}).setdefault(place.row, {})[place.column] = said_here
    room = _Room()
    for sheet in sheets:
        target = book.create_sheet(titles[sheet.name])
        marked = by_sheet.get(sheet.name, {})
        for number, cells in _numbered(sheet.rows()):
            told = marked.get(number, {})
            width = min(max(len(cells), max(told, default=0)), COLUMNS)
            padded = [*cells, *([BLANK] * (width - len(cells)))]
            target.append(
                [
                    _cell(target, cell, told=told.get(column), room=room, is_text=is_text)
                    for column, cell in enumerate(padded[:COLUMNS], start=1)
                ]
            )
    book.save(into)


def _numbered(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows as the copy counts them: numbers that the file passes over are blank rows."""
    expected = 1
    for number, cells in rows:
        while expected < min(number, ROWS):
            yield expected, []
            expected += 1
        if number > ROWS:
            return
        yield number, cells
        expected = number + 1


def _cell(sheet: Any, cell: Cell, *, told: list[Told] | None, room: _Room, is_text: bool) -> Any:
    from openpyxl.cell import WriteOnlyCell

    value = cell.value
    if isinstance(value, str):
        if is_text and (number := _number(value)) is not None:
            value = number
        elif told is None and value[:1] not in ("=", "+", "-", "@", "\t"):
            return clean(value)
    shown = cell.shows_percent or isinstance(value, date | datetime | time | timedelta)
    if told is None and not shown and not isinstance(value, str):
        return value
    written = WriteOnlyCell(sheet)
    if isinstance(value, str):
        put_text(written, value)
    else:
        written.value = value
    if shown:
        written.number_format = cell.number_format
    if told is not None:
        written.fill = fill_of(told)
        if room.comments > 0:
            written.comment = comment_of(told)
            room.comments -= 1
    return written


def _number(text: str) -> int | float | None:
    """The number that a text is, where nothing of it would be lost."""
    if not PLAIN_NUMBER.fullmatch(text):
        return None
    if "." not in text:
        return int(text) if text != "-0" else None
    number = float(text)
    return number if repr(number) == text else None


def _titles(sheets: Sequence[Sheet]) -> list[str]:
    """A title for each sheet that a workbook can have, no two alike."""
    taken = {TITLE.casefold()}
    titles = []
    for sheet in sheets:
        plain = NOT_IN_TITLES.sub(" ", clean(sheet.name)).strip(" '")[:28] or "Figures"
        title, number = plain, 1
        while title.casefold() in taken:
            number += 1
            title = f"{plain[:25]} {number}"
        taken.add(title.casefold())
        titles.append(title)
    return titles


__all__ = ["Place", "write_rows"]
