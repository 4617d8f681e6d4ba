"""Points in doubt as SVG: hollow circles, and hollow triangles that point to what lies beyond the chart."""

from __future__ import annotations

from oba.charts.description import Marks, Point
from oba.charts.frame import Frame
from oba.charts.lettering import escape
from oba.charts.palette import Palette
from oba.charts.pen import number, path, title
from oba.words.doubts import IN_DOUBT


def draw_doubtful(layer: Marks, *, frame: Frame, radius: float, palette: Palette) -> str:
    shapes = "".join(_draw_point(p, layer.name, frame=frame, radius=radius) for p in layer.points)
    return (
        f'<g fill="{palette.background}" stroke="{palette.comparator}" stroke-width="1.6" '
        f'data-role="{layer.role.value}" data-name="{escape(layer.name)}">{shapes}</g>'
    )


def _draw_point(point: Point, name: str, *, frame: Frame, radius: float) -> str:
    x, named = frame.px(point.x), title(f"{name} {point.label}: {point.text}, {IN_DOUBT}")
    told = f'data-period="{escape(point.label)}" data-value="{point.y!r}"'
    if point.drawn_at is None:
        place = f'cx="{number(x)}" cy="{number(frame.py(point.y))}" r="{number(radius)}"'
        return f"<circle {place} {told}>{named}</circle>"
    y, way = frame.py(point.drawn_at), 1 if point.y > point.drawn_at else -1
    size = radius * 1.4
    foot = y + way * size * 0.8
    corners = ((x, y - way * size), (x + size, foot), (x - size, foot))
    return f'<path d="{path(corners, closed=True)}" {told}>{named}</path>'
