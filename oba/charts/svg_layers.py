"""Each layer of a chart description as SVG. Elements carry their exact numbers in data attributes."""

from __future__ import annotations

from dataclasses import dataclass

from oba.charts.description import (
    Absence,
    Accents,
    Band,
    BreakLine,
    Flags,
    FreezeLine,
    GapArrow,
    LagStrip,
    Layer,
    Line,
    Marks,
    Role,
    Span,
    Whiskers,
)
from oba.charts.frame import Frame, Sizes
from oba.charts.lettering import escape, width_of
from oba.charts.palette import Palette
from oba.charts.pen import line, number, path, texts, title
from oba.charts.svg_accents import draw_accents
from oba.charts.svg_doubtful import draw_doubtful

OURS = (Role.OURS, Role.SINCE)
FANS = (Role.FAN80, Role.FAN95)
DASHES = {
    Role.FROZEN: "1 3",
    Role.FORECAST: "7 5",
    Role.SCENARIO: "1 4",
    Role.REGION: "4 2",
    Role.MEDIAN: "8 2 2 2",
    Role.CONTROL_LIMIT: "6 4",
    Role.TARGET_LEVEL: "2 3",
    Role.FITTED: "7 5",
}
_WEIGHTS = {Role.SINCE: 1.0, Role.OURS: 0.62, Role.FORECAST: 0.5, Role.FITTED: 0.5, Role.COUNTRY: 0.4}


@dataclass(frozen=True, slots=True)
class Canvas:
    """Everything a layer needs to draw itself. `ids` makes the ids of one picture its own."""

    frame: Frame
    sizes: Sizes
    palette: Palette
    ids: str


def draw_layer(layer: Layer, *, canvas: Canvas) -> str:
    match layer:
        case Line():
            return _draw_line(layer, canvas=canvas)
        case Band():
            return _draw_band(layer, canvas=canvas)
        case Whiskers():
            return _draw_whiskers(layer, canvas=canvas)
        case Marks(role=Role.DOUBTFUL):
            frame, palette = canvas.frame, canvas.palette
            return draw_doubtful(layer, frame=frame, radius=canvas.sizes.marker, palette=palette)
        case Marks():
            return _draw_marks(layer, canvas=canvas)
        case LagStrip():
            return _draw_lag(layer, canvas=canvas)
        case FreezeLine():
            return _draw_upright(layer.x, canvas=canvas, more=' data-kind="freeze"')
        case BreakLine():
            return _draw_upright(layer.x, canvas=canvas, more=' stroke-dasharray="3 3" data-kind="break"')
        case GapArrow():
            return _draw_gap(layer, canvas=canvas)
        case Flags():
            return _draw_flags(layer, canvas=canvas)
        case Absence():
            return _draw_absence(layer, canvas=canvas)
        case Accents():
            frame, sizes = canvas.frame, canvas.sizes
            return draw_accents(layer, frame=frame, radius=sizes.marker, palette=canvas.palette)


def _draw_line(layer: Line, *, canvas: Canvas) -> str:
    frame, role = canvas.frame, layer.role
    dash = f' stroke-dasharray="{DASHES[role]}"' if role in DASHES else ""
    exact = "" if role in OURS else f' data-values="{" ".join(repr(p.y) for p in layer.points)}"'
    parts = []
    for index, segment in enumerate(layer.segments):
        points = [(frame.px(p.x), frame.py(p.y)) for p in segment]
        if layer.start and index == 0:
            points.insert(0, (frame.px(layer.start[0]), frame.py(layer.start[1])))
        if len(points) > 1:
            parts.append(f'<path d="{path(points)}"/>')
        elif role not in OURS:
            parts.append(f'<path d="{path((points[0], points[0]))}" stroke-linecap="round"/>')
    width = _WEIGHTS.get(role, 0.36) * canvas.sizes.marker
    return (
        f'<g fill="none" stroke="{canvas.palette.of_role(role)}" stroke-width="{number(width)}" '
        f'stroke-linejoin="round" data-role="{role.value}" data-name="{escape(layer.name)}"{dash}{exact}>'
        f"{''.join(parts)}</g>{_draw_markers(layer, canvas=canvas) if role in OURS else ''}"
    )


