"""Back-tests on made-up figures whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.analysis.backtest import (
    LAST,
    LINE,
    MODERATED,
    OURS,
    Sample,
    cut,
    find_alarms,
    find_control_alarms,
    find_levels,
    place_all,
    pool_scores,
    score_rules,
    share_by_measure,
)
from oba.analysis.forecast import forecast
from oba.analysis.placebo import rank_gap
from oba.model.baseline import Scenario

AREAS = 4_000


def walk(*, points: int, ahead: int, drift: float = 0.0, seed: int = 1) -> Sample:
    steps = np.random.default_rng(seed).normal(drift, 1.0, (AREAS, points + ahead))
    values = 50 + np.cumsum(steps, axis=1)
    found = cut(values, steps=np.arange(points + ahead, dtype=np.float64), points=points, ahead=ahead)
    assert found is not None
    return found


def test_on_a_walk_without_drift_nothing_beats_the_last_value_and_the_straight_line_is_far_worse() -> None:
    found = score_rules(walk(points=8, ahead=2))
    assert found[LAST].error == 1.0
    assert 1.0 < found[OURS].error < 1.1
    assert found[LINE].error > 1.3


def test_the_intervals_hold_their_share_of_a_walk_and_the_straight_lines_do_not() -> None:
    found = score_rules(walk(points=8, ahead=2))
    assert found[OURS].cover95 == pytest.approx(0.95, abs=0.02)
    assert found[OURS].cover80 == pytest.approx(0.80, abs=0.04)
    assert found[MODERATED].cover95 == pytest.approx(0.95, abs=0.02)
    assert found[LINE].cover95 < found[OURS].cover95 - 0.05


def test_a_steady_change_is_carried_on_without_error_by_ours_and_by_the_straight_line() -> None:
    chance = np.random.default_rng(3)
    slopes = chance.uniform(1, 2, (30, 1))
    sample = Sample(slopes * np.arange(6.0), slopes * np.arange(6.0, 9.0))
    found = score_rules(sample)
    assert found[OURS].error == pytest.approx(0.0, abs=1e-9)
    assert found[LINE].error == pytest.approx(0.0, abs=1e-9)
    assert found[LAST].error == 1.0


def test_false_alarms_on_a_walk_are_the_intervals_own_and_power_is_more() -> None:
    sample = walk(points=7, ahead=3)
    still, moved = find_alarms(sample, sign=1), find_alarms(sample, sign=1, moves=1.0)
    assert still["last figure beyond 95%"].mean() == pytest.approx(0.025, abs=0.012)
    assert still["last figure beyond 80%"].mean() == pytest.approx(0.10, abs=0.03)
    assert still["mean gap beyond 95%"].mean() == pytest.approx(0.025, abs=0.012)
    assert still["merely better than the straight line"].mean() == pytest.approx(0.5, abs=0.03)
    assert still["rank among peers, 2.5%"].sum() == AREAS // 40
    assert still["rank among peers, 10%"].sum() == AREAS // 10
    for name in ("last figure beyond 95%", "mean gap beyond 80%", "rank among peers, 10%"):
        assert moved[name].mean() > still[name].mean()


def test_what_is_better_turns_round_with_the_sign() -> None:
    sample = walk(points=6, ahead=2)
    up, down = find_alarms(sample, sign=1), find_alarms(sample, sign=-1)
    for level in ("95%", "80%"):
        assert np.array_equal(up[f"last figure beyond {level}"], down[f"the other way beyond {level}"])


def test_a_place_is_that_of_the_rank_for_every_area() -> None:
    chance = np.random.default_rng(5)
    still = np.round(chance.normal(size=40), 1)
    still[3] = np.nan
    moved = still + 0.3
    places = place_all(moved, still)
    for row in np.flatnonzero(np.isfinite(still)):
        rank = rank_gap(float(moved[row]), np.delete(still, row))
        assert rank is not None
        assert rank.place == places[row]


@given(st.integers(0, 2**32 - 1))
def test_a_level_is_the_widest_interval_that_a_figure_lies_outside_of(seed: int) -> None:
    chance = np.random.default_rng(seed)
    history = chance.normal(size=(5, 6))
    one = forecast(history, horizon=2, scenario=Scenario.HOLD)
    values = chance.normal(scale=4.0, size=(5, 2))
    outside95 = (values < one.lower95) | (values > one.upper95)
    outside80 = (values < one.lower80) | (values > one.upper80)
    levels = find_levels(values, one)
    assert np.array_equal(np.abs(levels), outside95.astype(int) + outside80)
    assert np.array_equal(np.sign(levels), np.where(outside80, np.sign(values - one.values), 0))


def test_only_whole_runs_that_vary_are_cut_off() -> None:
    values = np.random.default_rng(2).normal(size=(24, 9))
    values[0, -1] = np.nan
    values[1, :6] = 7.0
    values[2, 0] = np.nan
    steps = np.arange(9.0)
    found = cut(values, steps=steps, points=5, ahead=3)
    assert found is not None
    assert found.areas == 22
    assert cut(values[:21], steps=steps, points=5, ahead=3) is None
    assert cut(values, steps=np.where(steps > 4, steps + 1, steps), points=5, ahead=3) is None
    assert cut(values, steps=steps, points=5, ahead=5) is None


def test_a_measure_that_never_changes_after_the_history_is_not_scored() -> None:
    history = np.random.default_rng(4).normal(size=(30, 6))
    assert score_rules(Sample(history, np.repeat(history[:, -1:], 2, axis=1))) == {}


def test_scores_are_pooled_over_measures_and_not_over_areas() -> None:
    few, many = score_rules(walk(points=6, ahead=2)), score_rules(walk(points=6, ahead=2, seed=9))
    pooled = pool_scores([few, many])
    assert pooled[LINE].error == pytest.approx((few[LINE].error * many[LINE].error) ** 0.5)
    assert pooled[OURS].cover95 == pytest.approx((few[OURS].cover95 + many[OURS].cover95) / 2)
    assert share_by_measure([{"a": np.array([True])}, {"a": np.zeros(99, np.bool_)}]) == {"a": 0.5}


def test_a_control_chart_alarms_at_a_newest_figure_far_off_and_not_on_level_ones() -> None:
    level = np.tile([1.0, 2.0], (1, 6))
    off = level.copy()
    off[0, -1] = 90.0
    anywhere, newest = find_control_alarms(np.concatenate([level, off]))
    assert anywhere.tolist() == [False, True]
    assert newest.tolist() == [False, True]
