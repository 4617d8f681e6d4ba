"""What a written period says before anyone asks which kind was expected: years, pairs of years, days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OneYear:
    """`2010`."""

    year: int


@dataclass(frozen=True, slots=True)
class YearPair:
    """Two consecutive years, `2009/10`: a year that crosses New Year, or two years. `sign` parts them."""

    year: int
    sign: str


@dataclass(frozen=True, slots=True)
class YearSpan:
    """`2008-10`, `2008 to 2010`: years that are not neighbours. `sign` parts them.

    `month` is what the last two digits would be as a month, where the text could be one: `2010-03`.
    """

    first: int
    last: int
    sign: str
    month: int = 0


@dataclass(frozen=True, slots=True)
class PairSpan:
    """`2006/07 - 08/09`: from one crossing year to another, by the years they start in."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Dates:
    """A first and a last day that the text states in full."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Undecided:
    """Two meanings that the text alone cannot part, each as a reader should write it."""

    choices: tuple[str, str]


Form = OneYear | YearPair | YearSpan | PairSpan | Dates | Undecided
