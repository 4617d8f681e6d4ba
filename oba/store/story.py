"""The story behind a baseline in the store. What is withdrawn stays, marked; the edits tell how it came about."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import Connection, Table, insert, select, update

from oba.model.story import KINDS, Force, Gap, Part, Story, Voice
from oba.store.records import from_row, to_row
from oba.store.schema import story_force, story_gap, story_voice

One = TypeVar("One", bound=Part)
TABLES: dict[type[Part], Table] = {Force: story_force, Voice: story_voice, Gap: story_gap}


def kind_of(part: Part) -> str:
    """What an edit calls it: `force`, `voice` or `gap`."""
    return next(kind for kind, cls in KINDS.items() if isinstance(part, cls))


def next_key(conn: Connection, part: Part) -> str:
    """The indicator's key and the number after the highest one given. Only the one writer may use it."""
    table = TABLES[type(part)]
    keys = conn.execute(select(table.c.key).where(table.c.indicator == part.indicator)).scalars()
    return f"{part.indicator}/{max((int(key.rpartition('/')[2]) for key in keys), default=0) + 1}"


def add_part(conn: Connection, part: Part) -> None:
    """Write a new part, which has its key already."""
    table = TABLES[type(part)]
    conn.execute(insert(table).values(to_row(part, table=table)))


def write_part(conn: Connection, part: Part) -> None:
    """Write a part as it now is, its version too, in the place of what was there."""
    table = TABLES[type(part)]
    conn.execute(update(table).where(table.c.key == part.key).values(to_row(part, table=table)))


def find_part(conn: Connection, cls: type[One], key: str) -> One | None:
    table = TABLES[cls]
    row = conn.execute(select(table).where(table.c.key == key)).first()
    return None if row is None else from_row(cls, row, table=table)


def read_story(conn: Connection, indicator: str, area: str) -> Story:
    """The story as it stands, without what was withdrawn."""
    return read_stories(conn, area, indicator=indicator).get(indicator, Story())


def read_stories(conn: Connection, area: str, *, indicator: str = "") -> dict[str, Story]:
    """By indicator, the stories of an area as they stand; of one indicator, or of every one of which any is written."""
    wanted = {"area": area, "withdrawn": False, **({"indicator": indicator} if indicator else {})}
    forces = sorted(_read(conn, Force, **wanted), key=lambda one: (one.rank, _number(one)))
    voices, gaps = _read(conn, Voice, **wanted), _read(conn, Gap, **wanted)
    return {
        key: Story(
            tuple(one for one in forces if one.indicator == key),
            tuple(one for one in voices if one.indicator == key),
            tuple(one for one in gaps if one.indicator == key),
        )
        for key in {one.indicator for one in (*forces, *voices, *gaps)}
    }


def read_parts(conn: Connection, cls: type[One], *, indicator: str = "") -> tuple[One, ...]:
    """All that was ever written of one kind, also what was withdrawn; of one indicator, or of every one."""
    return _read(conn, cls, **({"indicator": indicator} if indicator else {}))


def read_sent(conn: Connection) -> tuple[Gap, ...]:
    """The gaps that stand on the data development agenda, first those due first."""
    found = _read(conn, Gap, withdrawn=False)
    sent = [one for one in found if one.sent_on is not None]
    return tuple(sorted(sent, key=lambda one: (str(one.due), one.indicator, _number(one))))


def _read(conn: Connection, cls: type[One], **wanted: Any) -> tuple[One, ...]:
    table = TABLES[cls]
    statement = select(table).where(*(table.c[name] == value for name, value in wanted.items()))
    found = [from_row(cls, row, table=table) for row in conn.execute(statement)]
    return tuple(sorted(found, key=lambda one: (one.indicator, _number(one))))


def _number(part: Part) -> int:
    return int(part.key.rpartition("/")[2])
