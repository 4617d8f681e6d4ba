"""Published comparators that cannot be right: a country or region far from what its authorities make possible.

A country's rate is a mean of its areas' rates, and so lies within their range. With only some of the areas
loaded it may lie a little outside, so two things must come together: far outside the range of the authorities, and
far from their median by the authorities' own spread. Or a figure stands where no other year of the comparator stands
among them. Ratios count, so distances are measured in logarithms, for percentages in those of the odds, so that 2% and
98% are treated alike.

Calibrated on the national tables of 336 rates and percentages (Department for Education, Local Authority Interactive
Tool, April 2026): beside all authorities it doubts the nine figures for England's first-time entrants, which the
publisher printed wrongly, and one other of 24,989 figures of countries and regions. Beside eleven authorities it
catches 97% of figures that were multiplied by ten, 95% by five, 77% by three.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from oba.analysis.revised import find_revised_history
from oba.analysis.sums import BoolArray, FloatArray
from oba.model.area import ComparatorRole
from oba.model.baseline import Baseline
from oba.model.finding import Doubt, DoubtKind
from oba.model.indicator import Indicator, ValueType
from oba.model.period import Period
from oba.model.plausible import FEWEST_AREAS, FEWEST_PERIODS, SPREADS, TIMES_MOVED, TIMES_OUTSIDE
from oba.model.series import Series

MEAN_OF_AREAS = (ComparatorRole.COUNTRY, ComparatorRole.REGION)
AS_A_DEVIATION = 1.4826
"""Turns the median distance from the median into a standard deviation, where values are normally distributed."""
LEAST_SPREAD = 0.1
"""Authorities that are all alike still differ by a tenth: a country need not be exactly what they are."""


def find_doubts(
    series_by_area: Mapping[str, Series],
    roles: Mapping[str, ComparatorRole],
    indicator: Indicator,
    baseline: Baseline | None = None,
    *,
    authorities: Collection[str] | None = None,
) -> tuple[Doubt, ...]:
    """The figures of each country and region in `roles` that cannot be right beside the authorities' own.

    `series_by_area` holds every area's series by code; `authorities` names the local authorities among them, None all
    that have no such role. Counts are never doubted, nor what may lie below nought: it has no scale of ratios. Where a
    `baseline` is given its own area's history is held against it, and what was revised since the freeze is doubted too.
    """
    larger = [area for area, role in roles.items() if role in MEAN_OF_AREAS and area in series_by_area]
    known = set(series_by_area) - set(larger) if authorities is None else set(authorities)
    local = [series_by_area[area] for area in series_by_area if area in known and area not in larger]
    found = []
    if has_ratios(indicator) and len(local) >= FEWEST_AREAS:
        values = [_values(one) for one in local]
        doubts = [_doubt_one(series_by_area[area], values, indicator=indicator) for area in larger]
        found = [one for one in doubts if one is not None]
    frozen = series_by_area.get(baseline.area) if baseline else None
    if baseline and frozen:
        found += _doubt_history(baseline, frozen, decimals=indicator.decimals)
    return tuple(found)


def find_tested(
    series_by_area: Mapping[str, Series],
    roles: Mapping[str, ComparatorRole],
    indicator: Indicator,
    *,
    authorities: Collection[str],
) -> tuple[str, ...]:
    """The countries and regions of which a period or more could be held against five authorities."""
    among = [one for area, one in series_by_area.items() if area in authorities]
    if not has_ratios(indicator) or len(among) < FEWEST_AREAS:
        return ()
    local = [_values(one) for one in among]
    found = []
    for area, role in roles.items():
        periods = _values(series_by_area[area]) if area in series_by_area else {}
        beside = (sum(period in one for one in local) for period in periods)
        if role in MEAN_OF_AREAS and any(count >= FEWEST_AREAS for count in beside):
            found.append(area)
    return tuple(found)


def has_ratios(indicator: Indicator) -> bool:
    """Whether a country's figure is a mean of its areas' and lies on a scale of ratios."""
    bounded = indicator.lower_bound is not None and indicator.lower_bound >= 0
    return bounded and indicator.value_type is not ValueType.COUNT


def _doubt_one(
    series: Series, local: Sequence[Mapping[Period, float]], *, indicator: Indicator
) -> Doubt | None:
    """The doubted periods of one comparator, with the newest one's value and what is usual in it."""
    own = _values(series)
    periods = sorted(own)
    values = np.array([own[period] for period in periods], np.float64)
    areas = np.array([[one.get(period, np.nan) for period in periods] for one in local], np.float64)
    whole = bool(np.all(np.mod(areas[np.isfinite(areas)], 1) == 0))
    flagged = find_implausible(
        values,
        areas,
        percentage=indicator.unit.startswith("%") and bool(np.nanmax(areas, initial=0.0) <= 100),
        smallest=1.0 if whole else 10.0**-indicator.decimals,
    )
    if not flagged.any():
        return None
    newest = int(np.flatnonzero(flagged)[-1])
    return Doubt(
        kind=DoubtKind.COMPARATOR,
        area=series.area,
        periods=tuple(period for period, one in zip(periods, flagged, strict=True) if one),
        value=float(values[newest]),
        usual=float(np.nanmedian(areas[:, newest])),
    )


