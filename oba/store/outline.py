"""What a talk needs of the plan and nothing more: its area and its curves by name. The whole plan takes far longer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from oba.errors import NotFoundError
from oba.store.schema import area, indicator, plan


@dataclass(frozen=True, slots=True)
class Outline:
    """The plan's own area, and the title and the theme's key of each indicator by its key, in the plan's order.

    `left` has the titles of those that have left the plan.
    """

    area: str
    area_name: str
    titles: Mapping[str, str]
    themes: Mapping[str, str]
    left: Mapping[str, str]

    def title(self, key: str) -> str:
        """Of one that has left the plan too; of one that was never in it, the key."""
        return self.titles.get(key) or self.left.get(key, key)


def read_outline(conn: Connection) -> Outline:
    """NotFoundError before a plan is written."""
    own = select(plan.c.area, area.c.name).join(area, area.c.code == plan.c.area, isouter=True)
    row = conn.execute(own).first()
    if row is None:
        raise NotFoundError(
            "no plan has been loaded yet", remedy="Load one: python -m oba load your_plan.xlsx"
        )
    rows = conn.execute(
        select(indicator.c.key, indicator.c.title, indicator.c.theme, indicator.c.retired).order_by(
            indicator.c.position
        )
    ).all()
    standing = [one for one in rows if not one.retired]
    return Outline(
        row.area,
        row.name or row.area,
        {one.key: one.title for one in standing},
        {one.key: one.theme or "" for one in standing},
        {one.key: one.title for one in rows if one.retired},
    )
