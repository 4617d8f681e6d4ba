"""Every edit of everything that people write here: recorded once, never altered. The database itself sees to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from oba.model.editor import Edit
from oba.store.numbers import next_id
from oba.store.schema import edit as edits

AT_ONCE = 500
Changes = Mapping[str, tuple[str | None, str | None]]


def record_edits(conn: Connection, *, kind: str, key: str, by: str, at: datetime, changes: Changes) -> int:
    """Record each field that changed, before and after; None stands for nothing. Returns how many were recorded.

    A field whose two texts are the same has not changed, and is not recorded.
    """
    changed = {field: texts for field, texts in changes.items() if texts[0] != texts[1]}
    if not changed:
        return 0
    first = next_id(conn, edits.c.id)
    rows = [
        {
            "id": number,
            "made_at": at,
            "made_by": by,
            "kind": kind,
            "key": key,
            "field": field,
            "before": before,
            "after": after,
        }
        for number, (field, (before, after)) in enumerate(changed.items(), start=first)
    ]
    conn.execute(insert(edits), rows)
    return len(rows)


def copy_edits(conn: Connection, copied: Iterable[Edit]) -> None:
    """Write the edits of another store after those of this one, as they were made; they are numbered anew."""
    rows = [
        {
            "id": number,
            "made_at": one.at,
            "made_by": one.by,
            **{name: getattr(one, name) for name in ("kind", "key", "field", "before", "after")},
        }
        for number, one in enumerate(copied, start=next_id(conn, edits.c.id))
    ]
    if rows:
        conn.execute(insert(edits), rows)


def read_edits(
    conn: Connection,
    *,
    kind: str | None = None,
    key: str | None = None,
    since: datetime | None = None,
    kinds: Iterable[str] | None = None,
    within: str = "",
) -> list[Edit]:
    """Edits in the order in which they were made. `since` is included; `within` is what the key begins with."""
    statement = select(edits).order_by(edits.c.id)
    if kind is not None:
        statement = statement.where(edits.c.kind == kind)
    if kinds is not None:
        statement = statement.where(edits.c.kind.in_(list(kinds)))
    if key is not None:
        statement = statement.where(edits.c.key == key)
    if within:
        statement = statement.where(edits.c.key.startswith(within, autoescape=True))
    if since is not None:
        statement = statement.where(edits.c.made_at >= since)
    return [_build(row) for row in conn.execute(statement)]


def last_by(conn: Connection, *, kind: str, key: str, field: str = "") -> str:
    """Who last edited a thing, or one field of it; '' where nobody has."""
    found = read_edits(conn, kind=kind, key=key)
    return next((one.by for one in reversed(found) if field in ("", one.field)), "")


def read_edited(conn: Connection, names: Iterable[tuple[str, str]], *, by: datetime) -> set[tuple[str, str]]:
    """Of the things with these kinds and keys, those that had been edited by a moment, which is included."""
    keys: dict[str, list[str]] = {}
    for kind, key in names:
        keys.setdefault(kind, []).append(key)
    found: set[tuple[str, str]] = set()
    for kind, listed in keys.items():
        for start in range(0, len(listed), AT_ONCE):
            some = edits.c.key.in_(listed[start : start + AT_ONCE])
            statement = select(edits.c.key).where(edits.c.kind == kind, some, edits.c.made_at <= by)
            found.update((kind, key) for key in conn.execute(statement.distinct()).scalars())
    return found


def _build(row: Any) -> Edit:
    return Edit(row.id, row.made_at, row.made_by, row.kind, row.key, row.field, row.before, row.after)
