"""The two chi-squared tests for trend on five points, with Fingertips' leave-one-out check.

Formulas and constants as in the Fingertips source (TrendMarkerCalculator.cs); points stand at 1 to 5 by
order, not by calendar distance.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

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
    terms = _find_terms(values, weights=1 / (error * error))
    slope, sum_weights, spread = _slope(terms)
    error_of_slope = np.sqrt(sum_weights / spread)
    score = slope / error_of_slope
    return TrendTest(score * score, slope, np.sign(slope), _agree(terms, slope=slope))


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
    terms = _find_terms(log_odds, weights=np.ones_like(log_odds))
    direction = _slope(terms)[0]
    return TrendTest(
        statistic, multiplier * lead / spread, np.sign(direction), _agree(terms, slope=direction)
    )


def _find_terms(values: FloatArray, *, weights: FloatArray) -> list[FloatArray]:
    """For each of the five points, the terms of S1 to S5 (5 x n)."""
    terms = []
    for place in range(POINTS):
        weight, time = weights[:, place], PLACES[place]
        product = weight * values[:, place]
        terms.append(np.stack([weight, product * time, weight * time, product, weight * time * time]))
    return terms


def _slope(terms: list[FloatArray]) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The weighted slope of the points whose terms are given, S1, and S1 S5 - S3^2."""
    s1, s2, s3, s4, s5 = reduce(np.add, terms)
    spread = s1 * s5 - s3 * s3
    return (s1 * s2 - s3 * s4) / spread, s1, spread


def _agree(terms: list[FloatArray], *, slope: FloatArray) -> BoolArray:
    """Whether the slope keeps its sign when any one point is left out; a slope of nought counts as up."""
    down = slope < 0
    steady = np.ones(len(slope), np.bool_)
    for left_out in range(POINTS):
        fewer = terms[:left_out] + terms[left_out + 1 :]
        steady &= (_slope(fewer)[0] < 0) == down
    return steady
