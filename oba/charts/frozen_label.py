"""The name of the history as it stood at the freeze, beside the line itself: it ends where the forecast begins."""

from __future__ import annotations

from oba.charts.description import ChartDescription, Point, Role
from oba.charts.lettering import width_of
from oba.charts.pen import texts
from oba.charts.svg_layers import OURS, Canvas


def find_widest(description: ChartDescription) -> tuple[Point, bool] | None:
    """The point that lies farthest from today's figure, and whether above it; None where nothing was revised."""
    now = {point.period: point.y for line in description.lines(*OURS) for point in line.points}
    then = [point for line in description.lines(Role.FROZEN) for point in line.points]
    moved = [point for point in then if point.y != now.get(point.period)]
    if not moved:
        return None
    gone = description.y.span
    found = max(moved, key=lambda point: abs(point.y - now[point.period]) if point.period in now else gone)
    return found, found.y >= now.get(found.period, found.y)


def name_frozen(description: ChartDescription, *, canvas: Canvas) -> str:
    """The words above the line, or below it where it lies below today's; a narrow picture has them in its key."""
    found = find_widest(description)
    if found is None or canvas.sizes.narrow:
        return ""
    point, above = found
    frame, size = canvas.frame, canvas.sizes.small
    words = name_of(description)
    half = width_of(words, size=size) / 2 + 2
    x = max(min(frame.px(point.x), frame.right - half), frame.left + half)
    y = frame.py(point.y) + (-size * 0.6 if above else size * 1.3)
    return texts(
        [(words, x, max(y, frame.top + size))],
        size=size,
        fill=canvas.palette.soft,
        anchor="middle",
        kind="frozen",
        halo=canvas.palette.background,
    )


def name_of(description: ChartDescription) -> str:
    words = next((line.name for line in description.lines(Role.FROZEN)), "")
    return words[:1].lower() + words[1:]
