"""Comparison of arrays, at one level and two, with a target, and the fifths of a set of areas."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from oba.analysis.compare import find_comparisons
from oba.analysis.limits import find_interval, find_limits
from oba.analysis.sides import (
    compare,
    compare_at_two_levels,
    compare_with_target,
    find_quintiles,
    name_side,
)
from oba.model.finding import ComparisonWord
from oba.model.indicator import Polarity, ValueType

SWAP = {ComparisonWord.BETTER: ComparisonWord.WORSE, ComparisonWord.WORSE: ComparisonWord.BETTER}
FIGURES = st.floats(1, 1000)


def test_limits_are_inside_and_missing_parts_are_not_compared() -> None:
    values = np.full(6, 10.0)
    lower = np.array([8.0, 8, 8, 8, np.nan, 8])
    upper = np.array([12.0, 12, 12, 12, 12, 12])
    benchmark = np.array([8.0, 12, 7.9, 12.1, 10, np.nan])
    found = compare(values, lower=lower, upper=upper, benchmark=benchmark)
    assert np.array_equal(found, [0, 0, 1, -1, np.nan, np.nan], equal_nan=True)


def at_two_levels(benchmark, *, lower998=6.0, upper998=14.0):
    benchmark = np.array(benchmark, np.float64)
    same = np.ones(len(benchmark))
    return compare_at_two_levels(
        10 * same,
        lower95=8 * same,
        upper95=12 * same,
        lower998=lower998 * same,
        upper998=upper998 * same,
        benchmark=benchmark,
    ).tolist()


def test_two_levels_tell_the_far_from_the_near() -> None:
    assert at_two_levels([5, 6, 7, 8, 10, 12, 13, 14, 15]) == [2, 1, 1, 0, 0, 0, -1, -1, -2]


def test_where_the_wide_limits_are_not_known_nothing_is_beyond_them() -> None:
    assert at_two_levels([5, 10, 15], lower998=np.nan, upper998=np.nan) == [1, 0, -1]


@pytest.mark.parametrize(
    ("target", "high_is_good", "low_is_good", "without"),
    [
        (7.9, 1, -1, 1),
        (8.0, 1, 0, 0),  # the lower limit has reached it
        (8.1, 0, 0, 0),
        (11.9, 0, 0, 0),
        (12.0, 0, 1, 0),
        (12.1, -1, 1, -1),
    ],
)
def test_a_target_is_met_by_the_whole_interval_and_missed_by_the_whole_interval(
    target: float, high_is_good: int, low_is_good: int, without: int
) -> None:
    ends = {"lower": np.array([8.0]), "upper": np.array([12.0])}
    found = [
        int(compare_with_target(np.array([10.0]), **ends, target=target, sign=sign)[0]) for sign in (1, -1, 0)
    ]
    assert found == [high_is_good, low_is_good, without]


@pytest.mark.parametrize(
    ("target", "high_is_good", "low_is_good", "without"), [(9, 1, -1, 1), (10, 1, 1, 0), (11, -1, 1, -1)]
)
def test_without_limits_the_figure_alone_decides_and_equality_meets(
    target: float, high_is_good: int, low_is_good: int, without: int
) -> None:
    unknown = np.array([np.nan])
    found = [
        int(compare_with_target(np.array([10.0]), lower=unknown, upper=unknown, target=target, sign=sign)[0])
        for sign in (1, -1, 0)
    ]
    assert found == [high_is_good, low_is_good, without]


def test_fifths_are_dealt_out_with_the_first_ones_longer() -> None:
    assert find_quintiles(np.array([3.0, 1, 7, 5, 2, 6, 4]), sign=-1).tolist() == [2, 1, 5, 3, 1, 4, 2]
    assert find_quintiles(np.array([3.0, 1, 7, 5, 2, 6, 4]), sign=1).tolist() == [3, 5, 1, 2, 4, 1, 2]


def test_fewer_than_five_areas_have_no_fifths() -> None:
    assert find_quintiles(np.array([3.0, 1, np.nan, 5, 2])).tolist() == [0] * 5


@given(st.lists(FIGURES, min_size=5, max_size=40), st.sampled_from([-1, 0, 1]), st.floats(0.1, 100))
def test_fifths_do_not_change_with_the_scale(values: list[float], sign: int, factor: float) -> None:
    array = np.round(np.array(values), 3)
    scaled = np.unique(array, return_inverse=True)[1] * factor
    assert find_quintiles(array, sign=sign).tolist() == find_quintiles(scaled, sign=sign).tolist()


@given(st.lists(FIGURES, min_size=5, max_size=40), st.sampled_from([-1, 0, 1]))
def test_fifths_are_of_nearly_one_size_and_no_worse_one_holds_a_better_figure(
    values: list[float], sign: int
) -> None:
    fifths = find_quintiles(np.array(values), sign=sign)
    sizes = [int((fifths == fifth).sum()) for fifth in range(1, 6)]
    assert max(sizes) - min(sizes) <= 1
    good = np.array(values) * (sign or -1)
    for fifth in range(1, 5):
        assert good[fifths == fifth].min() >= good[fifths == fifth + 1].max()


@given(st.sampled_from([-2, -1, 0, 1, 2]))
def test_polarity_turned_round_turns_better_and_worse_round(side: int) -> None:
    high = name_side(side, polarity=Polarity.HIGH_IS_GOOD)
    assert name_side(side, polarity=Polarity.LOW_IS_GOOD) is SWAP.get(high, ComparisonWord.SIMILAR)


@given(value=FIGURES, half=st.floats(0.5, 50), other=FIGURES, factor=st.sampled_from([0.25, 2.0, 1024.0]))
def test_a_comparison_does_not_change_with_the_unit_and_turns_round_with_polarity(
    value: float, half: float, other: float, factor: float, indicator, series
) -> None:
    # a target that the end of the interval just reaches counts as reached, whichever way is good
    assume(other not in (value - half, value + half))

    def words(scale: float, polarity: Polarity) -> list[tuple[ComparisonWord, str]]:
        mean = indicator(value_type=ValueType.MEAN, polarity=polarity)
        ours = series([value * scale], lower=[(value - half) * scale], upper=[(value + half) * scale])
        theirs = series([other * scale], area="E92000001")
        found = find_comparisons(ours, {"E92000001": theirs}, mean, target=other * scale)
        return [(one.word, one.level) for one in found]

    low = words(1.0, Polarity.LOW_IS_GOOD)
    assert words(factor, Polarity.LOW_IS_GOOD) == low
    high = words(1.0, Polarity.HIGH_IS_GOOD)
    assert [(SWAP.get(word, word), level) for word, level in low] == high


def test_wide_limits_of_a_rate_come_from_its_count(indicator, series) -> None:
    # 8 events in 1,000 at 99.8%: exact Poisson limits 1.970814 and 21.156198
    (one,) = series([80.0], lower=[34.5], upper=[157.6], numerator=[8], denominator=[1000]).observations
    limits = find_limits(one, indicator=indicator())
    assert limits is not None
    assert (limits.lower95, limits.upper95) == (34.5, 157.6)
    assert (limits.lower998, limits.upper998) == (pytest.approx(19.70814), pytest.approx(211.56198))


def test_wide_limits_of_a_standardised_rate_are_the_published_ones_moved_out(indicator, series) -> None:
    (one,) = series([100.0], lower=[90.0], upper=[112.0]).observations
    limits = find_limits(one, indicator=indicator(value_type=ValueType.STANDARDISED_RATE))
    assert limits is not None
    assert limits.lower998 == pytest.approx(100 - 10 * 3.090232 / 1.959964)
    assert limits.upper998 == pytest.approx(100 + 12 * 3.090232 / 1.959964)


@pytest.mark.parametrize(
    "kind", [ValueType.PROPORTION, ValueType.CRUDE_RATE, ValueType.SCORE, ValueType.COUNT]
)
def test_without_counts_other_figures_have_no_wide_limits(kind: ValueType, indicator, series) -> None:
    (one,) = series([20.0], lower=[18.0], upper=[22.0]).observations
    limits = find_limits(one, indicator=indicator(value_type=kind))
    assert limits is not None
    assert np.isnan([limits.lower998, limits.upper998]).all()


@pytest.mark.parametrize(("numerator", "denominator"), [(-1, 100), (5, 0), (5, -100), (5, None), (None, 100)])
def test_impossible_counts_give_no_limits(numerator, denominator, indicator, series) -> None:
    (one,) = series([500.0], numerator=[numerator], denominator=[denominator]).observations
    assert find_limits(one, indicator=indicator()) is None


@pytest.mark.parametrize("kind", list(ValueType))
@pytest.mark.parametrize("counts", [(8, 1000), (1200, 1000), (None, 1000), (8, 100)])
@pytest.mark.parametrize("limits", [(34.5, 157.6), (157.6, 34.5), (None, 157.6), (None, None)])
def test_the_95_limits_alone_are_those_found_with_the_others(kind, counts, limits, indicator, series) -> None:
    (one,) = series(
        [80.0],
        lower=[limits[0]],
        upper=[limits[1]],
        numerator=[counts[0]],
        denominator=[counts[1]],
    ).observations
    both = find_limits(one, indicator=indicator(value_type=kind))
    alone = find_interval(one, indicator=indicator(value_type=kind))
    assert alone == (None if both is None else (both.lower95, both.upper95))
