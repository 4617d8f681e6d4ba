"""The control chart (XmR) of a series or of plain values: each figure named, and what the newest one says."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from oba.analysis.control_rules import RULES, ControlPanel
from oba.analysis.control_rules import RUN_LENGTH as RUN_LENGTH
from oba.analysis.control_rules import control_limits as control_limits
from oba.analysis.panel import overlap, thin, usable
from oba.model.control import Assurance, ControlChart, ControlPoint, PointKind, Rule, Variation
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.model.series import Observation, Series
from oba.words import methods

METHOD = methods.CONTROL.name
VERSION = methods.CONTROL.version
FEWEST = 3
ENOUGH = 12
"""Points in the newest phase below which the limits are trial limits."""
IMPROVEMENT = {"increase": 1, "decrease": -1, "neutral": 0}


@dataclass(frozen=True, slots=True)
class ControlledValue:
    """One value with the mean and limits of its phase; the limits are NaN in a phase of a single value."""

    value: float
    mean: float
    lower: float
    upper: float
    kind: PointKind
    rule: Rule | None
    side: int


@dataclass(frozen=True, slots=True)
class ControlledValues:
    """`points` has one entry a value given, None where there was none. `trial` as in ControlChart."""

    points: tuple[ControlledValue | None, ...]
    variation: Variation
    assurance: Assurance
    dropped: int
    trial: bool


def find_controls(series: Sequence[Series], indicators: Mapping[str, Indicator]) -> list[ControlChart | None]:
    """As `find_control` with its defaults, of many series in one calculation; KeyError for an unknown indicator."""
    points = [_choose(one, indicators[one.indicator]) for one in series]
    width = max((len(row) for row in points), default=0)
    table = np.full((len(points), width), np.nan)
    for place, row in enumerate(points):
        table[place, : len(row)] = [one.value for one in row]
    panel = control_limits(table)
    return [
        _chart(row, panel, place, sign=indicators[one.indicator].polarity.sign)
        if len(row) >= FEWEST
        else None
        for place, (one, row) in enumerate(zip(series, points, strict=True))
    ]


def find_control(
    series: Series,
    indicator: Indicator,
    *,
    screen: bool = True,
    run_length: int = RUN_LENGTH,
    rebase_at: Sequence[Period] = (),
    target: float | None = None,
) -> ControlChart | None:
    """The control chart of the figures since the last break; None for fewer than three.

    Figures that share data with their neighbours are thinned to those that share none; quarters and months all
    stand. A new phase begins with the first figure at or after each period of `rebase_at`. ValueError for a run
    shorter than three.
    """
    points = _choose(series, indicator)
    if len(points) < FEWEST:
        return None
    phases = np.array([sum(start <= one.period for start in rebase_at) for one in points], np.int64)
    panel = control_limits(
        np.array([[one.value for one in points]], np.float64),
        screen=screen,
        run_length=run_length,
        phases=phases,
    )
    return _chart(
        points,
        panel,
        0,
        sign=indicator.polarity.sign,
        phases=phases.tolist(),
        screen=screen,
        run_length=run_length,
        target=target,
    )


def control_of_values(
    values: Sequence[float | None],
    *,
    improvement: str,
    screen: bool = True,
    run_length: int = RUN_LENGTH,
    rebase_at: Sequence[int] = (),
    target: float | None = None,
) -> ControlledValues:
    """The control chart of plain values, oldest first, None where missing.

    `improvement` is increase, decrease or neutral; `rebase_at` the places, from nought, of the first value of each
    new phase. ValueError for another improvement, no value at all, or a run shorter than three.
    """
    if improvement not in IMPROVEMENT:
        raise ValueError(f"improvement is {improvement!r}, not one of {', '.join(IMPROVEMENT)}")
    if not any(one is not None and np.isfinite(one) for one in values):
        raise ValueError("there is no value to draw a control chart of")
    phases = [sum(start <= place for start in rebase_at) for place in range(len(values))]
    panel = control_limits(
        np.array([values], np.float64),
        screen=screen,
        run_length=run_length,
        phases=np.array(phases, np.int64),
    )
    return _name(values, panel, 0, sign=IMPROVEMENT[improvement], phases=phases, target=target)


def _choose(series: Series, indicator: Indicator) -> tuple[Observation, ...]:
    """The usable figures since the last break, none of which shares data with another."""
    points = usable(series)
    pooled = indicator.years_pooled
    return thin(points, pooled=pooled) if overlap([one.period for one in points], pooled=pooled) else points


def _chart(
    points: Sequence[Observation],
    panel: ControlPanel,
    row: int,
    *,
    sign: int,
    phases: Sequence[int] = (),
    screen: bool = True,
    run_length: int = RUN_LENGTH,
    target: float | None = None,
) -> ControlChart:
    found = _name([one.value for one in points], panel, row, sign=sign, phases=phases, target=target)
    return ControlChart(
        points=tuple(_date(one, at=at) for one, at in zip(found.points, points, strict=True) if one),
        variation=found.variation,
        assurance=found.assurance,
        run_length=run_length,
        screened=screen,
        dropped=found.dropped,
        trial=found.trial,
        method=METHOD,
        version=VERSION,
        target=target,
    )


def _name(
    values: Sequence[float | None],
    panel: ControlPanel,
    row: int,
    *,
    sign: int,
    phases: Sequence[int],
    target: float | None,
) -> ControlledValues:
    """What row `row` of the panel says of `values`, which stand in its first columns; no phases: one."""
    columns = zip(
        values,
        panel.mean[row].tolist(),
        panel.lower[row].tolist(),
        panel.upper[row].tolist(),
        panel.rule[row].tolist(),
        panel.side[row].tolist(),
        strict=False,
    )
    points = tuple(
        ControlledValue(value, mean, lower, upper, name_kind(side, sign=sign), RULES[rule], side)
        if value is not None and math.isfinite(value)
        else None
        for value, mean, lower, upper, rule, side in columns
    )
    known = [(place, one) for place, one in enumerate(points) if one]
    of = phases or [0] * len(points)
    newest, last = known[-1]
    return ControlledValues(
        points=points,
        variation=_name_variation(last),
        assurance=_name_assurance(last, target=target, sign=sign),
        dropped=int(panel.dropped[row]),
        trial=sum(of[place] == of[newest] for place, _ in known) < ENOUGH,
    )


def name_kind(side: int, *, sign: int) -> PointKind:
    """What a signal on this side is; `sign` is +1 where a rise is an improvement, -1 where a fall is, else 0."""
    if not side:
        return PointKind.COMMON_CAUSE
    if not sign:
        return PointKind.NEUTRAL_HIGH if side > 0 else PointKind.NEUTRAL_LOW
    return PointKind.IMPROVEMENT if side == sign else PointKind.CONCERN


def _name_variation(last: ControlledValue) -> Variation:
    if last.kind in (PointKind.IMPROVEMENT, PointKind.CONCERN):
        word = "improvement" if last.kind is PointKind.IMPROVEMENT else "concern"
        return Variation(f"{word}_{'high' if last.side > 0 else 'low'}")
    return {
        PointKind.NEUTRAL_HIGH: Variation.NEUTRAL_HIGH,
        PointKind.NEUTRAL_LOW: Variation.NEUTRAL_LOW,
    }.get(last.kind, Variation.COMMON_CAUSE)


def _name_assurance(last: ControlledValue, *, target: float | None, sign: int) -> Assurance:
    """Against the limits of the last point; a target on a limit is inside them."""
    if target is None or not sign or math.isnan(last.lower):
        return Assurance.NONE
    if last.lower <= target <= last.upper:
        return Assurance.INCONSISTENT
    return Assurance.FAIL if (target > last.upper) == (sign > 0) else Assurance.PASS


def _date(one: ControlledValue, *, at: Observation) -> ControlPoint:
    return ControlPoint(at.period, one.value, one.mean, one.lower, one.upper, one.kind, one.rule, one.side)
