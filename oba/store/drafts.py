"""What is typed and not saved yet, by place and person, so that a reload loses nothing. The last write wins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from oba.store.schema import draft


@dataclass(frozen=True, slots=True)
class Draft:
    """`version` is that of the saved text that the writing began from; 0 for something new."""

    place: str
    text: str
    version: int
    at: datetime


def keep_draft(conn: Connection, *, place: str, by: str, text: str, at: datetime, version: int = 0) -> None:
    """Keep what `by` has typed at a place, instead of what was kept there. The version it began from stays."""
    was = conn.execute(select(draft.c.version).where(draft.c.place == place, draft.c.typed_by == by)).scalar()
    forget_drafts(conn, by=by, places=[place])
    began = version if was is None else was
    conn.execute(insert(draft).values(place=place, typed_by=by, text=text, version=began, typed_at=at))


def read_drafts(conn: Connection, *, by: str, within: str = "") -> dict[str, Draft]:
    """The drafts of one person by place, of the places that begin so."""
    statement = select(draft).where(draft.c.typed_by == by).order_by(draft.c.place)
    if within:
        statement = statement.where(draft.c.place.startswith(within, autoescape=True))
    return {
        row.place: Draft(row.place, row.text, row.version, row.typed_at) for row in conn.execute(statement)
    }


def forget_drafts(conn: Connection, *, by: str, places: Iterable[str]) -> None:
    """Drop drafts: they were saved, or given up."""
    conn.execute(delete(draft).where(draft.c.typed_by == by, draft.c.place.in_(list(places))))
