"""Indicators that have left the plan: their keys stand for their figures still."""

from __future__ import annotations

from sqlalchemy import Connection, select

from oba.store.schema import indicator


def read_retired(conn: Connection) -> tuple[str, ...]:
    """The keys of retired indicators."""
    return tuple(conn.execute(select(indicator.c.key).where(indicator.c.retired)).scalars())
