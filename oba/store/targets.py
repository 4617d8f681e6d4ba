"""Targets written with the plan and read with it."""

from __future__ import annotations

from sqlalchemy import Connection, select

from oba.model.target import Target
from oba.store.numbers import add_periods
from oba.store.records import PlanChange, from_row, replace_all, to_row
from oba.store.schema import area, indicator, target


def write_targets(conn: Connection, targets: tuple[Target, ...]) -> list[PlanChange]:
    """Make the plan's targets these."""
    add_periods(conn, [one.period.key for one in targets])
    rows = [to_row(one, table=target, position=place) for place, one in enumerate(targets)]
    return [PlanChange("changed", "target", "")] if replace_all(conn, target, rows) else []


def read_targets(conn: Connection) -> tuple[Target, ...]:
    """The targets in the order of the plan; those of an indicator or area that has left it wait for its return."""
    statement = (
        select(target)
        .join(indicator, indicator.c.key == target.c.indicator)
        .join(area, area.c.code == target.c.area)
        .where(~indicator.c.retired, ~area.c.retired)
        .order_by(target.c.position)
    )
    return tuple(from_row(Target, row, table=target) for row in conn.execute(statement))