def _doubt_history(baseline: Baseline, series: Series, *, decimals: int) -> list[Doubt]:
    """One doubt about the frozen figures that now read otherwise, with the one that moved most: now and then."""
    revised = [
        (period, frozen, now)
        for period, frozen, now in find_revised_history(baseline, series)
        if now is None or round(frozen, decimals) != round(now, decimals)
    ]
    if not revised:
        return []
    moved = max(revised, key=lambda one: math.inf if one[2] is None else abs(one[2] - one[1]))
    periods = tuple(period for period, _, _ in revised)
    return [Doubt(DoubtKind.REVISED, baseline.area, periods, value=moved[2], usual=moved[1])]


def _values(series: Series) -> dict[Period, float]:
    return {
        one.period: one.value
        for one in series.observations
        if one.measured and one.value is not None and math.isfinite(one.value)
    }


def find_implausible(
    values: FloatArray, areas: FloatArray, *, percentage: bool = False, smallest: float = 0.1
) -> BoolArray:
    """Which of a comparator's T values cannot be right beside those of n authorities (n x T); NaN for none.

    `smallest` is the last decimal published: what lies below it is taken for it. Nothing is doubted where the
    authorities' median is as small as that, or fewer than five of them have a figure.
    """
    theirs = _scale(areas, percentage=percentage, smallest=smallest)
    ours = _scale(values, percentage=percentage, smallest=smallest)
    floor = _scale(np.array([smallest]), percentage=percentage, smallest=smallest)
    middle, spread = _middle_and_spread(theirs)
    with np.errstate(invalid="ignore"):
        tested = (np.isfinite(theirs).sum(axis=0) >= FEWEST_AREAS) & np.isfinite(ours) & (middle > floor)
        far = tested & (_outside(ours, theirs) > math.log(TIMES_OUTSIDE))
        far &= np.abs(ours - middle) > SPREADS * spread
    doubted: BoolArray = far | _out_of_place(np.where(tested & ~far, ours - middle, np.nan))
    return doubted


def _out_of_place(stand: FloatArray) -> BoolArray:
    """Which of T places among the authorities is far from where the comparator usually stands among them."""
    known = np.isfinite(stand)
    if known.sum() <= FEWEST_PERIODS:
        return np.zeros(len(stand), np.bool_)
    usual = np.median(stand[known])
    spread = AS_A_DEVIATION * float(np.median(np.abs(stand[known] - usual)))
    limit = max(math.log(TIMES_MOVED), SPREADS * spread)
    moved: BoolArray = np.abs(np.where(known, stand, usual) - usual) > limit
    return moved


def _scale(values: FloatArray, *, percentage: bool, smallest: float) -> FloatArray:
    """Logarithms of the values, for percentages of their odds; NaN where a value is missing or below nought."""
    with np.errstate(invalid="ignore"):
        above = np.where(values >= 0, np.maximum(values, smallest), np.nan)
        below = np.maximum(100.0 - above, smallest) if percentage else np.ones_like(above)
        return np.asarray(np.log(above) - np.log(below), np.float64)


def _middle_and_spread(theirs: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The median of each period and a robust standard deviation about it; NaN where no authority has a figure."""
    known = np.isfinite(theirs).any(axis=0)
    middle = np.full(theirs.shape[1], np.nan)
    spread = np.full(theirs.shape[1], np.nan)
    if known.any():
        middle[known] = np.nanmedian(theirs[:, known], axis=0)
        distance = np.abs(theirs[:, known] - middle[known])
        spread[known] = AS_A_DEVIATION * np.nanmedian(distance, axis=0)
    return middle, np.maximum(spread, LEAST_SPREAD)


def _outside(ours: FloatArray, theirs: FloatArray) -> FloatArray:
    """How far above the highest or below the lowest; nought inside."""
    known = np.isfinite(theirs)
    highest = np.where(known, theirs, -np.inf).max(axis=0, initial=-np.inf)
    lowest = np.where(known, theirs, np.inf).min(axis=0, initial=np.inf)
    return np.asarray(np.maximum(np.maximum(ours - highest, lowest - ours), 0.0), np.float64)
