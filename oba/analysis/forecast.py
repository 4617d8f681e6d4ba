"""Forecasts of short series with their 80% and 95% intervals: shrunken drift and its variants.

For yearly figures y with n points: b and s2 are the average change and its variance (see drift),
t2 = b^2 G / s2, w = max(0, 1 - 3 / t2) (1 without scatter), and h periods ahead

    forecast = y_n + h w b      se1^2 = sum((D - g w b)^2 / g) / (m - w)
    se_h = se1 sqrt(h (1 + w^2 h / G))      limits = forecast -+ t_{n-2} se_h

With every gap 1, G = m = n - 1, and this is the rule for regular years. Under five points the last value
is carried forward without limits. Holding the level is w = 0 with the se1 that follows from it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from oba.analysis.course import FEWEST_POINTS, Course, shrink
from oba.analysis.drift import measure_drift
from oba.analysis.moderation import moderate_variances
from oba.analysis.overlapping import carry_overlapping
from oba.analysis.quantile import t_quantiles
from oba.analysis.seasons import carry_seasons_on
from oba.analysis.straight_line import carry_line_on
from oba.analysis.sums import BoolArray, FloatArray, IntArray, pack, total
from oba.model.baseline import Scenario

TAIL_80 = 0.9
TAIL_95 = 0.975
MANY_DEGREES = 1e6
"""Stands for infinitely many degrees of freedom: Student's t is then the normal distribution to six figures."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """`values`, `se` and the limits are n series x horizon; the rest has one value a series.

    NaN limits, `se` and `se1` mean that there are too few points to say how sure the forecast is.
    """

    values: FloatArray
    se: FloatArray
    lower80: FloatArray
    upper80: FloatArray
    lower95: FloatArray
    upper95: FloatArray
    points_used: FloatArray
    weight: FloatArray
    se1: FloatArray
    degrees: FloatArray


def forecast(
    values: FloatArray,
    *,
    horizon: int,
    steps: FloatArray | None = None,
    scenario: Scenario = Scenario.CARRY_ON,
    overlapping: BoolArray | bool = False,
    steps_a_year: IntArray | int = 1,
    lowest: FloatArray | float = -np.inf,
    highest: FloatArray | float = np.inf,
    moderated: bool = False,
) -> Forecast:
    """Forecast 1 to `horizon` periods after the newest finite value of each row of n x T values.

    `steps` are the positions of the columns (their numbers unless given), so a NaN between values is a
    missing period. Overlapping and seasonal rows follow their own rules; a straight line through them, and a
    moderated margin for them or for a straight line, is a ValueError. `moderated` takes the rows for the areas
    of one indicator with as many points each, and moderates their variances by one another (see moderation).
    Forecast and limits are clipped at the lowest and highest possible value.
    """
    places = np.arange(values.shape[1], dtype=np.float64) if steps is None else steps
    packed, at = pack(
        _at_least_one_column(values), _at_least_one_column(np.broadcast_to(places, values.shape))
    )
    shared = np.broadcast_to(np.asarray(overlapping, np.bool_), len(values))
    seasons = np.broadcast_to(np.asarray(steps_a_year, np.int64), len(values))
    _check_rule(scenario, plain=bool(not shared.any() and (seasons == 1).all()), moderated=moderated)
    course = _choose_course(
        packed, at - at[:, -1:], horizon=horizon, scenario=scenario, shared=shared, seasons=seasons
    )
    points = total(np.isfinite(packed).astype(np.float64))
    if moderated:
        course = moderate_course(course)
    return _draw_limits(course, points, lowest=_column(lowest), highest=_column(highest))


def _check_rule(scenario: Scenario, *, plain: bool, moderated: bool) -> None:
    line = scenario is Scenario.STRAIGHT_LINE
    if line and not plain:
        raise ValueError("no straight line through overlapping or seasonal figures")
    if moderated and (line or not plain):
        raise ValueError("only yearly figures carried on or held can have a moderated margin")


def _at_least_one_column(array: FloatArray) -> FloatArray:
    return array if array.shape[1] else np.full((len(array), 1), np.nan)


def _column(bound: FloatArray | float) -> FloatArray:
    return np.asarray(bound, np.float64).reshape(-1, 1)


def _choose_course(
    values: FloatArray,
    steps: FloatArray,
    *,
    horizon: int,
    scenario: Scenario,
    shared: BoolArray,
    seasons: IntArray,
) -> Course:
    """Each row by the rule that fits it, put together again in the rows' own order."""
    if scenario is Scenario.STRAIGHT_LINE:
        return carry_line_on(values, steps, horizon=horizon)
    hold = scenario is Scenario.HOLD
    course = carry_on(values, steps, horizon=horizon, hold=hold)
    for season in np.unique(seasons[seasons > 1]):
        rows = np.flatnonzero((seasons == season) & ~shared)
        part = carry_seasons_on(values[rows], steps[rows], horizon=horizon, hold=hold, season=int(season))
        course.replace_rows(part, rows)
    rows = np.flatnonzero(shared)
    if len(rows):
        course.replace_rows(carry_overlapping(values[rows], steps[rows], horizon=horizon), rows)
    return course


