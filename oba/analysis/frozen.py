"""What a frozen baseline says of its own errors, read from its record and from nothing else."""

from __future__ import annotations

import numpy as np

from oba.analysis.gaps import drift_covariance, line_covariance, shared_covariance
from oba.analysis.panel import measure_steps, step_months
from oba.analysis.placebo import typical_changes
from oba.analysis.quantile import t_quantile
from oba.analysis.sums import BoolArray, FloatArray
from oba.model.baseline import Baseline, ForecastPoint
from oba.words import methods

TAIL_80 = 0.9
TAIL_95 = 0.975
LEAST_CLIPPED = 1e-6
"""A limit this share of the margin nearer than it would be has been cut off at what is possible."""

DRIFTING = {
    one.name
    for one in (
        methods.SHRUNKEN_DRIFT,
        methods.SHRUNKEN_DRIFT_MODERATED,
        methods.HOLD,
        methods.HOLD_MODERATED,
    )
}


def has_margin(baseline: Baseline) -> bool:
    return baseline.degrees > 0 and any(point.lower80 is not None for point in baseline.points)


def frozen_errors(baseline: Baseline) -> FloatArray:
    """The standard error of each point; NaN where it has none.

    By the rule that the forecast was made by; for pooled years and seasons from the stored limits. One that was cut
    off at what is possible shows less than the margin, so the widest of what they show is taken.
    """
    if not has_margin(baseline):
        return np.full(len(baseline.points), np.nan)
    covariance = _covariance_by_rule(baseline, np.arange(1.0, len(baseline.points) + 1))
    if covariance is not None:
        return np.sqrt(np.diag(covariance))
    t80, t95 = (t_quantile(tail, degrees=baseline.degrees) for tail in (TAIL_80, TAIL_95))
    return np.array([_point_error(point, t80=t80, t95=t95) for point in baseline.points])


def _point_error(point: ForecastPoint, *, t80: float, t95: float) -> float:
    low80, high80, low95, high95 = _limits(point)
    shown = (
        (point.value - low80) / t80,
        (high80 - point.value) / t80,
        (point.value - low95) / t95,
        (high95 - point.value) / t95,
        (low80 - low95) / (t95 - t80),
        (high95 - high80) / (t95 - t80),
    )
    return float(np.max(shown))


def _limits(point: ForecastPoint) -> tuple[float, float, float, float]:
    limits = (point.lower80, point.upper80, point.lower95, point.upper95)
    low80, high80, low95, high95 = (np.nan if one is None else one for one in limits)
    return low80, high80, low95, high95


def gap_covariance(baseline: Baseline, ahead: FloatArray) -> FloatArray:
    """m x m, of the gaps at the steps `ahead`, by the rule that the forecast was made by."""
    found = _covariance_by_rule(baseline, ahead)
    return shared_covariance(frozen_errors(baseline)[ahead.astype(np.int64) - 1]) if found is None else found


def _covariance_by_rule(baseline: Baseline, ahead: FloatArray) -> FloatArray | None:
    """None for pooled years and seasons, whose record does not hold how each step's error comes about."""
    if baseline.method in DRIFTING and baseline.se1 is not None:
        return drift_covariance(
            ahead, se1=baseline.se1, weight=baseline.weight, elapsed=elapsed_periods(baseline)
        )
    if baseline.method == methods.STRAIGHT_LINE.name and baseline.se1 is not None and baseline.history:
        return line_covariance(ahead, se1=baseline.se1, history=_steps(baseline))
    return None


def elapsed_periods(baseline: Baseline) -> float:
    """From the first to the last figure of the history."""
    return float(-_steps(baseline)[0]) if len(baseline.history) > 1 else float(baseline.points_used - 1)


def _steps(baseline: Baseline) -> FloatArray:
    return np.array(measure_steps([period for period, _ in baseline.history]), np.float64)


def steps_a_year(baseline: Baseline) -> int:
    return 12 // step_months(baseline.data_to)


def usual_change(baseline: Baseline) -> float:
    """The mean size of the yearly changes of the frozen history; NaN where there is none."""
    values = np.array([[value for _, value in baseline.history]], np.float64)
    if not values.shape[1]:
        return float("nan")
    seasons = steps_a_year(baseline)
    return float(typical_changes(values, steps=_steps(baseline)[np.newaxis], steps_a_year=seasons)[0])


def can_show(baseline: Baseline, *, sign: int) -> tuple[BoolArray, BoolArray]:
    """At which points a figure can lie beyond the 80% and the 95% interval on the good side (either, without one).

    Where that limit was cut off at what is possible, no figure can.
    """
    errors = frozen_errors(baseline)
    found = []
    for tail, names in ((TAIL_80, ("lower80", "upper80")), (TAIL_95, ("lower95", "upper95"))):
        margin = t_quantile(tail, degrees=baseline.degrees) * errors * (1 - LEAST_CLIPPED)
        low, high = (np.array([getattr(point, name) for point in baseline.points], float) for name in names)
        middle = np.array([point.value for point in baseline.points])
        below, above = middle - low >= margin, high - middle >= margin
        found.append(above if sign > 0 else below if sign < 0 else above | below)
    return found[0], found[1]
