"""The gaps of several figures to one frozen forecast: their average and their sum, with 95% intervals.

A forecast h periods ahead errs by a sum of h yearly shocks and by h times the error of the drift carried on, so the
errors at h and k go together. With se1 one step ahead, w the weight and G the elapsed periods of the history

    cov(h, k) = se1^2 (min(h, k) + w^2 h k / G)

which for h = k is the square of the forecast's own se_h; the interval takes Student's t on the forecast's degrees.
A straight line errs by chance at each figure anew and by its two coefficients, ordinary least squares. Where the
figures share data (pooled years, seasons) the errors are taken to move together, which is on the safe side.
"""

from __future__ import annotations

import math

import numpy as np

from oba.analysis.quantile import t_quantile
from oba.analysis.sums import FloatArray
from oba.model.finding import Gap

TAIL_95 = 0.975


def drift_covariance(ahead: FloatArray, *, se1: float, weight: float, elapsed: float) -> FloatArray:
    """m x m, of the gaps at the steps `ahead` (m, each one or more) of a level held or a drift carried on."""
    carried = weight * weight / elapsed if weight else 0.0
    both = np.minimum.outer(ahead, ahead) + carried * np.multiply.outer(ahead, ahead)
    return np.asarray(se1 * se1 * both, np.float64)


def line_covariance(ahead: FloatArray, *, se1: float, history: FloatArray) -> FloatArray:
    """m x m, of the gaps to a straight line through points at the positions `history`, the newest at 0."""
    middle = float(history.mean())
    square = float(((history - middle) ** 2).sum())

    def shared(one: FloatArray, other: FloatArray) -> FloatArray:
        return np.asarray(
            1 / len(history) + np.multiply.outer(one - middle, other - middle) / square, np.float64
        )

    first = np.ones(1)
    scatter = se1 * se1 / (1 + float(shared(first, first)[0, 0]))
    return np.asarray(scatter * (np.eye(len(ahead)) + shared(ahead, ahead)), np.float64)


def shared_covariance(errors: FloatArray) -> FloatArray:
    """m x m, of gaps with these standard errors that move together."""
    return np.multiply.outer(errors, errors)


def mean_gap(gaps: FloatArray, *, covariance: FloatArray, degrees: float) -> Gap:
    """The average of m gaps with its 95% interval."""
    return total_gap(gaps, weights=np.full(len(gaps), 1 / len(gaps)), covariance=covariance, degrees=degrees)


def total_gap(gaps: FloatArray, *, weights: FloatArray, covariance: FloatArray, degrees: float) -> Gap:
    """The weighted sum of m gaps with its 95% interval; weights of denominator / multiplier make events of rates."""
    value = float(weights @ gaps)
    margin = t_quantile(TAIL_95, degrees=degrees) * math.sqrt(float(weights @ covariance @ weights))
    return Gap(value, value - margin, value + margin, len(gaps))


def mean_gap_errors(
    ahead: FloatArray, *, se1: FloatArray, weight: FloatArray, elapsed: FloatArray
) -> FloatArray:
    """The standard error of the mean gap over the steps `ahead` (m) for n series at once."""
    steps = float(np.minimum.outer(ahead, ahead).mean())
    carried = weight * weight * float(ahead.mean()) ** 2
    with np.errstate(all="ignore"):
        return np.asarray(se1 * np.sqrt(steps + np.where(carried > 0, carried / elapsed, 0.0)), np.float64)
