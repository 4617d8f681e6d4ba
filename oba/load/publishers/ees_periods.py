"""Periods of Explore Education Statistics: `202425` and an identifier that says which kind of year, or which part."""

from __future__ import annotations

import re

from oba.load.publishers.publisher_text import label_year_ending
from oba.model.period import MONTHS, PeriodKind

YEARS = {
    "calendar year": PeriodKind.CALENDAR_YEAR,
    "reporting year": PeriodKind.CALENDAR_YEAR,
    "academic year": PeriodKind.ACADEMIC_YEAR,
    "financial year": PeriodKind.FINANCIAL_YEAR,
    "tax year": PeriodKind.FINANCIAL_YEAR,
}
QUARTER = re.compile(r"(?P<of>calendar|academic|financial|tax) year q(?P<quarter>[1-4])")
FIRST_MONTH = {"calendar": 1, "academic": 9, "financial": 4, "tax": 4}
SIX_DIGITS = re.compile(r"(?P<first>[0-9]{4})(?P<last>[0-9]{2})", re.ASCII)
YEAR = re.compile(r"[0-9]{4}", re.ASCII)
REPORTING = "reporting year"


def kind_of(identifier: str) -> PeriodKind | None:
    """The kind an identifier names; None for terms, weeks and parts of a year, which are not read."""
    said = " ".join(identifier.casefold().split())
    if QUARTER.fullmatch(said):
        return PeriodKind.QUARTER
    if said.capitalize() in MONTHS:
        return PeriodKind.MONTH
    return YEARS.get(said)


def write_label(period: str, *, identifier: str, kind: PeriodKind | None) -> str:
    """The period as our grammar reads it. `kind` is that of the plan's indicator, for a reporting year.

    A reporting year is named after the year it ends in; six digits that are no two years are left as they stand.
    """
    said = " ".join(identifier.casefold().split())
    six = SIX_DIGITS.fullmatch(period)
    first = int(six["first"]) if six else 0
    follows = bool(six) and int(six["last"]) == (first + 1) % 100 if six else False
    if quarter := QUARTER.fullmatch(said):
        return (
            _quarter(int(period[:4]), of=quarter["of"], number=int(quarter["quarter"]))
            if follows or YEAR.fullmatch(period)
            else period
        )
    if said.capitalize() in MONTHS and YEAR.fullmatch(period):
        return f"{said.capitalize()} {period}"
    if six and follows:
        return f"{six['first']}/{six['last']}"
    if said == REPORTING and kind is not None:
        return label_year_ending(period, kind=kind)
    return period


def _quarter(year: int, *, of: str, number: int) -> str:
    month = FIRST_MONTH[of] + 3 * (number - 1)
    begins = year + (month - 1) // 12
    first, last = MONTHS[(month - 1) % 12][:3], MONTHS[(month + 1) % 12][:3]
    ends = year + (month + 1) // 12
    return f"{first} {begins} to {last} {ends}" if ends != begins else f"{first} to {last} {begins}"
