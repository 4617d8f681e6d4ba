"""The axes of a picture, and the lane of words above its plot."""

from __future__ import annotations

from dataclasses import dataclass

from oba.charts.axes import fit, thin
from oba.charts.description import BreakLine, ChartDescription, FreezeLine, LagStrip, Tick
from oba.charts.frame import Sizes
from oba.charts.lettering import shorten, width_of
from oba.charts.pen import path, texts
from oba.charts.placing import stack_rows
from oba.charts.svg_layers import Canvas

TODAY = "today"
_NUDGE = 22.0  # pixels that `today` may be moved aside
_APART = 10.0  # pixels between two labels of the time axis, at least


def draw_value_axis(canvas: Canvas) -> str:
    """Level lines and their numbers; the zero line, or the lowest, a little stronger."""
    frame, size, palette = canvas.frame, canvas.sizes.small, canvas.palette
    room = max(2, int(frame.height / (size * 2.2)))
    ticks = thin(frame.y.ticks, room=room, keep=frame.y.ticks[0].at) if frame.y.ticks else ()
    levels = [frame.py(tick.at) for tick in ticks]
    rules = "".join(path(((frame.left, y), (frame.right, y))) for y in levels)
    labels = [(t.label, frame.left - 8, y + size * 0.34) for t, y in zip(ticks, levels, strict=True)]
    return f'<path d="{rules}" stroke="{palette.grid}"/>' * bool(rules) + texts(
        labels, size=size, fill=palette.soft, anchor="end", kind="y"
    )


def draw_time_axis(description: ChartDescription, *, canvas: Canvas) -> str:
    """Period labels that do not touch, the latest period always among them; and where today is."""
    frame, size, palette = canvas.frame, canvas.sizes.small, canvas.palette
    lag = next((layer for layer in description.layers if isinstance(layer, LagStrip)), None)
    ticks = _time_ticks(frame.x.ticks, canvas=canvas, keep=lag.start if lag else None)
    y, foot = frame.bottom + size * 1.35, frame.bottom
    today = ""
    place = place_today(lag, canvas=canvas)
    if place and lag:
        left, right = place
        ticks = tuple(
            t for t in ticks if t.at <= lag.start or _clear(t, left=left, right=right, canvas=canvas)
        )
        words = [(TODAY, (left + right) / 2, y)]
        today = texts(words, size=size, fill=palette.ink, anchor="middle", bold=True, kind="x")
    labels = [(tick.label, sum(_extent(tick.label, at=tick.at, canvas=canvas)) / 2, y) for tick in ticks]
    ends = [tick.at for tick in ticks] + ([lag.today_x] if today and lag else [])
    marks = "".join(path(((frame.px(x), foot), (frame.px(x), foot + 4))) for x in ends)
    base = path(((frame.left, foot), (frame.right, foot)))
    return (
        f'<path d="{base}{marks}" stroke="{palette.fan_edge}"/>'
        f"{texts(labels, size=size, fill=palette.soft, anchor='middle', kind='x')}{today}"
    )


def place_today(lag: LagStrip | None, *, canvas: Canvas) -> tuple[float, float] | None:
    """Where `today` can stand under the axis, if need be a little aside of its mark; None if nowhere."""
    if lag is None or lag.end != lag.today_x:
        return None
    left, right = _extent(TODAY, at=lag.today_x, canvas=canvas)
    latest = [tick for tick in canvas.frame.x.ticks if tick.at <= lag.start][-1:]
    limits = [_extent(tick.label, at=tick.at, canvas=canvas)[1] + 6 for tick in latest]
    nudge = max([limit - left for limit in limits if limit > left], default=0.0)
    fits = nudge <= _NUDGE and right + nudge <= canvas.frame.right + canvas.sizes.pad * 0.6
    return (left + nudge, right + nudge) if fits else None


def _clear(tick: Tick, *, left: float, right: float, canvas: Canvas) -> bool:
    extent = _extent(tick.label, at=tick.at, canvas=canvas)
    return extent[1] + 6 <= left or right + 6 <= extent[0]


