"""A strip of dots on a value axis: the plain data and its drawing."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from oba.charts.axes import thin
from oba.charts.description import Axis, Role
from oba.charts.frame import Sizes
from oba.charts.lettering import FONT_FAMILY, escape, shorten, width_of, wrap, wrap_evenly
from oba.charts.palette import Palette, Theme, of_theme
from oba.charts.pen import line, number, path, texts, title
from oba.charts.placing import stack_rows

_RADIUS = 4.0
_NAMED = (Role.OURS, Role.COUNTRY, Role.REGION)


@dataclass(frozen=True, slots=True)
class Dot:
    """`text` is the value as a reader sees it. No role: any other area."""

    name: str
    value: float
    text: str
    role: Role | None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class DotPlot:
    """The strip as plain data: dots in order of value, on a value axis from left to right."""

    title: str
    subtitle: str
    alt: str
    source: str
    axis: Axis
    dots: tuple[Dot, ...]
    note: str
    empty: str = ""
    decimals: int = 1
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """Where the strip lies in the picture, and what draws it."""

    left: float
    right: float
    base: float
    axis: Axis
    sizes: Sizes
    palette: Palette

    def px(self, value: float) -> float:
        return self.left + (value - self.axis.low) / self.axis.span * (self.right - self.left)


def draw_dots(plot: DotPlot, *, width: int, theme: Theme, titled: bool) -> str:
    """The strip as SVG. Its height follows from the labels and from how many dots lie on one another."""
    width = max(width, 200)
    palette, sizes = of_theme(theme), Sizes.of_width(width)
    room = width - 2 * sizes.pad
    head = wrap_evenly(plot.title, width=room, size=sizes.title, most=4) if titled else []
    under = wrap(plot.subtitle, width=room, size=sizes.body, most=3) if titled else []
    foot = wrap(f"{plot.note} {plot.source if titled else ''}".strip(), width=room, size=sizes.small, most=4)
    strip = Strip(sizes.pad + 8, width - sizes.pad - 8, 0.0, plot.axis, sizes, palette)
    levels = _levels(plot.dots, strip=strip)
    labels = _labels(plot.dots, strip=strip, width=width)
    top = sizes.pad * 0.7 + len(head) * sizes.title * 1.2 + len(under) * sizes.body * 1.35
    lane = top + 6 + (max((row for *_, row in labels), default=0) + 1) * sizes.body * 1.35
    base = lane + 22 + (max(levels, default=0) + 1) * _RADIUS * 2
    strip = Strip(strip.left, strip.right, base, plot.axis, sizes, palette)
    height = round(base + sizes.small * 2.2 + len(foot) * sizes.small * 1.3 + 6)
    x, first = sizes.pad, sizes.pad * 0.7
    titles = [(row, x, first + (i + 1) * sizes.title * 1.2 - sizes.title * 0.2) for i, row in enumerate(head)]
    after = first + len(head) * sizes.title * 1.2
    unders = [(row, x, after + (i + 1) * sizes.body * 1.35 - sizes.body * 0.2) for i, row in enumerate(under)]
    notes = [(row, x, base + sizes.small * (2.9 + i * 1.3)) for i, row in enumerate(foot)]
    ids = f"d{zlib.crc32(repr((plot.title, plot.alt, width, theme)).encode()):08x}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="{ids}t {ids}d" '
        f'font-family="{FONT_FAMILY}"><title id="{ids}t">{escape(plot.title)}</title>'
        f'<desc id="{ids}d">{escape(plot.alt)}</desc>'
        f'<rect width="{width}" height="{height}" fill="{palette.background}"/>'
        f"{texts(titles, size=sizes.title, fill=palette.ink, bold=True, kind='title')}"
        f"{texts(unders, size=sizes.body, fill=palette.soft, kind='subtitle')}"
        f"{_draw_axis(strip)}{_draw_labels(labels, strip=strip, lane=lane)}"
        f"{_draw_all(plot.dots, levels=levels, strip=strip)}{_draw_empty(plot, strip=strip)}"
        f"{texts(notes, size=sizes.small, fill=palette.soft, kind='note')}</svg>"
    )


def _levels(dots: Sequence[Dot], *, strip: Strip) -> list[int]:
    """How many dots each stands upon, so that none hides another. Those with a role stand lowest."""
    tops: dict[int, int] = {}
    levels = [0] * len(dots)
    for index in sorted(
        range(len(dots)), key=lambda i: (dots[i].role is not Role.OURS, dots[i].role is None, i)
    ):
        slot = round(strip.px(dots[index].value) / (_RADIUS * 2))
        levels[index] = tops.get(slot, 0)
        tops[slot] = levels[index] + 1
    return levels


Label = tuple[Dot, str, float, int]
"""A named dot, its words, where they begin, and the row they stand in, 0 the lowest."""


def _labels(dots: Sequence[Dot], *, strip: Strip, width: int) -> list[Label]:
    """Ours first, so that it has the row nearest to the dots."""
    sizes = strip.sizes
    named = sorted((d for d in dots if d.role in _NAMED), key=lambda d: (d.role is not Role.OURS, d.value))
    words, extents = [], []
    for dot in named:
        bold = dot.role is Role.OURS
        text = shorten(f"{dot.name} {dot.text}", width=width - 2 * sizes.pad, size=sizes.body, bold=bold)
        long = width_of(text, size=sizes.body, bold=bold)
        at = strip.px(dot.value)
        left = min(max(at - long / 2, sizes.pad), width - sizes.pad - long)
        words.append((dot, text, left))
        extents.append((left, left + long))
    rows = stack_rows(extents)
    return [(dot, text, left, row) for (dot, text, left), row in zip(words, rows, strict=True)]


def _draw_labels(labels: list[Label], *, strip: Strip, lane: float) -> str:
    """Each name, and an upright from it to the axis on which its value lies."""
    size, palette = strip.sizes.body, strip.palette
    uprights, names = [], []
    for dot, words, left, row in labels:
        ours = dot.role is Role.OURS
        colour = palette.focus if ours else palette.soft
        y = lane - row * size * 1.35
        at = strip.px(dot.value)
        dash = "" if ours else ' stroke-dasharray="4 2"'
        uprights.append(line(at, y + 4, at, strip.base, stroke=colour, width=1.2, more=dash))
        placed = [(words, left, y)]
        names.append(
            texts(
                placed,
                size=size,
                fill=colour,
                bold=ours,
                kind="end",
                halo=palette.background,
            )
        )
    return "".join([*uprights, *names])


def _draw_all(dots: Sequence[Dot], *, levels: list[int], strip: Strip) -> str:
    """The many in one group of small grey dots; over them those with a role, named on resting."""
    palette = strip.palette
    places = [
        (dot, strip.px(dot.value), strip.base - _RADIUS - 2 - level * _RADIUS * 2)
        for dot, level in zip(dots, levels, strict=True)
    ]
    many = "".join(
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{_RADIUS - 0.4}" data-value="{dot.value!r}"/>'
        for dot, x, y in places
        if dot.role is None
    )
    marked = "".join(_draw_marked(dot, x=x, y=y, strip=strip) for dot, x, y in places if dot.role)
    grey = f'<g fill="{palette.fan_edge}" stroke="{palette.background}">{many}</g>'
    return f'<g data-kind="dots">{grey}{marked}</g>'


def _draw_marked(dot: Dot, *, x: float, y: float, strip: Strip) -> str:
    """Ours large and blue, countries and regions square, neighbours ringed."""
    palette = strip.palette
    data = f'data-value="{dot.value!r}">{title(f"{dot.name}: {dot.text}")}'
    if dot.role in (Role.COUNTRY, Role.REGION):
        corner = f'x="{number(x - 4)}" y="{number(y - 4)}" width="8" height="8"'
        return f'<rect {corner} fill="{palette.comparator}" stroke="{palette.background}" {data}</rect>'
    ours = dot.role is Role.OURS
    fill, stroke = (palette.focus, palette.background) if ours else (palette.background, palette.ink)
    radius, width = (_RADIUS + 2, 1.0) if ours else (_RADIUS - 0.4, 1.6)
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{fill}" stroke="{stroke}" '
        f'stroke-width="{width}" {data}</circle>'
    )


def _draw_axis(strip: Strip) -> str:
    size, palette, axis = strip.sizes.small, strip.palette, strip.axis
    widest = max((width_of(tick.label, size=size) for tick in axis.ticks), default=10.0)
    ticks = thin(axis.ticks, room=max(2, int((strip.right - strip.left) / (widest + 18))))
    marks = "".join(path(((strip.px(t.at), strip.base), (strip.px(t.at), strip.base + 5))) for t in ticks)
    base = path(((strip.left, strip.base), (strip.right, strip.base)))
    labels = [(t.label, _held(t.label, strip=strip, at=t.at), strip.base + size * 1.5) for t in ticks]
    rule = f'<path d="{base}{marks}" stroke="{palette.fan_edge}"/>'
    return rule + texts(labels, size=size, fill=palette.soft, anchor="middle", kind="x")


def _held(label: str, *, strip: Strip, at: float) -> float:
    """The middle of a tick's label, held inside the picture."""
    half = width_of(label, size=strip.sizes.small) / 2
    return min(max(strip.px(at), half + 2), strip.right + strip.sizes.pad + 6 - half)


def _draw_empty(plot: DotPlot, *, strip: Strip) -> str:
    if not plot.empty:
        return ""
    words = [(plot.empty, strip.left, strip.base - 10)]
    return texts(words, size=strip.sizes.small, fill=strip.palette.soft, kind="empty")
