"""The pieces of a plotly figure beside its lines: uprights, hatching, the gap, the words on the plot."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from oba.charts.description import Absence, BreakLine, FreezeLine, GapArrow, LagStrip
from oba.charts.frame import Sizes
from oba.charts.palette import Palette

Piece = dict[str, Any]

_TAGS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


@dataclass(slots=True)
class Figure:
    """What the layers of one figure add up to.

    `middle` is that of the years shown, `ceiling` the highest value shown.
    """

    palette: Palette
    sizes: Sizes
    source: str
    middle: float
    ceiling: float
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


def add_upright(layer: FreezeLine | BreakLine, *, figure: Figure) -> None:
    dash = "solid" if isinstance(layer, FreezeLine) else "dot"
    figure.shapes.append(_upright(layer.x, dash=dash, colour=figure.palette.ink))
    note = annotation(
        escape_tags(layer.label), x=layer.x, y=1.0, colour=figure.palette.ink, size=figure.sizes.small
    )
    side = "right" if layer.x > figure.middle else "left"
    lift = 0 if isinstance(layer, FreezeLine) else 16
    figure.annotations.append(
        note | {"yref": "paper", "yanchor": "bottom", "xanchor": side, "xshift": 4, "yshift": lift}
    )


def _upright(x: float, *, dash: str, colour: str) -> Piece:
    line = {"width": 1, "dash": dash, "color": colour}
    return {"type": "line", "xref": "x", "yref": "paper", "x0": x, "x1": x, "y0": 0, "y1": 1, "line": line}


def add_lag(layer: LagStrip, *, figure: Figure) -> None:
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
        figure.shapes.append(_upright(layer.next_x, dash="1px,3px", colour=figure.palette.ink))


def add_gap(layer: GapArrow, *, figure: Figure) -> None:
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


def add_absence(layer: Absence, *, figure: Figure) -> None:
    note = annotation(
        escape_tags(layer.word),
        x=(layer.start + layer.end) / 2,
        y=0.06,
        colour=figure.palette.soft,
        size=figure.sizes.small,
    )
    figure.annotations.append(note | {"yref": "paper", "yanchor": "bottom", "xanchor": "center"})


def shorten_hover(text: str, *, most: int = 90) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
