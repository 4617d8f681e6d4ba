"""Comparison of arrays, at one level and two, and the fifths of a set of areas."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from oba.analysis.compare import compare, compare_at_two_levels, find_quintiles, name_side
from oba.model.finding import ComparisonWord
from oba.model.indicator import Polarity


def test_limits_are_inside_and_missing_parts_are_not_compared() -> None:
    values = np.full(6, 10.0)
    lower = np.array([8.0, 8, 8, 8, np.nan, 8])
    upper = np.array([12.0, 12, 12, 12, 12, 12])
    benchmark = np.array([8.0, 12, 7.9, 12.1, 10, np.nan])
    found = compare(values, lower=lower, upper=upper, benchmark=benchmark)
    assert np.array_equal(found, [0, 0, 1, -1, np.nan, np.nan], equal_nan=True)


def test_two_levels_tell_the_far_from_the_near() -> None:
    found = compare_at_two_levels(
        np.full(5, 10.0),
        lower95=np.full(5, 8.0),
        upper95=np.full(5, 12.0),
        lower998=np.full(5, 6.0),
        upper998=np.full(5, 14.0),
        benchmark=np.array([5.0, 7, 10, 13, 15]),
    )
    assert found.tolist() == [2, 1, 0, -1, -2]


def test_fifths_are_dealt_out_with_the_first_ones_longer() -> None:
    assert find_quintiles(np.array([3.0, 1, 7, 5, 2, 6, 4]), sign=-1).tolist() == [2, 1, 5, 3, 1, 4, 2]
    assert find_quintiles(np.array([3.0, 1, 7, 5, 2, 6, 4]), sign=1).tolist() == [3, 5, 1, 2, 4, 1, 2]


def test_fewer_than_five_areas_have_no_fifths() -> None:
    assert find_quintiles(np.array([3.0, 1, np.nan, 5, 2])).tolist() == [0] * 5


@given(st.sampled_from([-1, 0, 1]))
def test_polarity_turned_round_turns_better_and_worse_round(side: int) -> None:
    swap = {ComparisonWord.BETTER: ComparisonWord.WORSE, ComparisonWord.WORSE: ComparisonWord.BETTER}
    high = name_side(side, polarity=Polarity.HIGH_IS_GOOD)
    assert name_side(side, polarity=Polarity.LOW_IS_GOOD) is swap.get(high, ComparisonWord.SIMILAR)
