"""Which curves there are to choose from: indicators and areas."""

from __future__ import annotations

from dataclasses import dataclass

from oba.errors import NotFoundError
from oba.model.indicator import Standing
from oba.store.engine import Store
from oba.store.plans import read_plan


@dataclass(frozen=True, slots=True)
class CurveChoices:
    """Keys to words. The first headline indicator is shown unless another is asked for."""

    indicators: dict[str, str]
    areas: dict[str, str]
    indicator: str
    area: str


def list_curve_choices(store: Store) -> CurveChoices:
    """Every indicator of the plan and every area. NotFoundError when there is no plan or it has none."""
    with store.reading() as connection:
        book = read_plan(connection)
    if not book.indicators:
        raise NotFoundError(
            "the plan has no indicators", remedy="Add them to the sheet Indicators and load it again"
        )
    headline = [one.key for one in book.indicators if one.standing is Standing.HEADLINE]
    keys = {one.key: one.title for one in book.indicators}
    return CurveChoices(
        indicators=keys,
        areas={one.code: one.name for one in book.areas},
        indicator=next(iter([*headline, *keys])),
        area=book.plan.area,
    )