def carry_on(values: FloatArray, steps: FloatArray, *, horizon: int, hold: bool) -> Course:
    """Shrunken drift, or the level held, of yearly figures."""
    drift = measure_drift(values, steps=steps)
    weight = shrink(drift.t_squared, steady=drift.variance == 0, hold=hold)
    enough = drift.number >= FEWEST_POINTS - 1
    weight = np.where(enough, weight, 0.0)
    slope = np.where(enough, weight * drift.mean, 0.0)
    ahead = np.arange(1.0, horizon + 1)
    with np.errstate(all="ignore"):
        se1 = np.sqrt(drift.scatter_about(slope) / (drift.number - weight))
        spread = np.sqrt(ahead * (1 + (weight * weight / drift.elapsed)[:, np.newaxis] * ahead))
    middle = values[:, -1:] + ahead * slope[:, np.newaxis]
    return Course(middle, se1[:, np.newaxis] * spread, spread, weight, se1, drift.number - 1, enough)


def moderate_course(course: Course) -> Course:
    """The same with moderated variances and degrees. ValueError where the rows differ in points or are too few."""
    degrees = np.unique(course.degrees)
    if not course.enough.all() or len(degrees) != 1:
        raise ValueError("areas can be moderated by one another only with as many points each, five or more")
    variances, found = moderate_variances(course.se1 * course.se1, degrees=float(degrees[0]))
    se1 = np.sqrt(variances)
    return replace(
        course,
        se1=se1,
        se=se1[:, np.newaxis] * course.spread,
        degrees=np.full(len(se1), min(found, MANY_DEGREES)),
    )


def _draw_limits(course: Course, points: FloatArray, *, lowest: FloatArray, highest: FloatArray) -> Forecast:
    enough = course.enough[:, np.newaxis]
    degrees = np.where(course.enough, course.degrees, 0.0)
    se = np.where(enough, course.se, np.nan)
    margin80 = t_quantiles(TAIL_80, degrees)[:, np.newaxis] * se
    margin95 = t_quantiles(TAIL_95, degrees)[:, np.newaxis] * se

    def clip(line: FloatArray) -> FloatArray:
        return np.minimum(np.maximum(line, lowest), highest)

    return Forecast(
        values=clip(course.middle),
        se=se,
        lower80=clip(course.middle - margin80),
        upper80=clip(course.middle + margin80),
        lower95=clip(course.middle - margin95),
        upper95=clip(course.middle + margin95),
        points_used=points,
        weight=course.weight,
        se1=np.where(course.enough, course.se1, np.nan),
        degrees=degrees,
    )
