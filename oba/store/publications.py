"""Publications as events, rules for small numbers, and texts that somebody has looked over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from oba.errors import NotFoundError
from oba.model.disclosure import Rule
from oba.model.load_event import LoadKind
from oba.model.publication import Publication
from oba.store.numbers import next_id
from oba.store.records import from_row, to_row
from oba.store.schema import disclosure_rule, load, publication, text_tick


@dataclass(frozen=True, slots=True)
class Tick:
    """That somebody has looked over a text, known by its digest. `excerpt` tells the place, for a list of ticks."""

    digest: str
    by: str
    at: datetime
    note: str = ""
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class SetRule:
    """A rule for small numbers, and who has set it and when."""

    rule: Rule
    by: str
    at: datetime


def read_publications(conn: Connection) -> tuple[Publication, ...]:
    """Every publication that was ever approved, in the order of their numbers."""
    return tuple(_build(row) for row in conn.execute(select(publication).order_by(publication.c.number)))


def find_publication(conn: Connection, number: int) -> Publication:
    """One publication. NotFoundError where there is none of this number."""
    row = conn.execute(select(publication).where(publication.c.number == number)).first()
    if row is None:
        raise NotFoundError(f"there is no publication {number}", remedy="Choose one of the list")
    return _build(row)


def next_number(conn: Connection) -> int:
    """The number that the next publication is to have. Only the one writer may rely on it."""
    return next_id(conn, publication.c.number)


def add_publication(conn: Connection, one: Publication) -> None:
    """Write a publication as it was approved. Its number must be free: the database refuses another."""
    conn.execute(insert(publication).values(to_row(one, table=publication)))


def record_release(conn: Connection, number: int, *, at: datetime, by: str) -> None:
    """Write down that a publication was released, which is said once."""
    find_publication(conn, number)
    _write(conn, number, released_at=at, released_by=by)


def record_withdrawal(conn: Connection, number: int, *, at: datetime, by: str, because: str) -> None:
    """Write down that a publication was withdrawn, released or not; that is said once, and is the end of it."""
    find_publication(conn, number)
    _write(conn, number, withdrawn_at=at, withdrawn_by=by, withdrawn_because=because)


def _write(conn: Connection, number: int, **values: Any) -> None:
    conn.execute(update(publication).where(publication.c.number == number).values(**values))


def _build(row: Row[Any]) -> Publication:
    return from_row(Publication, row, table=publication)


def read_rules(conn: Connection) -> dict[str, Rule]:
    """The rules that were set, by indicator. An indicator without one has the rule of nobody's choice, Rule(key)."""
    return {key: one.rule for key, one in read_set_rules(conn).items()}


def read_set_rules(conn: Connection) -> dict[str, SetRule]:
    """The rules that were set, each with who has set it."""
    rows = conn.execute(select(disclosure_rule).order_by(disclosure_rule.c.indicator))
    return {
        row.indicator: SetRule(from_row(Rule, row, table=disclosure_rule), row.set_by, row.set_at)
        for row in rows
    }


def set_rule(conn: Connection, rule: Rule, *, by: str, at: datetime) -> None:
    """Set the rule of an indicator, in the place of an earlier one."""
    drop_rules(conn, [rule.indicator])
    conn.execute(insert(disclosure_rule).values(to_row(rule, table=disclosure_rule, set_by=by, set_at=at)))


def drop_rules(conn: Connection, indicators: Iterable[str]) -> None:
    """Let these indicators have no rule of their own."""
    conn.execute(delete(disclosure_rule).where(disclosure_rule.c.indicator.in_(list(indicators))))


def read_ticks(conn: Connection) -> frozenset[str]:
    """The digests of the texts that somebody has looked over, since a publication that was out was last withdrawn."""
    statement = select(text_tick.c.digest)
    if (since := _last_withdrawal(conn)) is not None:
        statement = statement.where(text_tick.c.ticked_at >= since)
    return frozenset(conn.execute(statement).scalars())


def _last_withdrawal(conn: Connection) -> datetime | None:
    found: datetime | None = conn.execute(
        select(publication.c.withdrawn_at)
        .where(publication.c.withdrawn_at.is_not(None), publication.c.released_at.is_not(None))
        .order_by(publication.c.withdrawn_at.desc())
    ).scalar()
    return found


def count_loads_since(conn: Connection, moment: datetime) -> int:
    """How many times figures were loaded or taken back after this moment."""
    kinds = [LoadKind.FIGURES.value, LoadKind.UNDO.value]
    statement = select(func.count()).where(load.c.loaded_at > moment, load.c.kind.in_(kinds))
    return int(conn.execute(statement).scalar_one())


def list_ticks(conn: Connection) -> tuple[Tick, ...]:
    """Every tick, in the order in which they were made."""
    rows = conn.execute(select(text_tick).order_by(text_tick.c.ticked_at, text_tick.c.digest))
    return tuple(Tick(row.digest, row.ticked_by, row.ticked_at, row.note, row.excerpt) for row in rows)


def add_tick(
    conn: Connection, digest: str, *, by: str, at: datetime, note: str = "", excerpt: str = ""
) -> None:
    """Keep that a text was looked over. One that is there, and still holds, stays with who ticked it first."""
    if digest not in read_ticks(conn):
        conn.execute(delete(text_tick).where(text_tick.c.digest == digest))
        conn.execute(
            insert(text_tick).values(digest=digest, ticked_by=by, ticked_at=at, note=note, excerpt=excerpt)
        )
