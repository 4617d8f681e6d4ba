"""How current and complete a series is on a day."""

from datetime import date

import pytest

from oba.analysis.quality import assess_quality, count_months, find_missing
from oba.model.marker import Marker
from oba.model.period import Period, PeriodKind
from oba.model.series import Observation, Series


def year(first: int) -> Period:
    return Period.year(first, kind=PeriodKind.FINANCIAL_YEAR)


def test_the_latest_figure_is_the_newest_measured_one_and_has_an_age(indicator, series) -> None:
    one = series([1, 2, None, 9], markers={2: (Marker.CONFIDENTIAL,), 3: (Marker.FORECAST,)})
    found = assess_quality(one, indicator=indicator(), today=date(2013, 4, 30))
    assert (found.latest, found.age_months, found.figures) == (year(2011), 12, 2)


def test_periods_without_a_cell_and_cells_without_a_value_are_told_apart(indicator, series) -> None:
    marks = {
        2: (Marker.CONFIDENTIAL,),
        3: (Marker.NOT_AVAILABLE,),
        4: (Marker.CONFIDENTIAL,),
        5: (Marker.PROVISIONAL,),
    }
    one = series([1, None, None, None, None, 6], markers=marks, missing=[1])
    found = assess_quality(one, indicator=indicator(), today=date(2016, 5, 1))
    assert found.missing == (year(2011),)
    assert dict(found.markers) == {Marker.CONFIDENTIAL: 2, Marker.NOT_AVAILABLE: 1}
    assert found.suppressed == 2


def test_missing_quarters_are_named() -> None:
    quarters = [Observation(Period.months(2020, month, count=3), 1.0) for month in (1, 10)]
    expected = (Period.months(2020, 4, count=3), Period.months(2020, 7, count=3))
    assert find_missing(Series("a", "b", observations=tuple(quarters))) == expected


@pytest.mark.parametrize(
    ("next_release", "overdue"),
    [(None, False), (date(2020, 1, 1), False), (date(2020, 1, 2), False), (date(2019, 12, 31), True)],
)
def test_a_release_is_overdue_the_day_after_it_was_expected(next_release, overdue, indicator, series) -> None:
    found = assess_quality(
        series([1.0]), indicator=indicator(next_release=next_release), today=date(2020, 1, 1)
    )
    assert found.overdue is overdue
    assert found.next_release == next_release


@pytest.mark.parametrize(("today", "stale"), [(date(2013, 4, 30), False), (date(2013, 5, 1), True)])
def test_a_yearly_figure_is_stale_after_a_year_and_its_usual_lag(today, stale, indicator, series) -> None:
    """2010/11 ended on 31 March 2011; 25 whole months later its figure is stale."""
    assert assess_quality(series([1.0]), indicator=indicator(), today=today).stale is stale


def test_a_series_without_figures_has_no_age(indicator, series) -> None:
    found = assess_quality(series([None]), indicator=indicator(), today=date(2020, 1, 1))
    assert (found.latest, found.age_months, found.stale, found.missing) == (None, None, False, ())


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        (date(2020, 1, 31), date(2020, 2, 29), 0),
        (date(2020, 1, 15), date(2020, 2, 15), 1),
        (date(2019, 3, 31), date(2020, 4, 1), 12),
        (date(2020, 5, 1), date(2020, 1, 1), 0),
    ],
)
def test_only_whole_months_count(since: date, until: date, months: int) -> None:
    assert count_months(since, until) == months
