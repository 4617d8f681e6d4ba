"""The headings of columns when they stand in several rows, and what each says of a period or an area."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from oba.load.grids.grid_notes import read_notes
from oba.load.grids.grid_words import take_digits
from oba.load.headers import plain_header
from oba.load.sheet import BLANK, Cell, CellValue, Row, Sheet, column_letters
from oba.model.period_spelling import tidy_text
from oba.model.period_text import looks_like_period

PARTED = " / "
LONGEST_LABEL = 8
"""No period is written in more words."""
MOST_SIGNS, MOST_WORDS = 200, 12
"""In a longer heading no period is looked for: it is a sentence."""
LONGEST = 2_000
"""A longer heading is known only as it stands."""
REMEMBERED = 2_048
YEAR_DIGITS = re.compile(r"[0-9]{2}")
"""No period is without them: looking for these first spares most words the whole grammar."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One column's heading. `text` is unique on its sheet: the second of two alike ends in ` (2)`.

    `parts` are its texts from top to bottom, each with the number of its row and its cell's value.
    """

    index: int
    text: str
    parts: tuple[tuple[int, CellValue], ...] = ()

    @property
    def named(self) -> bool:
        return bool(self.parts)


@dataclass(frozen=True, slots=True)
class Label:
    """The period or area that a heading names, the row it stands in, and what is left without it."""

    group: str
    value: CellValue
    row: int

    @property
    def text(self) -> str:
        return Cell(self.value).text


def join_headings(header: Sequence[Row], *, width: int) -> list[Heading]:
    """A heading for each of `width` columns. A column without any text is called by its letter."""
    filled = _carry([(number, _padded(cells, width)) for number, cells in header])
    headings: list[Heading] = []
    seen: dict[str, int] = {}
    for index in range(width):
        parts: list[tuple[int, CellValue]] = []
        for number, cells in filled:
            value = cells[index].value
            if not cells[index].blank and not (parts and said(parts[-1][1]) == said(value)):
                parts.append((number, value))
        text = PARTED.join(said(value) for _, value in parts) or f"(column {column_letters(index)})"
        seen[text] = seen.get(text, 0) + 1
        unique = text if seen[text] == 1 else f"{text} ({seen[text]})"
        headings.append(Heading(index, unique, tuple(parts)))
    return headings


def _padded(cells: list[Cell], width: int) -> list[Cell]:
    return [*cells, *[BLANK] * (width - len(cells))][:width]


def _carry(rows: list[tuple[int, list[Cell]]]) -> list[tuple[int, list[Cell]]]:
    """A merged heading stands in its first column only: carry it over the headings beneath it.

    It ends where a heading above it changes, and is not carried over a column that has nothing beneath.
    """
    carried: list[tuple[int, list[Cell]]] = []
    starts: set[int] = set()
    for place, (number, cells) in enumerate(rows):
        below = [later for _, later in rows[place + 1 :]]
        own = {index for index, cell in enumerate(cells) if not cell.blank}
        filled = list(cells)
        current = BLANK
        for index, cell in enumerate(cells):
            if not cell.blank or index in starts:
                current = cell
            elif not current.blank and any(not one[index].blank for one in below):
                filled[index] = current
        starts |= own
        carried.append((number, filled))
    return carried


def said(value: CellValue) -> str:
    """A heading's text on one line, without footnote marks in brackets or raised digits."""
    return tidy_text(Cell(value).text)


@dataclass(slots=True)
class Footnotes:
    """The numbers that the footnotes of a sheet have. It is read to its end only when a heading asks for them."""

    sheet: Sheet | None = None
    found: set[str] | None = None

    @property
    def numbers(self) -> set[str]:
        if self.found is None:
            self.found = set() if self.sheet is None else read_notes(self.sheet, after=0).numbers
        return self.found


def find_heading(wanted: str, headings: Iterable[str], *, footnotes: Footnotes) -> str | None:
    """The heading that is meant: the same words, or the same but for a footnote's digits where one only is."""
    known = list(headings)
    if wanted in known:
        return wanted if known.count(wanted) == 1 else None
    if len(wanted) > LONGEST or not (plain := _plain(wanted)):
        return None
    short = [one for one in known if len(one) <= LONGEST]
    alike = [one for one in short if _plain(one) == plain]
    if not alike:
        alike = [one for one in short if _is_noted(one, wanted, footnotes=footnotes)]
    return alike[0] if len(alike) == 1 else None


@lru_cache(maxsize=REMEMBERED)
def _plain(text: str) -> str:
    return plain_header(text)


def _is_noted(one: str, other: str, *, footnotes: Footnotes) -> bool:
    """Whether one of the two is the other with footnotes of this sheet: `numbers3` and `numbers`, no `U16` for `U18`.

    Where both end in digits these may be their meaning: `Band1` is never `Band2`, whatever footnotes there are.
    """
    return any(
        _without(noted) == _plain(bare) and without_footnotes(noted, footnotes=footnotes) == _plain(bare)
        for noted, bare in ((one, other), (other, one))
    )


def without_footnotes(text: str, *, footnotes: Footnotes) -> str:
    """The form of a heading without the digits that are footnotes of this sheet."""
    bare = _without(text)
    return bare if bare == _plain(text) else _plain(take_digits(tidy_text(text), footnotes=footnotes.numbers))


@lru_cache(maxsize=REMEMBERED)
def _without(text: str) -> str:
    """The form of a heading without any digits that are glued to a word."""
    return plain_header(take_digits(tidy_text(text), footnotes=None))


def split_period(heading: Heading) -> Label | None:
    """The period in a heading: a part of its own, or the longest run of words in one."""
    return _split_whole(heading, found=_is_period) or _split_words(heading)


def _is_period(value: CellValue) -> bool:
    return _is_short(value) and looks_like_period(value)


def split_area(heading: Heading, *, is_area: Callable[[str], bool]) -> Label | None:
    return _split_whole(
        heading, found=lambda value: isinstance(value, str) and _is_short(value) and is_area(value)
    )


def _split_whole(heading: Heading, *, found: Callable[[CellValue], bool]) -> Label | None:
    for place, (row, value) in enumerate(heading.parts):
        if found(value):
            rest = [
                said(other) for other_place, (_, other) in enumerate(heading.parts) if other_place != place
            ]
            return Label(PARTED.join(rest), value, row)
    return None


def _split_words(heading: Heading) -> Label | None:
    for place, (row, value) in enumerate(heading.parts):
        if found := _period_in(said(value)) if _is_short(value) else None:
            label, left = found
            parts = [said(one) for _, one in heading.parts]
            parts[place] = left
            return Label(PARTED.join(part for part in parts if part), label, row)
    return None


def _is_short(value: CellValue) -> bool:
    return not isinstance(value, str) or len(value) <= MOST_SIGNS


@lru_cache(maxsize=REMEMBERED)
def _period_in(text: str) -> tuple[str, str] | None:
    """The longest run of words that is a period, and the words around it. Headings are asked anew for every row."""
    words = text.replace("_", " ").split()
    if len(words) > MOST_WORDS or not YEAR_DIGITS.search(text):
        return None
    runs = [
        (first, last)
        for first in range(len(words))
        for last in range(first + 1, min(len(words), first + LONGEST_LABEL) + 1)
    ]
    for first, last in sorted(runs, key=lambda run: run[0] - run[1]):
        label = " ".join(words[first:last])
        if YEAR_DIGITS.search(label) and looks_like_period(label):
            return label, " ".join(words[:first] + words[last:]).strip(" ,:-(")
    return None