def _draw_markers(layer: Line, *, canvas: Canvas) -> str:
    """Dots ringed in the paper's colour; hollow when provisional. What is said of each shows on resting."""
    frame, palette = canvas.frame, canvas.palette
    radius = number(canvas.sizes.marker)
    hollow = f' fill="{palette.background}" stroke="{palette.focus}" stroke-width="2"'
    dots = "".join(
        f'<circle cx="{number(frame.px(p.x))}" cy="{number(frame.py(p.y))}" r="{radius}"'
        f'{hollow if p.hollow else ""} data-period="{escape(p.label)}" data-value="{p.y!r}">'
        f"{title(p.hover)}</circle>"
        for p in layer.points
    )
    return (
        f'<g fill="{palette.focus}" stroke="{palette.background}" data-marks="{layer.role.value}">{dots}</g>'
    )


def _draw_band(layer: Band, *, canvas: Canvas) -> str:
    frame, palette = canvas.frame, canvas.palette
    fill = {Role.FAN80: palette.fan80, Role.FAN95: palette.fan95}.get(layer.role, palette.neighbours)
    start = [(frame.px(layer.start[0]), frame.py(layer.start[1]))] if layer.start else []
    upper = start + [(frame.px(s.x), frame.py(s.upper)) for s in layer.spans]
    lower = start + [(frame.px(s.x), frame.py(s.lower)) for s in layer.spans]
    pairs = " ".join(f"{s.lower!r}:{s.upper!r}" for s in layer.spans)
    edge, see_through = palette.fan_edge, ""
    if layer.role is Role.NEIGHBOURS:  # it lies over the fan, which must stay legible beneath
        edge, see_through = palette.comparator, ' fill-opacity=".55" stroke-dasharray="1 2"'
    outline = path(upper + lower[::-1], closed=True)
    return (
        f'<g clip-path="url(#{canvas.ids}c)" data-role="{escape(layer.role.value)}" data-bands="{pairs}">'
        f'<path d="{outline}" fill="{fill}" stroke="{edge}" stroke-width=".8"{see_through}/></g>'
    )


def name_fan(layer: Band, *, canvas: Canvas) -> str:
    """`80%` or `95%` inside the far end of the band, where there is height for it; on the upper side."""
    frame, size = canvas.frame, canvas.sizes.small * 0.92
    last = layer.spans[-1]
    top, middle = frame.inside_y(last.upper), frame.inside_y((last.lower + last.upper) / 2)
    if middle - top < size * 3 or canvas.sizes.narrow or not layer.end_label:
        return ""
    at = frame.px(last.x) - 4
    slope = _slope(layer.spans, frame=frame) * width_of(layer.name, size=size)
    return texts(
        [(layer.name, at, top + max(slope, 0) + size * 1.15)],
        size=size,
        fill=canvas.palette.soft,
        anchor="end",
        kind="fan",
        halo=canvas.palette.fan80 if layer.role is Role.FAN80 else canvas.palette.fan95,
    )


def _slope(spans: tuple[Span, ...], *, frame: Frame) -> float:
    """How far, in pixels down for each pixel left, the upper edge falls away from its end."""
    if len(spans) < 2:
        return 0.0
    one, other = spans[-2], spans[-1]
    across = frame.px(other.x) - frame.px(one.x)
    return (frame.inside_y(one.upper) - frame.inside_y(other.upper)) / across if across else 0.0


def _draw_whiskers(layer: Whiskers, *, canvas: Canvas) -> str:
    frame = canvas.frame
    bars = "".join(
        f'<path d="{path(((frame.px(s.x), frame.py(s.lower)), (frame.px(s.x), frame.py(s.upper))))}" '
        f'data-lower="{s.lower!r}" data-upper="{s.upper!r}"/>'
        for s in layer.spans
    )
    width = number(canvas.sizes.marker * 0.55)
    return (
        f'<g stroke="{canvas.palette.focus}" stroke-opacity=".45" stroke-width="{width}" '
        f'data-role="{layer.role.value}">{bars}</g>'
    )


def _draw_marks(layer: Marks, *, canvas: Canvas) -> str:
    frame, size = canvas.frame, canvas.sizes.marker * 1.3
    marks = "".join(
        f'<path d="{_diamond(frame.px(p.x), frame.py(p.y), size=size)}" data-period="{escape(p.label)}" '
        f'data-value="{p.y!r}">{title(f"{layer.name} {p.label}: {p.text}")}</path>'
        for p in layer.points
    )
    return (
        f'<g fill="{canvas.palette.background}" stroke="{canvas.palette.target}" stroke-width="1.6" '
        f'data-role="{layer.role.value}">{marks}</g>'
    )


