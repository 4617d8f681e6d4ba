"""Any chart description as a plotly figure in plain data, for the page where the chart is being read.

The drawing needs no plotly: the figure is the dictionary that its JSON would be, until `build`. Plotly reads
tags in text, so every text from data is escaped first.
"""

from __future__ import annotations

from typing import Any

from oba.charts.axes import fit
from oba.charts.description import ChartDescription, GapArrow, LagStrip, Role, Tick
from oba.charts.frame import Frame, Sizes, tick_margin
from oba.charts.frozen_label import find_widest, name_of
from oba.charts.lettering import FONT_FAMILY, width_of
from oba.charts.palette import Palette, Theme, of_theme
from oba.charts.plotly_layers import add_layer
from oba.charts.plotly_pieces import Figure, annotation, escape_tags
from oba.charts.svg_labels import LEAD, EndLabel, end_labels, gap_label, label_column, place_labels

_HEIGHT = 460
_TOP, _BOTTOM = 52.0, 34.0
_WIDTH = 760.0  # what the labels are measured for; the page stretches the plot, never the labels
_NARROWEST = (
    600.0  # narrower than this a page shows the drawing instead: labels under the axis are clear even here
)
_MOST_TICKS = 9
_APART = 8.0  # pixels between two labels of the time axis, at least
_PARTED = 9  # letters from which a label of pooled years is set in two rows
_COLUMN = 180.0
_ROOMY = 1.2  # plotly sets its lines further apart than our own drawing does


def draw(
    description: ChartDescription, *, theme: Theme = Theme.LIGHT, height: int = _HEIGHT
) -> dict[str, Any]:
    """`data` and `layout` of a figure that fills the width it is given. Use it with `theme=None`."""
    palette = of_theme(theme)
    labels = [one for one in end_labels(description, palette=palette) if one.role is not Role.FROZEN]
    arrow = next((layer for layer in description.layers if isinstance(layer, GapArrow)), None)
    if arrow is not None:
        labels = sorted([*labels, gap_label(arrow, palette=palette)], key=lambda label: label.weight)
    sizes = Sizes.of_width(_WIDTH)
    column = label_column(labels, size=sizes.body, most=_COLUMN)
    left = tick_margin(description.y, size=sizes.small) + 4
    bottom = _BOTTOM + (
        sizes.body * _ROOMY if any("<br>" in _part(t.label) for t in description.x.ticks) else 0
    )
    frame = Frame(left, _TOP, _WIDTH - column - LEAD, height - bottom, description.x, description.y)
    x = description.x
    figure = Figure(
        palette, sizes, description.source, middle=(x.low + x.high) / 2, ceiling=description.y.high
    )
    for layer in description.layers:
        add_layer(layer, figure=figure)
    figure.annotations.extend(_frozen_note(description, palette=palette, size=sizes.small))
    figure.annotations.extend(_label_notes(labels, frame=frame, sizes=sizes, column=column))
    margin = {"l": round(left), "r": round(column + LEAD + 4), "t": _TOP, "b": bottom}
    layout = _layout(description, figure=figure, palette=palette, height=height, margin=margin)
    return {"data": figure.traces, "layout": layout}


def build(drawn: dict[str, Any]) -> Any:
    """The same figure as plotly's own object, checked once. Showing the dictionary would check it each time."""
    from plotly import (
        graph_objects,
    )  # half a second to import, and only a page that shows the figure needs it

    return graph_objects.Figure(drawn)


def configure() -> dict[str, Any]:
    """The settings to hand to the page with the figure: no mode bar and its eight tab stops."""
    return {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}


