"""What a column seems to hold, judged by its cells first and by its heading second, with the reason in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from oba.load.headers import NUMBER_ROLES, ROLE_OF, Role, plain_header
from oba.load.recipes.layout_headings import Heading
from oba.load.recipes.layout_rows import GSS, IsArea, is_number, is_sign
from oba.load.sheet import BLANK, Cell, Row, column_letters
from oba.model.period_text import looks_like_period

NOT_READ = ""
EXAMPLES = 3
FEW_TEXTS = 20
NUMBERED = re.compile(r"\b(?:code|id|order|rank|sort|index|(?:la|dfe|authority|urn|school) (?:number|no))\b")
PERIOD_WORDS = re.compile(r"\b(?:year|years|period|date|month|quarter|time|ending|term)\b")
PART_ROLES = (Role.SEX, Role.AGE, Role.CATEGORY_TYPE, Role.CATEGORY, Role.BREAKDOWN, Role.INDICATOR)


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """`role` is a Role's value, or '' for a column that is not read. `sure` is false where a person should look.

    `different` counts its different texts.
    """

    index: int
    heading: str
    role: str
    reason: str
    examples: tuple[str, ...] = ()
    sure: bool = True
    different: int = 0

    @property
    def letters(self) -> str:
        return column_letters(self.index)


@dataclass(frozen=True, slots=True)
class Content:
    """Of the cells of a column that hold something: how many there are, and how many are what."""

    filled: int
    codes: int
    areas: int
    periods: int
    numbers: int
    signs: int
    texts: tuple[str, ...]

    def share(self, count: int) -> float:
        return count / self.filled if self.filled else 0.0

    @property
    def kind(self) -> str:
        """One word for what most of the cells are, to hold columns against each other."""
        kinds = {
            "area codes": self.codes,
            "areas": self.areas,
            "periods": self.periods,
            "numbers": self.numbers + self.signs,
        }
        kind = max(kinds, key=lambda one: kinds[one])
        return kind if self.share(kinds[kind]) >= 0.5 else "texts"


def look_at(cells: Sequence[Cell], *, is_area: IsArea) -> Content:
    filled = [cell for cell in cells if not cell.blank]
    codes = sum(bool(GSS.fullmatch(cell.text.strip())) for cell in filled)
    return Content(
        filled=len(filled),
        codes=codes,
        areas=sum(bool(is_area(cell.text.strip())) for cell in filled) if filled else 0,
        periods=sum(looks_like_period(cell.value) for cell in filled),
        numbers=sum(is_number(cell) for cell in filled),
        signs=sum(is_sign(cell) for cell in filled),
        texts=tuple(text for text in dict.fromkeys(" ".join(cell.text.split()) for cell in filled) if text),
    )


def column_of(rows: Sequence[Row], index: int) -> list[Cell]:
    return [cells[index] if index < len(cells) else BLANK for _, cells in rows]


def guess_column(heading: Heading, content: Content) -> ColumnGuess:
    """The role of one column, by itself: what columns say of each other is judged by the layout."""
    role, reason, sure = _judge(heading, content)
    return ColumnGuess(
        heading.index,
        heading.text,
        role,
        reason,
        tuple(text[:60] for text in content.texts[:EXAMPLES]),
        sure,
        len(content.texts),
    )


def _judge(heading: Heading, content: Content) -> tuple[str, str, bool]:
    named = ROLE_OF.get(plain_header(heading.text)) if heading.named else None
    if not content.filled:
        return NOT_READ, "it is empty", True
    if content.share(content.codes) >= 0.5:
        return Role.AREA_CODE, f"{_percent(content, content.codes)} of its cells are area codes", True
    if place := _as_area(content, named=named):
        return place
    if period := _as_period(heading, content, named=named):
        return period
    if content.share(content.numbers + content.signs) >= 0.6 and content.numbers:
        return _as_numbers(heading, content, named=named)
    if named is Role.MARKER or named in PART_ROLES:
        return named, f"its heading says {named}", True
    if 1 < len(content.texts) <= FEW_TEXTS:
        return NOT_READ, f"it holds {len(content.texts)} different texts and could part the figures", False
    return NOT_READ, "it holds texts that are no area, period or number", True


def _as_area(content: Content, *, named: Role | None) -> tuple[str, str, bool] | None:
    """Known areas, or texts under a heading that says so: most authorities of England are in no plan."""
    share = content.share(content.areas)
    numeric = content.numbers >= content.filled / 2
    said = named in (Role.AREA, Role.AREA_CODE)
    if numeric:
        if said and content.areas:
            return Role.AREA_CODE, f"its heading says {named}, and some of its numbers are known areas", True
        return None
    if share >= 0.3 or (content.areas >= 2 and content.numbers == 0 and len(content.texts) > FEW_TEXTS):
        return Role.AREA, f"{_percent(content, content.areas)} of its cells are names of known areas", True
    if said and named is not None:
        return named, f"its heading says {named}", bool(content.areas)
    return None


def _as_period(heading: Heading, content: Content, *, named: Role | None) -> tuple[str, str, bool] | None:
    if content.share(content.periods) < 0.8:
        return None
    reason = f"{_percent(content, content.periods)} of its cells are periods"
    said = named is Role.PERIOD or bool(PERIOD_WORDS.search(plain_header(heading.text)))
    bare_numbers = content.numbers == content.filled
    if said or not bare_numbers:
        return Role.PERIOD, reason, True
    # counts near two thousand look like years, but do not come from so few
    if len(content.texts) <= content.filled / 2 and heading.named:
        return Role.PERIOD, reason, False
    return None


def _as_numbers(heading: Heading, content: Content, *, named: Role | None) -> tuple[str, str, bool]:
    share = _percent(content, content.numbers + content.signs)
    if not heading.named:
        return NOT_READ, f"{share} of its cells are numbers, but it has no heading", False
    if named in NUMBER_ROLES:
        return named, f"its heading says {named}, and {share} of its cells are numbers", True
    if named is not Role.VALUE and NUMBERED.search(plain_header(heading.text)):
        return NOT_READ, "its heading speaks of a code or an order", False
    return Role.VALUE, f"{share} of its cells are numbers", True


def _percent(content: Content, count: int) -> str:
    share = content.share(count)
    return f"{int(share * 100)}%" if share < 1 else "100%"
