"""What groups have said of services, one record a service; every save is recorded, and two never overwrite unseen."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from oba.errors import NotFoundError
from oba.model.editor import EditConflict
from oba.model.performance import SAID, ServiceTalk
from oba.store.edits import read_edits, record_edits
from oba.store.schema import service, service_talk

KIND = "service talk"


def read_talk(conn: Connection, key: str) -> ServiceTalk:
    """What was said of the service so far; version 0 where nothing was. NotFoundError for no such service."""
    if conn.execute(select(service.c.key).where(service.c.key == key)).first() is None:
        raise NotFoundError(f"service '{key}'", expected="the key of a service of the plan")
    row = conn.execute(select(service_talk).where(service_talk.c.service == key)).first()
    return ServiceTalk(**row._mapping) if row else ServiceTalk(key)


def write_talk(conn: Connection, talk: ServiceTalk, *, by: str, at: datetime) -> ServiceTalk:
    """Save a talk that was read at its `version`, and return it as saved; what is unchanged is not saved anew.

    EditConflict with both texts of every field that differs, when somebody else has saved it since.
    """
    now = read_talk(conn, talk.service)
    if now.version != talk.version:
        raise _conflict(conn, now=now, mine=talk)
    changes = {name: (getattr(now, name) or None, getattr(talk, name) or None) for name in SAID}
    if not record_edits(conn, kind=KIND, key=talk.service, by=by, at=at, changes=changes):
        return now
    values = {name: getattr(talk, name) for name in SAID}
    if now.version:
        statement = update(service_talk).where(service_talk.c.service == talk.service)
        conn.execute(statement.values(**values, version=now.version + 1))
    else:
        conn.execute(insert(service_talk).values(service=talk.service, **values, version=1))
    return read_talk(conn, talk.service)


def read_talks(conn: Connection) -> tuple[ServiceTalk, ...]:
    """What was said of every service, by its key."""
    rows = conn.execute(select(service_talk).order_by(service_talk.c.service))
    return tuple(ServiceTalk(**row._mapping) for row in rows)


def add_talk(conn: Connection, talk: ServiceTalk) -> None:
    """Write what was said in another store, whose history is copied with it."""
    conn.execute(insert(service_talk).values(**{one.name: getattr(talk, one.name) for one in fields(talk)}))


def _conflict(conn: Connection, *, now: ServiceTalk, mine: ServiceTalk) -> EditConflict:
    edits = read_edits(conn, kind=KIND, key=now.service)
    texts = {name: (getattr(now, name), getattr(mine, name)) for name in SAID}
    return EditConflict(
        f"what was said of '{now.service}'",
        texts={name: pair for name, pair in texts.items() if pair[0] != pair[1]},
        version=now.version,
        by=edits[-1].by if edits else "",
    )
