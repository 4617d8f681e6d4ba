"""The action plan: written with the plan, and one action at a time by the people who carry it out. None is deleted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from oba.errors import NotFoundError
from oba.model.action import Action, SavedAction
from oba.model.action_fields import FIELDS, to_texts
from oba.model.day import day_of
from oba.store.edits import record_edits
from oba.store.numbers import next_id
from oba.store.records import PlanChange, from_row, to_row
from oba.store.schema import action, action_indicator, action_support, action_version

KIND = "action"
"""What an action is called in the history of edits; its number is the key."""
GONE = "It is not in the plan any more"
NEVER = ""
"""In the column `in_workbook`: no workbook has named the action. NULL: one says what stands."""


def read_actions(conn: Connection) -> tuple[Action, ...]:
    """The actions in the order of the plan, without those withdrawn."""
    return tuple(one.action for one in read_saved(conn))


def read_saved(conn: Connection, *, withdrawn: bool = False) -> tuple[SavedAction, ...]:
    """The actions in the order of the plan, as the store holds them; on demand with those withdrawn."""
    statement = select(action).order_by(action.c.position, action.c.number)
    if not withdrawn:
        statement = statement.where(action.c.withdrawn.is_(None))
    curves, partners = _links(conn, action_indicator), _links(conn, action_support)
    return tuple(_build(row, curves, partners) for row in conn.execute(statement))


def read_action(conn: Connection, number: int) -> SavedAction:
    """One action, withdrawn or not. NotFoundError for a number that none has."""
    row = conn.execute(select(action).where(action.c.number == number)).first()
    if row is None:
        raise NotFoundError(f"there is no action {number}", remedy="Choose one of the action plan")
    return _build(row, _links(conn, action_indicator, number), _links(conn, action_support, number))


def read_version(conn: Connection, number: int, version: int) -> Mapping[str, str] | None:
    """The fields of an action as they were at one of its versions; None for a version that there was not."""
    saved = read_action(conn, number)
    if saved.version == version:
        return to_texts(saved.action)
    wanted = select(action_version.c.texts).where(
        action_version.c.action == number, action_version.c.version == version
    )
    found = conn.execute(wanted).scalar_one_or_none()
    return None if found is None else _texts(found)


def save_action(
    conn: Connection, changed: Action, *, by: str, at: datetime, workbook: Mapping[str, str] | None = None
) -> SavedAction:
    """Write one action as it is now to stand, and record who changed which field. Number 0 is given one that was never.

    `workbook` is what a plan workbook says of it, where it is one that writes. The caller has held the version that
    the change was made from against the one that stands, in the same transaction.
    """
    if changed.number == 0 or not _is_there(conn, changed.number):
        return _add(conn, changed, by=by, at=at, workbook=workbook)
    saved = read_action(conn, changed.number)
    before, after = to_texts(saved.action), to_texts(changed)
    said = saved.in_workbook if workbook is None else workbook
    kept = _workbook(said, after)
    if before == after:
        conn.execute(update(action).where(action.c.number == changed.number).values(in_workbook=kept))
        return replace(saved, in_workbook=said)
    _keep_version(conn, saved)
    row = to_row(
        changed,
        table=action,
        also_serves=after["also_serves"],
        version=saved.version + 1,
        in_workbook=kept,
    )
    conn.execute(update(action).where(action.c.number == changed.number).values(**row))
    _write_links(conn, changed)
    record_edits(
        conn,
        kind=KIND,
        key=str(changed.number),
        by=by,
        at=at,
        changes={name: (before[name], after[name]) for name in after},
    )
    return SavedAction(changed, saved.version + 1, said)


def write_actions(
    conn: Connection,
    actions: Iterable[Action],
    *,
    by: str = "",
    at: datetime | None = None,
    workbook: Mapping[int, Mapping[str, str]] | None = None,
) -> list[PlanChange]:
    """Make the action plan these actions in this order; one that is no longer there is withdrawn, and kept.

    `workbook` is what the workbook says of each that it names, by number; None: what is to stand. `at` is usually now.
    """
    at = at or datetime.now(UTC)
    there = {one.action.number: one for one in read_saved(conn, withdrawn=True)}
    numbered = number_actions(actions, taken=there)
    changes = []
    for place, each in enumerate(numbered):
        said = to_texts(each) if workbook is None else workbook.get(each.number)
        save_action(conn, each, by=by, at=at, workbook=said)
        changes += _tell(there.get(each.number), each)
        conn.execute(update(action).where(action.c.number == each.number).values(position=place))
    kept = {each.number for each in numbered}
    for number, saved in there.items():
        if number not in kept and saved.action.withdrawn is None:
            gone = replace(saved.action, withdrawn=day_of(at), withdrawn_because=GONE)
            save_action(conn, gone, by=by, at=at, workbook=to_texts(gone))
            changes.append(PlanChange("withdrawn", "action", str(number)))
    return changes


def number_actions(actions: Iterable[Action], *, taken: Iterable[int]) -> list[Action]:
    """The actions, those with number 0 given numbers that no action has or ever had."""
    listed = list(actions)
    free = count(max([*taken, *(one.number for one in listed)], default=0) + 1)
    return [one if one.number else replace(one, number=next(free)) for one in listed]


def _is_there(conn: Connection, number: int) -> bool:
    return conn.execute(select(action.c.number).where(action.c.number == number)).first() is not None


def _tell(before: SavedAction | None, now: Action) -> list[PlanChange]:
    number = str(now.number)
    if before is None:
        return [PlanChange("added", "action", number)]
    if before.action.withdrawn is not None and now.withdrawn is None:
        return [PlanChange("restored", "action", number)]
    old, new = to_texts(before.action), to_texts(now)
    different = [name.replace("_", " ") for name in new if old[name] != new[name]]
    return [PlanChange("changed", "action", number, ", ".join(different))] if different else []


def _add(
    conn: Connection, new: Action, *, by: str, at: datetime, workbook: Mapping[str, str] | None
) -> SavedAction:
    new = replace(new, number=new.number or next_id(conn, action.c.number))
    last = conn.execute(select(func.coalesce(func.max(action.c.position), -1))).scalar_one()
    texts = to_texts(new)
    row = to_row(
        new,
        table=action,
        also_serves=texts["also_serves"],
        version=1,
        position=last + 1,
        in_workbook=_workbook(workbook, texts),
    )
    conn.execute(insert(action).values(**row))
    _write_links(conn, new)
    record_edits(
        conn,
        kind=KIND,
        key=str(new.number),
        by=by,
        at=at,
        changes={name: (None, text) for name, text in texts.items() if text},
    )
    return SavedAction(new, 1, workbook)


def _keep_version(conn: Connection, saved: SavedAction) -> None:
    texts = json.dumps(to_texts(saved.action), ensure_ascii=False)
    conn.execute(
        insert(action_version).values(action=saved.action.number, version=saved.version, texts=texts)
    )


def _workbook(said: Mapping[str, str] | None, stands: Mapping[str, str]) -> str | None:
    if said is None:
        return NEVER
    return None if dict(said) == dict(stands) else json.dumps(dict(said), ensure_ascii=False)


def _write_links(conn: Connection, one: Action) -> None:
    for table, column, keys in (
        (action_indicator, "indicator", one.indicators),
        (action_support, "partner", one.supports),
    ):
        conn.execute(delete(table).where(table.c.action == one.number))
        rows = [{"action": one.number, "position": at, column: key} for at, key in enumerate(keys)]
        if rows:
            conn.execute(insert(table), rows)


def _links(conn: Connection, table: Any, number: int | None = None) -> dict[int, tuple[str, ...]]:
    """The keys that each action names, by its number."""
    statement = select(table).order_by(table.c.action, table.c.position)
    if number is not None:
        statement = statement.where(table.c.action == number)
    found: dict[int, list[str]] = {}
    for each, _, key in conn.execute(statement):
        found.setdefault(each, []).append(key)
    return {each: tuple(keys) for each, keys in found.items()}


def _build(
    row: Row[Any], curves: Mapping[int, tuple[str, ...]], partners: Mapping[int, tuple[str, ...]]
) -> SavedAction:
    one = from_row(
        Action,
        row,
        table=action,
        indicators=curves.get(row.number, ()),
        supports=partners.get(row.number, ()),
        also_serves=tuple(int(part) for part in row.also_serves.split(";") if part),
    )
    if row.in_workbook is None:
        return SavedAction(one, row.version, to_texts(one))
    return SavedAction(one, row.version, None if row.in_workbook == NEVER else _texts(row.in_workbook))


def _texts(kept: str) -> dict[str, str]:
    """Fields that came later were empty then."""
    found: dict[str, str] = json.loads(kept)
    return dict.fromkeys(FIELDS, "") | found
