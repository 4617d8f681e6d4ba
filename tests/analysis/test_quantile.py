"""Quantiles agree with scipy, which the product itself never imports."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from oba.analysis.quantile import chi_squared_quantile, normal_quantile, t_quantile, t_quantiles

DEGREES = st.floats(0.5, 500)
TAILS = st.floats(0.6, 0.9999)


@given(probability=TAILS, degrees=DEGREES)
def test_the_t_quantile_is_scipys_to_ten_digits(probability: float, degrees: float) -> None:
    assert t_quantile(probability, degrees=degrees) == pytest.approx(
        stats.t.ppf(probability, degrees), rel=1e-10
    )


@given(probability=TAILS, degrees=DEGREES)
def test_the_t_distribution_is_symmetric(probability: float, degrees: float) -> None:
    mirrored = t_quantile(1 - probability, degrees=degrees)
    assert mirrored == pytest.approx(-t_quantile(probability, degrees=degrees), rel=1e-9)


@given(probability=st.floats(0.001, 0.999), degrees=st.floats(0.5, 300))
def test_the_chi_squared_quantile_is_scipys_to_nine_digits(probability: float, degrees: float) -> None:
    expected = stats.chi2.ppf(probability, degrees)
    assert chi_squared_quantile(probability, degrees=degrees) == pytest.approx(expected, rel=1e-9, abs=1e-14)


@pytest.mark.parametrize(
    ("degrees", "expected"),
    [(1, 12.7062047362), (2, 4.3026527297), (3, 3.1824463053), (5, 2.5705818356), (10, 2.2281388520)],
)
def test_the_t_quantile_stands_in_the_printed_tables(degrees: int, expected: float) -> None:
    assert t_quantile(0.975, degrees=degrees) == pytest.approx(expected, abs=5e-11)


def test_the_fingertips_constant_is_chi_squared_at_one_in_five_hundred() -> None:
    assert chi_squared_quantile(0.998, degrees=1) == pytest.approx(9.54953570608324, rel=1e-12)


def test_the_normal_quantiles_are_those_of_the_published_methods() -> None:
    assert normal_quantile(0.975) == pytest.approx(1.959964, abs=5e-7)
    assert normal_quantile(0.999) == pytest.approx(3.090232, abs=5e-7)


def test_the_median_of_t_is_nought() -> None:
    assert t_quantile(0.5, degrees=3) == 0.0


def test_an_array_of_degrees_gives_an_array_and_nan_without_degrees() -> None:
    found = t_quantiles(0.975, np.array([[3.0, np.nan], [0.0, 5.0]]))
    assert found.tolist()[0][0] == t_quantile(0.975, degrees=3)
    assert found.tolist()[1][1] == t_quantile(0.975, degrees=5)
    assert math.isnan(found[0, 1])
    assert math.isnan(found[1, 0])


@pytest.mark.parametrize("probability", [0.0, 1.0, -0.1, math.nan])
def test_a_probability_outside_nought_to_one_is_refused(probability: float) -> None:
    with pytest.raises(ValueError, match="no quantile"):
        t_quantile(probability, degrees=3)
    with pytest.raises(ValueError, match="no quantile"):
        chi_squared_quantile(probability, degrees=3)
