"""A frozen baseline: history plus forecast, as agreed on a day. It is superseded, never redrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from oba.model.period import Period


class Scenario(StrEnum):
    CARRY_ON = "carry on the trend"
    HOLD = "hold the level"
    STRAIGHT_LINE = "straight line"


@dataclass(frozen=True, slots=True)
class ForecastPoint:
    """One future period: the forecast and its 80% and 95% intervals (None when too few points)."""

    period: Period
    value: float
    lower80: float | None
    upper80: float | None
    lower95: float | None
    upper95: float | None


@dataclass(frozen=True, slots=True)
class PeerForecast:
    """What the same rule forecast for another area on the same day, to rank our gap among theirs.

    `values` are its forecasts for the baseline's points, in their order; `typical_change` is the mean size of its
    yearly changes up to the freeze.
    """

    area: str
    typical_change: float
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Baseline:
    """What was frozen. `data_to` is the last period known; `origin_value` its value at the freeze.

    `history` holds the exact (period, value) pairs used and `releases` the releases they came from,
    so that anyone can make the forecast again. `points_used`, `weight` (how much of the average yearly
    change is carried on, 0 to 1), `se1` (standard error one step ahead) and `degrees` (of freedom) are
    its working. `frozen_on` is the day it stands for; `recorded_at` is when this record was written.
    Where `moderated_by` peer areas (20 or more) had a say in the standard error, `se1` and `degrees` are the
    moderated ones, and `peers` holds what was forecast for each of those areas on that day.
    `recorded_by` is the officer who wrote the record; `replaces_because` says why the baseline that stood before
    was superseded by this one.
    """

    id: int
    indicator: str
    area: str
    breakdown: str
    frozen_on: date
    recorded_at: datetime
    data_to: Period
    origin_value: float
    scenario: Scenario
    method: str
    method_version: int
    horizon: int
    points: tuple[ForecastPoint, ...]
    points_used: int
    weight: float
    se1: float | None
    degrees: float
    history: tuple[tuple[Period, float], ...] = ()
    releases: tuple[int, ...] = ()
    agreed_by: str = ""
    reason: str = ""
    example: bool = False
    superseded_by: int | None = None
    moderated_by: int = 0
    peers: tuple[PeerForecast, ...] = ()
    recorded_by: str = ""
    replaces_because: str = ""
