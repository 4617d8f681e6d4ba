"""The recent trend of arrays of series: which test fits each, and what the test says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from oba.analysis import chi_squared
from oba.analysis.drift import measure_drift
from oba.analysis.quantile import t_quantiles
from oba.analysis.sums import BoolArray, FloatArray, IntArray, newest, pack

FEWEST_CHANGES = 5
"""The test of yearly changes needs six points, so five changes."""


class Basis(IntEnum):
    """What a series was tested by."""

    NONE = 0
    COUNTS = 1
    INTERVALS = 2
    CHANGES = 3


class Obstacle(IntEnum):
    """Why a trend cannot be calculated."""

    NONE = 0
    TOO_FEW_POINTS = 1
    WHOLE = 2
    NOTHING_TO_TEST_WITH = 3


@dataclass(frozen=True, slots=True)
class RecentTrend:
    """One value a series; `used` is n x T and marks the columns of the input that the test used.

    `direction` is +1 or -1 for a significant trend and 0 otherwise. `sign` is that of the slope whether or
    not it is significant. `statistic` is chi-squared, or t for the test of changes; infinite when every
    change was the same.
    """

    basis: IntArray
    direction: IntArray
    sign: IntArray
    statistic: FloatArray
    slope: FloatArray
    steady: BoolArray
    obstacle: IntArray
    used: BoolArray


def recent_trend(
    values: FloatArray,
    *,
    lower: FloatArray,
    upper: FloatArray,
    numerators: FloatArray,
    denominators: FloatArray,
    proportion: BoolArray | bool = False,
    multiplier: FloatArray | float = 1.0,
    steps: FloatArray | None = None,
) -> RecentTrend:
    """The recent trend of n x T yearly values that do not overlap, oldest first, NaN where missing.

    Proportions with counts take the counts test; otherwise the interval test; otherwise, from six points,
    the test of yearly changes. A test is taken only where the newest value itself has what it needs, so
    that a trend never leaves the newest figure out. Everything else cannot be calculated.
    """
    height = len(values)
    with np.errstate(all="ignore"):
        known = np.isfinite(values)
        counted = known & (numerators >= 0) & (numerators <= denominators) & (denominators > 0)
        bounded = known & np.isfinite(lower) & (lower < upper) & np.isfinite(upper)
        whole = (counted & (numerators == denominators)).any(axis=1)
    result = _start(known, whole)
    is_proportion = np.broadcast_to(np.asarray(proportion, np.bool_), height)
    times = np.broadcast_to(np.asarray(multiplier, np.float64), height)
    open_rows = (result.obstacle == Obstacle.NONE) & ~whole
    rows, columns = _newest_five(counted, known, open_rows & is_proportion)
    if len(rows):
        at = rows[:, np.newaxis], columns
        test = chi_squared.count(numerators[at], denominators[at], multiplier=times[rows])
        _record(result, rows, columns, test, Basis.COUNTS)
    rows, columns = _newest_five(bounded, known, open_rows & (result.basis == Basis.NONE))
    if len(rows):
        at = rows[:, np.newaxis], columns
        test = chi_squared.weigh_by_interval(values[at], lower=lower[at], upper=upper[at])
        _record(result, rows, columns, test, Basis.INTERVALS)
    rows = np.flatnonzero(open_rows & (result.basis == Basis.NONE))
    if len(rows):
        _test_changes(result, rows, values[rows], None if steps is None else steps[rows])
    return result


def _start(known: BoolArray, whole: BoolArray) -> RecentTrend:
    height = len(known)
    few = known.sum(axis=1) < chi_squared.POINTS
    obstacle = np.where(few, Obstacle.TOO_FEW_POINTS, np.where(whole, Obstacle.WHOLE, Obstacle.NONE))
    return RecentTrend(
        basis=np.zeros(height, np.int64),
        direction=np.zeros(height, np.int64),
        sign=np.zeros(height, np.int64),
        statistic=np.full(height, np.nan),
        slope=np.full(height, np.nan),
        steady=np.zeros(height, np.bool_),
        obstacle=obstacle.astype(np.int64),
        used=np.zeros(known.shape, np.bool_),
    )


def _newest_five(fit: BoolArray, known: BoolArray, wanted: BoolArray) -> tuple[IntArray, IntArray]:
    """Of the wanted rows, those whose newest value is fit and has four fit before it, and the columns."""
    if not fit.shape[1] or not wanted.any():
        return np.zeros(0, np.int64), np.zeros((0, chi_squared.POINTS), np.int64)
    last = known.shape[1] - 1 - np.argmax(known[:, ::-1], axis=1)
    candidates = np.flatnonzero(wanted & fit[np.arange(len(fit)), last])
    rows, columns = newest(fit[candidates], count=chi_squared.POINTS)
    return candidates[rows], columns


def _record(
    result: RecentTrend, rows: IntArray, columns: IntArray, found: chi_squared.TrendTest, basis: Basis
) -> None:
    significant = found.steady & (found.statistic > chi_squared.SIGNIFICANT)
    result.basis[rows] = basis
    result.sign[rows] = found.sign.astype(np.int64)
    result.direction[rows] = np.where(significant, found.sign, 0).astype(np.int64)
    result.statistic[rows] = found.statistic
    result.slope[rows] = found.slope
    result.steady[rows] = found.steady
    result.used[rows[:, np.newaxis], columns] = True


def _test_changes(result: RecentTrend, rows: IntArray, values: FloatArray, steps: FloatArray | None) -> None:
    """Student's t of the average change against the scatter of the changes, two-sided 5%."""
    places = np.arange(values.shape[1], dtype=np.float64) if steps is None else steps
    packed, at = pack(values, np.broadcast_to(places, values.shape))
    drift = measure_drift(packed, steps=at)
    enough = drift.number >= FEWEST_CHANGES
    with np.errstate(all="ignore"):
        score = drift.mean / np.sqrt(drift.variance / drift.elapsed)
        score = np.where(drift.mean == 0, 0.0, score)
    limit = t_quantiles(0.975, np.where(enough, drift.number - 1, np.nan))
    sign = np.sign(drift.mean)
    result.basis[rows] = np.where(enough, Basis.CHANGES, Basis.NONE)
    result.obstacle[rows] = np.where(enough, Obstacle.NONE, Obstacle.NOTHING_TO_TEST_WITH)
    result.statistic[rows] = np.where(enough, score, np.nan)
    result.slope[rows] = np.where(enough, drift.mean, np.nan)
    result.sign[rows] = np.where(enough, sign, 0).astype(np.int64)
    result.steady[rows] = enough
    result.direction[rows] = np.where(enough & (np.abs(score) > limit), sign, 0).astype(np.int64)
    result.used[rows] = np.isfinite(values) & enough[:, np.newaxis]
