"""What a talk needs of the plan and nothing more: its area and its curves by name. The whole plan takes far longer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from oba.errors import NotFoundError
from oba.store.schema import area, indicator, plan


@dataclass(frozen=True, slots=True)
class Outline:
    """The plan's own area, and the title and the theme's key of each indicator by its key, in the plan's order."""

    area: str
    area_name: str
    titles: Mapping[str, str]
    themes: Mapping[str, str]


def read_outline(conn: Connection) -> Outline:
    """NotFoundError before a plan is written."""
    own = select(plan.c.area, area.c.name).join(area, area.c.code == plan.c.area, isouter=True)
    row = conn.execute(own).first()
    if row is None:
        raise NotFoundError(
            "no plan has been loaded yet", remedy="Load one: python -m oba load your_plan.xlsx"
        )
    rows = conn.execute(
        select(indicator.c.key, indicator.c.title, indicator.c.theme)
        .where(~indicator.c.retired)
        .order_by(indicator.c.position)
    ).all()
    return Outline(
        row.area,
        row.name or row.area,
        {one.key: one.title for one in rows},
        {one.key: one.theme or "" for one in rows},
    )
