"""Many series as arrays: n series x T points, so that a method is computed for all of them at once.

What may be put in one calculation is decided here: nothing before a break in definition, no forecast of
the publisher's, no value that a marker stands for.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from oba.analysis.sums import BoolArray, FloatArray, IntArray
from oba.model.indicator import Indicator
from oba.model.marker import Marker
from oba.model.period import Period, PeriodKind
from oba.model.series import Observation, Series

MONTHS_A_STEP = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3}
NEARLY_WHOLE = 0.1
"""Points in time drift by some weeks (31 March, 18 April): a gap this near a whole number of years is one."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Usable points, oldest first, packed to the right: the last column is each series' newest point.

    The arrays are n x T with NaN padding on the left. `steps` are positions on the series' own scale of
    periods, 0 for the newest and -1 for the period before it; a missing period leaves a gap. `overlapping`
    tells whether neighbours share data; `steps_a_year` is 1, 4 or 12.
    """

    values: FloatArray
    lower: FloatArray
    upper: FloatArray
    numerators: FloatArray
    denominators: FloatArray
    steps: FloatArray
    overlapping: BoolArray
    steps_a_year: IntArray
    periods: tuple[tuple[Period, ...], ...]


def build_panel(series: Sequence[Series], *, indicators: Mapping[str, Indicator]) -> Panel:
    """The usable points of each series."""
    return lay_out([usable(one) for one in series], pooled=[pooled_years(one, indicators) for one in series])


def build_independent_panel(series: Sequence[Series], *, indicators: Mapping[str, Indicator]) -> Panel:
    """As `build_panel`, with only the points that are a year or more apart and share no data."""
    pooled = [pooled_years(one, indicators) for one in series]
    points = [thin(usable(one), pooled=years) for one, years in zip(series, pooled, strict=True)]
    return lay_out(points, pooled=pooled)


def pooled_years(series: Series, indicators: Mapping[str, Indicator]) -> int:
    indicator = indicators.get(series.indicator)
    return indicator.years_pooled if indicator else 1


def usable(series: Series) -> tuple[Observation, ...]:
    """The observations since the last break that hold a number which the publisher has measured."""
    first = next((i for i in range(len(series.observations) - 1, 0, -1) if series.observations[i].breaks), 0)
    return tuple(
        one
        for one in series.observations[first:]
        if one.value is not None and math.isfinite(one.value) and Marker.FORECAST not in one.markers
    )


def thin(points: Sequence[Observation], *, pooled: int) -> tuple[Observation, ...]:
    """The newest point and, going back, each that is a year or `pooled` years before the last one kept.

    Quarters and months keep the season of the newest point.
    """
    kept: list[Observation] = []
    for point in reversed(points):
        if not kept or _independent(point.period, kept[-1].period, pooled=pooled):
            kept.append(point)
    return tuple(reversed(kept))


def _independent(earlier: Period, later: Period, *, pooled: int) -> bool:
    months = _month(later) - _month(earlier)
    if step_months(later) < 12 and months % 12:
        return False
    return months >= 12 * (max(pooled, 1) - NEARLY_WHOLE) and not earlier.overlaps(later)


def step_months(period: Period) -> int:
    """How many months one step on this period's scale is."""
    return MONTHS_A_STEP.get(period.kind, 12)


def _month(period: Period) -> int:
    return period.end.year * 12 + period.end.month


def measure_steps(periods: Sequence[Period]) -> tuple[float, ...]:
    """Positions before the newest period, in steps of its kind: years, quarters or months."""
    if not periods:
        return ()
    length = step_months(periods[-1])
    raw = [(_month(period) - _month(periods[-1])) / length for period in periods]
    return tuple(round(one) if abs(one - round(one)) <= NEARLY_WHOLE else one for one in raw)


def overlap(periods: Sequence[Period], *, pooled: int) -> bool:
    """Whether neighbours share data, by their dates or because each pools more years than lie between."""
    fewest = 12 * (pooled - NEARLY_WHOLE) if pooled > 1 else 0
    return any(
        earlier.overlaps(later) or _month(later) - _month(earlier) < fewest
        for earlier, later in pairwise(periods)
    )


def lay_out(points: Sequence[Sequence[Observation]], *, pooled: Sequence[int]) -> Panel:
    """Observations (all with a value, oldest first) as arrays."""
    width = max((len(row) for row in points), default=0)
    table = np.full((6, len(points), width), np.nan)
    periods = tuple(tuple(one.period for one in row) for row in points)
    for index, row in enumerate(points):
        if row:
            table[:5, index, width - len(row) :] = np.array([_numbers(one) for one in row], np.float64).T
            table[5, index, width - len(row) :] = measure_steps(periods[index])
    values, lower, upper, numerators, denominators, steps = table
    return Panel(
        values=values,
        lower=lower,
        upper=upper,
        numerators=numerators,
        denominators=denominators,
        steps=steps,
        overlapping=np.array(
            [overlap(row, pooled=k) for row, k in zip(periods, pooled, strict=True)], np.bool_
        ),
        steps_a_year=np.array([12 // step_months(row[-1]) if row else 1 for row in periods], np.int64),
        periods=periods,
    )


def _numbers(one: Observation) -> tuple[float | None, ...]:
    return one.value, one.lower, one.upper, one.numerator, one.denominator
