"""Where a table stands on a sheet: its heading rows, its first row of figures, its last."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from oba.load.cells import BARE, PLAIN, THOUSANDS
from oba.load.sheet import Cell, Row
from oba.model.period_text import looks_like_period

GSS = re.compile(r"[EWSNKJ][0-9]{8}", re.ASCII)
SIGN = re.compile(r"\[[a-z]{1,3}[0-9]*\]|\.{1,2}|[:~*-]", re.IGNORECASE)
MOST_HEADER_ROWS = 8
IsArea = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Place:
    """`header` may be without rows; `last` is the last row with figures.

    `again` is the row at which a second table seems to begin, 0 for none.
    """

    header: tuple[int, ...]
    first: int
    last: int
    again: int = 0


def is_number(cell: Cell) -> bool:
    """A number, or a text that is plainly one."""
    if isinstance(cell.value, str):
        text = cell.value.strip().rstrip("%").strip()
        return bool(PLAIN.fullmatch(text) or THOUSANDS.fullmatch(text))
    return isinstance(cell.value, int | float) and not isinstance(cell.value, bool)


def is_sign(cell: Cell) -> bool:
    """A marker, or a sign that publishers put where a number is missing."""
    text = cell.text.strip()
    return text.casefold() in BARE or bool(SIGN.fullmatch(text))


def is_figure(cell: Cell) -> bool:
    return cell.uncached or (is_number(cell) and not looks_like_period(cell.value))


def find_place(rows: Iterable[Row], *, is_area: IsArea) -> Place | None:
    """The first table with figures; None when no row looks like one."""
    above: list[Row] = []
    place: Place | None = None
    last = 0
    after_blank = False
    for number, cells in rows:
        if not any(not cell.blank for cell in cells):
            after_blank = True
            continue
        figures = _is_data(cells, is_area=is_area)
        if place is None and figures:
            place, last = Place(_header_of(above), number, number), number
        elif place is None:
            above = [*above, (number, cells)][-60:]
        elif after_blank and _begins_again(cells, is_area=is_area):
            return Place(place.header, place.first, last, number)
        elif figures:
            last = number
        after_blank = False
    return None if place is None else Place(place.header, place.first, last)


def _is_data(cells: list[Cell], *, is_area: IsArea) -> bool:
    """A row of figures: a place or a period and a number, or a name and two numbers."""
    filled = [cell for cell in cells if not cell.blank]
    # numbers of authorities look like counts: alone they make no place
    if any(_is_place(cell, is_area=is_area) for cell in filled if not is_number(cell)):
        return any(is_number(cell) or is_sign(cell) for cell in filled)
    figures = [cell for cell in filled if is_figure(cell)]
    periods = [cell for cell in filled if looks_like_period(cell.value)]
    texts = [cell for cell in filled if not is_number(cell) and not is_sign(cell)]
    return bool(periods and figures) or (len(figures) >= 2 and bool(texts))


def _is_place(cell: Cell, *, is_area: IsArea) -> bool:
    text = cell.text.strip()
    return bool(GSS.fullmatch(text)) or (bool(text) and is_area(text))


def _header_of(above: list[Row]) -> tuple[int, ...]:
    """The rows of headings, from below: up to the title, which stands alone at the left."""
    found: list[int] = []
    beneath: list[int] = []
    for number, cells in reversed(above):
        filled = [index for index, cell in enumerate(cells) if not cell.blank]
        alone = len(filled) == 1
        if (alone and filled[0] == 0) or len(found) == MOST_HEADER_ROWS:
            break
        # a text that stands alone over the last column is a word on units, not a heading
        if alone and (not beneath or filled[0] >= beneath[-1]):
            continue
        if _is_prose(cells):
            break
        found.append(number)
        beneath = beneath or filled
    return tuple(reversed(found))


def _is_prose(cells: list[Cell]) -> bool:
    """A title or a note that spilled into two cells: a long sentence at the left and nothing like headings."""
    filled = [cell for cell in cells if not cell.blank]
    return len(filled) <= 2 and len(filled[0].text) > 100


def _begins_again(cells: list[Cell], *, is_area: IsArea) -> bool:
    """Headings after a blank row: several periods, or several texts, and no figure among them."""
    filled = [cell for cell in cells if not cell.blank]
    if any(_is_place(cell, is_area=is_area) for cell in filled if not is_number(cell)):
        return False
    periods = sum(looks_like_period(cell.value) for cell in filled)
    return periods >= 2 and not any(is_figure(cell) and not cell.uncached for cell in filled)
