"""What kind of thing stands in a cell of a grid: a code, a figure, a period, a sign or words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from oba.load.headers import ROLE_OF, Role, plain_header
from oba.load.sheet import BLANK, Cell
from oba.model.area import GSS_CODE
from oba.model.period_grammar import FIRST_YEAR, LAST_YEAR
from oba.model.period_text import looks_like_period

NUMBER = re.compile(
    r"[-−]?£?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?\s?%?(?:[pr]|(?:\s?\[[a-z]{1,3}\])*)"
)
SIGN = re.compile(
    r"\[[a-z]{1,5}[0-9]*\](?:\s*\[[a-z]+\])*|[xczku.:~*]|low|\.{2,3}|[-‐–—]|n/?a|[<>≤≥]\s?[0-9,.]+",
    re.IGNORECASE,
)
AREA_WORDS = re.compile(
    r"\b(?:areas?|local authorit(?:y|ies)|authority|la|geog\w*|geograph(?:y|ies)|place|residence|ward|constituency"
    r"|council|district|county|borough|region|regional)\b",
    re.IGNORECASE,
)
AREA_NUMBERS = range(200, 1001)
WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
"""Digits that are safe to make a number of: a text may hold thousands of them."""
MOST = 10**9
"""No year is anywhere near it; a number without end, or of hundreds of digits, is above."""


class Kind(StrEnum):
    BLANK = "blank"
    CODE = "code"
    NUMBER = "number"
    PERIOD = "period"
    SIGN = "sign"
    TEXT = "text"


FIGURES = (Kind.NUMBER, Kind.SIGN, Kind.PERIOD)
"""Under the headings a period is a figure: 2010 children."""


def kind_of(cell: Cell) -> Kind:
    """What stands in the cell, by itself: whether 2010 is a year or a count its row decides."""
    value = cell.value
    if cell.blank:
        return Kind.BLANK
    if cell.uncached:
        return Kind.NUMBER
    if isinstance(value, str):
        return _kind_of_text(value)
    if isinstance(value, bool) or value is None:
        return Kind.TEXT
    if isinstance(value, int | float):
        return Kind.PERIOD if is_year(value) else Kind.NUMBER
    return Kind.PERIOD if looks_like_period(value) else Kind.NUMBER


def _kind_of_text(value: str) -> Kind:
    text = " ".join(value.split())
    if GSS_CODE.fullmatch(text):
        return Kind.CODE
    if NUMBER.fullmatch(text):
        return Kind.PERIOD if WHOLE.fullmatch(text) and is_year(int(text)) else Kind.NUMBER
    if SIGN.fullmatch(text):
        return Kind.SIGN
    return Kind.PERIOD if any(map(str.isdigit, text)) and looks_like_period(text) else Kind.TEXT


def is_year(number: float) -> bool:
    """2012, or 201213 for two years that follow each other."""
    if not 0 <= number <= MOST:
        return False
    if FIRST_YEAR <= number <= LAST_YEAR:
        return number == int(number)
    first, last = divmod(int(number), 100)
    return FIRST_YEAR <= first <= LAST_YEAR and last == (first + 1) % 100


def may_number_area(text: str) -> bool:
    """Whether a text could be the three-digit number that the Department for Education gives an authority."""
    plain = text.strip()
    return bool(WHOLE.fullmatch(plain)) and int(plain) in AREA_NUMBERS


def at(cells: Sequence[Cell], index: int) -> Cell:
    """The cell, blank where the row is shorter."""
    return cells[index] if index < len(cells) else BLANK


def names_areas(text: str) -> bool:
    """Whether a heading stands over areas."""
    role = ROLE_OF.get(plain_header(text))
    return role in (Role.AREA, Role.AREA_CODE) or (
        len(text) < 60 and bool(AREA_WORDS.search(text.replace("_", " ")))
    )


def is_data(cells: Sequence[Cell]) -> bool:
    """Whether a row holds figures, of an area or of none, and is no heading."""
    kinds = [kind_of(cell) for cell in cells]
    figures = [index for index, kind in enumerate(kinds) if kind in FIGURES]
    if Kind.CODE in kinds:
        return any(kind is not Kind.BLANK for kind in kinds[kinds.index(Kind.CODE) + 1 :])
    if not figures:
        return False
    texts = [index for index, kind in enumerate(kinds) if kind is Kind.TEXT]
    if texts and figures[-1] < texts[-1]:
        return False
    right = [index for index in figures if not texts or index > texts[-1]]
    plain = sum(kinds[index] is not Kind.PERIOD for index in right)
    if not texts:
        return 2 * plain > len(right)
    return plain > 0 or not _counts_on([cells[index] for index in right])


def _counts_on(cells: Sequence[Cell]) -> bool:
    """Whether the years go up, or down, or stand in groups: as headings do and figures do not."""
    said = [cell.text.strip() for cell in cells]
    return (
        len(said) == 1
        or said == sorted(said)
        or said == sorted(said, reverse=True)
        or len(set(said)) < len(said)
    )
