"""Compare all areas of the plan in the newest period that ours has."""

from __future__ import annotations

from dataclasses import dataclass

from oba.charts import areas_dot_plot
from oba.model.indicator import Indicator
from oba.tasks.gather import Gathered
from oba.tasks.sketch import colours
from oba.tasks.tables import Table, make_table


@dataclass(frozen=True, slots=True)
class AreasView:
    svg: str
    alt: str
    sentence: str
    period: str
    table: Table


def compare_areas(found: Gathered, indicator: Indicator, *, dark: bool) -> AreasView | None:
    """None when our area, or every other, has no figure to compare."""
    raise NotImplementedError
