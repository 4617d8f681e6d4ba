"""The shapes of a status: told apart by form alone, drawn in the colour of the judgement."""

from __future__ import annotations

import math

from oba.charts.lettering import FONT_FAMILY, escape
from oba.charts.palette import Palette, Theme, of_theme
from oba.charts.pen import number
from oba.words.status import Shape, Status

_GRID = 16  # the shapes are drawn on a grid of 16 by 16


def draw_shape(shape: Shape, *, x: float, y: float, size: float, ink: str, paper: str) -> str:
    """The shape as an SVG fragment, its middle at (x, y). `paper` is the colour behind it."""
    scale = f"{size / _GRID:.3f}".rstrip("0").rstrip(".")
    corner = f"{number(x - size / 2)},{number(y - size / 2)}"
    body = _SHAPES[shape].format(ink=ink, paper=paper)
    return f'<g transform="translate({corner}) scale({scale})" data-shape="{shape.value}">{body}</g>'


def draw_icon(status: Status, *, size: int = 20, theme: Theme = Theme.LIGHT) -> str:
    """A standalone SVG of the shape, named by the word, for a table or a card."""
    palette = of_theme(theme)
    shape = _in_colour(status, palette=palette, x=size / 2, y=size / 2, size=size)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 {size} {size}" '
        f'role="img" aria-label="{escape(status.word)}" font-family="{FONT_FAMILY}">'
        f"<title>{escape(status.word)}</title>{shape}</svg>"
    )


def _in_colour(status: Status, *, palette: Palette, x: float, y: float, size: float) -> str:
    ink = palette.of_tone(status.tone)
    return draw_shape(status.shape, x=x, y=y, size=size, ink=ink, paper=palette.background)


def _dots() -> str:
    """Eight dots on a circle. A dashed stroke would end unevenly at small sizes."""
    corners = (math.radians(45 * i) for i in range(8))
    dots = (
        f'<circle cx="{8 + 5.6 * math.cos(a):.2f}" cy="{8 + 5.6 * math.sin(a):.2f}" r="1.25"/>'
        for a in corners
    )
    return f'<g fill="{{ink}}">{"".join(dots)}</g>'


_OPEN = 'fill="none" stroke="{ink}" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round"'

_SHAPES = {
    Shape.TURNING_CIRCLE: '<circle cx="8" cy="8" r="7.4" fill="{ink}"/>'
    '<path d="M4.6,9.2a3.6,3.6 0 1 1 3.6,2.9" fill="none" stroke="{paper}" stroke-width="1.7" '
    'stroke-linecap="round"/><path d="M2.7,8.3h4.2l-2.2,3z" fill="{paper}"/>',
    Shape.HALF_CIRCLE: f'<circle cx="8" cy="8" r="6.4" {_OPEN}/>'
    '<path d="M8,1.6a6.4,6.4 0 0 0 0,12.8z" fill="{ink}"/>',
    Shape.BAR: '<rect x="1" y="5.8" width="14" height="4.4" rx="1" fill="{ink}"/>',
    Shape.HALF_DIAMOND: f'<path d="M8,1L15,8L8,15L1,8z" {_OPEN}/><path d="M8,1L1,8L8,15z" fill="{{ink}}"/>',
    Shape.DIAMOND: '<path d="M8,0.6L15.4,8L8,15.4L0.6,8z" fill="{ink}"/>',
    Shape.DOTTED_CIRCLE: _dots(),
    Shape.TRIANGLE_UP: f'<path d="M8,2.2L14.6,13.4H1.4z" {_OPEN}/>',
    Shape.TRIANGLE_DOWN: f'<path d="M8,13.8L14.6,2.6H1.4z" {_OPEN}/>',
    Shape.ARROW_UP: f'<path d="M8,14V2.6M3.4,7.2L8,2.4L12.6,7.2" {_OPEN}/>',
    Shape.ARROW_DOWN: f'<path d="M8,2V13.4M3.4,8.8L8,13.6L12.6,8.8" {_OPEN}/>',
    Shape.LEVEL: f'<path d="M2,5.6H14M2,10.4H14" {_OPEN}/>',
    Shape.QUESTION: f'<path d="M5,5.4a3,3 0 1 1 4.4,2.7q-1.4,0.7 -1.4,2.3" {_OPEN}/>'
    '<circle cx="8" cy="13.4" r="1.2" fill="{ink}"/>',
    Shape.TICK: f'<path d="M2.2,8.6L6.2,12.6L13.8,3.8" {_OPEN}/>',
    Shape.WARNING: f'<circle cx="8" cy="8" r="6.6" {_OPEN}/><path d="M8,4.2V8.6" {_OPEN}/>'
    '<circle cx="8" cy="11.6" r="1.2" fill="{ink}"/>',
    Shape.CROSS: '<rect x="1.4" y="1.4" width="13.2" height="13.2" rx="1.4" fill="{ink}"/>'
    '<path d="M5,5L11,11M11,5L5,11" fill="none" stroke="{paper}" stroke-width="1.9" stroke-linecap="round"/>',
}
