"""Reading a period as publishers write it. What text and kind together cannot decide is refused."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time

from oba.errors import ObaError
from oba.model.marker import Marker
from oba.model.period import YEAR_START, Period, PeriodKind
from oba.model.period_form import Dates, Form, OneYear, PairSpan, Undecided, YearPair, YearSpan
from oba.model.period_grammar import FIRST_YEAR, LAST_YEAR, read_form, starts_of
from oba.model.period_spelling import take_flags, tidy_text

NAMED_KIND = re.compile(
    r"^(?P<kind>financial year|fy|academic year|school year|ay|calendar year|cy) ?(?=[0-9])"
    r"|(?<=[0-9]) (?P<after>financial year|fy|academic year|school year|ay|calendar year|cy)$",
    re.IGNORECASE,
)
KIND_WORDS = {
    "financial year": PeriodKind.FINANCIAL_YEAR,
    "fy": PeriodKind.FINANCIAL_YEAR,
    "academic year": PeriodKind.ACADEMIC_YEAR,
    "school year": PeriodKind.ACADEMIC_YEAR,
    "ay": PeriodKind.ACADEMIC_YEAR,
    "calendar year": PeriodKind.CALENDAR_YEAR,
    "cy": PeriodKind.CALENDAR_YEAR,
}
AT = re.compile(r"^(?:as at|as of|at|on):? ", re.IGNORECASE)
POINT_NOUGHT = re.compile(r"(?<=^[0-9]{4})\.0$|(?<=^[0-9]{6})\.0$")
TERM = re.compile(r"\b(?:autumn|spring|summer|winter|term)\b", re.IGNORECASE)
EXAMPLE = {
    PeriodKind.CALENDAR_YEAR: "2010",
    PeriodKind.FINANCIAL_YEAR: "2009/10",
    PeriodKind.ACADEMIC_YEAR: "2009/10",
    PeriodKind.QUARTER: "Apr to Jun 2010",
    PeriodKind.MONTH: "March 2010",
    PeriodKind.POINT_IN_TIME: "31 March 2010",
}
TURNED_INTO_DATE = (
    "The spreadsheet may have turned what was typed into a date: format the cell as Text and type it again"
)


class PeriodError(ObaError, ValueError):
    """A text that is no period of the kind expected, or could be more than one.

    Where it could be more than one it is `undecided`: a person may choose between the `choices`, which are periods
    of the kind, or leave it out.
    """

    choices: tuple[str, ...] = ()
    undecided: bool = False


@dataclass(frozen=True, slots=True)
class PeriodReading:
    """`flags` came with the period (`2009/10p`); `fixed` when the text was not written as we write it."""

    period: Period
    flags: tuple[Marker, ...] = ()
    fixed: bool = False


def read_period(text: str | int | float | date, *, kind: PeriodKind, years_pooled: int = 1) -> PeriodReading:
    """The one period the text can mean for an indicator of `kind`; PeriodError for none, or for two."""
    if isinstance(text, date):
        return PeriodReading(_read_date(text, kind=kind, years_pooled=years_pooled))
    written = _as_text(text)
    plain, flags = take_flags(tidy_text(written))
    try:
        period = _decide(_form_of(plain, kind=kind), kind=kind, years_pooled=years_pooled)
    except _NotThisPeriod as reason:
        error = _error(written, kind=kind, years_pooled=years_pooled, remedy=str(reason))
        error.choices, error.undecided = reason.choices, reason.undecided
        raise error from None
    return PeriodReading(period, flags, fixed=written not in (period.label, period.short_label))


def looks_like_period(text: object) -> bool:
    """Whether a header cell could be a period of some kind: used to tell layouts apart, never to read."""
    if isinstance(text, bool) or not isinstance(text, str | int | float | date):
        return False
    if isinstance(text, date):
        return FIRST_YEAR <= text.year <= LAST_YEAR
    try:
        plain, _ = take_flags(tidy_text(_as_text(text)))
        form = _form_of(plain, kind=None)
    except (_NotThisPeriod, PeriodError):
        return False
    return not isinstance(form, OneYear) or FIRST_YEAR <= form.year <= LAST_YEAR


class _NotThisPeriod(Exception):
    """Why the text is not a period of this kind; the message is the remedy for the reader."""

    def __init__(self, remedy: str, *, choices: tuple[str, ...] = (), undecided: bool = False) -> None:
        super().__init__(remedy)
        self.choices = choices
        self.undecided = undecided or bool(choices)


def _as_text(text: str | int | float) -> str:
    if isinstance(text, bool) or (
        isinstance(text, float) and not (math.isfinite(text) and text.is_integer())
    ):
        raise PeriodError(
            f"found {text}", expected="a period", remedy="Write a period such as 2010 or 2009/10"
        )
    return text if isinstance(text, str) else str(int(text))


def _form_of(plain: str, *, kind: PeriodKind | None) -> Form:
    if TERM.search(plain):
        raise _NotThisPeriod("School terms are not read: give the academic year, or leave terms out")
    bare = POINT_NOUGHT.sub("", AT.sub("", plain))
    if named := NAMED_KIND.search(bare):
        said = KIND_WORDS[(named["kind"] or named["after"]).casefold()]
        if kind is not None and said is not kind:
            raise _NotThisPeriod(f"The text says {said.value}, the indicator is measured by {kind.value}")
        bare = NAMED_KIND.sub("", bare, count=1)
    try:
        form = read_form(bare)
    except ValueError as error:
        raise _NotThisPeriod(f"It cannot be a date: {error}") from None
    if form is None:
        raise _NotThisPeriod("")
    return form


def _decide(form: Form, *, kind: PeriodKind, years_pooled: int) -> Period:
    match form:
        case Undecided(choices):
            remedy = f"It can be read in two ways: write {choices[0]} or {choices[1]}"
            raise _NotThisPeriod(remedy, choices=_of_kind(choices, kind=kind, years_pooled=years_pooled))
        case Dates(start, end):
            period = _whole(start, end, kind=kind, years_pooled=years_pooled)
        case OneYear(year):
            period = _from_year(year, kind=kind, years_pooled=years_pooled)
        case YearPair(year, sign):
            period = _from_pair(year, sign=sign, kind=kind, years_pooled=years_pooled)
        case YearSpan() | PairSpan():
            period = _from_span(form, kind=kind, years_pooled=years_pooled)
    if not FIRST_YEAR <= period.start.year <= period.end.year <= LAST_YEAR:
        raise _NotThisPeriod(f"Years from {FIRST_YEAR} to {LAST_YEAR} are read: correct the year")
    return period


def _of_kind(choices: tuple[str, ...], *, kind: PeriodKind, years_pooled: int) -> tuple[str, ...]:
    """Both choices, or none where one of them is no period of the kind: there is nothing to choose then."""
    try:
        for choice in choices:
            read_period(choice, kind=kind, years_pooled=years_pooled)
    except PeriodError:
        return ()
    return choices


def _year_of(first: int, *, kind: PeriodKind, years: int) -> Period:
    if not FIRST_YEAR <= first <= LAST_YEAR or years > LAST_YEAR - FIRST_YEAR:
        raise _NotThisPeriod(f"Years from {FIRST_YEAR} to {LAST_YEAR} are read: correct the year")
    return Period.year(first, kind=kind, years=years)


def _from_year(year: int, *, kind: PeriodKind, years_pooled: int) -> Period:
    if kind is PeriodKind.CALENDAR_YEAR and years_pooled == 1:
        return _year_of(year, kind=kind, years=1)
    if kind in YEAR_START and kind is not PeriodKind.CALENDAR_YEAR and years_pooled == 1:
        raise _NotThisPeriod(
            f"{year} may be the year it starts or ends in: write {_crossing(year)} or {_crossing(year - 1)}",
            choices=(_crossing(year), _crossing(year - 1)),
        )
    if kind is PeriodKind.POINT_IN_TIME:
        raise _NotThisPeriod(f"A year does not say which day: write the day, such as 31 March {year}")
    raise _NotThisPeriod("")


def _from_pair(year: int, *, sign: str, kind: PeriodKind, years_pooled: int) -> Period:
    if kind is PeriodKind.CALENDAR_YEAR:
        if years_pooled == 2 and sign in ("-", "to", "until"):
            return _year_of(year, kind=kind, years=2)
        raise _NotThisPeriod(
            "It is written as a year that crosses New Year, the indicator is by calendar year"
        )
    if kind in YEAR_START:
        if years_pooled == 1:
            return _year_of(year, kind=kind, years=1)
        raise _NotThisPeriod("")
    if kind is PeriodKind.MONTH and sign == "-":
        month = Period.months(year, (year + 1) % 100).label if 1 <= (year + 1) % 100 <= 12 else ""
        raise _NotThisPeriod(
            f"It can be a month or a year: write the month in words, or {_crossing(year)}",
            choices=(month,) if month else (),
        )
    raise _NotThisPeriod("")


def _from_span(form: YearSpan | PairSpan, *, kind: PeriodKind, years_pooled: int) -> Period:
    years = form.last - form.first + 1
    if kind is PeriodKind.MONTH and isinstance(form, YearSpan) and form.month:
        return Period.months(form.first, form.month)
    if kind not in YEAR_START or years < 2:
        raise _NotThisPeriod("")
    crossing = kind is not PeriodKind.CALENDAR_YEAR
    if crossing and isinstance(form, YearSpan) and years_pooled > 1:
        raise _NotThisPeriod(
            f"Write each year in full, such as {_crossing(form.first)}-{_crossing(form.last)[2:]}"
        )
    if not crossing and isinstance(form, PairSpan):
        raise _NotThisPeriod("It is written as years that cross New Year, the indicator is by calendar year")
    if years != years_pooled:
        raise _NotThisPeriod(
            f"It looks like {years} years together, the indicator's figures cover {years_pooled}",
            undecided=form.sign == "/" if isinstance(form, YearSpan) else False,
        )
    return _year_of(form.first, kind=kind, years=years)


def _whole(start: date, end: date, *, kind: PeriodKind, years_pooled: int) -> Period:
    """The stated days as a period of the kind, when they are exactly one."""
    if end < start:
        raise _NotThisPeriod("It ends before it starts")
    period = Period(start, end)
    if kind is PeriodKind.POINT_IN_TIME and start == end:
        return period
    if kind is PeriodKind.MONTH and period.month_count == 1:
        return period
    if kind is PeriodKind.QUARTER and period.month_count == 3:
        return period
    if kind in YEAR_START and period.years == years_pooled and start.month in starts_of(kind):
        return _year_of(start.year, kind=kind, years=years_pooled)
    if kind is PeriodKind.POINT_IN_TIME:
        raise _NotThisPeriod("Write the day, such as 31 March 2010")
    raise _NotThisPeriod("The days it names are another stretch of time: correct it, or leave the row out")


def _read_date(cell: date, *, kind: PeriodKind, years_pooled: int) -> Period:
    day = cell.date() if isinstance(cell, datetime) else cell
    midnight = not isinstance(cell, datetime) or cell.time() == time()
    in_range = FIRST_YEAR <= day.year <= LAST_YEAR
    if midnight and in_range and kind is PeriodKind.POINT_IN_TIME:
        return Period.point(day)
    if midnight and in_range and kind is PeriodKind.MONTH and day.day == 1:
        return Period.months(day.year, day.month)
    raise _error(f"the date {day:%d/%m/%Y}", kind=kind, years_pooled=years_pooled, remedy=TURNED_INTO_DATE)


def _crossing(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02d}"


def _error(written: str, *, kind: PeriodKind, years_pooled: int, remedy: str) -> PeriodError:
    article = "an" if kind is PeriodKind.ACADEMIC_YEAR else "a"
    expected = f"{article} {kind.value} such as {EXAMPLE[kind]}"
    if kind in YEAR_START and years_pooled > 1:
        expected = (
            f"{years_pooled} years together such as {Period.year(2008, kind=kind, years=years_pooled).label}"
        )
    shown = written if len(written) <= 60 else written[:59] + "…"
    found = written if written.startswith("the date ") else f"'{shown}'"
    return PeriodError(
        f"found {found}", expected=expected, remedy=remedy or "Correct the period, or leave the row out"
    )
