"""A survey: what the methods find for every area of a table at once, one array for each thing found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from oba.analysis.area_table import AreaTable, patterns_of
from oba.analysis.backtest import find_levels, place_all
from oba.analysis.control import ENOUGH, FEWEST
from oba.analysis.control_rules import control_limits
from oba.analysis.forecast import Forecast, forecast
from oba.analysis.interval import rate_interval, wilson
from oba.analysis.limits import ROUNDED_TO
from oba.analysis.moderation import FEWEST_PEERS
from oba.analysis.placebo import FEWEST_AREAS, standardise_gaps, typical_changes
from oba.analysis.recent_trend import RecentTrend, recent_trend
from oba.analysis.sides import compare, find_quintiles
from oba.analysis.sums import BoolArray, FloatArray, IntArray
from oba.analysis.verdict import count_independent
from oba.model.area import AreaKind
from oba.model.indicator import ValueType

AHEAD = 3
"""How many periods further on the current course is carried."""
FARTHEST = 12
"""A figure farther than this after the last one before the freeze is not judged."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Another area's value of the same period, and the side of it: +1 higher, -1 lower, 0 similar, NaN not tested."""

    values: FloatArray
    side: FloatArray


@dataclass(frozen=True, slots=True)
class Since:
    """The newest figures against a forecast frozen before them.

    `newest` is the column judged (-1: none), `level` as in `find_levels`, `drawn` whether the forecast has a margin.
    `mean_gap` is over the figures since the freeze that the area has; `place` and `of` are its rank among the
    authorities that have those figures too, 0 where it has none.
    """

    newest: IntArray
    forecast: FloatArray
    lower95: FloatArray
    upper95: FloatArray
    level: IntArray
    drawn: BoolArray
    independent: IntArray
    mean_gap: FloatArray
    place: IntArray
    of: IntArray
    moderated: BoolArray


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One value an area. `newest` is the column of the newest figure, -1 where there is none."""

    newest: IntArray
    trend: RecentTrend
    country: Beside
    region: Beside
    fifth: IntArray
    ahead: Forecast
    control_points: IntArray
    control_side: IntArray
    control_rule: IntArray
    trial: BoolArray
    since: Since


def survey_table(table: AreaTable, *, regions: Mapping[str, str], since: int) -> Surveyed:
    """All areas of the table. `regions` gives the region of an authority by their codes."""
    lower, upper = find_intervals(table)
    newest = last_column(np.isfinite(table.values))
    country, region = (
        _beside(table, other, lower=lower, upper=upper, newest=newest)
        for other in (_countries(table), _regions(table, regions))
    )
    independent = table.independent
    points = np.isfinite(independent if table.overlapping else table.values)
    control = control_limits(np.where(points, table.values, np.nan))
    last = last_column(points)
    at = np.arange(len(table.areas)), last
    ahead, _ = _forecast(table, table.values, horizon=AHEAD)
    return Surveyed(
        newest=newest,
        trend=_trend(table, independent),
        country=country,
        region=region,
        fifth=_fifths(table, newest),
        ahead=ahead,
        control_points=points.sum(axis=1),
        control_side=np.where(points.sum(axis=1) >= FEWEST, control.side[at], 0),
        control_rule=np.where(points.sum(axis=1) >= FEWEST, control.rule[at], 0),
        trial=points.sum(axis=1) < ENOUGH,
        since=judge_since(table, since=since),
    )


def last_column(known: BoolArray) -> IntArray:
    """The last column that is set in each row, -1 for none."""
    found = known.shape[1] - 1 - np.argmax(known[:, ::-1], axis=1)
    return np.where(known.any(axis=1), found, -1)


def find_intervals(table: AreaTable) -> tuple[FloatArray, FloatArray]:
    """Published 95% limits; else Wilson's for proportions and rates' own, where counts give the value published."""
    one = table.indicator
    counts, sizes = table.numerators, table.denominators
    with np.errstate(all="ignore"):
        fits = (counts >= 0) & (sizes > 0)
        implied = counts / sizes * one.multiplier
        fits &= (
            np.abs(implied - table.values) <= 10.0**-one.decimals + ROUNDED_TO / 2 / sizes * one.multiplier
        )
        fits &= ~(np.isfinite(table.lower) & np.isfinite(table.upper))
    lower, upper = table.lower.copy(), table.upper.copy()
    if one.value_type is ValueType.PROPORTION:
        fits &= counts <= sizes
        lower[fits], upper[fits] = wilson(counts[fits], sizes[fits], multiplier=one.multiplier)
    elif one.value_type is ValueType.CRUDE_RATE:
        lower[fits], upper[fits] = rate_interval(counts[fits], sizes[fits], multiplier=one.multiplier)
    return lower, upper


def _trend(table: AreaTable, independent: FloatArray) -> RecentTrend:
    """As for one series: published limits, or our own where a crude rate has counts and no published limits at all."""
    known = np.isfinite(independent)
    lower, upper, counts, sizes = (
        np.where(known, one, np.nan)
        for one in (table.lower, table.upper, table.numerators, table.denominators)
    )
    if table.indicator.value_type is ValueType.CRUDE_RATE:
        with np.errstate(invalid="ignore"):
            own = ~(lower < upper).any(axis=1) & np.isfinite(counts).any(axis=1)
        lower[own], upper[own] = rate_interval(counts[own], sizes[own], multiplier=table.indicator.multiplier)
    return recent_trend(
        independent,
        lower=lower,
        upper=upper,
        numerators=counts,
        denominators=sizes,
        proportion=table.indicator.value_type is ValueType.PROPORTION,
        multiplier=table.indicator.multiplier,
        steps=np.broadcast_to(table.steps, table.values.shape),
    )


def _countries(table: AreaTable) -> IntArray:
    """The row of each area's country, by the first letter of their codes; -1 for none, or for a country itself."""
    rows = {one.code[0]: row for row, one in enumerate(table.areas) if one.kind is AreaKind.COUNTRY}
    others = [-1 if one.kind is AreaKind.COUNTRY else rows.get(one.code[0], -1) for one in table.areas]
    return np.array(others, np.int64)


