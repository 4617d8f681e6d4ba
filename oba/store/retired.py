"""What has left the plan while something speaks of it: it is kept out of sight, and its key brings it back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Date, Table, insert, select

from oba.store.schema import area, indicator, outcome, performance_measure, service, theme

TABLES: Mapping[str, Table] = {
    "themes": theme,
    "outcomes": outcome,
    "areas": area,
    "indicators": indicator,
    "services": service,
    "measures": performance_measure,
}
"""What can be retired, those first that others refer to."""
HIDDEN = ("position", "retired")
Record = dict[str, Any]


def read_retired(conn: Connection) -> tuple[str, ...]:
    """The keys of retired indicators."""
    return tuple(conn.execute(select(indicator.c.key).where(indicator.c.retired)).scalars())


def read_known(conn: Connection, name: str) -> set[str]:
    """The keys of all that is or was in the plan, of one of TABLES."""
    return set(conn.execute(select(_key(TABLES[name]))).scalars())


def gather_retired(conn: Connection) -> dict[str, list[Record]]:
    """The fields of all that is retired, by the names of TABLES; days are texts."""
    found = {}
    for name, table in TABLES.items():
        rows = conn.execute(select(table).where(table.c.retired).order_by(_key(table))).mappings()
        wanted = _columns(table)
        found[name] = [{one.name: _plain(row[one.name]) for one in wanted} for row in rows]
    return found


def check_retired(name: str, record: Record) -> None:
    """KeyError, TypeError or ValueError for what is no record of one of TABLES."""
    columns = {one.name: one for one in _columns(TABLES[name])}
    if set(record) != set(columns):
        raise KeyError(name)
    for one, value in record.items():
        _read(columns[one], value)


def add_retired(conn: Connection, name: str, records: Sequence[Record]) -> Collection[str]:
    """Write what the store has not, as retired; the keys of those that refer to what it has not, and were left out."""
    table, known, left = TABLES[name], read_known(conn, name), []
    columns = _columns(table)
    key = _key(table).name
    for record in records:
        if record[key] in known:
            continue
        row = {one.name: _read(one, record[one.name]) for one in columns}
        if any(not _is_there(conn, one, row[one.name]) for one in columns):
            left.append(record[key])
            continue
        conn.execute(insert(table).values(**row, position=0, retired=True))
    return left


def _key(table: Table) -> Column[Any]:
    return next(iter(table.primary_key.columns))


def _columns(table: Table) -> list[Column[Any]]:
    return [one for one in table.c if one.name not in HIDDEN]


def _is_there(conn: Connection, column: Column[Any], value: Any) -> bool:
    """Whether the store has what a column refers to."""
    if value is None:
        return True
    named = [next(iter(column.foreign_keys)).column] if column.foreign_keys else []
    return all(conn.execute(select(one).where(one == value)).first() is not None for one in named)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _read(column: Column[Any], value: Any) -> Any:
    if value is None:
        if not column.nullable:
            raise TypeError(column.name)
        return None
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    wanted = column.type.python_type
    if not isinstance(value, (int, float) if wanted is float else wanted):
        raise TypeError(column.name)
    return value
