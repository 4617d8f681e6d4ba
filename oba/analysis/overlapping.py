"""Forecasts of figures that pool several years, whose neighbours share most of their data."""

from __future__ import annotations

import numpy as np

from oba.analysis.course import FEWEST_POINTS, Course
from oba.analysis.drift import measure_drift
from oba.analysis.sums import FloatArray, total, total_where


def carry_overlapping(values: FloatArray, steps: FloatArray, *, horizon: int) -> Course:
    """Figures that pool several years: the last value, with limits that allow for the shared data.

    se_h is the greater of sqrt(h) times the root mean square change and the root mean square change over
    h periods, and never less than one period sooner; degrees of freedom (n - 1) / 2.
    """
    drift = measure_drift(values, steps=steps)
    none = np.zeros(len(values))
    ahead = np.arange(1.0, horizon + 1)
    with np.errstate(all="ignore"):
        se1 = np.sqrt(drift.scatter_about(none) / drift.number)
        seen = _changes_over(values, steps, horizon=horizon)
        se = np.fmax(se1[:, np.newaxis] * np.sqrt(ahead), seen)
        se = np.fmax.accumulate(se, axis=1)
        spread = se / se1[:, np.newaxis]
    middle = np.repeat(values[:, -1:], horizon, axis=1)
    return Course(middle, se, spread, none, se1, drift.number / 2, drift.number >= FEWEST_POINTS - 1)


def _changes_over(values: FloatArray, steps: FloatArray, *, horizon: int) -> FloatArray:
    """n x horizon: the root mean square of the changes over exactly h steps; NaN where there is none."""
    squares = np.zeros((len(values), horizon))
    number = np.zeros((len(values), horizon))
    for back in range(1, values.shape[1]):
        change = values[:, back:] - values[:, :-back]
        apart = steps[:, back:] - steps[:, :-back]
        for ahead in range(1, horizon + 1):
            match = apart == ahead
            if match.any():
                squares[:, ahead - 1] += total_where(change * change, match)
                number[:, ahead - 1] += total(match.astype(np.float64))
    with np.errstate(all="ignore"):
        return np.sqrt(squares / number)
