"""The turn-the-curve chart: history, the frozen forecast, and what happened since."""

from __future__ import annotations

from oba.charts.axes import time_ticks, value_axis
from oba.charts.curve import Compared as Compared
from oba.charts.curve import Curve as Curve
from oba.charts.curve import Options as Options
from oba.charts.curve import OtherForecast as OtherForecast
from oba.charts.curve_layers import (
    comparator_lines,
    fan,
    forecast_lines,
    frozen_history,
    interval,
    neighbours_band,
    our_lines,
    target_marks,
)
from oba.charts.curve_marks import absences, breaks, flags, freeze_line, gap_arrow, lag_strip
from oba.charts.description import (
    Absence,
    Axis,
    Band,
    ChartDescription,
    LagStrip,
    Layer,
    Line,
    Marks,
    Role,
    Whiskers,
)
from oba.charts.doubtful import doubtful_marks, hold_inside, say_doubts, without_doubtful
from oba.charts.segments import typical_step
from oba.model.finding import TrendWord
from oba.model.period import Period
from oba.words import alt_text, curve_notes
from oba.words.findings import say_title
from oba.words.numbers import is_percentage
from oba.words.sources import say_sources
from oba.words.status import Status, status_of_trend, status_of_verdict

_FAN_ROOM = 0.2  # how far, as a share of the rest, the fan may stretch the value axis


def describe(curve: Curve) -> ChartDescription:
    """The chart as plain data, for either drawing and for the twin table."""
    layers = _layers(curve)
    suffix = "%" if is_percentage(curve.indicator) else ""
    y = _value_axis(layers, curve=curve, suffix=suffix)
    has_points = any(isinstance(layer, Line | Marks) for layer in layers)
    return ChartDescription(
        kind="turn_the_curve",
        title=say_title(curve.finding, indicator=curve.indicator),
        subtitle=_subtitle(curve, layers=layers),
        alt=_alt(curve),
        source=" ".join(part for part in (say_sources(curve.sources), curve.quality) if part),
        x=_time_axis(layers, curve=curve),
        y=y,
        layers=hold_inside(layers, axis=y),
        starts_at_zero=y.low == 0.0,
        notes=_notes(curve, layers=layers, y=y),
        status=_status(curve),
        empty="" if has_points else curve_notes.say_empty(curve.series),
        decimals=curve.indicator.decimals,
        suffix=suffix,
        area_name=curve.area_name,
    )


def _layers(curve: Curve) -> tuple[Layer, ...]:
    """All layers, those at the back first."""
    ours = our_lines(curve)
    since = min((point.x for line in ours for point in line.points), default=float("-inf"))
    found: list[Layer | None] = [
        *(fan(curve.baseline) if curve.baseline else ()),
        neighbours_band(curve, since=since),
        *comparator_lines(curve, since=since),
        *doubtful_marks(curve, since=since),
        *forecast_lines(curve),
        freeze_line(curve),
        *breaks(curve),
        *absences(curve, since=since),
        frozen_history(curve),
        interval(curve),
        *ours,
        target_marks(curve),
        gap_arrow(curve),
    ]
    layers = [layer for layer in found if layer is not None]
    first, last = _ends(layers)
    lag = lag_strip(curve, limit=last + max(1.5, 0.2 * (last - first)))
    marks = flags(curve, low=first, high=max(last, lag.end if lag else last))
    behind = sum(isinstance(layer, Band) for layer in layers)  # the bands lie first, and the hatching on them
    return (*layers[:behind], *([lag] if lag else []), *layers[behind:], *([marks] if marks else []))


def _ends(layers: list[Layer] | tuple[Layer, ...]) -> tuple[float, float]:
    xs = [x for layer in layers for x in _positions(layer)]
    return min(xs, default=0.0), max(xs, default=1.0)


def _positions(layer: Layer) -> list[float]:
    match layer:
        case Line() | Marks():
            return [point.x for point in layer.points]
        case Band() | Whiskers():
            return [span.x for span in layer.spans]
        case Absence():
            return [layer.start, layer.end]
        case LagStrip():
            return [layer.start, layer.end]
        case _:
            return []


