"""What is spent on each outcome, by service and partner, as bars: pooled filled, aligned hatched, other money open."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from oba.charts.frame import Sizes
from oba.charts.lettering import FONT_FAMILY, escape, width_of, wrap
from oba.charts.palette import Palette, Theme, of_theme
from oba.charts.pen import number, text, texts
from oba.charts.table import TwinTable
from oba.model.action import Funding
from oba.words.services import FUNDING_NAMES, say_amount

HEADS = ("Outcome", "Service", "Partner", "Year", "Pounds", "Funding")
_BAR, _GAP = 16.0, 9.0
_KINDS = (Funding.POOLED, Funding.ALIGNED, Funding.NOT_SAID)


@dataclass(frozen=True, slots=True)
class Spent:
    """What one partner puts into one service. `pounds` is None where it is not known, and then there is no bar."""

    outcome: str
    service: str
    partner: str
    pounds: float | None
    funding: Funding
    said: str


@dataclass(frozen=True, slots=True)
class Spending:
    """`bars` in their order, those of one outcome together. The longest bar is `most` pounds."""

    title: str
    year: str
    bars: tuple[Spent, ...]
    most: float
    alt: str
    source: str = ""


def describe(bars: Sequence[Spent], *, year: str, title: str, source: str = "") -> Spending:
    """One financial year. `title` is the finding."""
    told = "; ".join(
        f"{one.outcome.rstrip('.')}, {one.service}, {one.partner}: {say_amount(one.pounds)}, {one.said}"
        for one in bars
    )
    most = max((one.pounds for one in bars if one.pounds), default=1.0)
    return Spending(title, year, tuple(bars), most, f"{title}. {told}.", source)


def draw(plot: Spending, *, width: int = 760, theme: Theme = Theme.LIGHT, titled: bool = False) -> str:
    """The bars as SVG, each under its words. `titled` adds title and source, for a picture that stands alone."""
    palette, sizes = of_theme(theme), Sizes.of_width(max(width, 260))
    ids = f"s{zlib.crc32(repr((plot.title, plot.alt, width, theme)).encode()):08x}"
    room, pad = width - 2 * sizes.pad, sizes.pad
    parts, y = [], pad
    if titled:
        drawn, y = _lines(
            plot.title, y=y, room=room, sizes=sizes, size=sizes.title, palette=palette, bold=True
        )
        parts.append(drawn)
    drawn, y = _draw_key(plot, y=y, sizes=sizes, palette=palette, ids=ids)
    parts.append(drawn)
    outcome = ""
    for bar in plot.bars:
        if bar.outcome != outcome:
            outcome = bar.outcome
            drawn, y = _lines(
                outcome, y=y + 8, room=room, sizes=sizes, size=sizes.body, palette=palette, bold=True
            )
            parts.append(drawn)
        drawn, y = _draw_bar(bar, plot, y=y, room=room, sizes=sizes, palette=palette, ids=ids)
        parts.append(drawn)
    if titled and plot.source:
        drawn, y = _lines(plot.source, y=y, room=room, sizes=sizes, size=sizes.small, palette=palette)
        parts.append(drawn)
    height = round(y + pad)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-labelledby="{ids}t {ids}d" font-family="{FONT_FAMILY}"><title id="{ids}t">'
        f'{escape(plot.title)}</title><desc id="{ids}d">{escape(plot.alt)}</desc>{_hatching(palette, ids=ids)}'
        f'<rect width="{width}" height="{height}" fill="{palette.background}"/>{"".join(parts)}</svg>'
    )


def tabulate(plot: Spending) -> TwinTable:
    """Every bar as a row; an amount that is not known is an empty cell, and never nought."""
    numbers = tuple(
        (one.outcome, one.service, one.partner, plot.year, one.pounds, one.said) for one in plot.bars
    )
    rows = tuple(
        (*row[:4], say_amount(bar.pounds), row[5]) for row, bar in zip(numbers, plot.bars, strict=True)
    )
    return TwinTable(HEADS, rows, numbers, title=plot.title, source=plot.source)


def _lines(
    words: str, *, y: float, room: float, sizes: Sizes, size: float, palette: Palette, bold: bool = False
) -> tuple[str, float]:
    """Words from the left in as many lines as they need, and where they end."""
    rows = wrap(words, width=room, size=size, bold=bold)
    placed = [(row, sizes.pad, y + (i + 0.9) * size * 1.3) for i, row in enumerate(rows)]
    fill = palette.ink if bold else palette.soft
    return texts(placed, size=size, fill=fill, bold=bold, kind="words"), y + len(rows) * size * 1.3 + 3


def _draw_key(plot: Spending, *, y: float, sizes: Sizes, palette: Palette, ids: str) -> tuple[str, float]:
    """A sample of each kind of money that occurs, one under the other."""
    parts = []
    for kind in _KINDS:
        if any(one.funding is kind for one in plot.bars):
            parts.append(_box(kind, x=sizes.pad, y=y, wide=26, palette=palette, ids=ids))
            x = sizes.pad + 34
            parts.append(
                text(
                    FUNDING_NAMES[kind],
                    x=x,
                    y=y + _BAR * 0.8,
                    size=sizes.small,
                    fill=palette.soft,
                    kind="key",
                )
            )
            y += _BAR + 6
    return "".join(parts), y


def _draw_bar(
    bar: Spent, plot: Spending, *, y: float, room: float, sizes: Sizes, palette: Palette, ids: str
) -> tuple[str, float]:
    words = f"{bar.service}, {bar.partner}: {bar.said}"
    drawn, y = _lines(words, y=y, room=room, sizes=sizes, size=sizes.small, palette=palette)
    said = say_amount(bar.pounds)
    label = width_of(said, size=sizes.small, bold=True) + 10
    wide = (bar.pounds or 0.0) / plot.most * (room - label)
    box = _box(bar.funding, x=sizes.pad, y=y, wide=wide, palette=palette, ids=ids) if bar.pounds else ""
    value = text(
        said,
        x=sizes.pad + wide + (8 if wide else 0),
        y=y + _BAR * 0.8,
        size=sizes.small,
        fill=palette.ink,
        bold=True,
        kind="value",
    )
    exact = "" if bar.pounds is None else f' data-value="{bar.pounds!r}"'
    return f'{drawn}<g data-kind="bar"{exact}>{box}{value}</g>', y + _BAR + _GAP


def _box(kind: Funding, *, x: float, y: float, wide: float, palette: Palette, ids: str) -> str:
    fills = {Funding.POOLED: palette.focus, Funding.ALIGNED: f"url(#{ids}h)"}
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(max(wide, 1.5))}" height="{number(_BAR)}" '
        f'fill="{fills.get(kind, palette.background)}" stroke="{palette.focus}" stroke-width="1.5"/>'
    )


def _hatching(palette: Palette, *, ids: str) -> str:
    return (
        f'<defs><pattern id="{ids}h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="6" height="6" fill="{palette.background}"/>'
        f'<rect width="2.5" height="6" fill="{palette.focus}"/></pattern></defs>'
    )
