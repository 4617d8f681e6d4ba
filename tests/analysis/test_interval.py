"""Intervals give the limits of PHEindicatormethods, and scipy's where scipy has them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from oba.analysis.interval import byar, dobson, exact_poisson, mean_interval, poisson, rate_interval, wilson

EXACT = [
    (0, 0, 3.688879, 0, 6.907755),
    (1, 0.025318, 5.571643, 0.001001, 9.233413),
    (2, 0.242209, 7.224688, 0.045402, 11.228872),
    (3, 0.618672, 8.767273, 0.190533, 13.062241),
    (4, 1.089865, 10.241589, 0.428552, 14.794149),
    (5, 1.623486, 11.668332, 0.739372, 16.454745),
    (6, 2.201894, 13.059474, 1.107105, 18.061637),
    (7, 2.814363, 14.422675, 1.520336, 19.626177),
    (8, 3.453832, 15.763189, 1.970814, 21.156198),
    (9, 4.115373, 17.084803, 2.452424, 22.657373),
]


@pytest.mark.parametrize(("count", "low95", "high95", "low998", "high998"), EXACT)
def test_the_exact_poisson_limits_are_those_published(
    count: int, low95: float, high95: float, low998: float, high998: float
) -> None:
    counts = np.array([float(count)])
    assert np.concatenate(exact_poisson(counts)) == pytest.approx([low95, high95], abs=5e-7)
    assert np.concatenate(exact_poisson(counts, confidence=0.998)) == pytest.approx(
        [low998, high998], abs=5e-7
    )


@given(count=st.integers(0, 500), extra=st.integers(0, 5000), confidence=st.sampled_from([0.9, 0.95, 0.998]))
def test_wilson_is_scipys_wilson(count: int, extra: int, confidence: float) -> None:
    size = count + extra + 1
    lower, upper = wilson(np.array([float(count)]), np.array([float(size)]), confidence=confidence)
    expected = stats.binomtest(count, size).proportion_ci(confidence, method="wilson")
    assert lower[0] == pytest.approx(expected.low, abs=1e-12)
    assert upper[0] == pytest.approx(expected.high, abs=1e-12)


def test_wilson_worked_by_hand_for_ten_in_a_hundred() -> None:
    # z = 1.959964, z^2 = 3.841459: (20 + 3.841459 -+ 1.959964 sqrt(3.841459 + 36)) / (2 x 103.841459)
    lower, upper = wilson(np.array([10.0]), np.array([100.0]), multiplier=100)
    assert lower[0] == pytest.approx(5.522914, abs=5e-6)
    assert upper[0] == pytest.approx(17.436566, abs=5e-6)


def test_byar_worked_by_hand_for_a_hundred() -> None:
    # 100 (1 - 1/900 - 1.959964/30)^3 and 101 (1 - 1/909 + 1.959964/(3 sqrt 101))^3
    lower, upper = byar(np.array([100.0]))
    assert lower[0] == pytest.approx(81.362, abs=5e-3)
    assert upper[0] == pytest.approx(121.628, abs=5e-3)


@given(count=st.integers(10, 5000))
def test_byar_is_close_to_the_exact_limits_from_ten(count: int) -> None:
    counts = np.array([float(count)])
    exact, near = exact_poisson(counts), poisson(counts)
    assert near[0][0] == pytest.approx(exact[0][0], rel=0.005)
    assert near[1][0] == pytest.approx(exact[1][0], rel=0.005)


def test_counts_below_ten_take_exact_limits_and_ten_takes_byars() -> None:
    counts = np.array([9.0, 10.0])
    lower, _ = poisson(counts)
    assert lower[0] == exact_poisson(counts[:1])[0][0]
    assert lower[1] == byar(counts[1:])[0][0]


def test_the_published_interval_of_a_rate_is_reproduced() -> None:
    """452 injury admissions among 26,196 children: published as 172.5454 (157.0029 to 189.2102) per 10,000."""
    lower, upper = rate_interval(np.array([452.0]), np.array([26196.0]), multiplier=10_000)
    assert lower[0] == pytest.approx(157.0029324, abs=1e-6)
    assert upper[0] == pytest.approx(189.2101985, abs=1e-6)


def test_a_directly_standardised_rate_follows_dobson() -> None:
    counts, populations = np.array([[12.0, 30.0, 8.0]]), np.array([[1000.0, 1500.0, 300.0]])
    weights = np.array([5000.0, 3000.0, 2000.0])
    rate, lower, upper = dobson(counts, populations, weights=weights, multiplier=1000)
    # (12/1000 x .5 + 30/1500 x .3 + 8/300 x .2) = .006 + .006 + .00533333
    assert rate[0] == pytest.approx(17.333333, abs=1e-6)
    variance = 12 * (0.5 / 1000) ** 2 + 30 * (0.3 / 1500) ** 2 + 8 * (0.2 / 300) ** 2
    low, high = byar(np.array([50.0]))
    stretch = math.sqrt(variance / 50) * 1000
    assert lower[0] == pytest.approx(17.333333 + stretch * (low[0] - 50), abs=1e-5)
    assert upper[0] == pytest.approx(17.333333 + stretch * (high[0] - 50), abs=1e-5)


def test_a_standardised_rate_of_fewer_than_ten_cases_is_not_given() -> None:
    found = dobson(
        np.array([[4.0, 5.0]]), np.array([[10.0, 10.0]]), weights=np.array([1.0, 1.0]), multiplier=1
    )
    assert all(math.isnan(one[0]) for one in found)


@given(mean=st.floats(-100, 100), deviation=st.floats(0.1, 50), size=st.integers(2, 400))
def test_the_interval_of_a_mean_is_students(mean: float, deviation: float, size: int) -> None:
    found = mean_interval(np.array([mean]), deviations=np.array([deviation]), sizes=np.array([float(size)]))
    expected = stats.t.interval(0.95, size - 1, mean, deviation / math.sqrt(size))
    assert np.concatenate(found) == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_a_count_above_its_denominator_is_refused() -> None:
    with pytest.raises(ValueError, match="greater than its denominator"):
        wilson(np.array([11.0]), np.array([10.0]))


def test_a_confidence_below_nine_tenths_is_refused() -> None:
    with pytest.raises(ValueError, match="confidence"):
        byar(np.array([20.0]), confidence=0.5)


def test_missing_and_impossible_counts_have_no_limits() -> None:
    counts, sizes = np.array([np.nan, -1.0, 5.0]), np.array([10.0, 10.0, 0.0])
    assert np.isnan(rate_interval(counts, sizes, multiplier=1)[0]).all()
    assert np.isnan(wilson(counts[:2], sizes[:2])[1]).all()
    assert np.isnan(exact_poisson(counts[:2])[1]).all()
