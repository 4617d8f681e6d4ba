"""Moderated variance: its special functions are scipy's, and it finds the prior that made the variances."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from oba.analysis.moderation import digamma, invert_trigamma, moderate_variances, trigamma


@given(x=st.floats(0.05, 500))
def test_digamma_and_trigamma_are_scipys(x: float) -> None:
    assert digamma(x) == pytest.approx(special.digamma(x), rel=1e-11, abs=1e-12)
    assert trigamma(x) == pytest.approx(special.polygamma(1, x), rel=1e-11)
    assert invert_trigamma(trigamma(x)) == pytest.approx(x, rel=1e-9)


def test_the_degrees_of_a_known_prior_are_found_again() -> None:
    """5,000 areas whose true variances follow a prior of 5 degrees about 2, each seen with 4 degrees."""
    chance = np.random.default_rng(3)
    true = 2 * 5 / chance.chisquare(5, 5000)
    seen = true * chance.chisquare(4, 5000) / 4
    moderated, degrees = moderate_variances(seen, degrees=4.0)
    assert degrees == pytest.approx(9, abs=0.7)
    assert np.square(np.log(moderated / true)).mean() < np.square(np.log(seen / true)).mean() / 2


def test_areas_that_differ_by_chance_alone_share_one_variance() -> None:
    moderated, degrees = moderate_variances(np.linspace(0.99, 1.01, 30), degrees=4.0)
    assert math.isinf(degrees)
    assert len(set(moderated.tolist())) == 1


def test_a_variance_of_nought_does_not_rule_the_rest() -> None:
    variances = np.append(np.random.default_rng(1).chisquare(3, 40) / 3, 0.0)
    moderated, degrees = moderate_variances(variances, degrees=3.0)
    assert np.isfinite(moderated).all()
    assert moderated[-1] > 0
    assert degrees > 3


def test_fewer_than_twenty_areas_are_too_few() -> None:
    with pytest.raises(ValueError, match="too few"):
        moderate_variances(np.ones(19), degrees=4.0)


def test_areas_that_never_vary_cannot_be_moderated() -> None:
    with pytest.raises(ValueError, match="never vary"):
        moderate_variances(np.zeros(30), degrees=4.0)
