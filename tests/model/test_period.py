"""Tests of periods: identity, kind, labels and the next one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.model.period import YEAR_START, Period, PeriodKind

days = st.dates(date(1951, 1, 1), date(2049, 12, 31))


@given(days, st.integers(0, 3000))
def test_a_period_comes_back_from_its_key(start: date, span: int) -> None:
    period = Period(start, date.fromordinal(start.toordinal() + span))
    assert Period.from_key(period.key) == period


@given(days, days, st.integers(0, 400), st.integers(0, 400))
def test_keys_sort_as_periods_do(one: date, other: date, first: int, second: int) -> None:
    a = Period(one, date.fromordinal(one.toordinal() + first))
    b = Period(other, date.fromordinal(other.toordinal() + second))
    assert (a < b) == (a.key < b.key)


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2010, 4, 1), date(2010, 3, 31))


@pytest.mark.parametrize(
    ("period", "kind", "label", "short"),
    [
        (Period.year(2010, kind=PeriodKind.CALENDAR_YEAR), PeriodKind.CALENDAR_YEAR, "2010", "2010"),
        (Period.year(2009, kind=PeriodKind.FINANCIAL_YEAR), PeriodKind.FINANCIAL_YEAR, "2009/10", "2009/10"),
        (Period.year(1999, kind=PeriodKind.ACADEMIC_YEAR), PeriodKind.ACADEMIC_YEAR, "1999/00", "1999/00"),
        (
            Period.year(2008, kind=PeriodKind.FINANCIAL_YEAR, years=3),
            PeriodKind.FINANCIAL_YEAR,
            "2008/09 to 2010/11",
            "2008/09-10/11",
        ),
        (
            Period.year(2008, kind=PeriodKind.CALENDAR_YEAR, years=3),
            PeriodKind.CALENDAR_YEAR,
            "2008 to 2010",
            "2008-10",
        ),
        (Period.months(2010, 3), PeriodKind.MONTH, "March 2010", "Mar 2010"),
        (Period.months(2010, 4, count=3), PeriodKind.QUARTER, "Apr to Jun 2010", "Apr to Jun 2010"),
        (Period.point(date(2010, 3, 31)), PeriodKind.POINT_IN_TIME, "31 March 2010", "Mar 2010"),
    ],
)
def test_kind_and_labels_follow_from_the_dates(
    period: Period, kind: PeriodKind, label: str, short: str
) -> None:
    assert (period.kind, period.label, period.short_label) == (kind, label, short)


@given(st.integers(1960, 2040), st.sampled_from(sorted(YEAR_START)), st.integers(1, 5), st.integers(-5, 5))
def test_later_by_years_keeps_kind_and_length(first: int, kind: PeriodKind, years: int, steps: int) -> None:
    period = Period.year(first, kind=kind, years=years)
    assert period.later(steps) == Period.year(first + steps, kind=kind, years=years)


def test_a_pooled_period_overlaps_the_next_one_and_a_single_year_does_not() -> None:
    pooled = Period.year(2008, kind=PeriodKind.CALENDAR_YEAR, years=3)
    single = Period.year(2008, kind=PeriodKind.CALENDAR_YEAR)
    assert pooled.overlaps(pooled.later(1))
    assert not single.overlaps(single.later(1))


def test_the_last_day_of_february_stays_the_last_day() -> None:
    assert Period.point(date(2024, 2, 29)).later(1) == Period.point(date(2025, 2, 28))
