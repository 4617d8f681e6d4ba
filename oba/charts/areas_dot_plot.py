"""All areas on one line: each a dot, ours and those it is compared with marked and named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from oba.charts.axes import value_axis
from oba.charts.description import Axis, Role
from oba.charts.dots import Dot as Dot
from oba.charts.dots import DotPlot as DotPlot
from oba.charts.dots import draw_dots
from oba.charts.palette import Theme
from oba.charts.table import Cell, TwinTable
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.words import areas
from oba.words.numbers import is_percentage, say_bare_value, say_number

EMPTY = "No figures yet for any area in this period."
_HEADS = ("Area", "Value", "Lower", "Upper", "Note")
_ROLES = {
    Role.OURS: "this area",
    Role.COUNTRY: "country",
    Role.REGION: "region",
    Role.NEIGHBOUR: "statistical neighbour",
}


@dataclass(frozen=True, slots=True)
class AreaValue:
    """One area's figure. `role` is OURS, COUNTRY, REGION, NEIGHBOUR, or None for any other area."""

    name: str
    value: float
    role: Role | None = None
    lower: float | None = None
    upper: float | None = None


def describe(
    values: Sequence[AreaValue],
    *,
    indicator: Indicator,
    period: Period,
    source: str = "",
    zero_based: bool = True,
    notes: Sequence[str] = (),
) -> DotPlot:
    """All `values` are of one indicator in one period; areas without a figure are left out beforehand.

    `notes` are said under the strip besides what must be said of it.
    """
    dots = tuple(
        Dot(v.name, v.value, say_bare_value(v.value, indicator=indicator), v.role, v.lower, v.upper)
        for v in sorted(values, key=lambda v: (v.value, v.name))
    )
    order = (Role.OURS, Role.COUNTRY, Role.REGION)
    marked = sorted((d for d in dots if d.role in order), key=lambda d: order.index(d.role or Role.OURS))
    named = [(dot.name, dot.text) for dot in marked]
    areas_only = [dot for dot in dots if dot.role not in (Role.COUNTRY, Role.REGION)]
    suffix = "%" if is_percentage(indicator) else ""
    axis = value_axis([dot.value for dot in dots], zero_based=zero_based, suffix=suffix)
    return DotPlot(
        title=areas.say_title(indicator, period=period, named=named),
        subtitle=areas.say_subtitle(indicator, count=len(areas_only)),
        alt=areas.say_alt(
            indicator, period=period, named=named, count=len(areas_only), ends=_ends(areas_only)
        ),
        source=source,
        axis=axis,
        dots=dots,
        note=" ".join((_note(dots, axis, indicator=indicator), *notes)).strip(),
        empty="" if dots else EMPTY,
        decimals=indicator.decimals,
        suffix=suffix,
    )


def draw(plot: DotPlot, *, width: int = 720, theme: Theme = Theme.LIGHT, titled: bool = False) -> str:
    """The strip as SVG. Its height follows from how many dots lie on one another."""
    return draw_dots(plot, width=width, theme=theme, titled=titled)


def tabulate(plot: DotPlot) -> TwinTable:
    """Every dot as a row, the highest first."""
    numbers: list[tuple[Cell, ...]] = [
        (dot.name, dot.value, dot.lower, dot.upper, _ROLES[dot.role] if dot.role else "")
        for dot in reversed(plot.dots)
    ]
    rows = tuple(tuple(_say(cell, plot=plot) for cell in row) for row in numbers)
    return TwinTable(_HEADS, rows, tuple(numbers), title=plot.title, source=plot.source)


def _note(dots: Sequence[Dot], axis: Axis, *, indicator: Indicator) -> str:
    return areas.say_note(
        has_neighbours=any(dot.role is Role.NEIGHBOUR for dot in dots),
        axis_from=None if axis.low <= 0 else say_bare_value(axis.low, indicator=indicator),
    )


def _ends(dots: Sequence[Dot]) -> tuple[str, str]:
    return (dots[0].text, dots[-1].text) if dots else ("", "")


def _say(cell: Cell, *, plot: DotPlot) -> str:
    if cell is None or isinstance(cell, str):
        return cell or ""
    return say_number(cell, decimals=plot.decimals) + plot.suffix
