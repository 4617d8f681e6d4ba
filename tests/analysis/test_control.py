"""What holds of every control chart, and of the chart of a series."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from oba.analysis.control import control_limits, control_of_values, find_control, find_controls
from oba.analysis.control_rules import RULES
from oba.model.control import Assurance, PointKind, Rule, Variation
from oba.model.indicator import Polarity
from oba.model.marker import Marker
from oba.model.period import Period, PeriodKind
from oba.model.series import Observation, Series
from oba.words import methods

WHOLE = st.integers(-1000, 1000).map(float)
ROW = arrays.arrays(np.float64, st.tuples(st.just(1), st.integers(1, 30)), elements=WHOLE)
TABLE = arrays.arrays(
    np.float64, st.tuples(st.integers(1, 5), st.integers(1, 24)), elements=WHOLE | st.just(np.nan)
)
SETTINGS = {"screen": st.booleans(), "run_length": st.integers(3, 9)}


@given(values=ROW, shift=st.integers(-5000, 5000), **SETTINGS)
def test_the_limits_move_with_the_figures(values, shift, screen, run_length) -> None:
    one = control_limits(values, screen=screen, run_length=run_length)
    other = control_limits(values + shift, screen=screen, run_length=run_length)
    for before, after in ((one.mean, other.mean), (one.lower, other.lower), (one.upper, other.upper)):
        np.testing.assert_allclose(after, before + shift, rtol=0, atol=1e-8)
    assert np.array_equal(one.rule, other.rule)
    assert np.array_equal(one.side, other.side)


@given(values=ROW, times=st.sampled_from([0.25, 0.5, 2.0, 4.0, 1024.0]), **SETTINGS)
def test_the_limits_stretch_with_the_figures(values, times, screen, run_length) -> None:
    one = control_limits(values, screen=screen, run_length=run_length)
    other = control_limits(values * times, screen=screen, run_length=run_length)
    np.testing.assert_allclose(
        other.upper - other.lower, (one.upper - one.lower) * times, rtol=1e-9, atol=1e-9
    )
    assert np.array_equal(one.rule, other.rule)
    assert np.array_equal(one.dropped, other.dropped)


@given(values=ROW, **SETTINGS)
def test_turned_upside_down_the_signals_are_the_same_on_the_other_side(values, screen, run_length) -> None:
    one = control_limits(values, screen=screen, run_length=run_length)
    other = control_limits(-values, screen=screen, run_length=run_length)
    assert np.array_equal(one.rule, other.rule)
    assert np.array_equal(one.side, -other.side)
    np.testing.assert_allclose(other.lower, -one.upper, rtol=0, atol=1e-9)


@given(values=TABLE, **SETTINGS)
def test_a_missing_value_leaves_its_neighbours_adjacent(values, screen, run_length) -> None:
    whole = control_limits(values, screen=screen, run_length=run_length)
    for index, row in enumerate(values):
        known = np.isfinite(row)
        alone = control_limits(row[known][np.newaxis], screen=screen, run_length=run_length)
        assert np.array_equal(whole.mean[index, known], alone.mean[0])
        assert np.array_equal(whole.upper[index, known], alone.upper[0], equal_nan=True)
        assert np.array_equal(whole.rule[index, known], alone.rule[0])
        assert np.array_equal(whole.side[index, known], alone.side[0])
        assert whole.dropped[index] == alone.dropped[0]
        assert np.isnan(whole.mean[index, ~known]).all()
        assert not whole.rule[index, ~known].any()


@given(first=ROW, second=ROW, **SETTINGS)
def test_a_phase_knows_nothing_of_the_other(first, second, screen, run_length) -> None:
    both = np.hstack([first, second])
    phases = np.repeat([3, 8], [first.shape[1], second.shape[1]])
    panel = control_limits(both, screen=screen, run_length=run_length, phases=phases)
    parts = [control_limits(one, screen=screen, run_length=run_length) for one in (first, second)]
    for name in ("mean", "lower", "upper", "rule", "side"):
        together = np.hstack([getattr(one, name) for one in parts])
        assert np.array_equal(getattr(panel, name), together, equal_nan=True)
    assert panel.dropped[0] == sum(one.dropped[0] for one in parts)


@given(values=ROW, **SETTINGS)
def test_a_signal_has_a_side_and_a_rule_or_neither(values, screen, run_length) -> None:
    panel = control_limits(values, screen=screen, run_length=run_length)
    assert np.array_equal(panel.rule != 0, panel.side != 0)
    outside = (values > panel.upper + 1e-6) | (values < panel.lower - 1e-6)
    assert np.array_equal(panel.rule == RULES.index(Rule.OUTSIDE), outside)


@given(values=ROW, run_length=st.integers(3, 9))
def test_screening_never_widens_the_limits(values, run_length) -> None:
    kept = control_limits(values, screen=False, run_length=run_length)
    screened = control_limits(values, run_length=run_length)
    if values.shape[1] > 1:
        assert (screened.upper <= kept.upper + 1e-9).all()
    assert (screened.dropped[0] > 0) == bool(
        values.shape[1] > 1 and (screened.upper < kept.upper - 1e-9).any()
    )


@given(rows=st.integers(2, 6), values=ROW)
def test_many_series_at_once_are_each_as_if_alone(rows, values) -> None:
    table = np.vstack([np.roll(values[0], place) for place in range(rows)])
    panel = control_limits(table)
    for place in range(rows):
        alone = control_limits(table[place : place + 1])
        assert np.array_equal(panel.rule[place], alone.rule[0])
        assert np.array_equal(panel.lower[place], alone.lower[0], equal_nan=True)


@pytest.mark.parametrize("value", [0.0, 0.1, 1 / 3, 98.7])
def test_figures_that_never_move_lie_on_the_mean_within_limits_of_no_width(value) -> None:
    panel = control_limits(np.full((1, 12), value))
    assert panel.mean[0, 0] == panel.lower[0, 0] == panel.upper[0, 0] == value
    assert not panel.rule.any()


def test_nothing_comes_of_nothing() -> None:
    panel = control_limits(np.full((3, 4), np.nan))
    assert np.isnan(panel.mean).all()
    assert panel.dropped.tolist() == [0, 0, 0]
    assert control_limits(np.zeros((0, 5))).mean.shape == (0, 5)


def test_a_run_of_two_is_refused() -> None:
    with pytest.raises(ValueError, match="a run of 2 points"):
        control_limits(np.zeros((1, 9)), run_length=2)


def test_false_alarms_are_as_often_as_the_method_says() -> None:
    draws = np.random.default_rng(20261122).normal(size=(20_000, 12))
    stable = (control_limits(draws).rule > 0).any(axis=1).mean()
    wandering = (control_limits(draws.cumsum(axis=1)).rule > 0).any(axis=1).mean()
    assert stable == pytest.approx(0.069, abs=0.005)  # two standard errors of a draw of 20,000 are 0.004
    assert wandering == pytest.approx(0.72, abs=0.01)


LOW, HIGH = [10.0, 12.0], [40.0]


def test_the_chart_of_a_series_names_each_figure(series, indicator) -> None:
    found = find_control(series([10.0, 16.0] * 7 + HIGH), indicator())
    assert found is not None
    assert (found.variation, found.assurance) == (Variation.CONCERN_HIGH, Assurance.NONE)
    assert [one.kind for one in found.points] == [PointKind.COMMON_CAUSE] * 14 + [PointKind.CONCERN]
    assert found.points[-1].rule is Rule.OUTSIDE
    assert found.points[-1].period.label == "2024/25"
    assert (found.method, found.version) == (methods.CONTROL.name, methods.CONTROL.version)
    assert (found.trial, found.screened, found.dropped, found.run_length) == (False, True, 1, 7)


def test_a_chart_needs_three_figures_since_the_last_break(series, indicator) -> None:
    assert find_control(series([1.0, 2.0]), indicator()) is None
    broken = series([1.0, 2.0, 3.0, 4.0], markers={2: (Marker.BREAK,)})
    assert find_control(broken, indicator()) is None
    again = find_control(series([1.0, 2.0, 3.0, 4.0], markers={1: (Marker.BREAK,)}), indicator())
    assert again is not None
    assert [one.value for one in again.points] == [2.0, 3.0, 4.0]


def test_a_value_that_is_missing_or_forecast_is_left_out(series, indicator) -> None:
    given_series = series([1.0, None, 3.0, 4.0, 9.0], markers={4: (Marker.FORECAST,)})
    found = find_control(given_series, indicator())
    assert found is not None
    assert [one.value for one in found.points] == [1.0, 3.0, 4.0]


@pytest.mark.parametrize(("points", "trial"), [(11, True), (12, False)])
def test_limits_from_fewer_than_twelve_figures_are_trial_limits(points, trial, series, indicator) -> None:
    found = find_control(series(LOW * 6) if points == 12 else series((LOW * 6)[:11]), indicator())
    assert found is not None
    assert found.trial is trial


def test_the_newest_phase_decides_whether_limits_are_trial_limits(series, indicator) -> None:
    given_series = series(LOW * 10)
    at = given_series.observations[14].period
    found = find_control(given_series, indicator(), rebase_at=[at])
    assert found is not None
    assert found.trial
    assert found.points[13].mean == found.points[14].mean == 11.0


def test_a_phase_begins_with_the_first_figure_at_or_after_its_date(series, indicator) -> None:
    given_series = series([10.0] * 5 + [20.0] * 5, missing=[5])
    absent = Period.year(2015, kind=PeriodKind.FINANCIAL_YEAR)
    found = find_control(given_series, indicator(), rebase_at=[absent])
    assert found is not None
    assert [one.mean for one in found.points] == [10.0] * 5 + [20.0] * 4


def test_figures_that_pool_years_are_thinned_to_those_that_share_none(series, indicator) -> None:
    pooled = series([float(i % 2) for i in range(13)], pooled=3, kind=PeriodKind.CALENDAR_YEAR)
    found = find_control(pooled, indicator(years_pooled=3, period_kind=PeriodKind.CALENDAR_YEAR))
    assert found is not None
    assert [one.period.label for one in found.points][-2:] == ["2019 to 2021", "2022 to 2024"]
    assert len(found.points) == 5


def test_every_quarter_stands(indicator) -> None:
    quarters = [Period.months(2020 + i // 4, 1 + 3 * (i % 4), count=3) for i in range(12)]
    observed = tuple(Observation(one, float(i % 2)) for i, one in enumerate(quarters))
    found = find_control(Series("x", "E06000002", "", observed), indicator(period_kind=PeriodKind.QUARTER))
    assert found is not None
    assert len(found.points) == 12


def test_rolling_years_published_each_quarter_are_thinned(indicator) -> None:
    ends = [Period.months(2018 + i // 4, 1 + 3 * (i % 4), count=12) for i in range(13)]
    observed = tuple(Observation(one, float(i)) for i, one in enumerate(ends))
    found = find_control(Series("x", "E06000002", "", observed), indicator())
    assert found is not None
    assert [one.period.start for one in found.points] == [date(2018 + i, 1, 1) for i in range(4)]


def test_without_polarity_nothing_is_better_or_worse(series, indicator) -> None:
    found = find_control(
        series([10.0, 16.0] * 7 + HIGH), indicator(polarity=Polarity.NO_JUDGEMENT), target=1.0
    )
    assert found is not None
    assert found.points[-1].kind is PointKind.NEUTRAL_HIGH
    assert (found.variation, found.assurance) == (Variation.NEUTRAL_HIGH, Assurance.NONE)


def test_plain_values_keep_their_places() -> None:
    found = control_of_values([None, 1.0, None, 3.0, 2.0], improvement="increase")
    assert [one is None for one in found.points] == [True, False, True, False, False]
    assert [one.mean for one in found.points if one] == [2.0, 2.0, 2.0]


@pytest.mark.parametrize(
    ("values", "improvement", "words"),
    [([1.0, 2.0], "better", "improvement is 'better'"), ([None, None], "increase", "no value")],
)
def test_what_cannot_be_charted_is_refused(values, improvement, words) -> None:
    with pytest.raises(ValueError, match=words):
        control_of_values(values, improvement=improvement)


def test_many_series_are_found_as_each_alone(series, indicator) -> None:
    rows = [
        series([10.0, 16.0] * 7 + HIGH),
        series([1.0, 2.0]),
        series([5.0, None, 5.0, 4.0], markers={0: (Marker.BREAK,)}),
        series([float(i % 3) for i in range(13)], pooled=3, kind=PeriodKind.CALENDAR_YEAR),
    ]
    of = indicator(years_pooled=3)
    assert find_controls(rows, {of.key: of}) == [find_control(one, of) for one in rows]
    assert find_controls([], {}) == []
