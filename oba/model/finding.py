"""Findings: what the methods say about one series, each with its working in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from oba.model.baseline import Baseline, ForecastPoint
from oba.model.period import Period
from oba.model.series import Observation


class TrendWord(StrEnum):
    INCREASING = "increasing"
    DECREASING = "decreasing"
    NO_SIGNIFICANT_CHANGE = "no_significant_change"
    CANNOT_BE_CALCULATED = "cannot_be_calculated"


class Judgement(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    NONE = "none"


class VerdictWord(StrEnum):
    """Against a frozen baseline. The last two are for indicators without polarity."""

    TURNED = "turned"
    EARLY_SIGN = "early sign"
    AS_FORECAST = "as forecast"
    EARLY_WARNING = "early warning"
    WORSE = "worse than forecast"
    TOO_EARLY = "too early to tell"
    ABOVE = "above forecast"
    BELOW = "below forecast"


class ComparisonWord(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    SIMILAR = "similar"
    NOT_COMPARED = "not compared"


@dataclass(frozen=True, slots=True)
class Trend:
    """The recent trend. `statistic` is chi-squared or t, as `method` says; `slope` is per period."""

    word: TrendWord
    judgement: Judgement
    method: str
    version: int
    statistic: float | None = None
    slope: float | None = None
    periods: tuple[Period, ...] = ()
    first_value: float | None = None
    last_value: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The latest value against another area's value for the same period."""

    with_area: str
    word: ComparisonWord
    method: str
    version: int
    period: Period | None = None
    value: float | None = None
    other_value: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The newest observation against its frozen forecast. `gap` is actual minus forecast, in the unit.

    `better_by` is the gap signed so that positive is an improvement; None without polarity.
    """

    word: VerdictWord
    method: str
    version: int
    period: Period | None = None
    value: float | None = None
    forecast: ForecastPoint | None = None
    gap: float | None = None
    better_by: float | None = None
    independent_points: int = 0
    outside: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Everything said of one indicator in one area."""

    indicator: str
    area: str
    latest: Observation | None
    trend: Trend
    comparisons: tuple[Comparison, ...] = ()
    baseline: Baseline | None = None
    verdict: Verdict | None = None
    change_note: str = ""
