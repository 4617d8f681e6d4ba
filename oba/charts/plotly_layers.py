"""Each layer of a chart description as plotly traces, shapes and annotations, in plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from oba.charts.description import (
    Absence,
    Band,
    BreakLine,
    Flags,
    FreezeLine,
    GapArrow,
    LagStrip,
    Layer,
    Line,
    Marks,
    Role,
    Whiskers,
)
from oba.charts.frame import Sizes
from oba.charts.palette import Palette

Piece = dict[str, Any]

_DASHES = {Role.FORECAST: "dash", Role.SCENARIO: "dot", Role.REGION: "4px,2px", Role.MEDIAN: "dashdot"}
_WIDTHS = {Role.SINCE: 4.0, Role.OURS: 2.5, Role.FORECAST: 2.0}
_OURS = (Role.OURS, Role.SINCE)
_TAGS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


@dataclass(slots=True)
class Figure:
    """What the layers of one figure add up to."""

    palette: Palette
    sizes: Sizes
    source: str
    traces: list[Piece] = field(default_factory=list)
    shapes: list[Piece] = field(default_factory=list)
    annotations: list[Piece] = field(default_factory=list)


def escape_tags(text: str) -> str:
    """Text as plotly shows it letter for letter: no tag of it is read as one."""
    return " ".join(text.translate(_TAGS).split())


def annotation(text: str, *, x: float, y: float, colour: str, size: float) -> Piece:
    """A text without an arrow. `text` is escaped by the caller, who may add tags of our own."""
    font = {"color": colour, "size": size}
    return {"text": text, "x": x, "y": y, "showarrow": False, "font": font, "align": "left"}


def add_layer(layer: Layer, *, figure: Figure) -> None:
    match layer:
        case Line():
            figure.traces.append(_draw_line(layer, figure=figure))
        case Marks():
            figure.traces.append(_draw_marks(layer, figure=figure))
        case Band():
            figure.traces.extend(_draw_band(layer, figure=figure))
        case Whiskers():
            figure.traces.append(_draw_whiskers(layer, figure=figure))
        case FreezeLine() | BreakLine():
            _add_upright(layer, figure=figure)
        case LagStrip():
            _add_lag(layer, figure=figure)
        case GapArrow():
            _add_gap(layer, figure=figure)
        case Flags():
            figure.traces.append(_draw_flags(layer, figure=figure))
        case Absence():
            _add_absence(layer, figure=figure)


def _draw_line(layer: Line, *, figure: Figure) -> Piece:
    """Segments in one trace with a None between them, over which plotly draws nothing."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    texts: list[str] = []
    hollow: list[bool] = []
    if layer.start:
        xs, ys, texts, hollow = [layer.start[0]], [layer.start[1]], [""], [False]
    for segment in layer.segments:
        if xs and not (layer.start and len(xs) == 1):
            xs, ys, texts, hollow = [*xs, None], [*ys, None], [*texts, ""], [*hollow, False]
        xs += [p.x for p in segment]
        ys += [p.y for p in segment]
        texts += [_say_hover(layer, hover=p.hover or f"{p.label}: {p.text}", figure=figure) for p in segment]
        hollow += [p.hollow for p in segment]
    line = {"color": figure.palette.of_role(layer.role), "width": _WIDTHS.get(layer.role, 1.5)}
    if layer.role in _DASHES:
        line["dash"] = _DASHES[layer.role]
    trace = _scatter(layer.name, role=layer.role, xs=xs, ys=ys, texts=texts)
    trace |= {"mode": "lines", "line": line, "connectgaps": False}
    return trace | _markers(hollow, figure=figure) if layer.role in _OURS else trace


def _markers(hollow: list[bool], *, figure: Figure) -> Piece:
    palette = figure.palette
    marker = {
        "size": 9,
        "color": [palette.background if one else palette.focus for one in hollow],
        "line": {
            "width": [2 if one else 1 for one in hollow],
            "color": [palette.focus if one else palette.background for one in hollow],
        },
    }
    return {"mode": "lines+markers", "marker": marker}


def _say_hover(layer: Line, *, hover: str, figure: Figure) -> str:
    """Name, period, value, interval, meaning of markers; then the source."""
    lines = [f"<b>{escape_tags(layer.name)}</b>", escape_tags(hover)]
    if figure.source and layer.role in _OURS:
        lines.append(f"<i>{escape_tags(_shorten(figure.source))}</i>")
    return "<br>".join(lines)


def _shorten(text: str, *, most: int = 90) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _scatter(
    name: str, *, role: Role, xs: list[float | None], ys: list[float | None], texts: list[str]
) -> Piece:
    return {
        "type": "scatter",
        "name": escape_tags(name),
        "meta": role.value,
        "x": xs,
        "y": ys,
        "hoverinfo": "text",
        "hovertext": texts,
        "showlegend": False,
    }


def _draw_marks(layer: Marks, *, figure: Figure) -> Piece:
    texts = [
        f"<b>{escape_tags(layer.name)}</b><br>{escape_tags(f'{p.label}: {p.text}')}" for p in layer.points
    ]
    xs: list[float | None] = [p.x for p in layer.points]
    ys: list[float | None] = [p.y for p in layer.points]
    marker = {
        "symbol": "diamond",
        "size": 10,
        "color": figure.palette.background,
        "line": {"width": 1.6, "color": figure.palette.target},
    }
    trace = _scatter(layer.name, role=layer.role, xs=xs, ys=ys, texts=texts)
    return trace | {"mode": "markers", "marker": marker}


