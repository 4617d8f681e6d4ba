"""The grammar of written periods: what a text says, before asking which kind of period was expected.

Nothing here chooses between two meanings: `2009-10` comes out as two years side by side, and the kind
of the indicator decides whether that is a financial year, two pooled years, or a question.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from oba.model.period import MONTHS, YEAR_START, Period, PeriodKind
from oba.model.period_form import Dates, Form, OneYear, PairSpan, Undecided, YearPair, YearSpan

FIRST_YEAR, LAST_YEAR = 1950, 2050


_MONTH_NUMBER = {name[:3].casefold(): number for number, name in enumerate(MONTHS, start=1)}
MONTH = "(?:" + "|".join(f"{m[:3]}(?:{m[3:]})?" for m in MONTHS) + "|sept)\\.?"
YEAR = "(?:[0-9]{4}|'?[0-9]{2})"
PAIR = "[0-9]{4} ?[/-] ?(?:[0-9]{4}|[0-9]{2})"
NAMED_DAY = rf"[0-9]{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH},? {YEAR}"
NUMBERED_DAY = "[0-9]{1,2}[/.][0-9]{1,2}[/.](?:[0-9]{4}|[0-9]{2})"
ISO_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
TO = "(?: ?- ?| to | until )"
ENDING = "(?:(?:financial |academic |calendar )?years?|12 months|twelve months) (?:ending|ended|to)|f?ye"


def read_form(text: str) -> Form | None:
    """What the tidied text says; None when no rule fits, ValueError for a date that cannot be."""
    for rule, reader in RULES:
        if found := rule.fullmatch(text):
            return reader(found)
    return None


def full_year(text: str, *, after: int | None = None) -> int:
    """A year in full. Two digits mean the first such year `after` the one given, else 1951 to 2050."""
    number = int(text.strip("'"))
    if len(text.strip("'")) == 4:
        return number
    if after is not None:
        return after + (number - after) % 100
    return 1900 + number if number > LAST_YEAR % 100 else 2000 + number


def _two_years(found: re.Match[str]) -> Form:
    sign = found["sign"].strip()
    first = int(found["first"])
    last = full_year(found["last"], after=first)
    if last == first + 1:
        return YearPair(first, sign)
    could_be_month = len(found["last"]) == 2 and found["sign"] == "-" and 1 <= last % 100 <= 12
    return YearSpan(first, last, sign, last % 100 if could_be_month else 0)


def _six_digits(found: re.Match[str]) -> Form:
    return (
        _two_years(found)
        if int(found["last"]) == (int(found["first"]) + 1) % 100
        else Undecided((_crossing(int(found["first"])), f"{found['first']}-{found['last']}"))
    )


def _pair_start(text: str, *, after: int | None = None) -> int:
    first, last = re.split(r" ?[/-] ?", text)
    year = full_year(first, after=after)
    if full_year(last, after=year) != year + 1:
        raise ValueError(f"{text} is not two years that follow each other")
    return year


def _pair_span(found: re.Match[str]) -> Form:
    first = _pair_start(found["first"])
    return PairSpan(first, _pair_start(found["last"], after=first))


def _month(text: str) -> int:
    return _MONTH_NUMBER[text[:3].casefold()]


def _days(period: Period) -> Dates:
    return Dates(period.start, period.end)


def _named_day(found: re.Match[str]) -> Form:
    day = date(full_year(found["year"]), _month(found["month"]), int(found["day"]))
    return Dates(day, day)


def _numbered_day(found: re.Match[str]) -> Form:
    day = date(full_year(found["year"]), int(found["month"]), int(found["day"]))
    return Dates(day, day)


def _named_month(found: re.Match[str]) -> Form:
    return _days(Period.months(full_year(found["year"]), _month(found["month"])))


def _numbered_month(found: re.Match[str]) -> Form:
    month = int(found["month"])
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    return _days(Period.months(int(found["year"]), month))


def _month_span(found: re.Match[str]) -> Form:
    last_year = full_year(found["last_year"])
    first_year = full_year(found["first_year"]) if found["first_year"] else last_year
    first = Period.months(first_year, _month(found["first"]))
    last = Period.months(last_year, _month(found["last"]))
    return _days(Period(first.start, last.end))


def _day_span(found: re.Match[str]) -> Form:
    days = [read_form(found[place]) for place in ("first", "last")]
    if not all(isinstance(day, Dates) for day in days):
        raise ValueError("the days it runs between cannot be read")
    first, last = days
    return Dates(first.start, last.end)  # type: ignore[union-attr]


def _month_end(found: re.Match[str]) -> Form:
    end = Period.months(full_year(found["year"]), _month(found["month"])).end
    return Dates(end, end)


def _short_pair(found: re.Match[str]) -> Form | None:
    first = full_year(found["first"])
    return YearPair(first, "/") if full_year(found["last"], after=first) == first + 1 else None


def _quarter_ending(found: re.Match[str]) -> Form:
    month = Period.months(full_year(found["year"]), _month(found["month"]))
    if found["day"] and int(found["day"]) != month.end.day:
        raise ValueError("a quarter should end with a month")
    first = month.start.year * 12 + month.start.month - 3
    return _days(Period.months(first // 12, first % 12 + 1, count=3))


def _crossing_quarters(found: re.Match[str]) -> Form:
    """`2006/07 Q2 - 2007/08 Q1`, and `2006/07 Q1-Q3` within one year."""
    first = _quarter(found["pair"], int(found["quarter"]))
    last = _quarter(found["last_pair"] or found["pair"], int(found["last"]))
    return Dates(first.start, last.end)


def _bare_quarters(found: re.Match[str]) -> Form:
    first, last = int(found["year"]), int(found["last_year"] or found["year"])
    begins, ends = int(found["quarter"]), int(found["last"])
    calendar = Period(
        Period.months(first, begins * 3 - 2).start, Period.months(last, ends * 3 - 2, count=3).end
    )
    crossing = f"{_crossing(first)} Q{begins} - {_crossing(last)} Q{ends}"
    return Undecided((calendar.label, crossing))


def _quarter(pair: str, quarter: int) -> Period:
    return Period.months(_pair_start(pair) + (quarter == 4), (4, 7, 10, 1)[quarter - 1], count=3)


def _crossing(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02d}"


def _crossing_quarter(found: re.Match[str]) -> Form:
    return _days(_quarter(found["pair"], int(found["quarter"])))


def _bare_quarter(found: re.Match[str]) -> Form:
    year, quarter = int(found["year"]), int(found["quarter"])
    calendar = Period.months(year, quarter * 3 - 2, count=3)
    return Undecided((calendar.label, f"Q{quarter} {_crossing(year)}"))


def _year_ending(found: re.Match[str]) -> Form:
    """Twelve months up to the end of a month. `FYE 2016`, without a month, is the year to March."""
    month = _month(found["month"]) if found["month"] else 3
    end = Period.months(full_year(found["year"]), month).end
    if found["day"] and int(found["day"]) != end.day:
        raise ValueError("a year should end with a month")
    began = end.replace(day=1)
    return Dates(Period.months(began.year - (month < 12), month % 12 + 1).start, end)


def _iso_span(found: re.Match[str]) -> Form:
    start, count = date.fromisoformat(found["start"]), int(found["count"])
    if found["unit"] == "D":
        return Dates(start, start + timedelta(days=count - 1))
    months = count * (12 if found["unit"] == "Y" else 1)
    if start.day != 1 or not 1 <= months <= 1200:
        raise ValueError("the span should be of whole months")
    return _days(Period.months(start.year, start.month, count=months))


def _one_year(found: re.Match[str]) -> Form:
    return OneYear(int(found["year"]))


def _rule(
    pattern: str, reader: Callable[[re.Match[str]], Form | None]
) -> tuple[re.Pattern[str], Callable[[re.Match[str]], Form | None]]:
    return re.compile(pattern, re.IGNORECASE | re.ASCII), reader


RULES = (
    _rule(r"(?P<year>[0-9]{4})", _one_year),
    _rule(r"(?P<first>[0-9]{4})(?P<sign>)(?P<last>[0-9]{2})", _six_digits),
    _rule(rf"(?P<first>[0-9]{{4}})(?P<sign>{TO}| ?/ ?)(?P<last>[0-9]{{4}}|[0-9]{{2}})", _two_years),
    _rule(rf"(?P<first>{PAIR}){TO}(?P<last>{PAIR}|[0-9]{{2}}/[0-9]{{2}})", _pair_span),
    _rule(
        rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[ -/]?(?:of )?(?P<month>{MONTH})[ -/]?,? ?(?P<year>{YEAR})",
        _named_day,
    ),
    _rule(rf"(?P<day>[0-9]{{1,2}})(?P<s>[-/.])(?P<month>[0-9]{{1,2}})(?P=s)(?P<year>{YEAR})", _numbered_day),
    _rule(rf"(?P<month>{MONTH}) (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<year>[0-9]{{4}})", _named_day),
    _rule(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?:[T ]00:00:00Z?)?", _numbered_day),
    _rule(rf"(?P<first>{NAMED_DAY}){TO}(?P<last>{NAMED_DAY})", _day_span),
    _rule(rf"(?P<first>{NUMBERED_DAY}){TO}(?P<last>{NUMBERED_DAY})", _day_span),
    _rule(rf"(?P<first>{ISO_DAY})(?:/|{TO})(?P<last>{ISO_DAY})", _day_span),
    _rule(rf"(?:the )?end (?:of )?(?P<month>{MONTH}) (?P<year>{YEAR})", _month_end),
    _rule(rf"(?P<month>{MONTH})[ -/]?(?P<year>{YEAR})", _named_month),
    _rule(rf"(?P<year>[0-9]{{4}})[ -/]?(?P<month>{MONTH})", _named_month),
    _rule(r"(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})", _numbered_month),
    _rule(r"(?P<year>[0-9]{4}) ?M(?P<month>[0-9]{1,2})", _numbered_month),
    _rule(r"(?P<first>[0-9]{2})/(?P<last>[0-9]{2})", _short_pair),
    _rule(
        rf"(?P<first>{MONTH})(?:[ -]?(?P<first_year>{YEAR}))?{TO}(?P<last>{MONTH})[ -]?(?P<last_year>{YEAR})",
        _month_span,
    ),
    _rule(rf"Q(?:uarter )?(?P<quarter>[1-4]),?(?: of)? (?P<pair>{PAIR})", _crossing_quarter),
    _rule(rf"(?P<pair>{PAIR}),? Q(?:uarter )?(?P<quarter>[1-4])", _crossing_quarter),
    _rule(
        rf"(?P<pair>{PAIR}) ?Q(?P<quarter>[1-4]){TO}(?:(?P<last_pair>{PAIR}) ?)?Q(?P<last>[1-4])",
        _crossing_quarters,
    ),
    _rule(
        rf"(?P<year>[0-9]{{4}}) ?Q(?P<quarter>[1-4]){TO}(?:(?P<last_year>[0-9]{{4}}) ?)?Q(?P<last>[1-4])",
        _bare_quarters,
    ),
    _rule(r"Q(?:uarter )?(?P<quarter>[1-4]),?(?: of)?[ -](?P<year>[0-9]{4})", _bare_quarter),
    _rule(r"(?P<year>[0-9]{4}),?[ -]?Q(?:uarter )?(?P<quarter>[1-4])", _bare_quarter),
    _rule(
        rf"(?:quarter (?:ending|ended|to)|(?:3|three) months (?:ending|ended|to)) "
        rf"(?:(?P<day>[0-9]{{1,2}})(?:st|th)? )?(?P<month>{MONTH})[ -](?P<year>{YEAR})",
        _quarter_ending,
    ),
    _rule(
        rf"(?:{ENDING}) (?:(?P<day>[0-9]{{1,2}})(?:st|th)? )?(?P<month>{MONTH})[ -](?P<year>{YEAR})",
        _year_ending,
    ),
    _rule(r"(?P<day>)(?P<month>)(?:fye ?|financial year ending )(?P<year>[0-9]{4})", _year_ending),
    _rule(
        r"(?P<start>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:T00:00:00Z?)?/P(?P<count>[0-9]{1,4})(?P<unit>[YMD])",
        _iso_span,
    ),
)


def starts_of(kind: PeriodKind) -> tuple[int, ...]:
    """The months a year of the kind may be said to start in: publishers begin school years in August too."""
    return (9, 8) if kind is PeriodKind.ACADEMIC_YEAR else (YEAR_START[kind][0],)
