"""The control chart: figures joined, the mean and the limits of each phase, and the figures that stand out."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from oba.charts.axes import time_ticks, value_axis
from oba.charts.description import (
    Absence,
    Accent,
    Accents,
    AccentShape,
    Axis,
    BreakLine,
    ChartDescription,
    Layer,
    Line,
    Point,
    Role,
)
from oba.charts.segments import absent_runs, as_point, segments, typical_step
from oba.model.control import ControlChart, ControlPoint, PointKind
from oba.model.indicator import Indicator
from oba.model.release import Source
from oba.model.series import Observation, Series
from oba.words import control
from oba.words.numbers import is_percentage
from oba.words.sources import say_release_date, say_sources
from oba.words.status import Tone

KIND = "control_chart"
_SHAPES = {
    PointKind.IMPROVEMENT: (AccentShape.RINGED_DOT, Tone.BETTER),
    PointKind.CONCERN: (AccentShape.DIAMOND, Tone.WORSE),
    PointKind.NEUTRAL_HIGH: (AccentShape.TRIANGLE_UP, Tone.NEUTRAL),
    PointKind.NEUTRAL_LOW: (AccentShape.TRIANGLE_DOWN, Tone.NEUTRAL),
}


def describe(
    chart: ControlChart | None,
    *,
    indicator: Indicator,
    area_name: str,
    series: Series,
    sources: tuple[Source, ...] = (),
    loaded: date | None = None,
    zero_based: bool = True,
) -> ChartDescription:
    """The chart as plain data. `series` is the one that `chart` was found in; None for too few figures."""
    layers = _layers(chart, indicator=indicator, area_name=area_name, series=series) if chart else ()
    lines = [layer for layer in layers if isinstance(layer, Line)]
    suffix = "%" if is_percentage(indicator) else ""
    values = (point.y for line in lines for point in line.points)
    y = value_axis(values, zero_based=zero_based, suffix=suffix, ceiling=indicator.upper_bound)
    return ChartDescription(
        kind=KIND,
        title=control.say_title(chart, indicator=indicator),
        subtitle=control.say_subtitle(
            chart, indicator=indicator, area_name=area_name, released=say_release_date(sources, loaded=loaded)
        ),
        alt=control.say_alt(chart, indicator=indicator, area_name=area_name),
        source=say_sources(sources),
        x=_time_axis(layers, chart=chart),
        y=y,
        layers=layers,
        starts_at_zero=y.low == 0.0,
        notes=_notes(chart, indicator=indicator, series=series, axis=y, lines=lines) if chart else (),
        empty="" if chart else control.NO_CHART,
        decimals=indicator.decimals,
        suffix=suffix,
        area_name=area_name,
    )


def _layers(
    chart: ControlChart, *, indicator: Indicator, area_name: str, series: Series
) -> tuple[Layer, ...]:
    """All layers, those at the back first."""
    by_period = {one.period: one for one in series.observations}
    observed = tuple(by_period[point.period] for point in chart.points)
    first = chart.points[0].period.decimal_year
    found: list[Layer] = [
        *_phase_lines(chart, indicator=indicator),
        *_target(chart, indicator=indicator),
        *_new_phases(chart, step=typical_step(observed)),
        *(run for run in absent_runs(series.observations) if run.end >= first),
        _our_line(chart, indicator=indicator, area_name=area_name, observed=observed),
    ]
    accents = tuple(_accent(point, chart=chart) for point in chart.points if point.rule)
    return (*found, *([Accents("figures that stand out", accents)] if accents else []))


def _our_line(
    chart: ControlChart, *, indicator: Indicator, area_name: str, observed: tuple[Observation, ...]
) -> Line:
    """Our figures; what is said of a mark stands with the figure in the table."""
    marks = {
        point.period.key: control.say_mark(point, run_length=chart.run_length, trial=chart.trial)
        for point in chart.points
    }
    parts = tuple(
        tuple(_noted(point, mark=marks[point.period]) for point in run)
        for run in segments(observed, indicator=indicator)
    )
    return Line(Role.OURS, area_name, parts, end_label=f"{area_name} {parts[-1][-1].text}")


def _noted(point: Point, *, mark: str) -> Point:
    if not mark:
        return point
    return replace(
        point,
        note="; ".join(one for one in (mark, point.note) if one),
        hover=f"{point.hover}; {mark}",
    )


def _phase_lines(chart: ControlChart, *, indicator: Indicator) -> list[Line]:
    """The mean and both limits, parted where a phase begins; a limit that is not possible is left out."""
    wanted: tuple[tuple[Role, str, Callable[[ControlPoint], float]], ...] = (
        (Role.CONTROL_LIMIT, "Upper limit", lambda point: point.upper),
        (Role.CONTROL_LIMIT, "Lower limit", lambda point: point.lower),
        (Role.CONTROL_MEAN, "Mean", lambda point: point.mean),
    )
    lines = []
    for role, name, read in wanted:
        levels: list[list[Point]] = []
        for phase in phases_of(chart):
            level = read(phase[0])
            if _possible(level, indicator=indicator):
                levels.append([_at(point, level, indicator=indicator) for point in phase])
        if levels:
            ends = chart.points[-1].period.key == levels[-1][-1].period
            label = f"{name} {levels[-1][-1].text}" if ends else ""
            lines.append(Line(role, name, tuple(tuple(one) for one in levels), end_label=label))
    return lines


def phases_of(chart: ControlChart) -> list[list[ControlPoint]]:
    """The points of each phase: those that follow each other and share their mean and limits."""
    phases: list[list[ControlPoint]] = []
    for point in chart.points:
        same = phases and (phases[-1][-1].mean, repr(phases[-1][-1].lower)) == (point.mean, repr(point.lower))
        if same:
            phases[-1].append(point)
        else:
            phases.append([point])
    return phases


def _target(chart: ControlChart, *, indicator: Indicator) -> list[Line]:
    if chart.target is None:
        return []
    points = tuple(_at(point, chart.target, indicator=indicator) for point in chart.points)
    return [Line(Role.TARGET_LEVEL, "Target", (points,), end_label=f"Target {points[-1].text}")]


def _new_phases(chart: ControlChart, *, step: float) -> list[BreakLine]:
    return [
        BreakLine(phase[0].period.decimal_year - step / 2, control.say_new_phase(phase[0]))
        for phase in phases_of(chart)[1:]
    ]


def _accent(point: ControlPoint, *, chart: ControlChart) -> Accent:
    shape, tone = _SHAPES[point.kind]
    words = control.say_mark(point, run_length=chart.run_length, trial=chart.trial)
    return Accent(point.period.decimal_year, point.value, point.period.label, shape, tone, words)


def _at(point: ControlPoint, level: float, *, indicator: Indicator) -> Point:
    """A level drawn at the period of a point."""
    return replace(as_point(Observation(point.period, level), indicator=indicator), y=level)


def _possible(level: float, *, indicator: Indicator) -> bool:
    low, high = indicator.lower_bound, indicator.upper_bound
    return math.isfinite(level) and (low is None or level >= low) and (high is None or level <= high)


def _time_axis(layers: tuple[Layer, ...], *, chart: ControlChart | None) -> Axis:
    if chart is None:
        return Axis(0.0, 1.0)
    ends = [point.period.decimal_year for point in chart.points]
    ends += [end for layer in layers if isinstance(layer, Absence) for end in (layer.start, layer.end)]
    step = (max(ends) - min(ends)) / max(len(chart.points) - 1, 1)
    return Axis(
        min(ends) - step * 0.3, max(ends) + step * 0.3, time_ticks(point.period for point in chart.points)
    )


def _notes(
    chart: ControlChart, *, indicator: Indicator, series: Series, axis: Axis, lines: list[Line]
) -> tuple[str, ...]:
    first = chart.points[0].period
    breaks = [one.period for one in series.observations if one.breaks]
    older = any(one.value is not None and one.period < first for one in series.observations)
    phases = phases_of(chart)
    drawn = sum(len(line.segments) for line in lines if line.role is Role.CONTROL_LIMIT)
    limited = sum(math.isfinite(phase[0].lower) for phase in phases)
    return control.say_notes(
        chart,
        indicator=indicator,
        axis_from=None if axis.low == 0.0 else axis.ticks[0].label,
        left_out_before=breaks[-1].label if breaks and older else "",
        limit_left_out=drawn < 2 * limited,
    )
