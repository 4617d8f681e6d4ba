"""Any chart description as a standalone, accessible SVG: no script, no font, no link to anywhere."""

from __future__ import annotations

import zlib

from oba.charts.description import ChartDescription, GapArrow, Role
from oba.charts.frame import Frame, Sizes, tick_margin
from oba.charts.frozen_label import name_frozen
from oba.charts.lettering import FONT_FAMILY, escape, wrap
from oba.charts.palette import Theme, of_theme
from oba.charts.pen import number, texts
from oba.charts.svg_axes import draw_lane, draw_time_axis, draw_value_axis, lane_height, lane_labels
from oba.charts.svg_blocks import Head, draw_foot, draw_head, foot_rows, foot_sentences, head_of
from oba.charts.svg_labels import (
    LEAD,
    EndLabel,
    draw_end_labels,
    draw_gap_label,
    end_labels,
    gap_fits,
    gap_label,
    label_column,
)
from oba.charts.svg_layers import FANS, Canvas, draw_layer, name_fan

_LEAST_PLOT = 90.0


def draw(
    description: ChartDescription,
    *,
    width: int = 920,
    height: int = 470,
    theme: Theme = Theme.LIGHT,
    titled: bool = True,
) -> str:
    """The picture. Below 480 pixels the labels move under the title, but for a small multiple.

    `titled` false leaves out title, subtitle and source, for a page that says them itself. Width and
    height are at least 160.
    """
    width, height = max(width, 160), max(height, 160)
    palette = of_theme(theme)
    sizes = Sizes.of_width(width, compact=description.kind == "small_multiple")
    ids = f"c{zlib.crc32(repr((description.title, description.alt, width, height, theme)).encode()):08x}"
    labels = end_labels(description, palette=palette)
    head, rows = _blocks(description, labels=labels, sizes=sizes, size=(width, height), titled=titled)
    top, bottom = head.height(sizes=sizes), height - sizes.pad * 0.6 - len(rows) * sizes.small * 1.3
    frame = Frame(sizes.pad, top, width - sizes.pad, bottom, description.x, description.y)
    body = _draw_body(description, labels=labels, canvas=Canvas(frame, sizes, palette, ids))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="{ids}t {ids}d" '
        f'font-family="{FONT_FAMILY}">'
        f'<title id="{ids}t">{escape(description.title)}</title>'
        f'<desc id="{ids}d">{escape(description.alt)}</desc>'
        f'<rect width="{width}" height="{height}" fill="{palette.background}"/>'
        f"{draw_head(head, sizes=sizes, palette=palette)}{body}"
        f"{draw_foot(rows, top=bottom, sizes=sizes, palette=palette)}</svg>"
    )


def _blocks(
    description: ChartDescription,
    *,
    labels: list[EndLabel],
    sizes: Sizes,
    size: tuple[int, int],
    titled: bool,
) -> tuple[Head, list[str]]:
    """The words above and below; in a low picture whole notes, then the subtitle, give way to the plot."""
    room = size[0] - 2 * sizes.pad
    head = head_of(description, labels=labels, sizes=sizes, room=room, titled=titled)
    sentences = foot_sentences(description, titled=titled)
    rows = foot_rows(sentences, sizes=sizes, room=room)
    spare = size[1] - lane_height(description, sizes=sizes) - sizes.small * 2.4 - _LEAST_PLOT
    while rows and spare - head.height(sizes=sizes) - len(rows) * sizes.small * 1.3 < 0:
        sentences = [*sentences[:-2], sentences[-1]] if len(sentences) > 1 else [""]
        rows = foot_rows(sentences, sizes=sizes, room=room)
    for part in ("subtitle", "key", "status"):
        if spare - head.height(sizes=sizes) < 0:
            head = head.without(part)
    return head, rows


