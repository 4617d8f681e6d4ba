"""Areas with their other names, and which of them are compared with which."""

from __future__ import annotations

from sqlalchemy import Connection, select

from oba.model.area import Area, Comparator
from oba.store.records import PlanChange, from_row, replace_all, to_row, upsert
from oba.store.schema import area, area_alias, comparator


def write_areas(conn: Connection, areas: tuple[Area, ...]) -> list[PlanChange]:
    """Write areas by their code. Those that are not among `areas` are left alone."""
    rows = [to_row(place, table=area, position=number, retired=False) for number, place in enumerate(areas)]
    changes = upsert(conn, area, rows)
    aliases = [
        {"area": place.code, "position": number, "alias": alias}
        for place in areas
        for number, alias in enumerate(place.aliases)
    ]
    if replace_all(conn, area_alias, aliases):
        changes.append(PlanChange("changed", "area", "", "other names"))
    return changes


def read_areas(conn: Connection, *, retired: bool = False) -> tuple[Area, ...]:
    """The areas of the plan, in its order; with `retired` those that have left it too."""
    aliases: dict[str, list[str]] = {}
    for row in conn.execute(select(area_alias).order_by(area_alias.c.area, area_alias.c.position)):
        aliases.setdefault(row.area, []).append(row.alias)
    statement = select(area).order_by(area.c.position, area.c.code)
    if not retired:
        statement = statement.where(~area.c.retired)
    rows = conn.execute(statement)
    return tuple(from_row(Area, row, table=area, aliases=tuple(aliases.get(row.code, ()))) for row in rows)


def write_comparators(conn: Connection, comparators: tuple[Comparator, ...]) -> list[PlanChange]:
    rows = [to_row(pair, table=comparator, position=number) for number, pair in enumerate(comparators)]
    return [PlanChange("changed", "comparator", "")] if replace_all(conn, comparator, rows) else []


def read_comparators(conn: Connection) -> tuple[Comparator, ...]:
    rows = conn.execute(select(comparator).order_by(comparator.c.position))
    return tuple(from_row(Comparator, row, table=comparator) for row in rows)