def _regions(table: AreaTable, regions: Mapping[str, str]) -> IntArray:
    rows = {one.code: row for row, one in enumerate(table.areas)}
    return np.array([rows.get(regions.get(one.code, ""), -1) for one in table.areas], np.int64)


def _beside(
    table: AreaTable, other: IntArray, *, lower: FloatArray, upper: FloatArray, newest: IntArray
) -> Beside:
    at = np.arange(len(newest)), newest
    there = (other >= 0) & (newest >= 0)
    values = np.where(there, table.values[other, newest], np.nan)
    side = compare(table.values[at], lower=lower[at], upper=upper[at], benchmark=values)
    return Beside(values, np.where(there, side, np.nan))


def _fifths(table: AreaTable, newest: IntArray) -> IntArray:
    """The fifth of each authority among those that have a figure for the period of its newest one."""
    found = np.zeros(len(newest), np.int64)
    for column in np.unique(newest[newest >= 0]).tolist():
        values = np.where(table.authorities, table.values[:, column], np.nan)
        fifths = find_quintiles(values, sign=table.indicator.polarity.sign)
        rows = newest == column
        found[rows] = fifths[rows]
    return found


def _forecast(table: AreaTable, values: FloatArray, *, horizon: int) -> tuple[Forecast, BoolArray]:
    """The current course carried on, and which rows have a margin moderated by the other authorities."""
    one = table.indicator
    lowest = -np.inf if one.lower_bound is None else one.lower_bound
    highest = np.inf if one.upper_bound is None else one.upper_bound

    def course(rows: IntArray, *, moderated: bool) -> Forecast:
        return forecast(
            values[rows],
            horizon=horizon,
            steps=table.steps,
            overlapping=table.overlapping,
            steps_a_year=table.steps_a_year,
            lowest=lowest,
            highest=highest,
            moderated=moderated,
        )

    everyone = np.arange(len(values))
    whole = course(everyone, moderated=False)
    moderated = np.zeros(len(values), np.bool_)
    if table.plain:
        for rows in alike(whole, table.authorities):
            part = course(rows, moderated=True)
            for name in ("se", "lower80", "upper80", "lower95", "upper95", "se1", "degrees"):
                getattr(whole, name)[rows] = getattr(part, name)
            moderated[rows] = True
    return whole, moderated


