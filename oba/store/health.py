"""The store's own check-up, in sentences for the person who looks after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, text

from oba.store.engine import Store
from oba.store.schema import REVISIONS, load, observation, series


@dataclass(frozen=True, slots=True)
class Symptom:
    """One thing looked at: whether it is as it should be, and what was found."""

    subject: str
    sound: bool
    said: str


def check_health(store: Store) -> list[Symptom]:
    """Look the store over. Damage too great for the database to read at all is a StoreError."""
    with store.reading() as conn:
        checks = [_check_integrity(conn), _check_references(conn)] if conn.dialect.name == "sqlite" else []
        return [*checks, _check_schema(conn), _measure(conn), _newest_load(conn)]


def _check_integrity(conn: Connection) -> Symptom:
    found = list(conn.execute(text("PRAGMA integrity_check")).scalars())
    sound = found == ["ok"]
    said = "every page of the file reads well" if sound else f"{len(found)} faults; restore the last backup"
    return Symptom("file", sound, said)


def _check_references(conn: Connection) -> Symptom:
    found = conn.execute(text("PRAGMA foreign_key_check")).all()
    tables = sorted({str(row[0]) for row in found})
    said = f"{len(found)} records of {', '.join(tables)} name something that is not there"
    return Symptom("references", not found, said if found else "every reference leads somewhere")


def _check_schema(conn: Connection) -> Symptom:
    found = conn.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    sound = found == REVISIONS[-1]
    return Symptom("schema", sound, f"version {found}" + ("" if sound else f", expected {REVISIONS[-1]}"))


def _measure(conn: Connection) -> Symptom:
    figures = conn.execute(select(func.count()).select_from(observation)).scalar_one()
    curves = conn.execute(select(func.count()).select_from(series)).scalar_one()
    return Symptom(
        "size", True, f"{figures:,} figures in {curves:,} series, {_bytes(conn) / 1_000_000:,.1f} MB"
    )


def _bytes(conn: Connection) -> int:
    if conn.dialect.name == "sqlite":
        pages = conn.execute(text("PRAGMA page_count")).scalar_one()
        return int(pages * conn.execute(text("PRAGMA page_size")).scalar_one())
    return int(conn.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def _newest_load(conn: Connection) -> Symptom:
    newest = conn.execute(select(load.c.loaded_at).order_by(load.c.id.desc()).limit(1)).scalar_one_or_none()
    return Symptom("last load", True, _day(newest) if newest else "nothing has been loaded yet")


def _day(moment: datetime) -> str:
    return f"{moment:%d %B %Y, %H:%M} UTC".lstrip("0")
