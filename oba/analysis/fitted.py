"""The straight line that a recent trend has through the figures it was tested on."""

from __future__ import annotations

import numpy as np

from oba.analysis.chi_squared import WIDTH_95
from oba.analysis.interval import rate_interval
from oba.analysis.panel import measure_steps
from oba.analysis.sums import FloatArray
from oba.model.finding import Trend
from oba.model.indicator import Indicator
from oba.model.series import Observation, Series
from oba.words import methods


def fit_trend(trend: Trend, series: Series, indicator: Indicator) -> tuple[float, ...]:
    """The line's value at each of the trend's periods; nothing where there is no trend to draw.

    Of the chi-squared tests it is the weighted line whose slope they test, points at 1 to 5 by order: weights of
    the intervals, or of the denominators. Of the test of changes it joins the first figure to the last.
    """
    by_period = {one.period: one for one in series.observations}
    points = [by_period[period] for period in trend.periods if period in by_period]
    if trend.slope is None or len(points) < 2 or len(points) < len(trend.periods):
        return ()
    if trend.method == methods.TREND_FROM_CHANGES.name:
        places = np.array(measure_steps([one.period for one in points]))
        line = (points[0].value or 0.0) + trend.slope * (places - places[0])
    else:
        places = np.arange(1.0, len(points) + 1)
        weights = _weigh(points, method=trend.method, multiplier=indicator.multiplier)
        values = np.array([one.value for one in points], np.float64)
        middle = float((weights * places).sum() / weights.sum())
        level = float((weights * values).sum() / weights.sum())
        line = level + trend.slope * (places - middle)
    return tuple(float(one) for one in line) if np.isfinite(line).all() else ()


def _weigh(points: list[Observation], *, method: str, multiplier: float) -> FloatArray:
    """How much each figure counts: its denominator, or one over the square of its standard error."""
    denominators = np.array([one.denominator for one in points], np.float64)
    if method == methods.TREND_FROM_COUNTS.name:
        return denominators
    lower = np.array([one.lower for one in points], np.float64)
    upper = np.array([one.upper for one in points], np.float64)
    if method == methods.TREND_FROM_OWN_INTERVALS.name:
        numerators = np.array([one.numerator for one in points], np.float64)
        lower, upper = rate_interval(numerators, denominators, multiplier=multiplier)
    error = (upper - lower) / WIDTH_95
    weights: FloatArray = 1 / (error * error)
    return weights