def _diamond(x: float, y: float, *, size: float) -> str:
    return path(((x, y - size), (x + size, y), (x, y + size), (x - size, y)), closed=True)


def _draw_lag(layer: LagStrip, *, canvas: Canvas) -> str:
    """Hatched from the last observation to today; the next publication as a dotted line of its own."""
    frame, palette = canvas.frame, canvas.palette
    left, right = frame.px(layer.start), frame.px(layer.end)
    strip = (
        f'<rect x="{number(left)}" y="{number(frame.top)}" width="{number(max(right - left, 0))}" '
        f'height="{number(frame.height)}" fill="url(#{canvas.ids}h)" data-kind="lag">'
        f"{title(layer.label)}</rect>"
    )
    if layer.next_x is None or not layer.end < layer.next_x <= frame.x.high:
        return strip
    x, more = frame.px(layer.next_x), ' stroke-dasharray="1 3" data-kind="next"'
    return strip + line(x, frame.top, x, frame.bottom, stroke=palette.ink, width=1, more=more)


def _draw_upright(x: float, *, canvas: Canvas, more: str) -> str:
    frame, at = canvas.frame, canvas.frame.px(x)
    return line(at, frame.top - 5, at, frame.bottom, stroke=canvas.palette.ink, width=1, more=more)


def gap_position(layer: GapArrow, *, canvas: Canvas) -> float:
    """Where the arrow stands: a little to the right of the point it judges."""
    return min(canvas.frame.px(layer.x) + canvas.sizes.marker * 3.2, canvas.frame.right)


def _draw_gap(layer: GapArrow, *, canvas: Canvas) -> str:
    """From the forecast to the figure. Undecided gaps bear no head: nothing is said to have moved."""
    frame = canvas.frame
    x, start, end = gap_position(layer, canvas=canvas), frame.py(layer.start), frame.py(layer.end)
    colour = canvas.palette.of_tone(layer.tone)
    way = 1 if end > start else -1
    head = 7 if layer.decided and abs(end - start) > 14 else 0
    shaft = line(x, start, x, end - way * head, stroke=colour, width=2.2, more=' data-kind="gap"')
    feet = line(x - 4, start, x + 4, start, stroke=colour, width=2)
    if not head:
        return shaft + feet + line(x - 4, end, x + 4, end, stroke=colour, width=2)
    tip = path(((x - 5, end - way * 8), (x + 5, end - way * 8), (x, end)), closed=True)
    return f'{shaft}{feet}<path d="{tip}" fill="{colour}"/>'


def _draw_flags(layer: Flags, *, canvas: Canvas) -> str:
    frame = canvas.frame
    flags = []
    for flag in layer.flags:
        x, foot = frame.px(flag.x), frame.bottom
        cloth = path(((x, foot - 16), (x + 9, foot - 12.5), (x, foot - 9)), closed=True)
        flags.append(
            f'<g data-kind="flag">{title(flag.label)}<path d="{path(((x, foot), (x, foot - 16)))}"/>'
            f'<path d="{cloth}" fill="{canvas.palette.action}"/></g>'
        )
    return f'<g stroke="{canvas.palette.action}" stroke-width="1.5">{"".join(flags)}</g>'


def _draw_absence(layer: Absence, *, canvas: Canvas) -> str:
    """The reason, where the line is missing, just above the flags."""
    frame, size, palette = canvas.frame, canvas.sizes.small * 0.94, canvas.palette
    half = width_of(layer.word, size=size) / 2
    middle = (frame.px(layer.start) + frame.px(layer.end)) / 2
    x = max(min(max(middle, frame.left + half + 2), frame.right - half - 2), frame.left)
    words = texts(
        [(layer.word, x, frame.bottom - 22)],
        size=size,
        fill=palette.soft,
        anchor="middle",
        kind="absence",
        halo=palette.background,
    )
    foot = frame.bottom - 18
    bracket = path(((frame.px(layer.start) - 5, foot), (frame.px(layer.end) + 5, foot)))
    labels = ", ".join(label for _, label, _ in layer.periods)
    return (
        f"<g>{title(f'{labels}: {layer.word}')}{words}"
        f'<path d="{bracket}" stroke="{palette.soft}" stroke-width="1"/></g>'
    )
