"""Each layer of a chart description as plotly traces, shapes and annotations, in plain data."""

from __future__ import annotations

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
    Point,
    Role,
    Whiskers,
)
from oba.charts.plotly_pieces import (
    Figure,
    Piece,
    add_absence,
    add_gap,
    add_lag,
    add_upright,
    annotation,
    escape_tags,
    shorten_hover,
)
from oba.words.doubts import IN_DOUBT

_DASHES = {
    Role.FROZEN: "dot",
    Role.FORECAST: "dash",
    Role.SCENARIO: "dot",
    Role.REGION: "4px,2px",
    Role.MEDIAN: "dashdot",
}
_WIDTHS = {Role.SINCE: 4.0, Role.OURS: 2.5, Role.FORECAST: 2.0}
_OURS = (Role.OURS, Role.SINCE)


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
            add_upright(layer, figure=figure)
        case LagStrip():
            add_lag(layer, figure=figure)
        case GapArrow():
            add_gap(layer, figure=figure)
        case Flags():
            figure.traces.append(_draw_flags(layer, figure=figure))
        case Absence():
            add_absence(layer, figure=figure)


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
        lines.append(f"<i>{escape_tags(shorten_hover(figure.source))}</i>")
    return "<br>".join(lines)


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
    marker: Piece = {
        "symbol": "diamond",
        "size": 10,
        "color": figure.palette.background,
        "line": {"width": 1.6, "color": figure.palette.target},
    }
    if layer.role is Role.DOUBTFUL:
        ys = [p.y if p.drawn_at is None else p.drawn_at for p in layer.points]
        texts = [f"{text}, {IN_DOUBT}" for text in texts]
        marker |= {"symbol": [_doubtful_symbol(p) for p in layer.points]}
        marker["line"] = {"width": 1.6, "color": figure.palette.comparator}
    trace = _scatter(layer.name, role=layer.role, xs=xs, ys=ys, texts=texts)
    return trace | {"mode": "markers", "marker": marker}


def _doubtful_symbol(point: Point) -> str:
    if point.drawn_at is None:
        return "circle"
    return "triangle-up" if point.y > point.drawn_at else "triangle-down"


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
    if layer.role in (Role.FAN80, Role.FAN95):
        _name_fan(layer, figure=figure)
    return edges


def _name_fan(layer: Band, *, figure: Figure) -> None:
    """`80%` or `95%` under the band's upper edge, as far out as the plot shows that edge."""
    seen = [span for span in layer.spans if span.upper <= figure.ceiling]
    if not seen or (seen[-1].upper - seen[-1].lower) / 2 < figure.ceiling * 0.08:
        return
    last = seen[-1]
    note = annotation(layer.name, x=last.x, y=last.upper, colour=figure.palette.soft, size=figure.sizes.small)
    figure.annotations.append(note | {"xanchor": "right", "yanchor": "top"})


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
        "hovertext": [escape_tags(shorten_hover(flag.label)) for flag in layer.flags],
        "showlegend": False,
    }
