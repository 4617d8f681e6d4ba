"""A frozen baseline in words: its labels on the chart, and how it was made."""

from __future__ import annotations

from math import inf

from oba.model.baseline import Baseline, Scenario
from oba.model.day import day_of
from oba.model.indicator import Indicator
from oba.model.period import Period, PeriodKind
from oba.words.methods import (
    HOLD_SEASONS,
    LAST_VALUE,
    OVERLAPPING,
    SHRUNKEN_DRIFT_OF_SEASONS,
    STRAIGHT_LINE,
)
from oba.words.numbers import say_bare_value, say_count, say_date, say_number, say_period, say_short_value

IF_NOTHING_CHANGES = "If nothing changes"
AS_FROZEN = "As it stood at the freeze"

LINE_WARNING = (
    "Of real figures of English local authorities such lines missed by 1.31 to 1.40 times as much as the last figure "
    "carried forward, and their 80% interval held only 61% to 72% of the time."
)

_NOISE = "which does not stand out from the year-to-year noise"
_STEADY = " Their changes never varied, so it has no interval."
_NO_TREND = {
    OVERLAPPING.name: "because the periods overlap",
    LAST_VALUE.name: "because there are too few points",
}
_SEASONAL = (SHRUNKEN_DRIFT_OF_SEASONS.name, HOLD_SEASONS.name)
SCENARIO_NAMES = {
    Scenario.CARRY_ON: "If the trend carries on",
    Scenario.HOLD: "If the level holds",
    Scenario.STRAIGHT_LINE: "If a straight line goes on",
}


Revised = tuple[Period, float, float | None]
"""A period, its figure at the freeze, and its figure now: None where it has been withdrawn."""


def say_revised_history(baseline: Baseline, *, revised: tuple[Revised, ...], indicator: Indicator) -> str:
    """What has become of the figures that the forecast was made from, and that the verdict keeps to the forecast."""
    if not revised:
        return ""
    period, then, now = max(revised, key=lambda one: inf if one[2] is None else abs(one[2] - one[1]))
    was = say_bare_value(then, indicator=indicator)
    end = "has since been withdrawn" if now is None else f"is now {say_bare_value(now, indicator=indicator)}"
    if len(revised) == 1:
        said = f"The figure for {period.label} was {was} at the freeze and {end}."
    else:
        said = (
            f"{len(revised)} of the {len(baseline.history)} figures that the forecast was made from have been "
            f"revised since, the most for {period.label}: it was {was} at the freeze and {end}."
        )
    return f"{said} The verdict still judges against the forecast as it was frozen."


def say_freeze(baseline: Baseline) -> str:
    """The label of the freeze line. An example forecast was frozen by nobody, so it names its data only."""
    if baseline.example:
        return f"example forecast, data to {say_period(baseline.data_to)}"
    if made_afterwards(baseline):
        return f"forecast made {say_date(day_of(baseline.recorded_at))} from data to {say_period(baseline.data_to)}"
    return f"forecast frozen {say_date(baseline.frozen_on)} (data to {say_period(baseline.data_to)})"


def made_afterwards(baseline: Baseline) -> bool:
    """Whether the record was written after the day it stands for: it may know later revisions, and must say so."""
    return day_of(baseline.recorded_at) > baseline.frozen_on


def say_baseline_working(baseline: Baseline, *, indicator: Indicator) -> str:
    """What was carried forward, how much of the trend, from how many figures, by whom and why."""
    parts = [
        _say_origin(baseline),
        _say_carried(baseline, indicator=indicator),
        _say_points(baseline),
        _say_moderated(baseline),
        _say_agreement(baseline),
    ]
    return " ".join(part for part in parts if part)


def _say_origin(baseline: Baseline) -> str:
    if baseline.example:
        return f"This is an example forecast, made from data to {say_period(baseline.data_to)}; no one has agreed it."
    if made_afterwards(baseline):
        made, meant = say_date(day_of(baseline.recorded_at)), say_date(baseline.frozen_on)
        data_to = say_period(baseline.data_to)
        return f"Made on {made} from data to {data_to} as they then stood, for {meant}; never redrawn."
    superseded = " It has since been superseded." if baseline.superseded_by is not None else ""
    return (
        f"Frozen on {say_date(baseline.frozen_on)} from data to {say_period(baseline.data_to)}, and never redrawn."
        f"{superseded}"
    )


def _say_carried(baseline: Baseline, *, indicator: Indicator) -> str:
    if baseline.method == STRAIGHT_LINE.name:
        return f"It carries on the straight line through the figures. {LINE_WARNING}"
    start, change = _say_start(baseline, indicator=indicator)
    if baseline.scenario is Scenario.HOLD:
        return f"{start} and holds it level."
    if baseline.weight <= 0:
        return f"{start} and nothing of the {change}, {_NO_TREND.get(baseline.method, _NOISE)}."
    share = say_number(baseline.weight * 100, decimals=0)
    weight = say_number(baseline.weight, decimals=2)
    return f"{start} and {share}% of the {change} (weight {weight})."


def _say_start(baseline: Baseline, *, indicator: Indicator) -> tuple[str, str]:
    """Which figure is carried forward, and what the change is called that may be carried on with it."""
    if baseline.method in _SEASONAL:
        season = "month" if baseline.data_to.kind is PeriodKind.MONTH else "quarter"
        return (
            f"It carries forward the figure of the same {season} a year before,",
            "average change on the year before",
        )
    origin = say_short_value(baseline.origin_value, indicator=indicator)
    return f"It carries forward the figure for {baseline.data_to.label}, {origin},", "average yearly change"


def _say_points(baseline: Baseline) -> str:
    figures = say_count(baseline.points_used, noun="figure")
    has_interval = any(point.lower95 is not None for point in baseline.points)
    doubt = " That is too few points to give it an interval." if baseline.se1 is None else _STEADY
    ahead = f" and looks ahead to {say_period(baseline.points[-1].period)}" if baseline.points else ""
    return f"It uses {figures}{ahead}.{'' if has_interval else doubt}"


def _say_moderated(baseline: Baseline) -> str:
    if not baseline.moderated_by:
        return ""
    areas = say_count(baseline.moderated_by, noun="other area")
    return f"Its margin of error was steadied by how much the figures of {areas} scatter."


def _say_agreement(baseline: Baseline) -> str:
    if baseline.example:
        return ""
    agreed = f"Agreed by {baseline.agreed_by.rstrip('.')}." if baseline.agreed_by else ""
    reason = f"Reason: {baseline.reason.rstrip('.')}." if baseline.reason else ""
    return f"{agreed} {reason}".strip()
