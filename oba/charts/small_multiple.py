"""A small multiple: the turn-the-curve chart with only history, forecast and what happened since.

All charts of a theme page share their height and their years, so that they can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from oba.charts import svg, turn_the_curve
from oba.charts.curve import Curve, Options
from oba.charts.description import Axis, Band, ChartDescription, FreezeLine, Layer, Line, Point, Role
from oba.charts.palette import Theme
from oba.words.alt_text import say_caption
from oba.words.curve_notes import say_empty

KIND = "small_multiple"
_PLAIN = Options(show_interval=False)
_LINES = (Role.OURS, Role.SINCE, Role.FORECAST)


def years_of(curves: Iterable[Curve]) -> tuple[float, float] | None:
    """The range of years that holds every one of the curves; None for no curve with figures."""
    drawn = [turn_the_curve.describe(replace(curve, options=_PLAIN, targets=())) for curve in curves]
    axes = [description.x for description in drawn if not description.empty]
    if not axes:
        return None
    return min(axis.low for axis in axes), max(axis.high for axis in axes)


def describe(curve: Curve, *, years: tuple[float, float] | None = None) -> ChartDescription:
    """The simplified chart over `years`, or over its own when none are given."""
    whole = turn_the_curve.describe(replace(curve, options=_PLAIN, targets=()))
    low, high = years or (whole.x.low, whole.x.high)
    layers = tuple(
        kept for layer in whole.layers if (kept := _simplify(layer, low=low, high=high)) is not None
    )
    return replace(
        whole,
        kind=KIND,
        title=curve.indicator.title,
        subtitle=f"{curve.area_name}: {say_caption(curve.finding, indicator=curve.indicator, series=curve.series)}",
        x=Axis(low, high, tuple(tick for tick in whole.x.ticks if low <= tick.at <= high)),
        layers=layers,
        notes=(),
        source="",
        empty=whole.empty if any(isinstance(one, Line) for one in layers) else say_empty(curve.series),
    )


def draw(
    description: ChartDescription,
    *,
    width: int = 320,
    height: int = 180,
    theme: Theme = Theme.LIGHT,
    titled: bool = False,
) -> str:
    """The picture, without title unless `titled`: beside it the page says the sentence and the status."""
    return svg.draw(description, width=width, height=height, theme=theme, titled=titled)


def _simplify(layer: Layer, *, low: float, high: float) -> Layer | None:
    match layer:
        case Line(role=role) if role in _LINES:
            return _cut(layer, low=low, high=high)
        case Band(role=Role.FAN80 | Role.FAN95):
            spans = tuple(span for span in layer.spans if low <= span.x <= high)
            start = layer.start if layer.start and layer.start[0] >= low else None
            return replace(layer, spans=spans, end_label="", start=start) if spans else None
        case FreezeLine(x=x) if low <= x <= high:
            return replace(layer, label="")
        case _:
            return None


def _cut(layer: Line, *, low: float, high: float) -> Line | None:
    """The line inside the years, its label no more than its last value."""
    parts: list[tuple[Point, ...]] = []
    for segment in layer.segments:
        inside = tuple(point for point in segment if low <= point.x <= high)
        if inside:
            parts.append(inside)
    if not parts:
        return None
    start = layer.start if layer.start and layer.start[0] >= low else None
    label = parts[-1][-1].text if layer.end_label else ""
    return replace(layer, segments=tuple(parts), end_label=label, start=start)
