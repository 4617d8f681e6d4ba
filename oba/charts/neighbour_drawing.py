"""Small charts side by side as SVG: one scale, the country behind in grey, the newest figure named."""

from __future__ import annotations

import zlib

from oba.charts.axes import thin
from oba.charts.description import Line, Role
from oba.charts.frame import Frame, Sizes, tick_margin
from oba.charts.lettering import FONT_FAMILY, escape, shorten, width_of, wrap, wrap_evenly
from oba.charts.palette import Palette, Theme, of_theme
from oba.charts.panels import Panel, Panels
from oba.charts.pen import line, number, path, texts, title

_WIDEST = 280.0  # pixels across one chart, and the least they may be on a page and on a phone
_NARROWEST, _NARROWEST_ON_PHONE = 190.0, 108.0
_BETWEEN = 12.0
_NO_FIGURES = "no figures"


def draw_panels(panels: Panels, *, width: int, theme: Theme, titled: bool) -> str:
    """The picture. `titled` adds title, subtitle, sentences and source, for a picture that stands alone."""
    width = max(width, 240)
    palette, sizes = of_theme(theme), Sizes.of_width(width)
    room = width - 2 * sizes.pad
    head = wrap_evenly(panels.title, width=room, size=sizes.title, most=5) if titled else []
    under = wrap(panels.subtitle, width=room, size=sizes.body, most=4) if titled else []
    said = [*(panels.sentences if titled else ()), *([panels.source] if titled and panels.source else [])]
    foot = [row for one in said for row in wrap(one, width=room, size=sizes.small, most=4)]
    x, y = sizes.pad, sizes.pad * 0.7
    titles = [(words, x, y + (i + 0.9) * sizes.title * 1.2) for i, words in enumerate(head)]
    y += len(head) * sizes.title * 1.2
    unders = [(words, x, y + (i + 0.9) * sizes.body * 1.35) for i, words in enumerate(under)]
    y += len(under) * sizes.body * 1.35 + (8 if titled else 0)
    body, bottom = _draw_grid(panels, top=y, room=room, sizes=sizes, palette=palette)
    notes = [(words, x, bottom + (i + 1.2) * sizes.small * 1.3) for i, words in enumerate(foot)]
    height = round(bottom + (len(foot) + bool(foot)) * sizes.small * 1.3 + 4)
    ids = f"n{zlib.crc32(repr((panels.title, panels.alt, width, theme)).encode()):08x}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="{ids}t {ids}d" '
        f'font-family="{FONT_FAMILY}"><title id="{ids}t">{escape(panels.title)}</title>'
        f'<desc id="{ids}d">{escape(panels.alt)}</desc>'
        f'<rect width="{width}" height="{height}" fill="{palette.background}"/>'
        f"{texts(titles, size=sizes.title, fill=palette.ink, bold=True, kind='title')}"
        f"{texts(unders, size=sizes.body, fill=palette.soft, kind='subtitle')}{body}"
        f"{texts(notes, size=sizes.small, fill=palette.soft, kind='note')}</svg>"
    )


