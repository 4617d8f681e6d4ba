"""Comparison of a figure with another for the same period: an area's, the neighbours' median, a target, all areas."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from statistics import median

import numpy as np

from oba.analysis.limits import Limits, find_limits
from oba.analysis.sides import compare_at_two_levels, compare_with_target, find_quintiles, name_side
from oba.model.area import ComparatorRole
from oba.model.finding import ComparedWith, Comparison, ComparisonWord
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.model.series import Observation, Series
from oba.words import methods
from oba.words.methods import Method

METHOD = methods.COMPARISON.name
VERSION = methods.COMPARISON.version

FEWEST_NEIGHBOURS = 3
LEVELS = {0: "", 1: "95%", 2: "99.8%"}
ROLES = {
    ComparatorRole.COUNTRY: ComparedWith.COUNTRY,
    ComparatorRole.REGION: ComparedWith.REGION,
}
NO_INTERVAL = "no interval is published, and none can be computed from the counts"


def find_comparisons(
    series: Series,
    others_by_area: Mapping[str, Series],
    indicator: Indicator,
    *,
    roles: Mapping[str, ComparatorRole] | None = None,
    neighbours: Sequence[Series] = (),
    target: float | None = None,
    target_period: Period | None = None,
    areas: Sequence[Series] = (),
    doubtful: Collection[str] = (),
) -> list[Comparison]:
    """The newest figure of `series` against each other area's of the same period, in their order; then against the
    median of the `neighbours`, and the `target` (of `target_period`, by default the newest figure's).

    Where the figure has no interval, its fifth among `areas` (authorities) comes last. A `doubtful` area (by code)
    gives no word and no part of a median or of fifths.
    """
    latest = series.latest
    limits = find_limits(latest, indicator=indicator) if latest else None
    found = [
        _with_area(
            other, latest, limits, code=code, own=series.area, indicator=indicator, doubtful=doubtful,
            role=ROLES.get((roles or {}).get(code, ComparatorRole.COUNTRY), ComparedWith.COUNTRY),
        )
        for code, other in others_by_area.items()
    ]  # fmt: skip
    sound = [one for one in neighbours if one.area != series.area and one.area not in doubtful]
    if neighbours and latest:
        found.append(_with_neighbours(sound, latest, limits, indicator=indicator))
    if target is not None:
        found.append(_with_target(series, target, period=target_period, indicator=indicator))
    if areas and latest and limits is None and series.area not in doubtful:
        pool = [one for one in areas if one.area not in doubtful]
        found.append(_among_areas(series, pool, latest, indicator=indicator))
    return found


def _with_area(
    other: Series,
    latest: Observation | None,
    limits: Limits | None,
    *,
    code: str,
    own: str,
    indicator: Indicator,
    doubtful: Collection[str],
    role: ComparedWith,
) -> Comparison:
    theirs = _at(other, latest.period) if latest else None
    value = theirs.value if theirs else None
    if latest is None:
        reason = "there is no figure to compare"
    elif code == own:
        reason, value = "an area is not compared with itself", None
    elif value is None:
        reason = f"the other area has no figure for {latest.period.label}"
    elif code in doubtful:
        reason = f"the published figure for {latest.period.label} looks wrong"
    elif limits is None:
        reason = NO_INTERVAL
    else:
        return _test(latest, limits, value, indicator=indicator, role=role, code=code)
    return _refuse(reason, latest=latest, code=code, role=role, other_value=value)


def _with_neighbours(
    neighbours: Iterable[Series], latest: Observation, limits: Limits | None, *, indicator: Indicator
) -> Comparison:
    values = [
        each.value for one in neighbours if (each := _at(one, latest.period)) and each.value is not None
    ]
    role = ComparedWith.NEIGHBOURS
    if len(values) < FEWEST_NEIGHBOURS:
        reason = (
            f"{len(values) or 'none'} of them {'has' if len(values) == 1 else 'have'} a figure for"
            f" {latest.period.label}, and three are needed"
        )
        return _refuse(reason, latest=latest, role=role, of=len(values))
    middle = float(median(values))
    if limits is None:
        return _refuse(NO_INTERVAL, latest=latest, role=role, other_value=middle, of=len(values))
    return _test(latest, limits, middle, indicator=indicator, role=role, of=len(values))


def _with_target(series: Series, target: float, *, period: Period | None, indicator: Indicator) -> Comparison:
    one = series.latest if period is None else _at(series, period)
    role = ComparedWith.TARGET
    if one is None or one.value is None:
        reason = f"there is no figure for {period.label} yet" if period else "there is no figure to compare"
        return Comparison(
            "", ComparisonWord.NOT_COMPARED, METHOD, VERSION, period, None, target, reason, role
        )
    limits = find_limits(one, indicator=indicator)
    method = limits.method if limits else methods.TARGET_BY_VALUE
    sign = indicator.polarity.sign
    near = _meet(one.value, limits, target, sign=sign, wide=False)
    far = near if limits and near and _meet(one.value, limits, target, sign=sign, wide=True) == near else 0
    level = LEVELS[2 if far else 1] if limits and near else ""
    word = name_side(near * (sign or 1), polarity=indicator.polarity)
    return Comparison("", word, method.name, method.version, one.period, one.value, target, "", role, level)


def _meet(value: float, limits: Limits | None, target: float, *, sign: int, wide: bool) -> int:
    ends = (limits.lower998, limits.upper998) if limits and wide else (np.nan, np.nan)
    if limits and not wide:
        ends = (limits.lower95, limits.upper95)
    if wide and not np.isfinite(ends).all():
        return 0
    lower, upper = (np.array([end]) for end in ends)
    return int(compare_with_target(np.array([value]), lower=lower, upper=upper, target=target, sign=sign)[0])


def _among_areas(
    series: Series, areas: Iterable[Series], latest: Observation, *, indicator: Indicator
) -> Comparison:
    """Areas are put in the order of their codes first, so that equal values are dealt out the same every time."""
    by_code = {one.area: one for one in (*areas, series)}
    values = {
        code: each.value
        for code, one in sorted(by_code.items())
        if (each := _at(one, latest.period)) and each.value is not None
    }
    role, sign = ComparedWith.AREAS, indicator.polarity.sign
    fifths = find_quintiles(np.array(list(values.values())), sign=sign)
    fifth = int(fifths[list(values).index(series.area)])
    if not fifth:
        reason = f"fewer than five areas have a figure for {latest.period.label}"
        return _refuse(reason, latest=latest, role=role, of=len(values), method=methods.FIFTHS)
    side = (3 - fifth) * (sign or -1)
    return Comparison(
        "",
        name_side(side, polarity=indicator.polarity),
        methods.FIFTHS.name,
        methods.FIFTHS.version,
        latest.period,
        latest.value,
        compared_with=role,
        fifth=fifth,
        of=len(values),
    )


def _test(
    latest: Observation,
    limits: Limits,
    other: float,
    *,
    indicator: Indicator,
    role: ComparedWith,
    code: str = "",
    of: int = 0,
) -> Comparison:
    ends = {
        name: np.array([getattr(limits, name)]) for name in ("lower95", "upper95", "lower998", "upper998")
    }
    assert latest.value is not None
    side = int(compare_at_two_levels(np.array([latest.value]), **ends, benchmark=other)[0])
    return Comparison(
        code,
        name_side(side, polarity=indicator.polarity),
        limits.method.name,
        limits.method.version,
        latest.period,
        latest.value,
        other,
        compared_with=role,
        level=LEVELS[abs(side)],
        of=of,
    )


def _refuse(
    reason: str,
    *,
    latest: Observation | None,
    role: ComparedWith,
    code: str = "",
    other_value: float | None = None,
    of: int = 0,
    method: Method = methods.COMPARISON,
) -> Comparison:
    return Comparison(
        code,
        ComparisonWord.NOT_COMPARED,
        method.name,
        method.version,
        period=latest.period if latest else None,
        value=latest.value if latest else None,
        other_value=other_value,
        reason=reason,
        compared_with=role,
        of=of,
    )


def _at(series: Series, period: Period) -> Observation | None:
    """The measured figure for exactly this period."""
    return next((one for one in series.observations if one.period == period and one.measured), None)