def alike(whole: Forecast, authorities: BoolArray) -> Iterator[IntArray]:
    """The authorities that may moderate one another: as many points each, over 20 of them, most of them varying."""
    for points in np.unique(whole.points_used).tolist():
        rows = np.flatnonzero((whole.points_used == points) & authorities & np.isfinite(whole.se1))
        if len(rows) > FEWEST_PEERS and np.median(whole.se1[rows]) > 0:
            yield rows


def judge_since(table: AreaTable, *, since: int) -> Since:
    """The newest figure of the last `since` periods against the course before them, and the mean gap ranked."""
    first = max(len(table.periods) - since, 0)
    before = np.arange(len(table.periods)) < first
    history = np.where(before, table.values, np.nan)
    newest = last_column(np.isfinite(table.values) & ~before)
    last = last_column(np.isfinite(history))
    found, moderated = _forecast(table, history, horizon=FARTHEST)
    gone = table.steps[np.newaxis] - table.steps[last][:, np.newaxis]
    whole = (gone >= 1) & (gone <= FARTHEST) & (gone == np.round(gone)) & (last >= 0)[:, np.newaxis]
    ahead = np.where(whole, gone, 1).astype(np.int64) - 1
    rows = np.arange(len(newest))
    judged = (newest >= 0) & whole[rows, newest]
    at = rows, ahead[rows, newest]
    level = find_levels(np.repeat(table.values[rows, newest][:, np.newaxis], FARTHEST, axis=1), found)[at]
    drawn = judged & np.isfinite(found.lower95[at])
    gaps = np.where(whole & ~before, table.values - found.values[rows[:, np.newaxis], ahead], np.nan)
    mean, place, of = _rank(table, history, gaps)
    return Since(
        newest=np.where(judged, newest, -1),
        forecast=np.where(judged, found.values[at], np.nan),
        lower95=np.where(judged, found.lower95[at], np.nan),
        upper95=np.where(judged, found.upper95[at], np.nan),
        level=np.where(drawn, level, 0),
        drawn=drawn,
        independent=_count_independent(table, last, np.isfinite(gaps)),
        mean_gap=mean,
        place=place,
        of=of,
        moderated=moderated & judged,
    )


def _rank(table: AreaTable, history: FloatArray, gaps: FloatArray) -> tuple[FloatArray, IntArray, IntArray]:
    """Mean gap, place and number of areas ranked, for each area by the figures it has since the freeze."""
    typical = typical_changes(history, steps=table.steps, steps_a_year=table.steps_a_year)
    mean = np.full(len(gaps), np.nan)
    place, of = np.zeros(len(gaps), np.int64), np.zeros(len(gaps), np.int64)
    for rows, columns in patterns_of(np.isfinite(gaps)):
        if not columns:
            continue
        mean[rows] = gaps[rows][:, columns].mean(axis=1)
        z = standardise_gaps(gaps[:, columns], typical=typical, sign=table.indicator.polarity.sign)
        ranked = np.where(table.authorities, z, np.nan)
        number = int(np.isfinite(ranked).sum())
        ours = rows[np.isfinite(ranked[rows])]
        if number >= FEWEST_AREAS:
            place[ours], of[ours] = place_all(ranked, ranked)[ours], number
    return mean, place, of


def _count_independent(table: AreaTable, last: IntArray, judged: BoolArray) -> IntArray:
    """How many figures since the freeze share no data with one another or with the last one before it."""
    found = np.zeros(len(last), np.int64)
    for column in np.unique(last[last >= 0]).tolist():
        same = np.flatnonzero(last == column)
        for rows, columns in patterns_of(judged[same]):
            periods = [table.periods[one] for one in columns]
            found[same[rows]] = count_independent(periods, after=table.periods[column])
    return found
