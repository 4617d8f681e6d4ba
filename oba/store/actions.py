"""The action plan: written with the plan, and one action at a time by the people who carry it out."""

from __future__ import annotations

from sqlalchemy import Connection, Row, delete, insert, select, update

from oba.errors import NotFoundError, StoreError
from oba.model.action import Action
from oba.store.records import PlanChange, from_row, replace_all, to_row, upsert
from oba.store.schema import action, action_indicator


def write_actions(conn: Connection, actions: tuple[Action, ...]) -> list[PlanChange]:
    """Make the action plan these actions; one whose number is no longer there is removed."""
    changes = upsert(
        conn, action, [to_row(each, table=action, position=place) for place, each in enumerate(actions)]
    )
    links = [row for each in actions for row in _links(each)]
    if replace_all(conn, action_indicator, links):
        changes.append(PlanChange("changed", "action", "", "indicators"))
    kept = [each.number for each in actions]
    gone = conn.execute(select(action.c.number).where(action.c.number.not_in(kept))).scalars().all()
    conn.execute(delete(action).where(action.c.number.in_(gone)))
    return changes + [PlanChange("removed", "action", str(number)) for number in gone]


def read_actions(conn: Connection) -> tuple[Action, ...]:
    """The actions in the order of the plan."""
    links: dict[int, list[str]] = {}
    for row in conn.execute(
        select(action_indicator).order_by(action_indicator.c.action, action_indicator.c.position)
    ):
        links.setdefault(row.action, []).append(row.indicator)
    rows = conn.execute(select(action).order_by(action.c.position))
    return tuple(_build(row, links.get(row.number, [])) for row in rows)


def read_action(conn: Connection, number: int) -> tuple[Action, int]:
    """One action and how often it has been saved, which `write_action` asks for."""
    row = conn.execute(select(action).where(action.c.number == number)).first()
    if row is None:
        raise NotFoundError(f"there is no action {number}")
    wanted = select(action_indicator.c.indicator).where(action_indicator.c.action == number)
    links = conn.execute(wanted.order_by(action_indicator.c.position)).scalars().all()
    return _build(row, list(links)), row.version


def write_action(conn: Connection, changed: Action, *, version: int) -> int:
    """Save one action that was read at `version`, and return its new version.

    StoreError with both notes when somebody else has saved it since: neither is lost.
    """
    now, saved = read_action(conn, changed.number)
    if saved != version:
        raise StoreError(
            f"somebody else has saved it since: status '{now.status}', note '{now.note}'",
            where=f"action {changed.number}",
            remedy=f"Put yours to it: status '{changed.status}', note '{changed.note}'",
        )
    row = to_row(changed, table=action, version=version + 1)
    conn.execute(update(action).where(action.c.number == changed.number).values(**row))
    conn.execute(delete(action_indicator).where(action_indicator.c.action == changed.number))
    if changed.indicators:
        conn.execute(insert(action_indicator), _links(changed))
    return version + 1


def _links(each: Action) -> list[dict[str, object]]:
    return [
        {"action": each.number, "position": place, "indicator": key}
        for place, key in enumerate(each.indicators)
    ]


def _build(row: Row[tuple[object, ...]], links: list[str]) -> Action:
    return from_row(Action, row, table=action, indicators=tuple(links))
