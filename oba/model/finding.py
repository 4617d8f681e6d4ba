"""Findings: what the methods say about one series, each with its working in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from oba.model.baseline import Baseline, ForecastPoint
from oba.model.control import ControlChart
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


class ComparedWith(StrEnum):
    """What a figure is set beside."""

    COUNTRY = "country"
    REGION = "region"
    NEIGHBOURS = "statistical neighbours' median"
    TARGET = "target"
    AREAS = "all areas"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The latest value against another area's value for the same period.

    `with_area` is the code of the area, '' for neighbours, target and all areas. `level` is the widest interval that
    the other value lies outside of: `95%`, `99.8%` or ''. `fifth` is 1 (the best; the lowest without polarity) to 5
    among the `of` areas that have a figure, where there is no interval to test with; 0 otherwise.
    """

    with_area: str
    word: ComparisonWord
    method: str
    version: int
    period: Period | None = None
    value: float | None = None
    other_value: float | None = None
    reason: str = ""
    compared_with: ComparedWith = ComparedWith.COUNTRY
    level: str = ""
    fifth: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class ChangeComparison:
    """Our change against another area's over the same two periods: shares of the first value (-0.09 is 9% down).

    `differs` is None where there are no intervals to test the difference of the two changes with. `ours_clear` and
    `theirs_clear` tell of each change by itself whether it stands out from chance; None where that cannot be tested.
    """

    with_area: str
    first: Period
    last: Period
    ours: float
    theirs: float
    our_first: float
    our_last: float
    their_first: float
    their_last: float
    method: str
    version: int
    differs: bool | None = None
    compared_with: ComparedWith = ComparedWith.COUNTRY
    ours_clear: bool | None = None
    theirs_clear: bool | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap to the forecast over several figures, with its 95% interval; actual minus forecast."""

    value: float
    lower95: float | None
    upper95: float | None
    figures: int


@dataclass(frozen=True, slots=True)
class Rank:
    """Our standardised gap among the areas' gaps to their own frozen forecasts: 1 is the best, chance is place / of."""

    place: int
    of: int

    @property
    def chance(self) -> float:
        return self.place / self.of


@dataclass(frozen=True, slots=True)
class Outlook:
    """When a sustained change of `change` a period (a size, unsigned) would show with probability 0.8.

    `periods80` and `periods95` are further periods from the newest figure judged; 0 when such a change would most
    likely have shown by now; None when it would not show within the forecast's horizon.
    """

    change: float
    periods80: int | None
    periods95: int | None
    horizon: int
    stated: bool = False


class DoubtKind(StrEnum):
    COMPARATOR = "implausible comparator"
    REVISED = "history revised since the freeze"


@dataclass(frozen=True, slots=True)
class Doubt:
    """What must be said beside a chart before anybody believes it. `periods` are those it is about."""

    kind: DoubtKind
    area: str
    periods: tuple[Period, ...]
    value: float | None = None
    usual: float | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The newest observation against its frozen forecast. `gap` is actual minus forecast, in the unit.

    `better_by` is the gap signed so that positive is an improvement; None without polarity. `mean_gap` averages the
    gaps of all figures since the freeze; `cumulative` adds them up as children or events where counts allow.
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
    mean_gap: Gap | None = None
    cumulative: Gap | None = None
    rank: Rank | None = None
    outlook: Outlook | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Everything said of one indicator in one area; `verdicts` are those at each figure since the freeze, in order.

    `withheld` is why its baseline is not in a published copy, where there is one; '' otherwise.
    `suppressed`: it has figures, and none that may be told.
    """

    indicator: str
    area: str
    latest: Observation | None
    trend: Trend
    comparisons: tuple[Comparison, ...] = ()
    baseline: Baseline | None = None
    verdict: Verdict | None = None
    verdicts: tuple[Verdict, ...] = ()
    changes: tuple[ChangeComparison, ...] = ()
    control: ControlChart | None = None
    doubts: tuple[Doubt, ...] = ()
    withheld: str = ""
    suppressed: bool = False