def _draw_band(layer: Band, *, figure: Figure) -> list[Piece]:
    """The lower edge, then the upper one filled down to it."""
    palette = figure.palette
    fill = {Role.FAN80: palette.fan80, Role.FAN95: palette.fan95}.get(layer.role, palette.neighbours)
    start = [layer.start] if layer.start else []
    xs: list[float | None] = [*(at[0] for at in start), *(s.x for s in layer.spans)]
    edges = []
    for lower in (True, False):
        ys: list[float | None] = [
            *(at[1] for at in start),
            *(s.lower if lower else s.upper for s in layer.spans),
        ]
        edge = _scatter(layer.name, role=layer.role, xs=xs, ys=ys, texts=[])
        del edge["hovertext"]
        line = {"width": 0.8, "color": palette.fan_edge}
        edges.append(edge | {"mode": "lines", "line": line, "hoverinfo": "skip"})
    edges[1] |= {"fill": "tonexty", "fillcolor": fill}
    return edges


def _draw_whiskers(layer: Whiskers, *, figure: Figure) -> Piece:
    """One upright stroke for each interval, parted by None."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for span in layer.spans:
        xs += [span.x, span.x, None]
        ys += [span.lower, span.upper, None]
    trace = _scatter(layer.name, role=layer.role, xs=xs, ys=ys, texts=[])
    del trace["hovertext"]
    line = {"width": 2.5, "color": figure.palette.focus}
    return trace | {"mode": "lines", "line": line, "opacity": 0.45, "hoverinfo": "skip"}


def _add_upright(layer: FreezeLine | BreakLine, *, figure: Figure) -> None:
    dash = "solid" if isinstance(layer, FreezeLine) else "dot"
    figure.shapes.append(_upright(layer.x, dash=dash, colour=figure.palette.ink))
    note = annotation(
        escape_tags(layer.label), x=layer.x, y=1.0, colour=figure.palette.ink, size=figure.sizes.small
    )
    lift = 0 if isinstance(layer, FreezeLine) else 16
    figure.annotations.append(
        note | {"yref": "paper", "yanchor": "bottom", "xanchor": "right", "xshift": 4, "yshift": lift}
    )


def _upright(x: float, *, dash: str, colour: str) -> Piece:
    line = {"width": 1, "dash": dash, "color": colour}
    return {"type": "line", "xref": "x", "yref": "paper", "x0": x, "x1": x, "y0": 0, "y1": 1, "line": line}


def _add_lag(layer: LagStrip, *, figure: Figure) -> None:
    """Hatching needs a filled trace; it stands on an axis of its own from bottom to top of the plot."""
    low, high = layer.start, layer.end
    hatch = {
        "shape": "/",
        "fgcolor": figure.palette.hatch,
        "bgcolor": "rgba(0,0,0,0)",
        "size": 7,
        "solidity": 0.2,
    }
    figure.traces.append(
        {
            "type": "bar",
            "name": "no figures yet",
            "meta": "lag",
            "x": [(low + high) / 2],
            "y": [1],
            "width": [high - low],
            "yaxis": "y2",
            "marker": {"color": "rgba(0,0,0,0)", "pattern": hatch, "line": {"width": 0}},
            "hoverinfo": "text",
            "hovertext": [escape_tags(layer.label)],
            "showlegend": False,
        }
    )
    note = annotation(
        escape_tags(layer.label), x=1.0, y=1.0, colour=figure.palette.ink, size=figure.sizes.small
    )
    figure.annotations.append(
        note | {"xref": "paper", "yref": "paper", "yanchor": "bottom", "xanchor": "right", "yshift": 18}
    )
    if low < layer.today_x == high:
        today = annotation("today", x=high, y=0.0, colour=figure.palette.ink, size=figure.sizes.small)
        figure.annotations.append(today | {"yref": "paper", "yanchor": "bottom", "xanchor": "right"})
    if layer.next_x is not None:
        figure.shapes.append(_upright(layer.next_x, dash="dot", colour=figure.palette.ink))


def _add_gap(layer: GapArrow, *, figure: Figure) -> None:
    colour = figure.palette.of_tone(layer.tone)
    figure.annotations.append(
        {
            "text": "",
            "x": layer.x,
            "y": layer.end,
            "ax": layer.x,
            "ay": layer.start,
            "axref": "x",
            "ayref": "y",
            "xref": "x",
            "yref": "y",
            "xshift": 13,
            "showarrow": True,
            "arrowhead": 2 if layer.decided else 0,
            "arrowwidth": 2,
            "arrowcolor": colour,
        }
    )


def _draw_flags(layer: Flags, *, figure: Figure) -> Piece:
    """On the foot of the plot, named when a pointer rests on them."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": layer.name,
        "meta": "flags",
        "x": [flag.x for flag in layer.flags],
        "y": [0.02 for _ in layer.flags],
        "yaxis": "y2",
        "marker": {"symbol": "triangle-right", "size": 11, "color": figure.palette.action},
        "hoverinfo": "text",
        "hovertext": [escape_tags(_shorten(flag.label)) for flag in layer.flags],
        "showlegend": False,
    }


def _add_absence(layer: Absence, *, figure: Figure) -> None:
    note = annotation(
        escape_tags(layer.word),
        x=(layer.start + layer.end) / 2,
        y=0.04,
        colour=figure.palette.soft,
        size=figure.sizes.small,
    )
    figure.annotations.append(note | {"yref": "paper", "yanchor": "bottom", "xanchor": "center"})
