"""Accounts of curves that turned, in the store. What is withdrawn stays, marked; the edits tell how it came about."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from oba.model.success import Success
from oba.store.records import from_row, to_row
from oba.store.schema import success as table

KIND = "success"
"""What an edit calls an account; its key is the indicator's."""


def add_success(conn: Connection, one: Success) -> None:
    """Write the first account of an indicator."""
    conn.execute(insert(table).values(to_row(one, table=table)))


def write_success(conn: Connection, one: Success) -> None:
    """Write an account as it now is, its version too, in the place of what was there."""
    conn.execute(update(table).where(table.c.indicator == one.indicator).values(to_row(one, table=table)))


def find_success(conn: Connection, indicator: str) -> Success | None:
    """The account of an indicator, also one that was withdrawn; None where none was ever written."""
    row = conn.execute(select(table).where(table.c.indicator == indicator)).first()
    return None if row is None else from_row(Success, row, table=table)


def read_successes(conn: Connection) -> tuple[Success, ...]:
    """All that were ever written, also what was withdrawn."""
    rows = conn.execute(select(table).order_by(table.c.indicator))
    return tuple(from_row(Success, row, table=table) for row in rows)
