"""Whether the store still stands as a release gave it."""

from __future__ import annotations

from sqlalchemy import Connection, select

from oba.store.history import is_superseded
from oba.store.schema import load


def is_current(conn: Connection, release: int) -> bool:
    """Whether a load of this release stands, and no later load has revised or withdrawn a figure of it."""
    undo = load.alias()
    standing = (
        select(load.c.id)
        .outerjoin_from(load, undo, undo.c.undoes == load.c.id)
        .where(load.c.release_id == release, load.c.undoes.is_(None), undo.c.id.is_(None))
        .limit(1)
    )
    return conn.execute(standing).first() is not None and not is_superseded(conn, release)