def _draw_grid(
    panels: Panels, *, top: float, room: float, sizes: Sizes, palette: Palette
) -> tuple[str, float]:
    """The charts in rows of like length, the numbers of the scale once a row; and where the last row ends."""
    scale = tick_margin(panels.y, size=sizes.small)
    narrowest = _NARROWEST_ON_PHONE if sizes.narrow else _NARROWEST
    columns = max(1, min(int((room - scale + _BETWEEN) / (narrowest + _BETWEEN)), len(panels.panels)))
    wide = min((room - scale + _BETWEEN) / columns - _BETWEEN, _WIDEST)
    high = wide * 0.62
    pitch = sizes.small * 1.5 + high + sizes.small * 2.4
    parts = []
    for index, panel in enumerate(panels.panels):
        row, column = divmod(index, columns)
        left, upper = sizes.pad + scale + column * (wide + _BETWEEN), top + row * pitch + sizes.small * 1.5
        frame = Frame(left, upper, left + wide, upper + high, panels.x, panels.y)
        parts.append(_draw_heading(panel, frame=frame, size=sizes.small, palette=palette))
        parts.append(_draw_years(panels, frame=frame, size=sizes.small, palette=palette))
        parts.append(_draw_scale(frame, labelled=column == 0, size=sizes.small, palette=palette))
        parts.append(_draw_lines(panel, panels=panels, frame=frame, size=sizes.small, palette=palette))
    rows = -(-len(panels.panels) // columns)
    return "".join(parts), top + rows * pitch


def _draw_heading(panel: Panel, *, frame: Frame, size: float, palette: Palette) -> str:
    """The area's name over its chart, and at the right its newest figure."""
    ours = panel.line.role is Role.OURS
    colour = palette.focus if ours else palette.ink
    points = list(panel.line.points)
    figure = points[-1].text if points else ""
    room = frame.width - width_of(figure, size=size, bold=True) - 6
    y = frame.top - size * 0.5
    name = [(shorten(panel.name, width=room, size=size, bold=ours), frame.left, y)]
    value = [(figure, frame.right, y)] if figure else []
    return texts(name, size=size, fill=colour, bold=ours, kind="name") + texts(
        value, size=size, fill=colour, anchor="end", bold=True, kind="end"
    )


def _draw_years(panels: Panels, *, frame: Frame, size: float, palette: Palette) -> str:
    """The first and the last period under a chart; the last alone where there is no room for both."""
    ticks = panels.x.ticks
    if not ticks:
        return ""
    y, size = frame.bottom + size * 1.25, size * 0.92
    last = texts([(ticks[-1].label, frame.right, y)], size=size, fill=palette.soft, anchor="end", kind="x")
    both = width_of(ticks[0].label, size=size) + width_of(ticks[-1].label, size=size) + 8
    if len(ticks) < 2 or both > frame.width:
        return last
    return texts([(ticks[0].label, frame.left, y)], size=size, fill=palette.soft, kind="x") + last


def _draw_scale(frame: Frame, *, labelled: bool, size: float, palette: Palette) -> str:
    ticks = thin(frame.y.ticks, room=max(2, int(frame.height / (size * 2.2))))
    rules = "".join(path(((frame.left, frame.py(t.at)), (frame.right, frame.py(t.at)))) for t in ticks)
    base = line(frame.left, frame.bottom, frame.right, frame.bottom, stroke=palette.fan_edge, width=1)
    labels = [(t.label, frame.left - 6, frame.py(t.at) + size * 0.34) for t in ticks if labelled]
    return (
        f'<path d="{rules}" stroke="{palette.grid}"/>{base}'
        f"{texts(labels, size=size, fill=palette.soft, anchor='end', kind='y')}"
    )


def _draw_lines(panel: Panel, *, panels: Panels, frame: Frame, size: float, palette: Palette) -> str:
    """The country behind, and over it the area's own line with its newest figure."""
    behind = ""
    if panels.behind:
        behind = _draw_line(panels.behind, frame=frame, stroke=palette.fan_edge, width=2.6, palette=palette)
    ours = panel.line.role is Role.OURS
    colour = palette.focus if ours else palette.ink
    own = _draw_line(panel.line, frame=frame, stroke=colour, width=2.4 if ours else 1.5, palette=palette)
    points = list(panel.line.points)
    if not points:
        low = [(_NO_FIGURES, frame.left + frame.width / 2, frame.bottom - size * 0.6)]
        return behind + texts(
            low, size=size, fill=palette.soft, anchor="middle", kind="empty", halo=palette.background
        )
    return behind + own + _draw_last(panel, frame=frame, colour=colour, palette=palette)


def _draw_last(panel: Panel, *, frame: Frame, colour: str, palette: Palette) -> str:
    """The newest figure as a dot, hollow when it is provisional."""
    last = list(panel.line.points)[-1]
    fill = palette.background if last.hollow else colour
    return (
        f'<circle cx="{number(frame.px(last.x))}" cy="{number(frame.py(last.y))}" r="3.2" fill="{fill}" '
        f'stroke="{colour}" stroke-width="1.4">{title(f"{panel.name}, {last.hover}")}</circle>'
    )


def _draw_line(one: Line, *, frame: Frame, stroke: str, width: float, palette: Palette) -> str:
    """Parted at gaps and breaks; a figure that stands alone is a dot."""
    parts = []
    for segment in one.segments:
        points = [(frame.px(p.x), frame.py(p.y)) for p in segment]
        parts.append(path(points if len(points) > 1 else (points[0], points[0])))
    exact = " ".join(repr(point.y) for point in one.points)
    return (
        f'<path d="{"".join(parts)}" fill="none" stroke="{stroke}" stroke-width="{number(width)}" '
        f'stroke-linejoin="round" stroke-linecap="round" data-name="{escape(one.name)}" data-values="{exact}"/>'
    )
