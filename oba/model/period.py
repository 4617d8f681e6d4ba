"""A period: a start, an end, and the kind and label that follow from them.

Two releases that write `2009/10` and `2009 to 2010` mean one period, so identity is the pair of dates.
The text a publisher wrote is kept with the observation, never here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache


class PeriodKind(StrEnum):
    """What sort of stretch of time an indicator is measured over."""

    CALENDAR_YEAR = "calendar year"
    FINANCIAL_YEAR = "financial year"
    ACADEMIC_YEAR = "academic year"
    QUARTER = "quarter"
    MONTH = "month"
    POINT_IN_TIME = "point in time"


YEAR_START = {
    PeriodKind.CALENDAR_YEAR: (1, 1),
    PeriodKind.FINANCIAL_YEAR: (4, 1),
    PeriodKind.ACADEMIC_YEAR: (9, 1),
}
KEPT = 4096
"""Periods whose labels are remembered."""
MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """From `start` to `end`, both included. A point in time starts and ends on the same day."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period cannot end ({self.end}) before it starts ({self.start})")

    @classmethod
    def year(cls, first: int, *, kind: PeriodKind, years: int = 1) -> Period:
        """The year (or `years` pooled years) of `kind` that begins in calendar year `first`."""
        month, day = YEAR_START[kind]
        return cls(date(first, month, day), date(first + years, month, day) - timedelta(days=1))

    @classmethod
    def months(cls, year: int, month: int, *, count: int = 1) -> Period:
        """`count` whole months from the first of `month`: 1 a month, 3 a quarter."""
        after = date(year + (month - 1 + count) // 12, (month - 1 + count) % 12 + 1, 1)
        return cls(date(year, month, 1), after - timedelta(days=1))

    @classmethod
    def point(cls, day: date) -> Period:
        return cls(day, day)

    @classmethod
    def from_key(cls, key: int) -> Period:
        """The period whose `key` this is."""
        day, span = divmod(key, 10_000)
        start = date(day // 10_000, day // 100 % 100, day % 100)
        return cls(start, start + timedelta(days=span))

    @property
    def key(self) -> int:
        """A whole number that names the period and sorts by start, then by length: yyyymmdd and days."""
        begins = self.start.year * 10_000 + self.start.month * 100 + self.start.day
        return begins * 10_000 + (self.end - self.start).days

    @property
    def month_count(self) -> int | None:
        """Whole months covered, or None when the period is not made of whole months."""
        after = self.end + timedelta(days=1)
        if self.start.day != 1 or after.day != 1:
            return None
        return (after.year - self.start.year) * 12 + after.month - self.start.month

    @property
    def years(self) -> int:
        """Whole years covered: 1 for a year, 3 for three pooled years, 0 for anything shorter or odd."""
        months = self.month_count
        return months // 12 if months and months % 12 == 0 else 0

    @property
    def kind(self) -> PeriodKind:
        """The kind that the dates show. A span that is none of them counts as pooled calendar time."""
        if self.start == self.end:
            return PeriodKind.POINT_IN_TIME
        months = self.month_count
        if months == 1:
            return PeriodKind.MONTH
        if months == 3:
            return PeriodKind.QUARTER
        for kind, (month, _) in YEAR_START.items():
            if months and self.start.month == month:
                return kind
        return PeriodKind.CALENDAR_YEAR

    @property
    def decimal_year(self) -> float:
        """The end of the period as a position on a time axis, in years: 31 December 2010 is nearly 2011."""
        first = date(self.end.year, 1, 1)
        length = (date(self.end.year + 1, 1, 1) - first).days
        return self.end.year + ((self.end - first).days + 1) / length

    @property
    def label(self) -> str:
        """How the period is written for a reader: `2010`, `2009/10`, `2008/09 to 2010/11`, `31 March 2010`."""
        return _label(self)

    def _say(self) -> str:
        if self.start == self.end:
            return f"{self.end.day} {MONTHS[self.end.month - 1]} {self.end.year}"
        if self.month_count == 1:
            return f"{MONTHS[self.start.month - 1]} {self.start.year}"
        if self.years and self.kind in YEAR_START:
            first = self._year_label(self.start.year)
            last = self._year_label(self.start.year + self.years - 1)
            return first if self.years == 1 else f"{first} to {last}"
        if self.start.year == self.end.year:
            return f"{self._short(self.start)} to {self._short(self.end)} {self.end.year}"
        return f"{self._short(self.start)} {self.start.year} to {self._short(self.end)} {self.end.year}"

    @property
    def short_label(self) -> str:
        """A label for an axis: pooled years as `2008/09-10/11`, a day as `Mar 2010`."""
        return _short_label(self)

    def _say_short(self) -> str:
        if self.start == self.end:
            return f"{MONTHS[self.end.month - 1][:3]} {self.end.year}"
        if self.years > 1 and self.kind in YEAR_START:
            first = self._year_label(self.start.year)
            return f"{first}-{self._year_label(self.start.year + self.years - 1)[2:]}"
        if self.month_count == 1:
            return f"{MONTHS[self.start.month - 1][:3]} {self.start.year}"
        return self.label

    def later(self, steps: int) -> Period:
        """The period of the same length `steps` further on, by whole years for years and points in time.

        Pooled years move on by one year at a time, as their publishers release them.
        """
        months = self.month_count
        if months in (1, 3):
            index = self.start.year * 12 + self.start.month - 1 + steps * months
            return Period.months(index // 12, index % 12 + 1, count=months)
        return Period(_shift(self.start, steps), _shift(self.end, steps))

    def overlaps(self, other: Period) -> bool:
        return self.start <= other.end and other.start <= self.end

    def _year_label(self, year: int) -> str:
        if self.start.month == 1:
            return str(year)
        return f"{year}/{(year + 1) % 100:02d}"

    @staticmethod
    def _short(day: date) -> str:
        return MONTHS[day.month - 1][:3]


@lru_cache(maxsize=KEPT)
def _label(period: Period) -> str:
    """A page names the same few periods hundreds of times."""
    return period._say()


@lru_cache(maxsize=KEPT)
def _short_label(period: Period) -> str:
    return period._say_short()


def _shift(day: date, years: int) -> date:
    """The same day `years` on; the last day of February stays the last day of February."""
    following = day + timedelta(days=1)
    if following.day == 1:
        return date(following.year + years, following.month, 1) - timedelta(days=1)
    return date(day.year + years, day.month, day.day)
