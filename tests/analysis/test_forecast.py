"""Shrunken drift and its variants: against hand working, as they must behave, and as often right as they say."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from oba.analysis.forecast import Forecast, forecast
from oba.model.baseline import Scenario

Array = np.ndarray
FIELDS = (
    "values",
    "se",
    "lower80",
    "upper80",
    "lower95",
    "upper95",
    "points_used",
    "weight",
    "se1",
    "degrees",
)
YEARS = arrays(np.float64, (5, 8), elements=st.integers(0, 400).map(lambda whole: whole / 4))
HOLED = arrays(np.float64, (5, 9), elements=st.one_of(st.just(np.nan), st.integers(0, 100).map(float)))


def test_shrunken_drift_worked_by_hand() -> None:
    """10 12 13 15 16: b = 3/2, s^2 = 1/3, t^2 = 27, w = 8/9; se1^2 = (10/9) / (28/9) = 5/14; 3 degrees."""
    found = forecast(np.array([[10.0, 12, 13, 15, 16]]), horizon=2)
    assert found.weight[0] == pytest.approx(8 / 9)
    assert found.values[0] == pytest.approx([16 + 4 / 3, 16 + 8 / 3])
    assert found.se1[0] == pytest.approx(math.sqrt(5 / 14))
    se2 = math.sqrt(5 / 14 * 2 * (1 + 64 / 81 * 2 / 4))
    assert found.se[0, 1] == pytest.approx(se2)
    assert found.degrees[0] == 3
    assert found.lower80[0, 1] == pytest.approx(16 + 8 / 3 - 1.6377443536962102 * se2)
    assert found.upper95[0, 1] == pytest.approx(16 + 8 / 3 + 3.182446305283709 * se2)


def test_change_within_the_noise_is_not_carried_on() -> None:
    """10 13 9 12 11: b = 1/4, t^2 = (1/16) 4 / (43/4) < 3, so w = 0 and se1^2 is the mean squared change."""
    found = forecast(np.array([[10.0, 13, 9, 12, 11]]), horizon=3)
    assert found.weight[0] == 0
    assert found.values[0].tolist() == [11, 11, 11]
    assert found.se[0] == pytest.approx([math.sqrt(h * (9 + 16 + 9 + 1) / 4) for h in (1, 2, 3)])


def test_holding_the_level_has_its_own_error() -> None:
    found = forecast(np.array([[10.0, 12, 13, 15, 16]]), horizon=2, scenario=Scenario.HOLD)
    assert found.values[0].tolist() == [16, 16]
    assert found.se[0] == pytest.approx([math.sqrt(2.5), math.sqrt(5)])


def test_a_gap_counts_as_that_many_changes() -> None:
    """y = 10 12 . 15 16 18 at 0 1 3 4 5: D = 2 3 1 2 over 1 2 1 1; b = 8/5; s^2 = (.16 + .02 + .36 + .16)/3."""
    found = forecast(np.array([[10.0, 12, np.nan, 15, 16, 18]]), horizon=1)
    b, s2, elapsed = 8 / 5, 0.7 / 3, 5
    w = 1 - 3 / (b * b * elapsed / s2)
    rest = [(d - g * w * b) ** 2 / g for d, g in ((2, 1), (3, 2), (1, 1), (2, 1))]
    se1 = math.sqrt(sum(rest) / (4 - w))
    assert found.weight[0] == pytest.approx(w)
    assert found.values[0, 0] == pytest.approx(18 + w * b)
    assert found.se[0, 0] == pytest.approx(se1 * math.sqrt(1 + w * w / elapsed))


@given(values=YEARS)
def test_without_gaps_the_general_rule_is_the_plain_one(values: Array) -> None:
    found = forecast(values, horizon=3)
    for row, y in enumerate(values):
        d = np.diff(y)
        m, b, s = len(d), d.mean(), d.std(ddof=1)
        w = 1.0 if s == 0 else (max(0.0, 1 - 3 / (b * b * m / (s * s))) if b else 0.0)
        if s and abs(b * b * m / (s * s) - 3) < 1e-9:
            continue
        se1 = math.sqrt(((d - w * b) ** 2).sum() / (m - w))
        for h in (1, 2, 3):
            assert found.values[row, h - 1] == pytest.approx(y[-1] + h * w * b, abs=1e-9)
            assert found.se[row, h - 1] == pytest.approx(se1 * math.sqrt(h * (1 + w * w * h / m)), abs=1e-9)


@given(value=st.floats(-1e6, 1e6), points=st.integers(1, 12))
def test_the_forecast_of_a_constant_series_is_constant(value: float, points: int) -> None:
    assert forecast(np.full((1, points), value), horizon=4).values[0].tolist() == [value] * 4


def test_a_straight_line_is_carried_on_in_full() -> None:
    found = forecast(np.array([[1.0, 2, 3, 4, 5]]), horizon=2)
    assert found.values[0].tolist() == [6, 7]
    assert found.weight[0] == 1
    assert found.se1[0] == 0


@pytest.mark.parametrize("points", [1, 2, 3, 4])
def test_under_five_points_the_last_value_stands_without_limits(points: int) -> None:
    found = forecast(np.array([[3.0, 5, 4, 9][:points]]), horizon=2)
    assert found.values[0].tolist() == [[3.0, 5, 4, 9][points - 1]] * 2
    assert np.isnan(found.lower80).all()
    assert np.isnan(found.se1).all()
    assert found.points_used[0] == points


def test_no_value_at_all_gives_no_forecast() -> None:
    assert np.isnan(forecast(np.full((2, 3), np.nan), horizon=2).values).all()
    assert np.isnan(forecast(np.zeros((2, 0)), horizon=2).values).all()


def test_forecast_and_limits_stay_within_what_is_possible() -> None:
    found = forecast(np.array([[9.0, 7, 5.5, 3, 1]]), horizon=3, lowest=0.0, highest=8.0)
    assert found.values[0].tolist()[1:] == [0, 0]
    assert found.lower95[0].tolist() == [0, 0, 0]
    assert found.upper95[0].max() <= 8


@given(values=HOLED, shift=st.integers(-50, 50), scale=st.sampled_from([-4.0, 0.5, 8.0]))
def test_a_shift_and_a_scale_go_straight_through(values: Array, shift: int, scale: float) -> None:
    plain, moved = forecast(values, horizon=3), forecast(values * scale + shift, horizon=3)
    assert np.allclose(moved.values, plain.values * scale + shift, equal_nan=True, atol=1e-8)
    assert np.allclose(moved.se, plain.se * abs(scale), equal_nan=True, atol=1e-8)


@given(values=HOLED)
def test_the_forecast_counts_from_the_newest_value_there_is(values: Array) -> None:
    late = np.hstack([values, np.full((5, 2), np.nan)])
    assert_same(forecast(late, horizon=2), forecast(values, horizon=2))


@given(
    values=HOLED,
    overlapping=arrays(np.bool_, 5),
    seasons=arrays(np.int64, 5, elements=st.sampled_from([1, 4])),
    scenario=st.sampled_from([Scenario.CARRY_ON, Scenario.HOLD]),
)
def test_all_at_once_is_exactly_one_at_a_time(
    values: Array, overlapping: Array, seasons: Array, scenario: Scenario
) -> None:
    together = forecast(values, horizon=5, overlapping=overlapping, steps_a_year=seasons, scenario=scenario)
    for row in range(5):
        padded = np.hstack([np.full((1, 3), np.nan), values[row : row + 1]])
        alone = forecast(
            padded,
            horizon=5,
            overlapping=bool(overlapping[row]),
            steps_a_year=int(seasons[row]),
            scenario=scenario,
        )
        for name in FIELDS:
            assert np.array_equal(getattr(together, name)[row], getattr(alone, name)[0], equal_nan=True), name


def assert_same(one: Forecast, other: Forecast) -> None:
    for name in FIELDS:
        assert np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True), name


def test_overlapping_periods_worked_by_hand() -> None:
    """10 11 13 14 16: rms(d) = sqrt(10/4); over two steps 3 3 3, over three 4 5, so the two-step root is 3."""
    found = forecast(np.array([[10.0, 11, 13, 14, 16]]), horizon=3, overlapping=True)
    assert found.values[0].tolist() == [16, 16, 16]
    assert found.weight[0] == 0
    assert found.degrees[0] == 2
    assert found.se1[0] == pytest.approx(math.sqrt(2.5))
    assert found.se[0] == pytest.approx([math.sqrt(2.5), 3, math.sqrt((16 + 25) / 2)])


def test_overlapping_periods_beyond_the_history_widen_with_the_root_of_the_steps() -> None:
    found = forecast(np.array([[10.0, 9, 10, 9, 10]]), horizon=6, overlapping=True)
    assert found.se[0] == pytest.approx([math.sqrt(h) for h in range(1, 7)])


def share_inside(found: Forecast, outcome: Array) -> tuple[float, float]:
    in80 = (outcome >= found.lower80) & (outcome <= found.upper80)
    in95 = (outcome >= found.lower95) & (outcome <= found.upper95)
    return float(in80.mean()), float(in95.mean())


@pytest.mark.parametrize("points", [5, 8, 12])
def test_the_intervals_of_a_random_walk_hold_as_often_as_they_say(points: int) -> None:
    """20,000 walks, one year ahead. Four standard errors are 1.1 points (80%) and 0.6 (95%); shrinking costs up to one more."""
    walks = np.cumsum(np.random.default_rng(2010).normal(0, 1, (20_000, points + 1)), axis=1)
    in80, in95 = share_inside(forecast(walks[:, :-1], horizon=1), walks[:, -1:])
    assert in80 == pytest.approx(0.80, abs=0.021)
    assert in95 == pytest.approx(0.95, abs=0.016)


def test_a_gap_in_the_history_does_not_spoil_the_intervals() -> None:
    """The same tolerance as without a gap: three standard errors of 20,000 walks and a point for shrinking."""
    walks = np.cumsum(np.random.default_rng(2010).normal(0, 1, (20_000, 10)), axis=1)
    history = walks[:, :-1].copy()
    history[:, 4:6] = np.nan
    in80, in95 = share_inside(forecast(history, horizon=1), walks[:, -1:])
    assert in80 == pytest.approx(0.80, abs=0.021)
    assert in95 == pytest.approx(0.95, abs=0.016)


@pytest.mark.parametrize("walking", [True, False])
@pytest.mark.parametrize("points", [6, 12])
def test_the_intervals_of_overlapping_periods_hold_within_the_stated_range(
    walking: bool, points: int
) -> None:
    """20,000 series pooling three years, one to three years ahead: 76-91% and 93-100%, and a point for chance."""
    noise = np.random.default_rng(19).normal(0, 1, (20_000, points + 5))
    years = np.cumsum(noise, axis=1) if walking else noise
    pooled = (years[:, 2:] + years[:, 1:-1] + years[:, :-2]) / 3
    in80, in95 = share_inside(forecast(pooled[:, :points], horizon=3, overlapping=True), pooled[:, points:])
    assert 0.75 < in80 < 0.92
    assert in95 > 0.92


@given(values=HOLED)
def test_holding_the_level_is_carrying_on_where_nothing_of_the_trend_is_carried(values: Array) -> None:
    carried = forecast(values, horizon=3)
    held = forecast(values, horizon=3, scenario=Scenario.HOLD)
    for row in np.flatnonzero(carried.weight == 0):
        for name in FIELDS:
            assert np.array_equal(getattr(carried, name)[row], getattr(held, name)[row], equal_nan=True), name
