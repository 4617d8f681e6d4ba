"""The marks of ranked areas: how an area compares is told by form first, then by colour; and their key."""

from __future__ import annotations

from oba.charts.description import Role
from oba.charts.lettering import width_of
from oba.charts.palette import Palette
from oba.charts.pen import line, number, path, texts
from oba.charts.ranked import RankedPlot, RankedRow
from oba.model.finding import ComparisonWord

_LEAD, _BETWEEN = 20.0, 16.0
KeyItem = tuple[ComparisonWord | Role, str, float]
"""What is explained, its words, and how far from the left it stands."""


def draw_mark(row: RankedRow, *, x: float, y: float, radius: float, palette: Palette) -> str:
    """Better a disc, worse a diamond, higher and lower triangles, similar an upright stroke, untested a small dot.

    A country or a region that is a row is a square.
    """
    if row.role in (Role.COUNTRY, Role.REGION):
        side, corner = radius * 1.8, f'x="{number(x - radius * 0.9)}" y="{number(y - radius * 0.9)}"'
        return f'<rect {corner} width="{number(side)}" height="{number(side)}" fill="{palette.forecast}"/>'
    ink = palette.focus if row.role is Role.OURS else palette.comparator
    return draw_word(row.word, x=x, y=y, radius=radius, palette=palette, ink=ink)


def draw_word(
    word: ComparisonWord, *, x: float, y: float, radius: float, palette: Palette, ink: str = ""
) -> str:
    """The form of one word, its middle at (x, y); `ink` colours what is no judgement."""
    ink, edge = ink or palette.comparator, f' stroke="{palette.background}" stroke-width=".8"'
    match word:
        case ComparisonWord.BETTER:
            return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{palette.better}"{edge}/>'
        case ComparisonWord.WORSE:
            reach = radius * 1.3
            diamond = ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
            return f'<path d="{path(diamond, closed=True)}" fill="{palette.worse}"{edge}/>'
        case ComparisonWord.HIGHER | ComparisonWord.LOWER:
            way, reach = (1 if word is ComparisonWord.HIGHER else -1), radius * 1.25
            foot = y + way * reach * 0.8
            triangle = ((x - reach, foot), (x + reach, foot), (x, y - way * reach))
            return f'<path d="{path(triangle, closed=True)}" fill="{palette.ink}"{edge}/>'
        case ComparisonWord.SIMILAR:
            return line(x, y - radius * 1.15, x, y + radius * 1.15, stroke=ink, width=2.4)
        case _:
            return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(max(radius * 0.75, 2.4))}" fill="{ink}"/>'


def draw_pointer(x: float, y: float, *, palette: Palette) -> str:
    """The sign of our own area: a filled pointer."""
    form = ((x, y - 5), (x + 9, y), (x, y + 5))
    return f'<path d="{path(form, closed=True)}" fill="{palette.focus}" data-kind="pointer"/>'


def draw_neighbour(x: float, y: float, *, palette: Palette) -> str:
    """The sign of a statistical neighbour: a ring."""
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="3.4" fill="{palette.background}" stroke="{palette.ink}" '
        f'stroke-width="1.5" data-kind="neighbour"/>'
    )


def key_rows(plot: RankedPlot, *, size: float, room: float) -> list[list[KeyItem]]:
    """What must be explained, in rows as wide as the picture."""
    wanted: list[tuple[ComparisonWord | Role, str]] = [(word, said) for word, said in plot.marks]
    if plot.our_name:
        wanted.append((Role.OURS, plot.our_name))
    if plot.has_neighbours:
        wanted.append((Role.NEIGHBOUR, "statistical neighbour"))
    rows: list[list[KeyItem]] = []
    x = room + 1
    for sample, said in wanted:
        wide = _LEAD + width_of(said, size=size, bold=sample is Role.OURS)
        if x + wide > room:
            rows.append([])
            x = 0.0
        rows[-1].append((sample, said, x))
        x += wide + _BETWEEN
    return rows


def draw_key(rows: list[list[KeyItem]], *, left: float, top: float, size: float, palette: Palette) -> str:
    parts = []
    for index, row in enumerate(rows):
        y = top + (index + 0.75) * size * 1.5
        for sample, said, at in row:
            x = left + at + 6
            ours = sample is Role.OURS
            if ours:
                parts.append(draw_pointer(x - 4, y, palette=palette))
            elif sample is Role.NEIGHBOUR:
                parts.append(draw_neighbour(x, y, palette=palette))
            elif isinstance(sample, ComparisonWord):
                parts.append(draw_word(sample, x=x, y=y, radius=4.6, palette=palette))
            placed = [(said, left + at + _LEAD - 4, y + size * 0.35)]
            fill = palette.focus if ours else palette.soft
            parts.append(texts(placed, size=size, fill=fill, bold=ours, kind="key"))
    return "".join(parts)
