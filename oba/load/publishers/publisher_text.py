"""What publishers' words say plainly: the unit in a name, the years that are pooled, the year a figure ends in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from oba.model.indicator import ValueType
from oba.model.period import PeriodKind
from oba.model.period_form import PairSpan, YearSpan
from oba.model.period_grammar import read_form
from oba.model.period_spelling import take_flags, tidy_text

PER = re.compile(
    r"(?:\bper|/) ?(?P<number>1,?000,?000|100,?000|10,?000|1,?000|100)\b"
    r"(?P<of>(?: (?!(?:as|at|in|of|who|aged|for|and|by|on)\b)[a-z]+){0,2})",
    re.IGNORECASE,
)
PERCENT = re.compile(r"%|\bper ?cent(?:age)?\b|\bpct\b|\bpc\b|\bproportion\b", re.IGNORECASE)
STANDARDISED = re.compile(r"standardi[sz]ed", re.IGNORECASE)
CRUDE = re.compile(r"\bcrude\b", re.IGNORECASE)
COUNT = re.compile(r"(?:number|count)s?|.* count|number,.*", re.IGNORECASE)
MEAN = re.compile(r"\b(?:average|mean)\b", re.IGNORECASE)
ONE_YEAR = re.compile(r"(?P<year>[0-9]{4})(?P<rest> ?[(\[].*)?", re.ASCII)


DECIMALS = re.compile(r"[0-6]", re.ASCII)
"""Places after the point that a figure is shown with; what a file says beyond that is a slip."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a name or a unit says of the number. '' and None where it says nothing."""

    unit: str = ""
    value_type: ValueType | None = None
    multiplier: float | None = None


def read_unit(text: str) -> Unit:
    """`per 100,000 population`, `rates/1000 girls`, `Percentage of ...`.

    A rate is crude only where it says so; `Number of ...` in a name can be a rate, in a unit it is a count.
    """
    words = " ".join(text.split())
    if per := PER.search(words):
        number = int(per["number"].replace(",", ""))
        kind = None
        if STANDARDISED.search(words):
            kind = ValueType.STANDARDISED_RATE
        elif CRUDE.search(words):
            kind = ValueType.CRUDE_RATE
        return Unit(f"per {number:,}{per['of']}", kind, float(number))
    if PERCENT.search(words):
        return Unit("%", ValueType.PROPORTION, 100.0)
    if MEAN.search(words):
        return Unit("average", ValueType.MEAN)
    if COUNT.fullmatch(words):
        return Unit("number", ValueType.COUNT, 1.0)
    return Unit()


def read_decimals(text: str) -> int | None:
    """How many places after the point a publisher says; None where it says none, or none that can be."""
    return int(text) if DECIMALS.fullmatch(text) else None


def years_pooled(texts: Iterable[str]) -> int:
    """How many years each of these periods covers, where they all say the same; 1 otherwise."""
    found = {_years(text) for text in texts}
    return found.pop() if len(found) == 1 else 1


def _years(text: str) -> int:
    bare, _ = take_flags(tidy_text(text))
    try:
        form = read_form(bare)
    except ValueError:
        return 1
    return form.last - form.first + 1 if isinstance(form, YearSpan | PairSpan) else 1


def label_year_ending(text: str, *, kind: PeriodKind) -> str:
    """A bare year that means the year a figure ends in, as a period of the kind; other texts as they stand.

    A day is taken to be 31 March, on which councils are counted for children's social care.
    """
    found = ONE_YEAR.fullmatch(text)
    if found is None:
        return text
    year, rest = int(found["year"]), found["rest"] or ""
    if kind in (PeriodKind.FINANCIAL_YEAR, PeriodKind.ACADEMIC_YEAR):
        return f"{year - 1}/{year % 100:02d}{rest}"
    return f"31 March {year}{rest}" if kind is PeriodKind.POINT_IN_TIME else text
