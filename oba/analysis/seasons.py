"""Forecasts of quarters and months: shrunken drift, or the level held, of year-on-year changes.

Year-on-year changes of neighbouring periods share most of their shocks, so k of them in seasons of S are not k
witnesses. Their mean is as sure as that of Y = k / S yearly changes, and their mean square, which follows from the
correlations 1 - j/S of changes j periods apart, is worth k / (1 + 2 sum (1 - j/S)^2) degrees of freedom:

    degrees = 3 S k / (2 S^2 + 1)      t2 = b^2 Y / s2      se1^2 = mean((D - w b)^2) Y / (Y - w)

with Y - w never under a half. Simulated figures stand in docs/measured. This is version 2; version 1 counted the
changes as independent, and its intervals were too narrow.
"""

from __future__ import annotations

import numpy as np

from oba.analysis.course import Course, shrink
from oba.analysis.drift import summarise_changes
from oba.analysis.sums import FloatArray

FEWEST_YEARS = 0.5
"""The least that the years of changes, less what the drift takes of them, are counted as."""


def carry_seasons_on(
    values: FloatArray, steps: FloatArray, *, horizon: int, hold: bool, season: int
) -> Course:
    """From the newest figure of the season forecast; `season` is 4 or 12 steps a year.

    Two figures of a season are matched when they lie exactly a year apart; a year of such changes is needed.
    Where last year's figure of a season is missing, the newest earlier one is carried on over the years between.
    """
    changes = year_on_year(values, steps, season=season)
    drift = summarise_changes(changes, gaps=np.where(np.isfinite(changes), 1.0, np.nan))
    enough = drift.number >= season
    known = drift.number / season
    with np.errstate(all="ignore"):
        variance = drift.scatter_about(drift.mean) / drift.number * _enlarge(known, taken=1.0)
        t_squared = drift.mean * drift.mean * known / variance
        weight = np.where(enough, shrink(t_squared, steady=variance == 0, hold=hold), 0.0)
        slope = np.where(enough, weight * drift.mean, 0.0)
        start, years = _season_starts(values, steps, horizon=horizon, season=season)
        se1 = np.sqrt(drift.scatter_about(slope) / drift.number * _enlarge(known, taken=weight))
        spread = np.sqrt(years * (1 + (weight * weight / known)[:, np.newaxis] * years))
    middle = start + years * slope[:, np.newaxis]
    middle = np.where(enough[:, np.newaxis], middle, values[:, -1:])
    degrees = 3 * season * drift.number / (2 * season * season + 1)
    return Course(middle, se1[:, np.newaxis] * spread, spread, weight, se1, degrees, enough)


def _enlarge(years: FloatArray, *, taken: FloatArray | float) -> FloatArray:
    """What a mean square about a drift estimated from so many years is multiplied by."""
    return years / np.maximum(years - taken, FEWEST_YEARS)


def year_on_year(values: FloatArray, steps: FloatArray, *, season: int) -> FloatArray:
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
