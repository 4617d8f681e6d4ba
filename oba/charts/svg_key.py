"""The key of a narrow picture: the labels that have no room at the ends of their lines."""

from __future__ import annotations

from dataclasses import dataclass

from oba.charts.description import ChartDescription, GapArrow, LagStrip, Role
from oba.charts.frame import Sizes
from oba.charts.lettering import width_of, wrap
from oba.charts.palette import Palette
from oba.charts.pen import line, number, path, texts
from oba.charts.svg_labels import EndLabel
from oba.charts.svg_layers import DASHES
from oba.words.status import Tone

_SWATCH = 20.0
_AFTER = 6.0


@dataclass(frozen=True, slots=True)
class KeyItem:
    """Words, with a piece of the line, the arrow or the hatching that they name."""

    words: str
    sample: Role | GapArrow | LagStrip | None
    bold: bool
    x: float


@dataclass(frozen=True, slots=True)
class KeyRow:
    items: tuple[KeyItem, ...]


def key_rows(
    description: ChartDescription, *, labels: list[EndLabel], sizes: Sizes, room: float
) -> tuple[KeyRow, ...]:
    """Every label in rows as wide as the picture: ours, the gap, the others, the lag."""
    wanted: list[tuple[str, Role | GapArrow | LagStrip | None, bool]] = [
        (label.words, label.role, label.bold) for label in labels
    ]
    for layer in description.layers:
        if isinstance(layer, GapArrow):
            wanted.insert(1, (layer.label, layer, True))
        elif isinstance(layer, LagStrip):
            wanted.append((layer.short_label, layer, False))
    rows: list[list[KeyItem]] = [[]]
    x, lead = 0.0, _SWATCH + _AFTER
    for words, sample, bold in wanted:
        lines = wrap(words, width=room - lead, size=sizes.small, bold=bold, most=2)
        wide = lead + max((width_of(one, size=sizes.small, bold=bold) for one in lines), default=0.0)
        if rows[-1] and (x + wide > room or len(lines) > 1):
            rows.append([])
            x = 0.0
        for index, one in enumerate(lines):
            if index:
                rows.append([])
            rows[-1].append(KeyItem(one, None if index else sample, bold, x))
        x = room if len(lines) > 1 else x + wide + 14
    return tuple(KeyRow(tuple(row)) for row in rows if row)


def key_height(rows: tuple[KeyRow, ...], *, sizes: Sizes) -> float:
    return len(rows) * sizes.small * 1.4


def draw_key(rows: tuple[KeyRow, ...], *, top: float, sizes: Sizes, palette: Palette) -> str:
    parts = []
    for index, row in enumerate(rows):
        y = top + (index + 1) * sizes.small * 1.4 - sizes.small * 0.3
        for item in row.items:
            x = sizes.pad + item.x
            colour = _colour(item, palette=palette)
            parts.append(_draw_sample(item, x=x, y=y - sizes.small * 0.32, palette=palette))
            words = [(item.words, x + _SWATCH + _AFTER, y)]
            parts.append(texts(words, size=sizes.small, fill=colour, bold=item.bold, kind="key"))
    return "".join(parts)


def _colour(item: KeyItem, *, palette: Palette) -> str:
    if isinstance(item.sample, GapArrow):
        return palette.of_tone(item.sample.tone)
    if item.sample in (Role.OURS, Role.SINCE):
        return palette.focus
    return palette.target if item.sample in (Role.TARGET, Role.TARGET_LEVEL) else palette.soft


def _draw_sample(item: KeyItem, *, x: float, y: float, palette: Palette) -> str:
    match item.sample:
        case None:
            return ""
        case LagStrip():
            strokes = (path(((x + i * 5, y + 5), (x + i * 5 + 6, y - 5))) for i in range(4))
            return f'<path d="{"".join(strokes)}" stroke="{palette.fan_edge}" stroke-width="2"/>'
        case GapArrow(tone=tone):
            return _draw_gap_sample(tone, x=x + _SWATCH / 2, y=y, palette=palette)
        case Role.TARGET:
            return (
                f'<path d="M{number(x + 10)},{number(y - 5)}l5,5l-5,5l-5,-5z" '
                f'fill="{palette.background}" stroke="{palette.target}" stroke-width="1.6"/>'
            )
        case Role.NEIGHBOURS:
            return (
                f'<rect x="{number(x)}" y="{number(y - 5)}" width="{number(_SWATCH)}" height="10" '
                f'fill="{palette.neighbours}" stroke="{palette.fan_edge}" stroke-width=".8"/>'
            )
        case role:
            more = f' stroke-dasharray="{DASHES[role]}"' if role in DASHES else ""
            width = 3.2 if item.bold else 1.6
            return line(x, y, x + _SWATCH, y, stroke=palette.of_role(role), width=width, more=more)


def _draw_gap_sample(tone: Tone, *, x: float, y: float, palette: Palette) -> str:
    colour = palette.of_tone(tone)
    shaft = path(((x, y - 5), (x, y + 5)))
    return f'<path d="{shaft}M{number(x - 4)},{number(y - 5)}h8m-8,10h8" stroke="{colour}" stroke-width="2"/>'
