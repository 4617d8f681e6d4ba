"""Scenarios side by side, before one is agreed: what each says, how it is made, how well it does, why take it."""

from __future__ import annotations

from oba.model.baseline import Baseline, Scenario
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.words import methods
from oba.words.baselines import SCENARIO_NAMES
from oba.words.numbers import (
    say_bare_value,
    say_count,
    say_date,
    say_number,
    say_period,
    say_range,
    say_short_value,
    say_when,
)

NO_INTERVAL = "No interval can be given, so no verdict could ever be given against it."

_MEASURED_HOLD = (
    "Tried on past figures of English local authorities' children's measures, its 80% interval held 79% to 84% of the "
    "time and its 95% interval 93% to 95%."
)
_MEASURED_DRIFT = (
    "Tried on past figures of English local authorities' children's measures, its error was 0.99 to 1.01 times that of "
    "holding the level; its 80% interval held 80% to 85% of the time and its 95% interval 93% to 95%."
)
_MEASURED_LINE = (
    "Tried on past figures of English local authorities' children's measures, its error was 1.31 to 1.40 times that of "
    "holding the level; its 80% interval held only 61% to 72% of the time and its 95% interval 86% to 90%: it looks "
    "surer than it is."
)
MEASURED = {
    methods.HOLD.name: _MEASURED_HOLD,
    methods.HOLD_MODERATED.name: _MEASURED_HOLD,
    methods.SHRUNKEN_DRIFT.name: _MEASURED_DRIFT,
    methods.SHRUNKEN_DRIFT_MODERATED.name: _MEASURED_DRIFT,
    methods.STRAIGHT_LINE.name: _MEASURED_LINE,
}
"""How well a rule did where its own description does not say so."""

WHY = {
    Scenario.CARRY_ON: "Take it when nothing tells you otherwise: it goes on with a trend only where there is one.",
    Scenario.HOLD: "Take it when the group does not expect the past change to go on, and can say why.",
    Scenario.STRAIGHT_LINE: "Take it only when partners expect a straight line and accept that it errs more.",
}


def say_scenario(baseline: Baseline, *, indicator: Indicator) -> str:
    """`If the level holds: 118.0 per 10,000 in 2028/29 (80% interval 95.0 to 141.0)`."""
    last = baseline.points[-1]
    value = say_short_value(last.value, indicator=indicator)
    said = f"{SCENARIO_NAMES[baseline.scenario]}: {value} {say_when(last.period)}"
    if last.lower80 is None or last.upper80 is None:
        return said
    return f"{said} (80% interval {say_range(last.lower80, last.upper80, indicator=indicator)})"


def say_alike(scenario: Scenario) -> str:
    """That a scenario is the line of the one that is chosen."""
    same = SCENARIO_NAMES[scenario]
    return f"Here it is the same line as '{same[:1].lower()}{same[1:]}', so the chart has one line for both."


def name_line(scenarios: tuple[Scenario, ...]) -> str:
    """The name of one line that stands for one scenario or several: `If the trend carries on, or the level holds`."""
    first, *more = (SCENARIO_NAMES[one] for one in scenarios)
    return ", or ".join([first, *(one.removeprefix("If ") for one in more)])


def say_made(baseline: Baseline, *, indicator: Indicator) -> str:
    """From which figures, how much of the trend, and with whose help the margin is known."""
    origin = say_short_value(baseline.origin_value, indicator=indicator)
    figures = say_count(baseline.points_used, noun="figure")
    parts = [f"Made from {figures} up to {say_period(baseline.data_to)} ({origin})."]
    if baseline.scenario is Scenario.CARRY_ON and baseline.method != methods.LAST_VALUE.name:
        parts.append(_say_weight(baseline))
    if baseline.moderated_by:
        areas = say_count(baseline.moderated_by, noun="other area")
        parts.append(f"How much it scatters from year to year is judged together with {areas}.")
    return " ".join(parts)


def _say_weight(baseline: Baseline) -> str:
    if baseline.weight <= 0:
        pooled = baseline.method == methods.OVERLAPPING.name
        because = "the periods overlap" if pooled else "it does not stand out from year-to-year noise"
        return f"Nothing of the average yearly change is carried on, because {because}."
    share = say_number(baseline.weight * 100, decimals=0)
    return f"{share}% of the average yearly change is carried on: that much of it stands out from year-to-year noise."


def say_method(baseline: Baseline) -> str:
    """The rule in its own words, as the About page has them."""
    return next((one.text for one in methods.METHODS if one.name == baseline.method), "")


