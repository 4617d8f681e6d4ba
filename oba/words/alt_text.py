"""What a chart says to someone who does not see it: the same finding and the figures that carry it."""

from __future__ import annotations

from oba.model.finding import Finding
from oba.model.indicator import Indicator
from oba.model.series import Observation, Series
from oba.words.baselines import say_freeze
from oba.words.findings import say_title
from oba.words.markers import say_absence, say_why_empty
from oba.words.numbers import begin, say_bare_value, say_count, say_list, say_range, say_when
from oba.words.verdicts import say_arrow

_MOST_NAMED = 4


def say_curve(
    finding: Finding,
    *,
    indicator: Indicator,
    area_name: str,
    series: Series,
    others: tuple[tuple[str, Series], ...] = (),
) -> str:
    """The alternative text of a turn-the-curve chart. `others` are the names and series of comparators."""
    parts = [
        f"Line chart. {say_title(finding, indicator=indicator)}.",
        _say_history(series, indicator=indicator, area_name=area_name),
        _say_gaps(series),
        _say_breaks(series),
        _say_forecast(finding, indicator=indicator),
        *(_say_other(name, series=other, indicator=indicator) for name, other in others),
    ]
    return " ".join(part for part in parts if part)


def say_spark(series: Series, *, indicator: Indicator, area_name: str) -> str:
    """The alternative text of a sparkline: its ends, and nothing claimed about the way between."""
    valued = [o for o in series.observations if o.value is not None]
    if not valued:
        return f"{indicator.title}, {area_name}: {say_why_empty(series)}."
    ends = tuple(dict.fromkeys(_say_figure(o, indicator=indicator) for o in (valued[0], valued[-1])))
    return f"{indicator.title}, {area_name}: {' to '.join(ends)}, {say_count(len(valued), noun='figure')}."


def say_caption(finding: Finding, *, indicator: Indicator, series: Series) -> str:
    """Under a small multiple: `90.9 in 2023/24, forecast 167.6`."""
    if finding.latest is None or finding.latest.value is None:
        return begin(say_why_empty(series))
    text = _say_figure(finding.latest, indicator=indicator)
    verdict = finding.verdict
    if verdict is None or verdict.forecast is None:
        return text
    forecast = say_bare_value(verdict.forecast.value, indicator=indicator)
    when = "" if verdict.period in (None, finding.latest.period) else f" for {verdict.forecast.period.label}"
    return f"{text}, forecast {forecast}{when}"


def _say_history(series: Series, *, indicator: Indicator, area_name: str) -> str:
    valued = [o for o in series.observations if o.value is not None]
    if not valued:
        return f"{area_name}: {say_why_empty(series)}."
    if len(valued) == 1:
        return f"{area_name}: one figure, {_say_figure(valued[0], indicator=indicator)}."
    high = max(valued, key=lambda o: o.value or 0.0)
    low = min(valued, key=lambda o: o.value or 0.0)
    first, last = (_say_figure(o, indicator=indicator) for o in (valued[0], valued[-1]))
    extremes = (
        f"; highest {_say_figure(high, indicator=indicator)}, lowest {_say_figure(low, indicator=indicator)}"
    )
    count = say_count(len(valued), noun="figure")
    return f"{area_name}: {count}, from {first} to {last}{extremes if high.value != low.value else ''}."


def _say_gaps(series: Series) -> str:
    absent = [o for o in series.observations if o.value is None]
    if not absent:
        return ""
    if len(absent) > _MOST_NAMED:
        return f"{say_count(len(absent), noun='period')} without a figure."
    return f"No figure for {say_list(tuple(f'{o.period.label} ({say_absence(o)})' for o in absent))}."


def _say_breaks(series: Series) -> str:
    labels = tuple(o.period.label for o in series.observations if o.breaks)
    return f"Not comparable across {say_list(labels)}: the definition changed." if labels else ""


def _say_forecast(finding: Finding, *, indicator: Indicator) -> str:
    baseline, verdict = finding.baseline, finding.verdict
    if baseline is None:
        return ""
    label = begin(say_freeze(baseline))
    if verdict is None or verdict.forecast is None or verdict.gap is None:
        return f"{label}: {_say_last_forecast(finding, indicator=indicator)}."
    point = verdict.forecast
    text = f"{label}: {say_bare_value(point.value, indicator=indicator)} for {point.period.label}"
    if point.lower95 is not None and point.upper95 is not None:
        text += f", 95% interval {say_range(point.lower95, point.upper95, indicator=indicator)}"
    return f"{text}; the figure is {say_arrow(verdict, indicator=indicator)}."


def _say_last_forecast(finding: Finding, *, indicator: Indicator) -> str:
    points = finding.baseline.points if finding.baseline else ()
    if not points:
        return "no period ahead"
    return f"{say_bare_value(points[-1].value, indicator=indicator)} for {points[-1].period.label}"


def _say_other(name: str, *, series: Series, indicator: Indicator) -> str:
    return f"{name}: {_say_figure(series.latest, indicator=indicator)}." if series.latest else ""


def _say_figure(observation: Observation, *, indicator: Indicator) -> str:
    value = say_bare_value(observation.value or 0.0, indicator=indicator)
    return f"{value} {say_when(observation.period, short=True)}"
