"""The chi-squared tests and the test of changes: against hand working, against scipy, and as they must behave."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from oba.analysis.recent_trend import Basis, Obstacle, RecentTrend, recent_trend

Array = np.ndarray
FIVE = arrays(np.float64, (4, 5), elements=st.integers(1, 200).map(float))
WIDTHS = arrays(np.float64, (4, 5), elements=st.floats(0.5, 40))
COUNTS = arrays(np.int64, (4, 5), elements=st.integers(1, 60))
RESTS = arrays(np.int64, (4, 5), elements=st.integers(1, 60))


def look(values: Any, **columns: Any) -> RecentTrend:
    table = np.atleast_2d(np.array(values, np.float64))
    given = {
        name: np.atleast_2d(np.array(column, np.float64)) for name, column in columns.items() if name in NAMES
    }
    rest = {name: value for name, value in columns.items() if name not in NAMES}
    blank = {name: np.full(table.shape, np.nan) for name in NAMES}
    return recent_trend(table, **(blank | given), **rest)


NAMES = ("lower", "upper", "numerators", "denominators")


def test_the_interval_test_worked_by_hand() -> None:
    # Equal widths 3.92 make every weight 1: slope 2, S1 = 5, S1 S5 - S3^2 = 50, chi2 = 2^2 / (5/50) = 40.
    found = look(
        [10, 12, 14, 16, 18],
        lower=[v - 1.96 for v in (10, 12, 14, 16, 18)],
        upper=[v + 1.96 for v in (10, 12, 14, 16, 18)],
    )
    assert found.slope[0] == pytest.approx(2)
    assert found.statistic[0] == pytest.approx(40)
    assert found.direction[0] == 1


def test_the_counts_test_worked_by_hand() -> None:
    # c = 10 20 30 40 50 of 100: D = 500, C = 150, CY = 550, DY = 1500, DY2 = 5500.
    # D (D CY - C DY)^2 / (C (D-C) (D DY2 - DY^2)) = 500 x 50000^2 / (150 x 350 x 500000) = 47.619048
    found = look(
        [10, 20, 30, 40, 50],
        numerators=[10, 20, 30, 40, 50],
        denominators=[100] * 5,
        proportion=True,
        multiplier=100.0,
    )
    assert found.basis[0] == Basis.COUNTS
    assert found.statistic[0] == pytest.approx(47.619048, abs=1e-6)
    assert found.slope[0] == pytest.approx(10)


def test_the_test_of_changes_worked_by_hand() -> None:
    # changes 2 1 2 1 2: mean 1.6, sd sqrt(0.3), t = 1.6 / (sqrt(0.3) / sqrt(5)) = 6.531973 with 4 degrees
    found = look([1, 3, 4, 6, 7, 9])
    assert found.basis[0] == Basis.CHANGES
    assert found.statistic[0] == pytest.approx(6.531973, abs=1e-6)
    assert found.direction[0] == 1


PUBLISHED = [
    ("Middlesbrough, persons", -1, [120.93189, 90.4063, 108.43673, 76.58301, 90.89662], [109.09096, 79.98196, 96.27143, 67.44679, 79.95841], [135.24362, 102.58725, 120.93972, 88.14171, 102.16198]),
    ("Middlesbrough, girls", 0, [102.43653, 76.69272, 91.24088, 60.67095, 77.44843], [86.84152, 62.72571, 74.61559, 47.8227, 64.92902], [121.67187, 92.84203, 107.12225, 74.23192, 94.88573]),
    ("Middlesbrough, boys", 0, [138.42746, 103.34137, 124.76606, 95.12808, 100.32774], [120.54983, 88.09835, 107.84611, 78.77648, 86.14481], [159.73971, 122.01021, 145.12811, 110.78396, 119.17412]),
    ("North East, persons", 0, [134.26945, 102.29383, 128.52708, 116.28408, 109.82399], [130.85405, 99.37304, 125.19146, 113.09962, 106.77853], [137.70535, 105.3715, 131.92906, 119.48914, 112.98047]),
    ("North East, boys", -1, [148.6568, 109.752, 137.23126, 123.66781, 111.96903], [143.59674, 105.47454, 132.38728, 119.17249, 107.6607], [153.6689, 114.15841, 142.11581, 128.38012, 116.40554]),
    ("England, persons", -1, [93.58571, 78.20972, 84.31149, 75.36689, 72.71223], [92.98496, 77.65924, 83.73811, 74.82698, 72.18314], [94.18939, 78.76313, 84.88783, 75.90974, 73.24423]),
]  # fmt: skip


@pytest.mark.parametrize(("_name", "direction", "values", "lower", "upper"), PUBLISHED)
def test_published_trends_of_injury_admissions_are_reproduced(
    _name: str, direction: int, values: list[float], lower: list[float], upper: list[float]
) -> None:
    """Hospital admissions for injuries, 2019/20 to 2023/24, and the trend that Fingertips publishes."""
    assert look(values, lower=lower, upper=upper).direction[0] == direction


@given(values=FIVE, widths=WIDTHS)
def test_the_interval_test_is_weighted_least_squares(values: Array, widths: Array) -> None:
    found = look(values, lower=values - widths, upper=values + widths)
    for row in range(len(values)):
        error = widths[row] / 1.96
        design = np.column_stack([np.ones(5), np.arange(1, 6)]) / error[:, np.newaxis]
        solution = np.linalg.lstsq(design, values[row] / error, rcond=None)[0]
        spread = np.linalg.inv(design.T @ design)[1, 1]
        assert found.slope[row] == pytest.approx(solution[1], rel=1e-6, abs=1e-7)
        assert found.statistic[row] == pytest.approx(solution[1] ** 2 / spread, rel=1e-5, abs=1e-9)


@given(counts=COUNTS, rests=RESTS)
def test_the_counts_test_is_n_times_the_squared_correlation_over_single_children(
    counts: Array, rests: Array
) -> None:
    sizes = counts + rests
    found = look(
        100 * counts / sizes, numerators=counts, denominators=sizes, proportion=True, multiplier=100.0
    )
    for row in range(len(counts)):
        years = np.repeat(np.arange(1, 6), sizes[row])
        cases = np.concatenate([[1] * c + [0] * r for c, r in zip(counts[row], rests[row], strict=True)])
        correlation = np.corrcoef(years, cases)[0, 1]
        assert found.statistic[row] == pytest.approx(len(cases) * correlation**2, rel=1e-8, abs=1e-9)


@given(values=arrays(np.float64, (3, 9), elements=st.integers(-50, 50).map(float)))
def test_the_test_of_changes_is_students_t_of_the_yearly_changes(values: Array) -> None:
    found = look(values)
    for row, changes in enumerate(np.diff(values, axis=1)):
        if changes.std() == 0:
            continue
        expected = stats.ttest_1samp(changes, 0)
        assert found.statistic[row] == pytest.approx(expected.statistic, rel=1e-9, abs=1e-9)
        if abs(expected.pvalue - 0.05) > 1e-9:
            assert (found.direction[row] != 0) == (expected.pvalue < 0.05)


@given(values=FIVE, widths=WIDTHS)
def test_reversing_time_turns_every_trend_round(values: Array, widths: Array) -> None:
    forth = look(values, lower=values - widths, upper=values + widths)
    back = look(values[:, ::-1], lower=(values - widths)[:, ::-1], upper=(values + widths)[:, ::-1])
    assert np.allclose(back.slope, -forth.slope, atol=1e-9)
    for row in range(len(values)):
        if not on_an_edge(values[row], widths[row], statistic=forth.statistic[row]):
            assert back.sign[row] == -forth.sign[row]
            assert back.direction[row] == -forth.direction[row]


def on_an_edge(values: Array, widths: Array, *, statistic: float) -> bool:
    """Where rounding, or the rule that a slope of nought counts as up, decides."""
    slopes = [
        np.polyfit(np.delete(np.arange(5), out), np.delete(values, out), 1, w=1 / np.delete(widths, out))[0]
        for out in ([], 0, 1, 2, 3, 4)
    ]
    return abs(statistic - 9.54953570608324) < 1e-6 or min(abs(slope) for slope in slopes) < 1e-6


def test_a_slope_of_nought_counts_as_up_in_the_leave_one_out_check() -> None:
    """The Fingertips rule as it is: without its last year the first series is flat, and still counts as steady."""
    values = np.array([[2.0, 2.0, 2.0, 2.0, 6.0], [6.0, 6.0, 6.0, 6.0, 2.0]])
    assert look(values, lower=values - 0.98, upper=values + 0.98).direction.tolist() == [1, 0]


@given(values=FIVE, widths=WIDTHS, shift=st.integers(-500, 500), scale=st.sampled_from([0.25, 2.0, 1024.0]))
def test_the_unit_and_the_zero_of_the_scale_do_not_matter(
    values: Array, widths: Array, shift: int, scale: float
) -> None:
    plain = look(values, lower=values - widths, upper=values + widths)
    moved = values * scale + shift
    other = look(moved, lower=moved - widths * scale, upper=moved + widths * scale)
    assert np.allclose(other.statistic, plain.statistic, rtol=1e-5, atol=1e-6)
    assert np.allclose(other.slope, plain.slope * scale, rtol=1e-5, atol=1e-6)


HOLED = arrays(np.float64, (6, 9), elements=st.one_of(st.just(np.nan), st.integers(1, 300).map(float)))


@given(
    values=HOLED, widths=arrays(np.float64, (6, 9), elements=st.one_of(st.just(np.nan), st.floats(0.5, 30)))
)
def test_all_at_once_is_exactly_one_at_a_time(values: Array, widths: Array) -> None:
    together = look(values, lower=values - widths, upper=values + widths)
    for row in range(len(values)):
        wide = np.hstack([np.full((1, 4), np.nan), values[row : row + 1]])
        margin = np.hstack([np.full((1, 4), np.nan), widths[row : row + 1]])
        alone = look(wide, lower=wide - margin, upper=wide + margin)
        for name in ("basis", "direction", "sign", "steady", "obstacle"):
            assert getattr(together, name)[row] == getattr(alone, name)[0]
        assert np.array_equal(together.statistic[row], alone.statistic[0], equal_nan=True)
        assert np.array_equal(together.slope[row], alone.slope[0], equal_nan=True)
        assert np.array_equal(together.used[row], alone.used[0, 4:])


def test_one_wild_year_does_not_make_a_trend() -> None:
    values = np.array([[10.0, 10.0, 10.0, 9.9, 40.0]])
    found = look(values, lower=values - 1, upper=values + 1)
    assert found.statistic[0] > 9.55
    assert not found.steady[0]
    assert found.direction[0] == 0


def test_a_missing_count_does_not_stop_the_interval_test() -> None:
    values = np.array([[10.0, 12.0, 14.0, 16.0, 18.0]])
    found = look(
        values,
        lower=values - 1,
        upper=values + 1,
        numerators=[10, np.nan, 14, 16, 18],
        denominators=[100] * 5,
        proportion=True,
    )
    assert (found.basis[0], found.direction[0]) == (Basis.INTERVALS, 1)


def test_the_five_points_need_not_be_consecutive() -> None:
    values = np.array([[10.0, 12.0, np.nan, 14.0, 16.0, 18.0]])
    found = look(values, lower=values - 1, upper=values + 1)
    assert found.direction[0] == 1
    assert found.used[0].tolist() == [True, True, False, True, True, True]


def test_a_trend_never_leaves_the_newest_figure_out() -> None:
    values = np.array([[10.0, 12.0, 14.0, 16.0, 18.0, 5.0]])
    lower, upper = values - 1, values + 1
    lower[0, -1] = upper[0, -1] = np.nan
    assert look(values, lower=lower, upper=upper).basis[0] == Basis.CHANGES
    assert (
        look(values[:, 1:], lower=lower[:, 1:], upper=upper[:, 1:]).obstacle[0]
        == Obstacle.NOTHING_TO_TEST_WITH
    )


@pytest.mark.parametrize("counts", [[0, 2, 9, 14, 25], [25, 14, 9, 2, 0]])
def test_a_count_of_nought_still_has_a_direction(counts: list[int]) -> None:
    found = look(counts, numerators=counts, denominators=[100] * 5, proportion=True)
    assert found.direction[0] == (1 if counts[0] == 0 else -1)


def test_changes_that_are_all_the_same_are_a_trend_without_a_finite_t() -> None:
    found = look([1, 2, 3, 4, 5, 6])
    assert found.direction[0] == 1
    assert np.isinf(found.statistic[0])


def test_a_flat_series_has_no_trend() -> None:
    flat = np.full((1, 6), 7.0)
    assert look(flat).direction[0] == 0
    assert look(flat, lower=flat - 1, upper=flat + 1).direction[0] == 0
    assert look(flat, numerators=flat, denominators=flat * 10, proportion=True).direction[0] == 0


def test_an_interval_without_width_weighs_nothing() -> None:
    values = np.array([[10.0, 12.0, 14.0, 16.0, 18.0]])
    assert look(values, lower=values, upper=values).obstacle[0] == Obstacle.NOTHING_TO_TEST_WITH


def test_no_series_at_all_gives_no_trend_at_all() -> None:
    assert len(look(np.zeros((0, 4))).direction) == 0
    assert look(np.zeros((2, 0))).obstacle.tolist() == [Obstacle.TOO_FEW_POINTS] * 2