def _time_axis(layers: tuple[Layer, ...], *, curve: Curve) -> Axis:
    low, high = _ends(layers)
    step = typical_step(curve.series.observations)
    keys = {point.period for layer in layers if isinstance(layer, Line | Marks) for point in layer.points}
    keys |= {key for layer in layers if isinstance(layer, Absence) for key, _, _ in layer.periods}
    periods = [Period.from_key(key) for key in keys]
    return Axis(low - step * 0.3, high + step * 0.3, time_ticks(periods))


def _value_axis(layers: tuple[Layer, ...], *, curve: Curve, suffix: str) -> Axis:
    """A range that holds all values and as much of the fan as leaves the rest legible."""
    core = [value for layer in layers for value in _values(layer)]
    zero_based = curve.options.zero_based
    low, high = min(core, default=0.0), max(core, default=0.0)
    room = _FAN_ROOM * (high - (min(low, 0.0) if zero_based else low))
    edges = [
        min(max(edge, low - room), high + room)
        for layer in layers
        if isinstance(layer, Band) and layer.role in (Role.FAN80, Role.FAN95)
        for span in layer.spans
        for edge in (span.lower, span.upper)
    ]
    ceiling = curve.indicator.upper_bound
    return value_axis([*core, *edges], zero_based=zero_based, suffix=suffix, ceiling=ceiling)


def _values(layer: Layer) -> list[float]:
    match layer:
        case Line():
            start = [layer.start[1]] if layer.start else []
            return [*start, *(point.y for point in layer.points)]
        case Marks(role=Role.DOUBTFUL):
            return []
        case Marks():
            return [point.y for point in layer.points]
        case Whiskers():
            return [end for span in layer.spans for end in (span.lower, span.upper)]
        case Band(role=Role.NEIGHBOURS):
            return [end for span in layer.spans for end in (span.lower, span.upper)]
        case _:
            return []


def _subtitle(curve: Curve, *, layers: tuple[Layer, ...]) -> str:
    return curve_notes.say_subtitle(
        curve.indicator,
        area_name=curve.area_name,
        sources=curve.sources,
        has_whiskers=any(isinstance(layer, Whiskers) for layer in layers),
        all_own=_all_own(layers, curve=curve),
    )


def _all_own(layers: tuple[Layer, ...], *, curve: Curve) -> bool:
    """Whether every bar is computed here."""
    drawn = {span.period for layer in layers if isinstance(layer, Whiskers) for span in layer.spans}
    return bool(drawn) and drawn <= {period.key for period in curve.own_limits}


def _notes(curve: Curve, *, layers: tuple[Layer, ...], y: Axis) -> tuple[str, ...]:
    fans = [layer for layer in layers if isinstance(layer, Band) and layer.role is Role.FAN95]
    edges = [edge for band in fans for span in band.spans for edge in (span.lower, span.upper)]
    notes = curve_notes.say_notes(
        curve.indicator,
        baseline=curve.baseline,
        revised=curve.revised,
        axis_from=None if y.low == 0.0 else y.ticks[0].label,
        beyond=tuple(
            edge for edge in (min(edges, default=y.low), max(edges, default=y.high)) if not _inside(edge, y)
        ),
        own=() if _all_own(layers, curve=curve) or not curve.options.show_interval else curve.own_limits,
    )
    return notes + say_doubts(curve, layers=layers, axis=y)


def _inside(value: float, axis: Axis) -> bool:
    slack = axis.span * 1e-9
    return axis.low - slack <= value <= axis.high + slack


def _status(curve: Curve) -> Status | None:
    """The verdict where there is one, else the trend where there is one."""
    if curve.verdict is not None:
        return status_of_verdict(curve.verdict)
    trend = curve.finding.trend
    return None if trend.word is TrendWord.CANNOT_BE_CALCULATED else status_of_trend(trend)


def _alt(curve: Curve) -> str:
    others = tuple(
        (other.name, without_doubtful(other, curve=curve).series)
        for other in curve.compared
        if other.role.value != "statistical neighbour"
    )
    return alt_text.say_curve(
        curve.finding,
        indicator=curve.indicator,
        area_name=curve.area_name,
        series=curve.series,
        others=others if curve.options.show_comparators else (),
    )
