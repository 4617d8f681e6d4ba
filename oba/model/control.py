"""A control chart (XmR): what a process does by itself, and the figures that stand out from that."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from oba.model.period import Period


class PointKind(StrEnum):
    """What a figure is, as NHS England's "plot the dots" names it."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT = "special_cause_improvement"
    CONCERN = "special_cause_concern"
    NEUTRAL_HIGH = "special_cause_neutral_high"
    NEUTRAL_LOW = "special_cause_neutral_low"


class Rule(StrEnum):
    """Which rule found it; the first that applies, in this order."""

    OUTSIDE = "outside the limits"
    TREND = "trend"
    TWO_IN_THREE = "two in three near a limit"
    SHIFT = "shift"


class Variation(StrEnum):
    """The state of the newest figure."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT_HIGH = "improvement_high"
    IMPROVEMENT_LOW = "improvement_low"
    CONCERN_HIGH = "concern_high"
    CONCERN_LOW = "concern_low"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"


class Assurance(StrEnum):
    """Whether the process as it is will meet a target."""

    PASS = "consistently_pass"  # noqa: S105
    FAIL = "consistently_fail"
    INCONSISTENT = "inconsistent"
    NONE = "no_target"


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """One figure with the mean and limits of its phase; the limits are NaN in a phase of a single figure.

    `side` is +1 for a mark that is high or rising, -1 for one that is low or falling, nought for none.
    """

    period: Period
    value: float
    mean: float
    lower: float
    upper: float
    kind: PointKind = PointKind.COMMON_CAUSE
    rule: Rule | None = None
    side: int = 0


@dataclass(frozen=True, slots=True)
class ControlChart:
    """All points of a series since its last break. `trial` says that they are too few for the limits to be relied on:
    they are drawn, and nothing is headlined from them. `dropped` counts moving ranges screened out of the limits."""

    points: tuple[ControlPoint, ...]
    variation: Variation
    assurance: Assurance
    run_length: int
    screened: bool
    dropped: int
    trial: bool
    method: str
    version: int
    target: float | None = None