def say_measured(baseline: Baseline) -> str:
    """How well the rule did on past figures; '' where its own description says so."""
    return MEASURED.get(baseline.method, "")


def say_interval95(baseline: Baseline, *, indicator: Indicator) -> str:
    last = baseline.points[-1]
    if last.lower95 is None or last.upper95 is None:
        return NO_INTERVAL
    ends = say_range(last.lower95, last.upper95, indicator=indicator)
    called = "turned, or worse than forecast" if indicator.polarity.sign else "above or below forecast"
    return f"95% interval {say_when(last.period)}: {ends}. Only a figure outside it would be called {called}."


def say_known_since(baseline: Baseline, *, known: int) -> str:
    """The warning on a forecast whose outcome is partly known when it is frozen."""
    if not known:
        return ""
    are, them = ("is", "it") if known == 1 else ("are", "them")
    return (
        f"{say_count(known, noun='figure')} after {baseline.data_to.label} {are} known already. This forecast would be "
        f"judged on {them} at once, but nobody forecasts what is known: say so wherever its verdict is shown."
    )


def say_ends_too_soon(baseline: Baseline, *, newest: Period | None) -> str:
    """Why no new figure could ever be judged against it; '' where one could."""
    last = baseline.points[-1].period
    if newest is None or last.end > newest.end:
        return ""
    return (
        f"the forecast ends with {last.label}, and the figures up to {newest.label} are known already, so no new "
        "figure could ever be judged against it"
    )


def say_no_margin(baseline: Baseline) -> str:
    """Why a forecast has no margin, and so no verdict; '' where it has one."""
    if any(point.lower80 is not None for point in baseline.points):
        return ""
    figures = say_count(baseline.points_used, noun="figure")
    why = (
        f"{figures} are too few"
        if baseline.se1 is None
        else f"{figures} that always change by the same amount are not enough"
    )
    if baseline.points_used == 1:
        why = "one figure is too few"
    return f"{why} for a margin of error, so no verdict could ever be given against it"


def say_title(baseline: Baseline, *, indicator: Indicator) -> str:
    """The title of the chart on which scenarios are compared: what would be frozen."""
    name = SCENARIO_NAMES[baseline.scenario]
    end = say_scenario(baseline, indicator=indicator).removeprefix(f"{name}: ")
    value, bracket, interval = end.partition(" (")
    return f"{indicator.title}: {value} {name[:1].lower()}{name[1:]}{bracket}{interval}"


def say_alt(baseline: Baseline, *, indicator: Indicator, area_name: str, others: tuple[Baseline, ...]) -> str:
    """The chart for those who do not see it: the last figure, and where each scenario ends."""
    origin = say_bare_value(baseline.origin_value, indicator=indicator)
    ends = [say_scenario(one, indicator=indicator) for one in (baseline, *others)]
    return (
        f"Line chart. {indicator.title}, {area_name}: {origin} {say_when(baseline.data_to)}, and from there "
        f"{say_count(len(ends), noun='forecast')}. {'. '.join(ends)}."
    )


def say_would_freeze(baseline: Baseline) -> str:
    """The label of the freeze line before anything is frozen."""
    return f"not frozen yet, data to {say_period(baseline.data_to)}"


def say_name(baseline: Baseline) -> str:
    """A frozen forecast in a list: `Frozen 12 March 2019, data to 2016/17: hold the level`."""
    word = "Example" if baseline.example else "Frozen"
    return f"{word} {say_date(baseline.frozen_on)}, data to {say_period(baseline.data_to)}: {baseline.scenario.value}"


def say_short_name(baseline: Baseline) -> str:
    """The same at the end of a line: `Frozen 2019, data to 2016/17`."""
    word = "Example" if baseline.example else "Frozen"
    return f"{word} {baseline.frozen_on.year}, data to {baseline.data_to.short_label}"


def say_standing(baseline: Baseline, *, by: Baseline | None) -> str:
    """Whether it stands, or which took its place and why."""
    if by is None:
        return "Stands: new figures are judged against it."
    why = f" Reason: {by.replaces_because.rstrip('.')}." if by.replaces_because else ""
    return f"Superseded by the one frozen {say_date(by.frozen_on)} (number {by.id}).{why}"


def say_frozen(baseline: Baseline, *, indicator: Indicator, area_name: str, replaced: bool) -> str:
    """What has just been done."""
    said = say_scenario(baseline, indicator=indicator)
    kept = " The one that stood before is kept, and is listed below." if replaced else ""
    return (
        f"Frozen as number {baseline.id}: {indicator.title}, {area_name}. {said}. From now on new figures are judged "
        f"against it, and it can be superseded but never changed.{kept}"
    )
