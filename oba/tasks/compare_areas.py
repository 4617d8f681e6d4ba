"""Compare all areas of the plan in the newest period that ours has."""

from __future__ import annotations

from dataclasses import dataclass

from oba.charts import areas_dot_plot
from oba.charts.areas_dot_plot import AreaValue
from oba.charts.description import Role
from oba.model.area import ComparatorRole
from oba.model.indicator import Indicator
from oba.tasks.gather import Gathered
from oba.tasks.sketch import colours
from oba.tasks.tables import Table, make_table
from oba.words.sources import say_publishers

FEWEST = 2
PHONE = 340
"""Pixels across on a narrow screen."""
ROLES = {
    ComparatorRole.COUNTRY: Role.COUNTRY,
    ComparatorRole.REGION: Role.REGION,
    ComparatorRole.NEIGHBOUR: Role.NEIGHBOUR,
}


@dataclass(frozen=True, slots=True)
class AreasView:
    svg: str
    phone_svg: str
    alt: str
    sentence: str
    period: str
    table: Table


def compare_areas(found: Gathered, indicator: Indicator, *, dark: bool) -> AreasView | None:
    """None when our area has no figure, or no other has one for the same period."""
    latest = found.ours(indicator.key).latest
    if latest is None:
        return None
    roles = {one.with_area: ROLES[one.role] for one in found.comparators()} | {found.place.code: Role.OURS}
    values = [
        AreaValue(found.name(area), one.value, roles.get(area), one.lower, one.upper)
        for (key, area), series in found.series.items()
        for one in series.observations
        if key == indicator.key and one.period == latest.period and one.value is not None
    ]
    shown = [series for (key, _), series in found.series.items() if key == indicator.key]
    if len(values) < FEWEST:
        return None
    drawn = areas_dot_plot.describe(values, indicator=indicator, period=latest.period)
    twin = areas_dot_plot.tabulate(drawn)
    return AreasView(
        svg=areas_dot_plot.draw(drawn, theme=colours(dark)),
        phone_svg=areas_dot_plot.draw(drawn, width=PHONE, theme=colours(dark)),
        alt=drawn.alt,
        sentence=f"{drawn.title}. {say_publishers(found.sources(*shown))}",
        period=latest.period.label,
        table=make_table(twin.heads, twin.rows, numbers=twin.heads[1:-1]),
    )
