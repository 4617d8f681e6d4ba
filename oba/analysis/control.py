"""The control chart (XmR) of a series or of plain values: each figure named, and what the newest one says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from oba.analysis.control_rules import RULES, RUN_LENGTH, ControlPanel
from oba.analysis.control_rules import control_limits as control_limits
from oba.analysis.panel import overlap, thin, usable
from oba.analysis.sums import FloatArray
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
    stand. A new phase begins with the first figure at or after each period of `rebase_at`.
    """
    points = usable(series)
    if overlap([one.period for one in points], pooled=indicator.years_pooled):
        points = thin(points, pooled=indicator.years_pooled)
    if len(points) < FEWEST:
        return None
    found = _control(
        [one.value for one in points],
        sign=indicator.polarity.sign,
        screen=screen,
        run_length=run_length,
        phases=[sum(start <= one.period for start in rebase_at) for one in points],
        target=target,
    )
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
    return _control(
        values,
        sign=IMPROVEMENT[improvement],
        screen=screen,
        run_length=run_length,
        phases=[sum(start <= place for start in rebase_at) for place in range(len(values))],
        target=target,
    )


def _control(
    values: Sequence[float | None],
    *,
    sign: int,
    screen: bool,
    run_length: int,
    phases: Sequence[int],
    target: float | None,
) -> ControlledValues:
    row = np.array([values], np.float64)
    panel = control_limits(row, screen=screen, run_length=run_length, phases=np.array(phases, np.int64))
    known = np.isfinite(row[0])
    if not known.any():
        raise ValueError("there is no value to draw a control chart of")
    points = tuple(_read(row, panel, at=at, sign=sign) if known[at] else None for at in range(len(values)))
    last = next(one for one in reversed(points) if one)
    newest = phases[int(np.flatnonzero(known)[-1])]
    size = sum(bool(one) and phase == newest for one, phase in zip(points, phases, strict=True))
    return ControlledValues(
        points=points,
        variation=_name_variation(last),
        assurance=_name_assurance(last, target=target, sign=sign),
        dropped=int(panel.dropped[0]),
        trial=size < ENOUGH,
    )


def _read(row: FloatArray, panel: ControlPanel, *, at: int, sign: int) -> ControlledValue:
    side = int(panel.side[0, at])
    return ControlledValue(
        value=float(row[0, at]),
        mean=float(panel.mean[0, at]),
        lower=float(panel.lower[0, at]),
        upper=float(panel.upper[0, at]),
        kind=name_kind(side, sign=sign),
        rule=RULES[int(panel.rule[0, at])],
        side=side,
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
    if target is None or not sign or np.isnan(last.lower):
        return Assurance.NONE
    if last.lower <= target <= last.upper:
        return Assurance.INCONSISTENT
    return Assurance.FAIL if (target > last.upper) == (sign > 0) else Assurance.PASS


def _date(one: ControlledValue, *, at: Observation) -> ControlPoint:
    return ControlPoint(at.period, one.value, one.mean, one.lower, one.upper, one.kind, one.rule, one.side)
