"""Areas in rows as SVG: thin rows and few names when there are many areas, every name when there are few."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from oba.charts.axes import thin
from oba.charts.description import Axis, Role
from oba.charts.frame import Frame, Sizes
from oba.charts.lettering import FONT_FAMILY, escape, shorten, width_of, wrap, wrap_evenly
from oba.charts.palette import Palette, Theme, of_theme
from oba.charts.pen import line, number, path, texts, title
from oba.charts.placing import Box, spread, stack_rows
from oba.charts.ranked import RankedPlot, RankedRow
from oba.charts.ranked_marks import draw_key, draw_mark, draw_neighbour, draw_pointer, key_rows

_TALL_ROW, _LOW_ROW = 21.0, 6.4
_ALL_ROWS = 900.0  # pixels that many rows may take together before they are as low as can be
_SIGN, _WAY = 20.0, 14.0  # between the names and the plot: the sign of an area, then the way to a thin row


@dataclass(frozen=True, slots=True)
class Sheet:
    """The places of a drawing: its frame, how high a row is, and what it is drawn with."""

    frame: Frame
    row: float
    sizes: Sizes
    palette: Palette
    names: float

    def level(self, index: int) -> float:
        return self.frame.top + (index + 0.5) * self.row

    @property
    def radius(self) -> float:
        return min(5.0, max(2.7, self.row * 0.3))


def draw_ranked(plot: RankedPlot, *, width: int, theme: Theme, titled: bool) -> str:
    """The whole picture. `titled` adds title, subtitle, sentences and source, for a picture that stands alone."""
    width = max(width, 240)
    palette, sizes = of_theme(theme), Sizes.of_width(width)
    room = width - 2 * sizes.pad
    head, top = _draw_head(plot, sizes=sizes, palette=palette, room=room, titled=titled)
    row = min(_TALL_ROW, max(_LOW_ROW, _ALL_ROWS / max(len(plot.rows), 1)))
    names = _name_room(plot, row=row, sizes=sizes, width=width)
    way = _WAY if row < _least_row(sizes) else 2.0
    left, right = sizes.pad + names + _SIGN + way, width - sizes.pad - 4
    flat = Frame(left, top, right, top + 1, plot.axis, Axis(0, 1))
    labels = _reference_labels(plot, frame=flat, sizes=sizes, width=width)
    lane = top + (max((one[3] for one in labels), default=-1) + 1) * sizes.body * 1.35 + 8
    bottom = lane + max(len(plot.rows), 2) * row
    sheet = Sheet(Frame(left, lane, right, bottom, plot.axis, Axis(0, 1)), row, sizes, palette, names)
    foot = _foot(plot, sizes=sizes, room=room) if titled else []
    first = bottom + sizes.small * 3.4
    notes = [(words, sizes.pad, first + i * sizes.small * 1.3) for i, words in enumerate(foot)]
    height = round(bottom + sizes.small * 2.2 + (len(foot) + 0.8) * sizes.small * 1.3 * bool(foot) + 6)
    ids = f"r{zlib.crc32(repr((plot.title, plot.alt, width, theme)).encode()):08x}"
    body = _draw_body(plot, sheet=sheet, labels=labels) if plot.rows else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="{ids}t {ids}d" '
        f'font-family="{FONT_FAMILY}"><title id="{ids}t">{escape(plot.title)}</title>'
        f'<desc id="{ids}d">{escape(plot.alt)}</desc>'
        f'<rect width="{width}" height="{height}" fill="{palette.background}"/>{head}{body}'
        f"{texts(notes, size=sizes.small, fill=palette.soft, kind='note')}</svg>"
    )


def _draw_head(
    plot: RankedPlot, *, sizes: Sizes, palette: Palette, room: float, titled: bool
) -> tuple[str, float]:
    """Title and subtitle if wanted, the key of the marks, and where all that ends."""
    x, y = sizes.pad, sizes.pad * 0.7
    parts = []
    if titled:
        rows = wrap_evenly(plot.title, width=room, size=sizes.title, most=5)
        placed = [(words, x, y + (i + 0.9) * sizes.title * 1.2) for i, words in enumerate(rows)]
        parts.append(texts(placed, size=sizes.title, fill=palette.ink, bold=True, kind="title"))
        y += len(rows) * sizes.title * 1.2
        rows = wrap(plot.subtitle, width=room, size=sizes.body, most=3)
        placed = [(words, x, y + (i + 0.9) * sizes.body * 1.35) for i, words in enumerate(rows)]
        parts.append(texts(placed, size=sizes.body, fill=palette.soft, kind="subtitle"))
        y += len(rows) * sizes.body * 1.35 + 4
    key = key_rows(plot, size=sizes.small, room=room)
    parts.append(draw_key(key, left=x, top=y, size=sizes.small, palette=palette))
    return "".join(parts), y + len(key) * sizes.small * 1.5 + 6


def _foot(plot: RankedPlot, *, sizes: Sizes, room: float) -> list[str]:
    notes = wrap(" ".join(plot.sentences), width=room, size=sizes.small, most=8) if plot.sentences else []
    return notes + (wrap(plot.source, width=room, size=sizes.small, most=4) if plot.source else [])


def _shown(plot: RankedPlot, *, row: float, sizes: Sizes) -> tuple[int, ...]:
    """The rows that bear their names."""
    return tuple(range(len(plot.rows))) if row >= _least_row(sizes) else plot.named()


def _least_row(sizes: Sizes) -> float:
    """How high rows must be for each to bear its name."""
    return sizes.small * 1.12


def _name_room(plot: RankedPlot, *, row: float, sizes: Sizes, width: float) -> float:
    wide = (_label_width(plot.rows[i], sizes=sizes) for i in _shown(plot, row=row, sizes=sizes))
    return min(max(wide, default=0.0), width * 0.44)


def _label_width(row: RankedRow, *, sizes: Sizes) -> float:
    return width_of(f"{row.name}  {row.text}", size=sizes.small, bold=row.role is Role.OURS)


ReferenceLabel = tuple[str, float, float, int, Role | None]
"""The words, where they begin, the pixel of the line they name, the row they stand in, and whose line it is."""


def _reference_labels(plot: RankedPlot, *, frame: Frame, sizes: Sizes, width: float) -> list[ReferenceLabel]:
    """Names over the lines, stacked where they would touch."""
    words, extents = [], []
    for one in plot.references:
        text = shorten(one.label, width=width - 2 * sizes.pad, size=sizes.small)
        long, at = width_of(text, size=sizes.small), frame.px(one.value)
        left = min(max(at - long / 2, sizes.pad), width - sizes.pad - long)
        words.append((text, left, at, one.role))
        extents.append((left, left + long))
    rows = stack_rows(extents, gap=10)
    return [(text, left, at, row, role) for (text, left, at, role), row in zip(words, rows, strict=True)]


def _draw_body(plot: RankedPlot, *, sheet: Sheet, labels: list[ReferenceLabel]) -> str:
    rows = [_draw_row(row, index=index, sheet=sheet) for index, row in enumerate(plot.rows)]
    return "".join(
        (
            _draw_axis(sheet),
            _draw_band(plot, sheet=sheet),
            _draw_references(plot, sheet=sheet, labels=labels),
            f'<g data-kind="rows">{"".join(rows)}</g>',
            _draw_names(plot, sheet=sheet),
        )
    )


def _draw_axis(sheet: Sheet) -> str:
    """Upright rules and their numbers under the rows."""
    frame, size, palette = sheet.frame, sheet.sizes.small, sheet.palette
    widest = max((width_of(tick.label, size=size) for tick in frame.x.ticks), default=10.0)
    ticks = thin(frame.x.ticks, room=max(2, int(frame.width / (widest + 14))))
    rules = "".join(path(((frame.px(t.at), frame.top), (frame.px(t.at), frame.bottom))) for t in ticks)
    base = path(((frame.left, frame.bottom), (frame.right, frame.bottom)))
    labels = [(tick.label, frame.px(tick.at), frame.bottom + size * 1.5) for tick in ticks]
    return (
        f'<path d="{rules}" stroke="{palette.grid}"/><path d="{base}" stroke="{palette.fan_edge}"/>'
        f"{texts(labels, size=size, fill=palette.soft, anchor='middle', kind='x')}"
    )


def _draw_band(plot: RankedPlot, *, sheet: Sheet) -> str:
    """A pale band behind our row, right across."""
    index = next((i for i, row in enumerate(plot.rows) if row.role is Role.OURS), None)
    if index is None:
        return ""
    high = max(sheet.row, 9.0)
    y, left = sheet.level(index) - high / 2, sheet.frame.left - 4
    return (
        f'<rect x="{number(left)}" y="{number(y)}" width="{number(sheet.frame.right - left)}" '
        f'height="{number(high)}" fill="{sheet.palette.fan95}" data-kind="ours"/>'
    )


def _draw_references(plot: RankedPlot, *, sheet: Sheet, labels: list[ReferenceLabel]) -> str:
    """The lines first, and over them their names, so that no line runs through a name."""
    frame, size, palette = sheet.frame, sheet.sizes.small, sheet.palette
    lines, names = [], []
    for one, (words, left, at, row, role) in zip(plot.references, labels, strict=True):
        y = frame.top - 6 - row * sheet.sizes.body * 1.35
        more = ' stroke-dasharray="4 2"' if role is Role.REGION else ""
        wide = 1.2 if role is Role.REGION else 1.8
        data = f'{more} data-reference="{escape(one.name)}" data-value="{one.value!r}"'
        lines.append(line(at, y + 3, at, frame.bottom, stroke=palette.forecast, width=wide, more=data))
        placed = [(words, left, y)]
        names.append(texts(placed, size=size, fill=palette.soft, kind="end", halo=palette.background))
    return "".join([*lines, *names])


def _draw_row(row: RankedRow, *, index: int, sheet: Sheet) -> str:
    """The interval as a bar, and on it the mark that says how the area compares."""
    frame, palette, y = sheet.frame, sheet.palette, sheet.level(index)
    said = f"{row.name}: {row.text}" + (f" ({row.word.value})" if row.lower is not None else "")
    limits = ""
    bar = ""
    if row.lower is not None and row.upper is not None:
        limits = f' data-lower="{row.lower!r}" data-upper="{row.upper!r}"'
        ink = palette.focus if row.role is Role.OURS else palette.comparator
        wide = 2.2 if row.role is Role.OURS else 1.2
        bar = line(frame.px(row.lower), y, frame.px(row.upper), y, stroke=ink, width=wide)
    mark = draw_mark(row, x=frame.px(row.value), y=y, radius=sheet.radius, palette=palette)
    return (
        f'<g data-name="{escape(row.name)}" data-value="{row.value!r}" data-word="{row.word.value}"{limits}>'
        f"{title(said)}{bar}{mark}</g>"
    )


def _draw_names(plot: RankedPlot, *, sheet: Sheet) -> str:
    """Names and figures to the left, moved apart where rows are thin, each led to its row."""
    size, palette, frame = sheet.sizes.small, sheet.palette, sheet.frame
    shown = _shown(plot, row=sheet.row, sizes=sheet.sizes)
    weights = {Role.OURS: 0, Role.COUNTRY: 1, Role.REGION: 1, Role.NEIGHBOUR: 2, None: 3}
    boxes = [
        Box(sheet.level(i), min(size * 1.22, max(sheet.row, size * 1.12)), weights[plot.rows[i].role])
        for i in shown
    ]
    places = spread(boxes, low=frame.top - 6, high=frame.bottom + 6)
    edge, parts = sheet.sizes.pad + sheet.names, []
    for index, middle in zip(shown, places, strict=True):
        if middle is None:
            continue
        row, y = plot.rows[index], sheet.level(index)
        ours = row.role is Role.OURS
        colour = palette.focus if ours else palette.ink if row.role else palette.soft
        room = sheet.names - width_of(f"  {row.text}", size=size, bold=ours)
        words = f"{shorten(row.name, width=room, size=size, bold=ours)}  {row.text}"
        placed = [(words, edge, middle + size * 0.35)]
        parts.append(texts(placed, size=size, fill=colour, anchor="end", bold=ours, kind="name"))
        if ours:
            parts.append(draw_pointer(edge + 6, middle, palette=palette))
        elif row.role is Role.NEIGHBOUR:
            parts.append(draw_neighbour(edge + 10, middle, palette=palette))
        if sheet.row < _least_row(sheet.sizes):
            start = frame.px(row.value if row.lower is None else row.lower) - 3
            way = path(((edge + 18, middle), (frame.left - 3, y), (max(start, frame.left), y)))
            parts.append(
                f'<path d="{way}" fill="none" stroke="{colour}" stroke-width=".7" stroke-dasharray="2 2"/>'
            )
    return "".join(parts)
