"""The two chi-squared tests for trend on five points, with Fingertips' leave-one-out check.

Formulas and constants as in the Fingertips source (TrendMarkerCalculator.cs); points stand at 1 to 5 by
order, not by calendar distance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oba.analysis.sums import BoolArray, FloatArray, total

POINTS = 5
SIGNIFICANT = 9.54953570608324
"""Chi-squared with one degree of freedom at p = 0.002, which Fingertips calls 99.8%."""
WIDTH_95 = 3.92
PLACES = np.arange(1.0, POINTS + 1)


@dataclass(frozen=True, slots=True)
class TrendTest:
    """One value a series: chi-squared, the slope in the unit of the value, its sign, the check's result."""

    statistic: FloatArray
    slope: FloatArray
    sign: FloatArray
    steady: BoolArray


def weigh_by_interval(values: FloatArray, *, lower: FloatArray, upper: FloatArray) -> TrendTest:
    """Weighted least squares through n x 5 values, each weighted by its published 95% interval."""
    error = (upper - lower) / WIDTH_95
    weights = 1 / (error * error)
    slope, sum_weights, spread = _slope(values, weights)
    error_of_slope = np.sqrt(sum_weights / spread)
    score = slope / error_of_slope
    return TrendTest(score * score, slope, np.sign(slope), _agree(values, weights, slope))


def count(counts: FloatArray, denominators: FloatArray, *, multiplier: FloatArray) -> TrendTest:
    """The chi-squared test for trend in proportions, n x 5 counts with their denominators.

    Direction and check use the plain slope of the log odds. Fingertips leaves a count of nought undefined
    there; here half a case is added to both sides of all five points when one of them is nought.
    """
    d, c = total(denominators), total(counts)
    cy, dy = total(counts * PLACES), total(denominators * PLACES)
    dy2 = total(denominators * PLACES * PLACES)
    lead, spread = d * cy - c * dy, d * dy2 - dy * dy
    with np.errstate(all="ignore"):
        statistic = d * lead * lead / (c * (d - c) * spread)
    rest = denominators - counts
    half = np.where((counts == 0).any(axis=1) | (rest == 0).any(axis=1), 0.5, 0.0)[:, np.newaxis]
    log_odds = np.log((counts + half) / (rest + half))
    even = np.ones_like(log_odds)
    direction = _slope(log_odds, even)[0]
    return TrendTest(
        statistic, multiplier * lead / spread, np.sign(direction), _agree(log_odds, even, direction)
    )


def _slope(values: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The weighted slope, the sum of the weights, and S1 S5 - S3^2."""
    s1, s2 = total(weights), total(weights * values * PLACES)
    s3, s4 = total(weights * PLACES), total(weights * values)
    s5 = total(weights * PLACES * PLACES)
    spread = s1 * s5 - s3 * s3
    return (s1 * s2 - s3 * s4) / spread, s1, spread


def _agree(values: FloatArray, weights: FloatArray, slope: FloatArray) -> BoolArray:
    """Whether the slope keeps its sign when any one point is left out; a slope of nought counts as up."""
    down = slope < 0
    steady = np.ones(len(slope), np.bool_)
    for left_out in range(POINTS):
        fewer = weights.copy()
        fewer[:, left_out] = 0.0
        steady &= (_slope(values, fewer)[0] < 0) == down
    return steady