def _time_ticks(ticks: tuple[Tick, ...], *, canvas: Canvas, keep: float | None) -> tuple[Tick, ...]:
    """The most ticks, evenly stepped, whose labels stay clear of each other."""
    widest = max((width_of(tick.label, size=canvas.sizes.small) for tick in ticks), default=1.0)
    most = int(canvas.frame.width / (widest + _APART)) + 2
    return fit(
        ticks,
        extent=lambda tick: _extent(tick.label, at=tick.at, canvas=canvas),
        apart=_APART,
        most=most,
        keep=keep,
    )


def _extent(label: str, *, at: float, canvas: Canvas) -> tuple[float, float]:
    """Where a label under the axis would lie, held inside the picture."""
    frame, pad = canvas.frame, canvas.sizes.pad
    half = width_of(label, size=canvas.sizes.small, bold=label == TODAY) / 2
    middle = min(max(frame.px(at), pad * 0.4 + half), max(frame.right + pad * 0.6 - half, pad * 0.4 + half))
    return middle - half, middle + half


@dataclass(frozen=True, slots=True)
class LaneLabel:
    words: str
    left: float
    row: int


def lane_labels(description: ChartDescription, *, canvas: Canvas, width: float) -> list[LaneLabel]:
    """Labels over the plot for the freeze, breaks and the lag, in as many rows as they need."""
    size, pad = canvas.sizes.small, canvas.sizes.pad
    extents: list[tuple[float, float]] = []
    words: list[str] = []
    for label, x, share in _lane_wishes(description, canvas=canvas):
        short = shorten(label, width=width - 2 * pad, size=size)
        long = width_of(short, size=size)
        left = min(max(x - long * share, pad), width - pad - long)
        if share == 0.5 and extents:  # the label of the lag moves right, clear of the freeze, while it can
            left = min(max(left, extents[0][1] + 15), width - pad - long, x - 8) if x - 8 > left else left
        extents.append((min(left, x) if share > 0.5 else left, left + long))
        words.append(short)
    rows = stack_rows(extents, gap=6 if canvas.sizes.narrow else 14)
    lefts = [right - width_of(text, size=size) for text, (_, right) in zip(words, extents, strict=True)]
    return [LaneLabel(text, left, row) for text, left, row in zip(words, lefts, rows, strict=True)]


def _lane_wishes(description: ChartDescription, *, canvas: Canvas) -> list[tuple[str, float, float]]:
    """(words, x it belongs to, share of the words left of that x), the freeze first and the lag last."""
    frame = canvas.frame
    uprights = [
        (layer.label, frame.px(layer.x), 0.97)
        for layer in description.layers
        if isinstance(layer, FreezeLine | BreakLine) and layer.label
    ]
    lags = []
    for layer in description.layers:
        if isinstance(layer, LagStrip) and not canvas.sizes.narrow:
            lags.append((layer.label, frame.px((layer.start + layer.end) / 2), 0.5))
        elif (
            isinstance(layer, LagStrip)
            and layer.end == layer.today_x
            and place_today(layer, canvas=canvas) is None
        ):
            lags.append((TODAY, frame.px(layer.end), 0.5))
    return [*uprights, *lags]


def lane_height(
    description: ChartDescription, *, sizes: Sizes, labels: list[LaneLabel] | None = None
) -> float:
    """What the lane takes above the plot; before its labels are placed, the most it can take."""
    if labels is None:
        kinds = (FreezeLine, BreakLine) if sizes.narrow else (FreezeLine, BreakLine, LagStrip)
        rows = sum(isinstance(layer, kinds) for layer in description.layers)
    else:
        rows = max((label.row + 1 for label in labels), default=0)
    return 12 + rows * sizes.small * 1.3


def draw_lane(labels: list[LaneLabel], *, canvas: Canvas) -> str:
    size, top = canvas.sizes.small, canvas.frame.top
    placed = [(label.words, label.left, top - 9 - label.row * size * 1.3) for label in labels]
    return texts(placed, size=size, fill=canvas.palette.ink, kind="lane")
