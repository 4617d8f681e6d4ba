"""Completeness: periods without a cell, cells without a number, and how much stands since the definition changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

from oba.analysis.panel import measure_steps, usable
from oba.model.marker import STANDS_FOR_A_VALUE, Marker
from oba.model.period import Period
from oba.model.quality import Aspect, Cause, Mark, Reason
from oba.model.series import Series
from oba.model.thresholds import FEWEST_SINCE_BREAK, MANY_LACKING, SOME_LACKING

NEWEST = 10
"""The periods that the mark is given for."""


def judge_completeness(series: Series, *, missing: tuple[Period, ...]) -> list[Reason]:
    """What lacks of the periods from the first cell to the last: one mark for both kinds of lack together.

    The mark is that of the newest ten periods: a gap long ago stands in the way of no trend and no forecast.
    """
    without = {one.period: one for one in series.observations if one.value is None}
    every = sorted({one.period for one in series.observations} | set(missing))
    recent = every[-NEWEST:]
    lacking = [period for period in recent if period in without or period in missing]
    part = len(lacking) / len(recent) if recent else 0.0
    mark = Mark.DOUBTFUL if part > MANY_LACKING else Mark.CARE if part > SOME_LACKING else Mark.SOUND
    reasons = []
    if missing:
        new = sum(period in missing for period in recent)
        gaps = Reason(Aspect.COMPLETENESS, Cause.MISSING, mark, count=len(missing), of=len(every))
        reasons.append(replace(gaps, largest=float(new) if len(every) > NEWEST else None))
    if without:
        hidden = sum(Marker.CONFIDENTIAL in one.markers for one in without.values())
        marked = Reason(Aspect.COMPLETENESS, Cause.MARKED, mark, count=len(without), of=len(every))
        reasons.append(replace(marked, largest=float(hidden)))
    if not reasons:
        reasons.append(Reason(Aspect.COMPLETENESS, Cause.COMPLETE, count=len(every)))
    return reasons + _judge_break(series)


def _judge_break(series: Series) -> list[Reason]:
    """The newest change of definition that has figures before it."""
    broken = [place for place, one in enumerate(series.observations) if one.breaks and place]
    if not broken or not any(one.measured for one in series.observations[: broken[-1]]):
        return []
    since = len(usable(series))
    mark = Mark.CARE if since < FEWEST_SINCE_BREAK else Mark.SOUND
    period = series.observations[broken[-1]].period
    return [Reason(Aspect.COMPLETENESS, Cause.BREAK, mark, count=since, period=period)]


def count_markers(series: Series) -> tuple[tuple[Marker, int], ...]:
    """How many cells each marker stands in for a value, the commonest first."""
    found = Counter(
        marker
        for one in series.observations
        if one.value is None
        for marker in one.markers
        if marker in STANDS_FOR_A_VALUE or marker is Marker.UNRELIABLE
    )
    return tuple(found.most_common())


def find_missing(series: Series) -> tuple[Period, ...]:
    """Periods between the first and the last observation for which the series has no cell."""
    periods = [one.period for one in series.observations]
    steps = measure_steps(periods)
    missing: list[Period] = []
    for (earlier, place), (_, following) in pairwise(zip(periods, steps, strict=True)):
        missing += [earlier.later(ahead) for ahead in range(1, round(following - place))]
    return tuple(missing)
