"""Numbers given to new records, and periods written when they are first met."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Column, Connection, func, insert, select

from oba.model.period import Period
from oba.store.schema import period


def next_id(conn: Connection, column: Column[int]) -> int:
    """The number after the highest one given. Only the one writer may use it."""
    return int(conn.execute(select(func.coalesce(func.max(column), 0))).scalar_one()) + 1


def add_periods(conn: Connection, keys: Iterable[int]) -> None:
    """Write the periods of `keys` that are not in the store yet."""
    wanted = set(keys)
    known = set(conn.execute(select(period.c.id)).scalars())
    rows = [
        {"id": key, "start": found.start, "end": found.end, "label": found.label}
        for key in sorted(wanted - known)
        for found in [Period.from_key(key)]
    ]
    if rows:
        conn.execute(insert(period), rows)
