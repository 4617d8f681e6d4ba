"""Releases as their publishers put them out, each known by its SHA-256, and our loads of them."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from oba.errors import NotFoundError
from oba.model.load_event import Load, LoadKind
from oba.model.release import ChangeKind, Release, Source
from oba.store.numbers import next_id
from oba.store.schema import load, release, release_sheet

SOURCE = ("publisher", "title", "release", "address", "licence", "published", "retrieved", "note")


def find_release(conn: Connection, sha256: str) -> Release | None:
    """The release with this SHA-256, or None when its file was never loaded."""
    found = conn.execute(_newest_loads().where(release.c.sha256 == sha256)).first()
    return _build(conn, found) if found else None


def read_releases(conn: Connection) -> list[Release]:
    """Every release with its newest load, in the order in which the releases first came."""
    return [_build(conn, row) for row in conn.execute(_newest_loads().order_by(release.c.id)).all()]


def write_release(conn: Connection, source: Source, *, file_name: str, sha256: str) -> int:
    """The id of the release with this SHA-256, written when it is new; else what is now said of it is put right."""
    known = conn.execute(select(release.c.id).where(release.c.sha256 == sha256)).scalar_one_or_none()
    fields = {name: getattr(source, name) for name in SOURCE}
    number = next_id(conn, release.c.id) if known is None else int(known)
    if known is None:
        conn.execute(insert(release).values(id=number, file_name=file_name, sha256=sha256, **fields))
    else:
        conn.execute(update(release).where(release.c.id == number).values(**fields))
        conn.execute(delete(release_sheet).where(release_sheet.c.release_id == number))
    sheets = [
        {"release_id": number, "sheet": sheet, "indicator": indicator, "position": position}
        for position, (sheet, indicator) in enumerate(source.sheets.items())
    ]
    if sheets:
        conn.execute(insert(release_sheet), sheets)
    return number


def record_load(
    conn: Connection,
    *,
    release_id: int,
    loaded_at: datetime,
    loaded_by: str,
    format_name: str,
    kind: LoadKind = LoadKind.FIGURES,
    undoes: int | None = None,
) -> int:
    """The id of a new load of a release. Its counts are filled in when its figures are merged."""
    number = next_id(conn, load.c.id)
    counts = dict.fromkeys(("added", "revised", "withdrawn", "unchanged"), 0)
    conn.execute(
        insert(load).values(
            id=number,
            release_id=release_id,
            loaded_at=loaded_at,
            loaded_by=loaded_by,
            format=format_name,
            kind=kind.value,
            undoes=undoes,
            **counts,
        )
    )
    return number


def read_loads(conn: Connection) -> list[Load]:
    """Every load and every undo of one, in the order in which they were made."""
    releases = {one.id: one for one in read_releases(conn)}
    return [_build_load(row, releases) for row in conn.execute(_all_loads().order_by(load.c.id))]


def read_load(conn: Connection, number: int) -> Load:
    """One load. NotFoundError when there is none of this number."""
    row = conn.execute(_all_loads().where(load.c.id == number)).first()
    if row is None:
        raise NotFoundError(f"there is no load {number}", remedy="Choose one of the list of loads")
    found = conn.execute(_newest_loads().where(release.c.id == row.release_id)).one()
    return _build_load(row, {row.release_id: _build(conn, found)})


def _all_loads() -> Select[Any]:
    undo = load.alias()
    return select(load, undo.c.id.label("undone_by")).outerjoin_from(load, undo, undo.c.undoes == load.c.id)


def _build_load(row: Row[Any], releases: dict[int, Release]) -> Load:
    return Load(
        id=row.id,
        release=releases[row.release_id],
        kind=LoadKind(row.kind),
        loaded_at=row.loaded_at,
        loaded_by=row.loaded_by,
        format=row.format,
        counts={kind: getattr(row, kind.value) for kind in ChangeKind},
        undone_by=row.undone_by,
        undoes=row.undoes,
    )


def _newest_loads() -> Select[Any]:
    each = load.alias()
    newest = (
        select(func.max(each.c.id))
        .where(each.c.release_id == release.c.id, each.c.kind != LoadKind.UNDO.value)
        .scalar_subquery()
    )
    columns = select(release, load.c.format, load.c.loaded_at, load.c.loaded_by)
    return columns.join_from(release, load, load.c.id == newest)


def _build(conn: Connection, row: Row[Any]) -> Release:
    sheets = (
        conn.execute(
            select(release_sheet.c.sheet, release_sheet.c.indicator)
            .where(release_sheet.c.release_id == row.id)
            .order_by(release_sheet.c.position)
        )
        .tuples()
        .all()
    )
    fields = {name: getattr(row, name) for name in SOURCE}
    return Release(
        id=row.id,
        source=Source(**fields, sheets=dict(sheets)),
        file_name=row.file_name,
        sha256=row.sha256,
        format=row.format,
        loaded_at=row.loaded_at,
        loaded_by=row.loaded_by,
    )


def name_store(conn: Connection) -> str:
    """What tells this store from others, in copies of it too: the first load that it was made with; '' before one."""
    first = select(load.c.loaded_at, release.c.sha256).join(release, release.c.id == load.c.release_id)
    row = conn.execute(first.order_by(load.c.id).limit(1)).first()
    return sha256(f"{row.loaded_at.isoformat()} {row.sha256}".encode()).hexdigest()[:16] if row else ""
