"""The gaps of several figures: against hand working, least squares and simulation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from oba.analysis.forecast import forecast
from oba.analysis.gaps import (
    drift_covariance,
    line_covariance,
    mean_gap,
    mean_gap_errors,
    shared_covariance,
    total_gap,
)
from oba.model.baseline import Scenario

STEPS = st.lists(st.integers(1, 9), min_size=1, max_size=6, unique=True).map(sorted)


def test_the_variance_of_the_mean_gap_is_that_of_the_formula() -> None:
    """m = 3, w = 1/2, G = 6, se1 = 2: 4 ((m+1)(2m+1)/(6m) + w^2 ((m+1)/2)^2 / G) = 4 (28/18 + 1/6)."""
    covariance = drift_covariance(np.array([1.0, 2, 3]), se1=2.0, weight=0.5, elapsed=6.0)
    found = mean_gap(np.array([1.0, 4, 7]), covariance=covariance, degrees=5)
    margin = stats.t.ppf(0.975, 5) * math.sqrt(4 * (28 / 18 + 1 / 6))
    assert found.value == pytest.approx(4)
    assert found.figures == 3
    assert found.lower95 == pytest.approx(4 - margin)
    assert found.upper95 == pytest.approx(4 + margin)


@given(ahead=STEPS, weight=st.sampled_from([0.0, 0.3, 1.0]))
def test_one_figure_has_the_error_of_its_forecast(ahead: list[int], weight: float) -> None:
    covariance = drift_covariance(np.array(ahead, float), se1=1.5, weight=weight, elapsed=7.0)
    for place, h in enumerate(ahead):
        assert covariance[place, place] == pytest.approx(2.25 * h * (1 + weight**2 * h / 7))
    assert np.linalg.eigvalsh(covariance).min() > -1e-9


@given(ahead=STEPS, weight=st.floats(0, 1))
def test_many_series_at_once_have_the_error_of_one(ahead: list[int], weight: float) -> None:
    steps = np.array(ahead, float)
    covariance = drift_covariance(steps, se1=3.0, weight=weight, elapsed=5.0)
    together = mean_gap_errors(steps, se1=np.array([3.0]), weight=np.array([weight]), elapsed=np.array([5.0]))
    assert together[0] == pytest.approx(math.sqrt(covariance.mean()))


@given(ahead=STEPS)
def test_gaps_to_a_straight_line_err_as_least_squares_says(ahead: list[int]) -> None:
    history = np.array([-6.0, -5, -3, -2, -1, 0])
    design = np.column_stack([np.ones(6), history])
    new = np.column_stack([np.ones(len(ahead)), ahead])
    inverse = np.linalg.inv(design.T @ design)
    first = np.array([1.0, 1.0])
    s2 = 9 / (1 + first @ inverse @ first)
    expected = s2 * (np.eye(len(ahead)) + new @ inverse @ new.T)
    found = line_covariance(np.array(ahead, float), se1=3.0, history=history)
    assert found == pytest.approx(expected)


def test_gaps_that_move_together_have_the_mean_of_their_errors() -> None:
    found = mean_gap(np.zeros(3), covariance=shared_covariance(np.array([1.0, 2, 6])), degrees=4)
    assert found.upper95 == pytest.approx(3 * stats.t.ppf(0.975, 4))


def test_events_are_gaps_times_the_people_they_are_about() -> None:
    """Rates per 1,000 of 2,000 and 3,000 people, 5 and 4 fewer: 10 and 12 fewer; variance 4+9+2*2*3 times se^2."""
    covariance = shared_covariance(np.array([1.0, 1.0]))
    found = total_gap(np.array([-5.0, -4]), weights=np.array([2.0, 3]), covariance=covariance, degrees=6)
    assert found.value == -22
    assert found.upper95 == pytest.approx(-22 + 5 * stats.t.ppf(0.975, 6))


@pytest.mark.parametrize("scenario", [Scenario.CARRY_ON, Scenario.HOLD])
def test_the_mean_gap_of_a_walk_that_nothing_bent_lies_in_its_interval_19_times_in_20(
    scenario: Scenario,
) -> None:
    """20,000 walks of eight points, four figures on. Three standard errors are half a point; shrinking costs one."""
    walks = np.cumsum(np.random.default_rng(46).normal(0, 1, (20_000, 12)), axis=1)
    found = forecast(walks[:, :8], horizon=4, scenario=scenario)
    mean = (walks[:, 8:] - found.values).mean(axis=1)
    errors = mean_gap_errors(
        np.arange(1.0, 5), se1=found.se1, weight=found.weight, elapsed=np.full(20_000, 7.0)
    )
    inside = np.abs(mean) <= stats.t.ppf(0.975, found.degrees) * errors
    assert inside.mean() == pytest.approx(0.95, abs=0.016)


def test_the_mean_gap_to_the_straight_line_of_a_process_that_is_one_lies_in_its_interval() -> None:
    """20,000 lines with independent scatter: the interval is exact, and three standard errors are half a point."""
    chance = np.random.default_rng(7)
    figures = np.arange(12.0) + chance.normal(0, 1, (20_000, 12))
    found = forecast(figures[:, :8], horizon=4, scenario=Scenario.STRAIGHT_LINE)
    unit = line_covariance(np.arange(1.0, 5), se1=1.0, history=np.arange(-7.0, 1))
    errors = found.se1 * math.sqrt(unit.mean())
    inside = np.abs((figures[:, 8:] - found.values).mean(axis=1)) <= stats.t.ppf(0.975, 6) * errors
    assert inside.mean() == pytest.approx(0.95, abs=0.005)
