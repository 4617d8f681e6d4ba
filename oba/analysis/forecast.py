"""Forecasts of short series with their 80% and 95% intervals: shrunken drift and its variants.

For yearly figures y with n points: b and s2 are the average change and its variance (see drift),
t2 = b^2 G / s2, w = max(0, 1 - 3 / t2) (1 without scatter), and h periods ahead

    forecast = y_n + h w b      se1^2 = sum((D - g w b)^2 / g) / (m - w)
    se_h = se1 sqrt(h (1 + w^2 h / G))      limits = forecast -+ t_{n-2} se_h

With every gap 1, G = m = n - 1, and this is the rule for regular years. Under five points the last value
is carried forward without limits. Holding the level is w = 0 with the se1 that follows from it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from oba.analysis.drift import Drift, measure_drift, summarise_changes
from oba.analysis.quantile import t_quantiles
from oba.analysis.sums import BoolArray, FloatArray, IntArray, pack, total, total_where

FEWEST_POINTS = 5
SHRINKAGE = 3.0
TAIL_80 = 0.9
TAIL_95 = 0.975


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


@dataclass(frozen=True, slots=True)
class Course:
    """A forecast before its limits are drawn: middle and standard error, n series x horizon."""

    middle: FloatArray
    se: FloatArray
    weight: FloatArray
    se1: FloatArray
    degrees: FloatArray
    enough: BoolArray


def forecast(
    values: FloatArray,
    *,
    horizon: int,
    steps: FloatArray | None = None,
    hold: bool = False,
    overlapping: BoolArray | bool = False,
    steps_a_year: IntArray | int = 1,
    lowest: FloatArray | float = -np.inf,
    highest: FloatArray | float = np.inf,
) -> Forecast:
    """Forecast 1 to `horizon` periods after the newest finite value of each row of n x T values.

    `steps` are the positions of the columns (their numbers unless given), so a NaN between values is a
    missing period. Overlapping and seasonal rows follow their own rules. Forecast and limits are clipped
    at the lowest and highest possible value.
    """
    places = np.arange(values.shape[1], dtype=np.float64) if steps is None else steps
    packed, at = pack(
        _at_least_one_column(values), _at_least_one_column(np.broadcast_to(places, values.shape))
    )
    course = _choose_course(
        packed,
        at - at[:, -1:],
        horizon=horizon,
        hold=hold,
        shared=np.broadcast_to(np.asarray(overlapping, np.bool_), len(values)),
        seasons=np.broadcast_to(np.asarray(steps_a_year, np.int64), len(values)),
    )
    points = total(np.isfinite(packed).astype(np.float64))
    return _draw_limits(course, points, lowest=_column(lowest), highest=_column(highest))


def _at_least_one_column(array: FloatArray) -> FloatArray:
    return array if array.shape[1] else np.full((len(array), 1), np.nan)


def _column(bound: FloatArray | float) -> FloatArray:
    return np.asarray(bound, np.float64).reshape(-1, 1)


def _choose_course(
    values: FloatArray, steps: FloatArray, *, horizon: int, hold: bool, shared: BoolArray, seasons: IntArray
) -> Course:
    """Each row by the rule that fits it, put together again in the rows' own order."""
    if not shared.any() and (seasons == 1).all():
        return carry_on(values, steps, horizon=horizon, hold=hold)
    course = carry_on(values, steps, horizon=horizon, hold=hold)
    for season in np.unique(seasons[seasons > 1]):
        rows = np.flatnonzero((seasons == season) & ~shared)
        part = carry_seasons_on(values[rows], steps[rows], horizon=horizon, hold=hold, season=int(season))
        _replace(course, part, rows)
    rows = np.flatnonzero(shared)
    if len(rows):
        _replace(course, carry_overlapping(values[rows], steps[rows], horizon=horizon), rows)
    return course


def _replace(course: Course, part: Course, rows: IntArray) -> None:
    for field in fields(Course):
        getattr(course, field.name)[rows] = getattr(part, field.name)