def _layout(
    description: ChartDescription,
    *,
    figure: Figure,
    palette: Palette,
    height: int,
    margin: dict[str, float],
) -> dict[str, Any]:
    return {
        "height": height,
        "autosize": True,
        "margin": margin,
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT_FAMILY.replace("'", ""), "size": figure.sizes.body, "color": palette.soft},
        "hoverlabel": {"align": "left", "bgcolor": palette.background, "font": {"color": palette.ink}},
        "xaxis": _time_axis(
            description, palette=palette, room=_NARROWEST - margin["l"] - margin["r"], size=figure.sizes.body
        ),
        "yaxis": _value_axis(description, palette=palette),
        "yaxis2": {"range": [0, 1], "overlaying": "y", "visible": False, "fixedrange": True},
        "bargap": 0,
        "shapes": figure.shapes,
        "annotations": [*figure.annotations, *_empty_note(description, palette=palette)],
    }


def _time_axis(
    description: ChartDescription, *, palette: Palette, room: float, size: float
) -> dict[str, Any]:
    """Labels that do not touch where the plot is `room` pixels wide, the narrowest that it is shown."""
    lag = next((layer for layer in description.layers if isinstance(layer, LagStrip)), None)
    wide = room / (description.x.high - description.x.low)

    def extent(tick: Tick) -> tuple[float, float]:
        half = max(width_of(row, size=size) for row in _part(tick.label).split("<br>")) / 2
        return tick.at * wide - half, tick.at * wide + half

    ticks = fit(
        description.x.ticks, extent=extent, apart=_APART, most=_MOST_TICKS, keep=lag.start if lag else None
    )
    return {
        "range": [description.x.low, description.x.high],
        "tickmode": "array",
        "tickvals": [tick.at for tick in ticks],
        "ticktext": [_part(tick.label) for tick in ticks],
        "tickangle": 0,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "linecolor": palette.fan_edge,
        "ticks": "outside",
    }


def _part(label: str) -> str:
    """A label as plotly sets it: pooled years in two rows, `2008/09-` and `10/11`."""
    first, dash, last = label.partition("-")
    if not dash or len(label) < _PARTED:
        return escape_tags(label)
    return f"{escape_tags(first)}-<br>{escape_tags(last)}"


def _value_axis(description: ChartDescription, *, palette: Palette) -> dict[str, Any]:
    return {
        "range": [description.y.low, description.y.high],
        "tickmode": "array",
        "tickvals": [tick.at for tick in description.y.ticks],
        "ticktext": [escape_tags(tick.label) for tick in description.y.ticks],
        "gridcolor": palette.grid,
        "zeroline": False,
        "fixedrange": True,
    }


def _label_notes(
    labels: list[EndLabel], *, frame: Frame, sizes: Sizes, column: float
) -> list[dict[str, Any]]:
    """The names of the lines in the right margin, moved apart in pixels: the height is fixed."""
    notes = []
    for label, rows, middle in place_labels(
        labels, frame=frame, size=sizes.body * _ROOMY, column=column * _ROOMY
    ):
        words = "<br>".join(escape_tags(row) for row in rows)
        note = annotation(
            f"<b>{words}</b>" if label.bold else words, x=1.0, y=0.0, colour=label.colour, size=sizes.body
        )
        note |= {"xshift": LEAD - 4}
        share = (frame.bottom - middle) / frame.height
        notes.append(
            note | {"xref": "paper", "yref": "paper", "y": share, "xanchor": "left", "yanchor": "middle"}
        )
    return notes


def _frozen_note(description: ChartDescription, *, palette: Palette, size: float) -> list[dict[str, Any]]:
    """The name of the history as it stood at the freeze, beside the point that moved most."""
    found = find_widest(description)
    if found is None:
        return []
    point, above = found
    words = escape_tags(name_of(description))
    note = annotation(words, x=point.x, y=point.y, colour=palette.soft, size=size)
    return [note | {"yanchor": "bottom" if above else "top", "yshift": 3 if above else -3}]


def _empty_note(description: ChartDescription, *, palette: Palette) -> list[dict[str, Any]]:
    if not description.empty:
        return []
    note = annotation(escape_tags(description.empty), x=0.5, y=0.5, colour=palette.soft, size=15)
    return [note | {"xref": "paper", "yref": "paper", "xanchor": "center"}]
