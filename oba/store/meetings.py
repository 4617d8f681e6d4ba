"""Groups, meetings, the time spent on each step, and decisions in the store. Nothing here is for the public."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from oba.errors import NotFoundError
from oba.model.meeting import Decision, Group, Meeting, Step, StepTaken
from oba.store.numbers import next_id
from oba.store.records import from_row, to_row
from oba.store.schema import meeting, meeting_decision, meeting_group, meeting_indicator, meeting_step

NAMES = "\n"
MINUTES = ";"


def read_groups(conn: Connection, *, withdrawn: bool = False) -> tuple[Group, ...]:
    """The groups by name; those that were withdrawn too, if asked for."""
    statement = select(meeting_group).order_by(meeting_group.c.name, meeting_group.c.key)
    if not withdrawn:
        statement = statement.where(~meeting_group.c.withdrawn)
    return tuple(_group(row) for row in conn.execute(statement))


def write_group(conn: Connection, group: Group) -> None:
    """Write a group as it now is, its version too: a new one, or in the place of the one of its key."""
    minutes = MINUTES.join(str(one) for one in group.minutes)
    row = to_row(group, table=meeting_group, minutes=minutes, members=NAMES.join(group.members))
    _put(conn, meeting_group, row)


def read_meetings(
    conn: Connection, *, group: str | None = None, discarded: bool = False
) -> tuple[Meeting, ...]:
    """Every meeting, the newest first; of one group, or of all. Those that were discarded too, if asked for."""
    statement = select(meeting).order_by(meeting.c.number.desc())
    if group is not None:
        statement = statement.where(meeting.c.group == group)
    curves = _read_curves(conn)
    found = (_meeting(row, curves.get(row.number, ())) for row in conn.execute(statement))
    return tuple(one for one in found if discarded or not one.discarded)


def read_meeting(conn: Connection, number: int) -> Meeting:
    """NotFoundError for a number that no meeting has."""
    row = conn.execute(select(meeting).where(meeting.c.number == number)).first()
    if row is None:
        raise NotFoundError(
            f"there is no meeting {number}", remedy="Choose one of the list on the page Meeting"
        )
    return _meeting(row, _read_curves(conn, number).get(number, ()))


def read_last_meeting(conn: Connection, *, theme: str = "", before: int | None = None) -> Meeting | None:
    """The last meeting that has ended of the groups of a theme, or of any; earlier than number `before`, if given.

    The last is the one that ended last: two may go on at once.
    """
    groups = {one.key for one in read_groups(conn, withdrawn=True) if not theme or one.theme == theme}
    ended = [
        one
        for one in read_meetings(conn)
        if one.ended_at is not None and one.group in groups and (before is None or one.number < before)
    ]
    return max(ended, key=lambda one: (one.ended_at, one.number), default=None)


def add_meeting(conn: Connection, new: Meeting) -> Meeting:
    """Write a new meeting under the next number, and return it with that. Only the one writer may use it."""
    number = next_id(conn, meeting.c.number)
    conn.execute(insert(meeting).values(_meeting_row(new) | {"number": number}))
    _write_curves(conn, number, new.indicators)
    return read_meeting(conn, number)


def write_meeting(conn: Connection, changed: Meeting) -> None:
    """Write a meeting as it now is, its version and its curves too; one that is not there yet keeps its number."""
    _put(conn, meeting, _meeting_row(changed))
    _write_curves(conn, changed.number, changed.indicators)


def read_steps(conn: Connection, number: int) -> tuple[StepTaken, ...]:
    """The steps that a meeting has begun, in the order in which it began them."""
    statement = select(meeting_step).where(meeting_step.c.meeting == number)
    found = [
        from_row(StepTaken, row, table=meeting_step, step=Step(row.step)) for row in conn.execute(statement)
    ]
    return tuple(sorted(found, key=lambda one: (one.began_at, one.indicator, list(Step).index(one.step))))


def write_step(conn: Connection, taken: StepTaken) -> None:
    """Write a step as it now is: a new one, or in the place of what was there."""
    _put(conn, meeting_step, to_row(taken, table=meeting_step))


def read_decisions(
    conn: Connection,
    *,
    meeting_number: int | None = None,
    indicator: str | None = None,
    withdrawn: bool = False,
) -> tuple[Decision, ...]:
    """Decisions in the order of writing: of one meeting, of one curve, or all."""
    statement = select(meeting_decision)
    if meeting_number is not None:
        statement = statement.where(meeting_decision.c.meeting == meeting_number)
    if indicator is not None:
        statement = statement.where(meeting_decision.c.indicator == indicator)
    if not withdrawn:
        statement = statement.where(~meeting_decision.c.withdrawn)
    found = [from_row(Decision, row, table=meeting_decision) for row in conn.execute(statement)]
    return tuple(sorted(found, key=lambda one: (one.meeting, _place(one.key))))


def find_decision(conn: Connection, key: str) -> Decision | None:
    row = conn.execute(select(meeting_decision).where(meeting_decision.c.key == key)).first()
    return None if row is None else from_row(Decision, row, table=meeting_decision)


def next_decision_key(conn: Connection, number: int) -> str:
    """The meeting's number and that after the highest one given in it. Only the one writer may use it."""
    keys = conn.execute(select(meeting_decision.c.key).where(meeting_decision.c.meeting == number)).scalars()
    return f"{number}/{max(map(_place, keys), default=0) + 1}"


def write_decision(conn: Connection, decision: Decision) -> None:
    """Write a decision as it now is, its version too."""
    _put(conn, meeting_decision, to_row(decision, table=meeting_decision))


def _put(conn: Connection, table: Table, row: dict[str, Any]) -> None:
    same = [column == row[column.name] for column in table.primary_key.columns]
    if conn.execute(update(table).where(*same).values(**row)).rowcount == 0:
        conn.execute(insert(table).values(**row))


def _write_curves(conn: Connection, number: int, indicators: Sequence[str]) -> None:
    conn.execute(delete(meeting_indicator).where(meeting_indicator.c.meeting == number))
    rows = [{"meeting": number, "position": place, "indicator": key} for place, key in enumerate(indicators)]
    if rows:
        conn.execute(insert(meeting_indicator), rows)


def _read_curves(conn: Connection, number: int | None = None) -> dict[int, tuple[str, ...]]:
    statement = select(meeting_indicator).order_by(meeting_indicator.c.meeting, meeting_indicator.c.position)
    if number is not None:
        statement = statement.where(meeting_indicator.c.meeting == number)
    found: dict[int, tuple[str, ...]] = {}
    for row in conn.execute(statement):
        found[row.meeting] = (*found.get(row.meeting, ()), row.indicator)
    return found


def _meeting_row(one: Meeting) -> dict[str, Any]:
    return to_row(one, table=meeting, present=NAMES.join(one.present), apologies=NAMES.join(one.apologies))


def _meeting(row: Any, curves: tuple[str, ...]) -> Meeting:
    return from_row(
        Meeting,
        row,
        table=meeting,
        indicators=curves,
        present=_names(row.present),
        apologies=_names(row.apologies),
    )


def _group(row: Any) -> Group:
    minutes = tuple(int(one) for one in row.minutes.split(MINUTES) if one)
    return from_row(Group, row, table=meeting_group, minutes=minutes, members=_names(row.members))


def _names(text: str) -> tuple[str, ...]:
    return tuple(one for one in text.split(NAMES) if one)


def _place(key: str) -> int:
    return int(key.rpartition("/")[2])
