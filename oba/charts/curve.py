"""What a turn-the-curve chart is made from: the nouns of the model, and the reader's choices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oba.model.action import Action
from oba.model.area import ComparatorRole
from oba.model.baseline import Baseline, ForecastPoint
from oba.model.finding import Finding, Verdict
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.model.release import Source
from oba.model.series import Series


@dataclass(frozen=True, slots=True)
class Compared:
    """Another area's series of the same indicator, and why it is shown."""

    name: str
    role: ComparatorRole
    series: Series


@dataclass(frozen=True, slots=True)
class Options:
    """The reader's choices. Comparators are off for the plain view; the value axis begins at zero."""

    show_interval: bool = True
    show_comparators: bool = False
    show_neighbours: bool = False
    zero_based: bool = True


@dataclass(frozen=True, slots=True)
class OtherForecast:
    """A forecast drawn dotted beside the one that is judged: another scenario, or one frozen on another day."""

    name: str
    baseline: Baseline


@dataclass(frozen=True, slots=True)
class Curve:
    """One indicator in one area. `finding` brings the baseline and the verdict, where there are any.

    `targets` are kept apart from the forecast. `other_scenario` is the scenario that was not agreed; `others` are
    more forecasts to draw dotted. `revised` are the figures of the frozen history that read otherwise today: period,
    then, now (None when withdrawn). `own_limits` are the periods whose interval is not published but computed here
    from the counts. `freeze_label` stands at the freeze line in place of the usual words. `quality`
    is the mark of the figures in words, for the source line.
    """

    indicator: Indicator
    area_name: str
    series: Series
    finding: Finding
    today: date
    compared: tuple[Compared, ...] = ()
    actions: tuple[Action, ...] = ()
    targets: tuple[tuple[Period, float], ...] = ()
    other_scenario: tuple[ForecastPoint, ...] = ()
    other_scenario_name: str = ""
    others: tuple[OtherForecast, ...] = ()
    revised: tuple[tuple[Period, float, float | None], ...] = ()
    own_limits: tuple[Period, ...] = ()
    freeze_label: str = ""
    sources: tuple[Source, ...] = ()
    quality: str = ""
    options: Options = Options()

    @property
    def baseline(self) -> Baseline | None:
        return self.finding.baseline

    @property
    def verdict(self) -> Verdict | None:
        return self.finding.verdict if self.finding.baseline else None