def shrink(drift: Drift, *, hold: bool) -> FloatArray:
    """The share of the average change that is carried on, 0 to 1."""
    with np.errstate(all="ignore"):
        weight = np.maximum(0.0, 1.0 - SHRINKAGE / drift.t_squared)
    weight = np.where(drift.variance == 0, 1.0, weight)
    return np.zeros_like(weight) if hold else np.nan_to_num(weight)


def carry_on(values: FloatArray, steps: FloatArray, *, horizon: int, hold: bool) -> Course:
    """Shrunken drift, or the level held, of yearly figures."""
    drift = measure_drift(values, steps=steps)
    weight = shrink(drift, hold=hold)
    enough = drift.number >= FEWEST_POINTS - 1
    weight = np.where(enough, weight, 0.0)
    slope = np.where(enough, weight * drift.mean, 0.0)
    ahead = np.arange(1.0, horizon + 1)
    with np.errstate(all="ignore"):
        se1 = np.sqrt(drift.scatter_about(slope) / (drift.number - weight))
        spread = np.sqrt(ahead * (1 + (weight * weight / drift.elapsed)[:, np.newaxis] * ahead))
    middle = values[:, -1:] + ahead * slope[:, np.newaxis]
    return Course(middle, se1[:, np.newaxis] * spread, weight, se1, drift.number - 1, enough)


def carry_seasons_on(
    values: FloatArray, steps: FloatArray, *, horizon: int, hold: bool, season: int
) -> Course:
    """The same on year-on-year changes, starting from the newest figure of the season forecast.

    Two figures of a season are matched when they lie exactly a year apart. Where last year's figure of a
    season is missing, the newest earlier one is carried on over the years between.
    """
    changes = _year_on_year(values, steps, season=season)
    drift = summarise_changes(changes, gaps=np.where(np.isfinite(changes), 1.0, np.nan))
    enough = drift.number >= FEWEST_POINTS - 1
    weight = np.where(enough, shrink(drift, hold=hold), 0.0)
    slope = np.where(enough, weight * drift.mean, 0.0)
    start, years = _season_starts(values, steps, horizon=horizon, season=season)
    with np.errstate(all="ignore"):
        se1 = np.sqrt(drift.scatter_about(slope) / (drift.number - weight))
        spread = np.sqrt(years * (1 + (weight * weight / drift.elapsed)[:, np.newaxis] * years))
    middle = start + years * slope[:, np.newaxis]
    middle = np.where(enough[:, np.newaxis], middle, values[:, -1:])
    return Course(middle, se1[:, np.newaxis] * spread, weight, se1, drift.number - 1, enough)


def _year_on_year(values: FloatArray, steps: FloatArray, *, season: int) -> FloatArray:
    """n x T: the change on the figure exactly `season` steps before, NaN where there is none."""
    changes = np.full(values.shape, np.nan)
    for back in range(1, min(season, values.shape[1] - 1) + 1):
        match = steps[:, back:] - steps[:, :-back] == season
        changes[:, back:][match] = (values[:, back:] - values[:, :-back])[match]
    return changes


def _season_starts(
    values: FloatArray, steps: FloatArray, *, horizon: int, season: int
) -> tuple[FloatArray, FloatArray]:
    """For each period ahead the newest figure of its season, and how many years lie between the two."""
    start = np.full((len(values), horizon), np.nan)
    years = np.full((len(values), horizon), np.nan)
    for ahead in range(1, horizon + 1):
        for column in range(values.shape[1]):
            away = (ahead - steps[:, column]) / season
            match = (away == np.round(away)) & np.isfinite(values[:, column])
            start[match, ahead - 1] = values[match, column]
            years[match, ahead - 1] = away[match]
    missing = np.isnan(start)
    last = np.broadcast_to(values[:, -1:], start.shape)
    later = np.broadcast_to(np.ceil(np.arange(1, horizon + 1) / season), start.shape)
    return np.where(missing, last, start), np.where(missing, later, years)


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
    middle = np.repeat(values[:, -1:], horizon, axis=1)
    return Course(middle, se, none, se1, drift.number / 2, drift.number >= FEWEST_POINTS - 1)


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
