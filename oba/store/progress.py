"""How actions go: notes that are added and never altered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select

from oba.model.action import ProgressNote
from oba.store.edits import record_edits
from oba.store.numbers import next_id
from oba.store.schema import action_progress as notes


def add_progress(conn: Connection, number: int, text: str, *, by: str, at: datetime) -> ProgressNote:
    """Note how an action goes. It raises no version: nobody's other change is hindered by it."""
    note = ProgressNote(next_id(conn, notes.c.id), number, at, by, text)
    conn.execute(insert(notes).values(id=note.id, action=number, noted_at=at, noted_by=by, text=text))
    record_edits(conn, kind="action", key=str(number), by=by, at=at, changes={"progress": (None, text)})
    return note


def read_progress(conn: Connection, number: int | None = None) -> dict[int, tuple[ProgressNote, ...]]:
    """The notes of each action that has any, or of one, the oldest first."""
    statement = select(notes).order_by(notes.c.id)
    if number is not None:
        statement = statement.where(notes.c.action == number)
    found: dict[int, list[ProgressNote]] = {}
    for row in conn.execute(statement):
        note = ProgressNote(row.id, row.action, row.noted_at, row.noted_by, row.text)
        found.setdefault(row.action, []).append(note)
    return {each: tuple(listed) for each, listed in found.items()}


def copy_progress(conn: Connection, copied: Iterable[ProgressNote]) -> None:
    """Write the notes of another store as they were made; they are numbered anew."""
    rows = [
        {"id": number, "action": one.action, "noted_at": one.at, "noted_by": one.by, "text": one.text}
        for number, one in enumerate(copied, start=next_id(conn, notes.c.id))
    ]
    if rows:
        conn.execute(insert(notes), rows)
