"""Our change beside another area's over the same two periods, tested where both have intervals."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import cast

import numpy as np

from oba.analysis.limits import find_interval
from oba.analysis.panel import thin, usable
from oba.analysis.sums import FloatArray
from oba.model.area import ComparatorRole
from oba.model.finding import ChangeComparison, ComparedWith
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.model.series import Observation, Series
from oba.words import methods

FIGURES = 5
"""The recent trend looks at so many figures; by default the change is from the first of them to the newest."""
QUANTILE = 1.959964
"""Of the normal distribution: two-sided, 5%."""
ROLES = {
    ComparatorRole.COUNTRY: ComparedWith.COUNTRY,
    ComparatorRole.REGION: ComparedWith.REGION,
    ComparatorRole.NEIGHBOUR: ComparedWith.NEIGHBOURS,
}
Ends = tuple[Observation, Observation]
LogChange = tuple[FloatArray, FloatArray]


def log_change(values: FloatArray, *, lower: FloatArray, upper: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The logarithm of last / first and its standard error; the arrays are n x 2 (first, last), 95% limits.

    se(ln v) is taken as (ln U - ln L) / 3.92. NaN where a value or a limit is missing or not above nought.
    """
    with np.errstate(all="ignore"):
        logs, low, high = (np.log(np.where(part > 0, part, np.nan)) for part in (values, lower, upper))
        errors = (high - low) / 3.92
    return logs[:, 1] - logs[:, 0], np.sqrt(errors[:, 0] ** 2 + errors[:, 1] ** 2)


def stands_out(change: FloatArray, error: FloatArray) -> FloatArray:
    """1 where a change is more than 1.96 times its standard error, 0 where not, NaN where one is missing."""
    known = np.isfinite(change) & np.isfinite(error)
    return np.where(known, (np.abs(change) > QUANTILE * error).astype(np.float64), np.nan)


def changes_differ(ours: tuple[FloatArray, FloatArray], theirs: tuple[FloatArray, FloatArray]) -> FloatArray:
    """Whether two changes differ, each as `log_change` gives it: 1, 0, or NaN where that cannot be tested.

    The two are taken as independent. Where one area is part of the other that overstates the error a little.
    """
    return stands_out(ours[0] - theirs[0], np.hypot(ours[1], theirs[1]))


def find_changes(
    series: Series,
    others_by_area: Mapping[str, Series],
    indicator: Indicator,
    *,
    since: Period | None = None,
    roles: Mapping[str, ComparatorRole] | None = None,
    doubtful: Collection[tuple[str, Period]] = (),
) -> list[ChangeComparison]:
    """Our change and each other area's, in their order, from `since` or the first of the newest five to the newest.

    An area is left out that has no figure at both ends on one side of a break, or a figure that is `doubtful`
    (area, period) there. Nothing is compared where the scale has no nought, or a first figure is not above it.
    """
    ends = find_ends(series, indicator, since=since)
    if ends is None or indicator.lower_bound is None or indicator.lower_bound < 0:
        return []
    first, last = ends[0].period, ends[1].period
    own = _as_log_change(ends, indicator)
    found = []
    for code, other in others_by_area.items():
        theirs = _same_ends(other, first, last)
        told = {(area, period) for area in (series.area, code) for period in (first, last)}
        if code == series.area or theirs is None or told & set(doubtful):
            continue
        role = (roles or {}).get(code, ComparatorRole.COUNTRY)
        found.append(_compare(ends, own, theirs, code=code, indicator=indicator, role=ROLES[role]))
    return found


def find_ends(series: Series, indicator: Indicator, *, since: Period | None = None) -> Ends | None:
    """The two figures a change is measured between: they share no data, and no break lies between them."""
    points = thin(usable(series), pooled=indicator.years_pooled)[-FIGURES:]
    if since is not None and points:
        started = [one for one in usable(series) if one.period == since]
        points = thin((*started, points[-1]), pooled=indicator.years_pooled) if started else ()
    if len(points) < 2 or not _rises_from_nought(points[0]):
        return None
    return points[0], points[-1]


def _rises_from_nought(first: Observation) -> bool:
    return first.value is not None and first.value > 0


def _same_ends(other: Series, first: Period, last: Period) -> Ends | None:
    """Their figures for both periods, where they have both and no break lies between."""
    by_period = {one.period: one for one in usable(other)}
    if first not in by_period or last not in by_period or not _rises_from_nought(by_period[first]):
        return None
    return by_period[first], by_period[last]


def _compare(
    ours: Ends, own: LogChange, theirs: Ends, *, code: str, indicator: Indicator, role: ComparedWith
) -> ChangeComparison:
    pairs = [[cast(float, one.value) for one in ends] for ends in (ours, theirs)]
    other = _as_log_change(theirs, indicator)
    differs = _decide(changes_differ(own, other))
    method = methods.CHANGE_UNTESTED if differs is None else methods.CHANGE_COMPARED
    return ChangeComparison(
        with_area=code,
        first=ours[0].period,
        last=ours[1].period,
        ours=pairs[0][1] / pairs[0][0] - 1,
        theirs=pairs[1][1] / pairs[1][0] - 1,
        our_first=pairs[0][0],
        our_last=pairs[0][1],
        their_first=pairs[1][0],
        their_last=pairs[1][1],
        method=method.name,
        version=method.version,
        differs=differs,
        compared_with=role,
        ours_clear=_decide(stands_out(*own)),
        theirs_clear=_decide(stands_out(*other)),
    )


def _as_log_change(ends: Ends, indicator: Indicator) -> LogChange:
    limits = [find_interval(one, indicator=indicator) or (np.nan, np.nan) for one in ends]
    lower, upper = ([one[end] for one in limits] for end in (0, 1))
    return log_change(
        np.array([[cast(float, one.value) for one in ends]]),
        lower=np.array([lower]),
        upper=np.array([upper]),
    )


def _decide(found: FloatArray) -> bool | None:
    return None if np.isnan(found[0]) else bool(found[0])
