"""Points that stand out, as shapes over a line: told apart by form alone, coloured by the judgement."""

from __future__ import annotations

from oba.charts.description import Accent, Accents, AccentShape
from oba.charts.frame import Frame
from oba.charts.lettering import escape
from oba.charts.palette import Palette
from oba.charts.pen import number, path, title

_GROWN = {AccentShape.DIAMOND: 2.0, AccentShape.TRIANGLE_UP: 2.0, AccentShape.TRIANGLE_DOWN: 2.0}


def draw_accents(layer: Accents, *, frame: Frame, radius: float, palette: Palette) -> str:
    """Every shape at its point; `radius` is that of the points beneath."""
    shapes = "".join(
        draw_accent(accent, x=frame.px(accent.x), y=frame.py(accent.y), radius=radius, palette=palette)
        for accent in layer.accents
    )
    return f'<g data-kind="accents" data-name="{escape(layer.name)}">{shapes}</g>'


def draw_accent(accent: Accent, *, x: float, y: float, radius: float, palette: Palette) -> str:
    colour, paper = palette.of_tone(accent.tone), palette.background
    body = _draw_shape(accent.shape, x=x, y=y, radius=radius, colour=colour, paper=paper)
    named = title(f"{accent.label}: {accent.words}") if accent.words else ""
    return (
        f'<g data-shape="{accent.shape.value}" data-period="{escape(accent.label)}" data-value="{accent.y!r}">'
        f"{named}{body}</g>"
    )


def _draw_shape(shape: AccentShape, *, x: float, y: float, radius: float, colour: str, paper: str) -> str:
    corners: tuple[tuple[float, float], ...]
    filled = f'fill="{colour}" stroke="{paper}" stroke-width="1"'
    match shape:
        case AccentShape.RING:
            return _ring(x, y, radius=radius * 1.75, colour=colour)
        case AccentShape.RINGED_DOT:
            dot = f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" {filled}/>'
            return _ring(x, y, radius=radius * 1.85, colour=colour) + dot
        case AccentShape.DIAMOND:
            size = radius * _GROWN[shape]
            corners = ((x, y - size), (x + size, y), (x, y + size), (x - size, y))
        case AccentShape.TRIANGLE_UP | AccentShape.TRIANGLE_DOWN:
            size = radius * _GROWN[shape]
            way = 1 if shape is AccentShape.TRIANGLE_UP else -1
            foot = y + way * size * 0.7
            corners = ((x, y - way * size), (x + size, foot), (x - size, foot))
    return f'<path d="{path(corners, closed=True)}" {filled}/>'


def _ring(x: float, y: float, *, radius: float, colour: str) -> str:
    place = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
    return f'<circle {place} fill="none" stroke="{colour}" stroke-width="{number(max(radius / 4, 1.6))}"/>'
