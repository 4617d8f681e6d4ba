"""How indicators were chosen: one record an indicator, every save recorded, and the plan's standing kept in step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from oba.errors import NotFoundError
from oba.model.choice import POWERS, Choice, Power
from oba.model.editor import EditConflict
from oba.model.indicator import Indicator, Standing
from oba.model.plan import PlanBook
from oba.store.edits import read_edits, record_edits
from oba.store.records import PlanChange
from oba.store.schema import indicator, indicator_choice

KIND = "choice of an indicator"
DECIDED = tuple(one.name for one in fields(Choice) if one.name not in ("indicator", "in_workbook", "version"))
"""What a group decides, each a field of its own in the history."""


def read_choices(conn: Connection) -> dict[str, Choice]:
    """What was decided, by indicator; nothing for those of which nothing was."""
    return {row.indicator: _build(row) for row in conn.execute(select(indicator_choice))}


def read_choice(conn: Connection, key: str) -> Choice:
    """One indicator's choice with the standing that it has in the plan; version 0 where nothing was decided."""
    named = conn.execute(select(indicator.c.standing).where(indicator.c.key == key)).scalar_one_or_none()
    if named is None:
        raise NotFoundError(f"indicator '{key}'", expected="the key of an indicator of the plan")
    row = conn.execute(select(indicator_choice).where(indicator_choice.c.indicator == key)).first()
    return replace(_build(row) if row else Choice(key), standing=Standing(named))


def write_choice(conn: Connection, choice: Choice, *, by: str, at: datetime) -> Choice:
    """Save a choice that was read at its `version`, the plan's standing with it, and return it as saved.

    EditConflict with both texts of every field that differs, when somebody else has saved it since.
    """
    now = read_choice(conn, choice.indicator)
    wanted = replace(choice, standing=choice.standing or now.standing)
    if now.version != wanted.version:
        raise _conflict(conn, now=now, mine=wanted)
    changes = {name: (say_field(now, name) or None, say_field(wanted, name) or None) for name in DECIDED}
    if not record_edits(conn, kind=KIND, key=choice.indicator, by=by, at=at, changes=changes):
        return now
    before = now.in_workbook
    if wanted.standing is not now.standing and before is None:
        before = now.standing
    row = {
        **{name: say_field(wanted, name) for name in DECIDED if name != "due"},
        "due": wanted.due,
        "in_workbook": before.value if before else "",
        "version": now.version + 1,
    }
    if now.version:
        statement = update(indicator_choice).where(indicator_choice.c.indicator == choice.indicator)
        conn.execute(statement.values(**row))
    else:
        conn.execute(insert(indicator_choice).values(indicator=choice.indicator, **row))
    plan_row = update(indicator).where(indicator.c.key == choice.indicator)
    conn.execute(plan_row.values(standing=row["standing"]))
    return read_choice(conn, choice.indicator)


def keep_choices(conn: Connection, book: PlanBook) -> tuple[PlanBook, list[PlanChange]]:
    """The plan with the standings that were decided here since its workbook was written, and what is told of them.

    Where the workbook gives another standing than it did then, it has been decided there, and that is taken.
    """
    decided = {key: one for key, one in read_choices(conn).items() if one.in_workbook is not None}
    told: list[PlanChange] = []
    indicators: list[Indicator] = []
    for one in book.indicators:
        choice = decided.get(one.key)
        if choice is None or choice.standing in (None, one.standing):
            indicators.append(one)
        elif choice.in_workbook is one.standing and choice.standing is not None:
            indicators.append(replace(one, standing=choice.standing))
            said = f"it stays '{choice.standing.value}', as was decided here; the workbook still has it otherwise"
            told.append(PlanChange("kept", "indicator", one.key, said))
        else:
            indicators.append(one)
    return replace(book, indicators=tuple(indicators)), told


def settle_choices(
    conn: Connection, given: Iterable[Indicator], *, by: str, at: datetime, merged: bool = False
) -> None:
    """Once a plan is written: where its workbook has caught up with a decision, or overruled it, that is settled.

    What was overruled is an edit of whoever loaded the workbook, and a save, of which another writer is told.
    `merged`: what the workbook gives was put together with the decisions, so that it overrules where it differs.
    """
    decided = read_choices(conn)
    for one in given:
        choice = decided.get(one.key)
        if choice is None:
            continue
        if merged and choice.standing is one.standing:
            continue
        if not merged and (choice.in_workbook is None or choice.in_workbook is one.standing):
            continue
        decided_here, standing = say_field(choice, "standing"), one.standing.value
        changes = {"standing": (decided_here or None, standing)}
        saves = record_edits(conn, kind=KIND, key=one.key, by=by, at=at, changes=changes)
        statement = update(indicator_choice).where(indicator_choice.c.indicator == one.key)
        conn.execute(statement.values(in_workbook="", standing=standing, version=choice.version + saves))


def add_choice(conn: Connection, choice: Choice) -> None:
    """Write a choice that was made in another store, whose history is copied with it; the plan has its standing."""
    values = {name: say_field(choice, name) for name in (*DECIDED, "in_workbook") if name != "due"}
    row = {"indicator": choice.indicator, **values, "due": choice.due, "version": choice.version}
    conn.execute(insert(indicator_choice).values(**row))


def say_field(choice: Choice, name: str) -> str:
    """One field as a text, as the history keeps it."""
    value = getattr(choice, name)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Power | Standing):
        return "" if value is Power.NOT_RATED else value.value
    return value or ""


def _build(row: Row[Any]) -> Choice:
    return Choice(
        indicator=row.indicator,
        **{name: Power(getattr(row, name) or Power.NOT_RATED.value) for name in POWERS},
        rated_by=row.rated_by,
        dissent=row.dissent,
        standing=Standing(row.standing),
        owner=row.owner,
        due=row.due,
        next_step=row.next_step,
        in_workbook=Standing(row.in_workbook) if row.in_workbook else None,
        version=row.version,
    )


def _conflict(conn: Connection, *, now: Choice, mine: Choice) -> EditConflict:
    edits = read_edits(conn, kind=KIND, key=now.indicator)
    texts = {name: (say_field(now, name), say_field(mine, name)) for name in DECIDED}
    return EditConflict(
        f"the choice of '{now.indicator}'",
        texts={name: pair for name, pair in texts.items() if pair[0] != pair[1]},
        version=now.version,
        by=edits[-1].by if edits else "",
    )