def _draw_body(description: ChartDescription, *, labels: list[EndLabel], canvas: Canvas) -> str:
    if description.empty:
        return _draw_empty(description.empty, canvas=canvas)
    sizes, outer = canvas.sizes, canvas.frame
    left = outer.left + tick_margin(description.y, size=sizes.small)
    most = outer.right * 0.24
    beside = [] if sizes.narrow else [label for label in labels if label.role is not Role.FROZEN]
    column = label_column(beside, size=sizes.body, most=most)
    canvas = _within(canvas, left=left, right=outer.right - (column + LEAD if column else 0))
    arrow = next((layer for layer in description.layers if isinstance(layer, GapArrow)), None)
    fits = arrow is not None and gap_fits(arrow, canvas=canvas)
    if arrow is not None and not fits and not sizes.narrow:
        beside = sorted([*beside, gap_label(arrow, palette=canvas.palette)], key=lambda label: label.weight)
        column = label_column(beside, size=sizes.body, most=most)
        canvas = _within(canvas, left=left, right=outer.right - column - LEAD)
    lane = lane_labels(description, canvas=canvas, width=outer.right + sizes.pad)
    canvas = _within(canvas, top=outer.top + lane_height(description, sizes=sizes, labels=lane))
    canvas = _within(canvas, bottom=outer.bottom - sizes.small * 1.8)
    parts = [
        _definitions(canvas),
        draw_value_axis(canvas),
        *(draw_layer(layer, canvas=canvas) for layer in description.layers),
        draw_time_axis(description, canvas=canvas),
        draw_lane(lane, canvas=canvas),
        draw_end_labels(beside, canvas=canvas, column=column),
        *(name_fan(band, canvas=canvas) for band in description.bands(*FANS)),
        name_frozen(description, canvas=canvas),
    ]
    if arrow is not None and fits and not sizes.narrow:
        parts.append(draw_gap_label(arrow, canvas=canvas))
    return "".join(parts)


def _within(
    canvas: Canvas,
    *,
    left: float | None = None,
    right: float | None = None,
    top: float | None = None,
    bottom: float | None = None,
) -> Canvas:
    """The same canvas with some edges of its frame moved, and never less than a few pixels between them."""
    old = canvas.frame
    edges = (
        old.left if left is None else left,
        old.top if top is None else top,
        old.right if right is None else right,
        old.bottom if bottom is None else bottom,
    )
    frame = Frame(
        edges[0], edges[1], max(edges[2], edges[0] + 20), max(edges[3], edges[1] + 20), old.x, old.y
    )
    return Canvas(frame, canvas.sizes, canvas.palette, canvas.ids)


def _definitions(canvas: Canvas) -> str:
    """The hatching of the lag, and the clipping of a fan that is wider than the plot."""
    frame, ids = canvas.frame, canvas.ids
    return (
        f'<defs><pattern id="{ids}h" width="7" height="7" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><path d="M0,0V7" stroke="{canvas.palette.hatch}" stroke-width="2"/>'
        f'</pattern><clipPath id="{ids}c"><rect x="{number(frame.left)}" y="{number(frame.top)}" '
        f'width="{number(frame.width)}" height="{number(frame.height)}"/></clipPath></defs>'
    )


def _draw_empty(words: str, *, canvas: Canvas) -> str:
    """What stands in place of the plot when there is nothing to plot."""
    frame, size = canvas.frame, canvas.sizes.body
    rows = wrap(words, width=frame.width - 24, size=size, most=4)
    first = (frame.top + frame.bottom) / 2 - (len(rows) - 1) * size * 0.6
    box = (
        f'<rect x="{number(frame.left)}" y="{number(frame.top + 6)}" width="{number(frame.width)}" '
        f'height="{number(max(frame.height - 12, 1))}" fill="none" stroke="{canvas.palette.fan_edge}" '
        f'stroke-dasharray="4 4"/>'
    )
    middle = frame.left + frame.width / 2
    placed = [(row, middle, first + i * size * 1.25) for i, row in enumerate(rows)]
    return box + texts(placed, size=size, fill=canvas.palette.soft, anchor="middle", kind="empty")
