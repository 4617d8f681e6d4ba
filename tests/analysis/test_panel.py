"""What may stand in one calculation: nothing across a break, no forecast, no value that is not there."""

import math
from datetime import date

import numpy as np

from oba.analysis.panel import build_independent_panel, build_panel, lay_out, measure_steps, thin, usable
from oba.model.marker import Marker
from oba.model.period import Period, PeriodKind
from oba.model.series import Observation


def test_ragged_series_are_packed_to_the_right(series, indicator) -> None:
    panel = build_panel([series([1, 2, 3]), series([4]), series([])], indicators={"injuries": indicator()})
    assert np.array_equal(
        panel.values, [[1, 2, 3], [np.nan, np.nan, 4], [np.nan, np.nan, np.nan]], equal_nan=True
    )
    assert [len(one) for one in panel.periods] == [3, 1, 0]


def test_points_before_the_last_break_are_never_used_with_those_after(series) -> None:
    one = series([1, 2, 3, 4, 5], markers={1: (Marker.BREAK,), 3: (Marker.BREAK, Marker.PROVISIONAL)})
    assert [o.value for o in usable(one)] == [4, 5]


def test_a_break_on_a_suppressed_value_still_parts_the_series(series) -> None:
    one = series([1, 2, None, 4], markers={2: (Marker.BREAK, Marker.CONFIDENTIAL)})
    assert [o.value for o in usable(one)] == [4]


def test_forecasts_of_the_publisher_and_values_that_are_not_there_are_left_out(series) -> None:
    one = series([1, None, math.nan, 4], markers={1: (Marker.CONFIDENTIAL,), 3: (Marker.FORECAST,)})
    assert [o.value for o in usable(one)] == [1]


def test_a_missing_year_leaves_a_gap_in_the_steps(series, indicator) -> None:
    panel = build_panel([series([1, 2, None, 4])], indicators={"injuries": indicator()})
    assert panel.steps.tolist() == [[-3, -2, 0]]


def test_points_in_time_some_weeks_apart_from_a_year_are_a_year_apart() -> None:
    days = [date(2010, 3, 31), date(2011, 4, 18), date(2013, 3, 31)]
    assert measure_steps([Period.point(day) for day in days]) == (-3, -2, 0)


def test_quarters_and_months_have_their_own_steps() -> None:
    quarters = [Period.months(2020, month, count=3) for month in (1, 4, 10)]
    assert measure_steps(quarters) == (-3, -2, 0)
    assert measure_steps([Period.months(2020, 11), Period.months(2021, 1)]) == (-2, 0)


def test_pooled_periods_overlap_by_their_dates_or_by_what_the_indicator_says(series, indicator) -> None:
    plain = build_panel([series([1, 2, 3])], indicators={"injuries": indicator()})
    dated = build_panel([series([1, 2, 3], pooled=3)], indicators={"injuries": indicator()})
    said = build_panel([series([1, 2, 3])], indicators={"injuries": indicator(years_pooled=3)})
    assert [plain.overlapping[0], dated.overlapping[0], said.overlapping[0]] == [False, True, True]


def test_every_third_of_three_year_periods_is_independent(series, indicator) -> None:
    panel = build_independent_panel(
        [series(range(7), pooled=3)], indicators={"injuries": indicator(years_pooled=3)}
    )
    assert panel.values.tolist() == [[0, 3, 6]]
    assert not panel.overlapping[0]


def test_thinning_leaves_separate_years_as_they_are(series) -> None:
    points = usable(series([1, 2, None, 4, 5]))
    assert thin(points, pooled=1) == points


def test_thinned_quarters_keep_the_season_of_the_newest() -> None:
    points = [
        Observation(Period.months(2015 + place // 4, place % 4 * 3 + 1, count=3), float(place))
        for place in range(11)
        if place != 6
    ]
    assert [one.value for one in thin(points, pooled=1)] == [2, 10]


def test_an_empty_panel_has_no_columns() -> None:
    assert lay_out([], pooled=[]).values.shape == (0, 0)


def test_the_panel_knows_how_many_steps_a_year_has(series, indicator) -> None:
    quarterly = series([1.0], kind=PeriodKind.CALENDAR_YEAR)
    panel = lay_out([usable(quarterly), [Observation(Period.months(2020, 4, count=3), 1.0)]], pooled=[1, 1])
    assert panel.steps_a_year.tolist() == [1, 4]
