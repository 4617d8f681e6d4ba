"""Figures as cells of a table for disclosure control: those that stand, and those that a later load has replaced."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, Select, Table, select

from oba.model.disclosure import Cell
from oba.model.period import Period
from oba.store.public_past import is_public
from oba.store.schema import NUMBERS, indicator, observation, observation_history, series, sheet_column
from oba.store.timeline import UNDONE, read_facts

ROWS_AT_ONCE = 10_000


def read_cells(conn: Connection) -> list[Cell]:
    """Every figure that stands, of indicators of the plan, in every area and of every breakdown."""
    found: list[Cell] = []
    for rows in conn.execute(_select(observation)).partitions(ROWS_AT_ONCE):
        found += map(_build, rows)
    return found


def read_past_cells(conn: Connection) -> list[list[Cell]]:
    """The figures that were replaced: the last of each place, then those before, and so on. What was undone is none."""
    facts = read_facts(conn)
    past = observation_history.c
    statement = _select(observation_history).add_columns(sheet_column.c.load_id, past.replaced_by)
    statement = statement.join(sheet_column, sheet_column.c.id == past.sheet_column_id)
    statement = statement.where(past.happened != UNDONE).order_by(past.replaced_by.desc())
    editions: list[list[Cell]] = []
    met: dict[tuple[str, str, str, int], int] = {}
    for row in conn.execute(statement):
        if not all(number in facts and is_public(facts[number]) for number in (row.load_id, row.replaced_by)):
            continue
        place = (row.indicator, row.area, row.breakdown, row.period_id)
        depth = met[place] = met.get(place, -1) + 1
        if depth == len(editions):
            editions.append([])
        editions[depth].append(_build(row))
    return editions


def _select(table: Table) -> Select[Any]:
    return (
        select(
            *(series.c.indicator, series.c.area, series.c.breakdown, table.c.period_id, table.c.marker),
            *(table.c[name] for name in NUMBERS),
        )
        .join_from(table, series, series.c.id == table.c.series_id)
        .join(indicator, indicator.c.key == series.c.indicator)
        .where(~indicator.c.retired)
    )


def _build(row: Row[Any]) -> Cell:
    given = {name: value for name in NUMBERS if (value := getattr(row, name)) is not None}
    period = Period.from_key(row.period_id)
    return Cell(row.indicator, row.area, row.breakdown, period, given, row.marker)
