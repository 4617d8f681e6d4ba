"""Ideas of what works in the store. What is withdrawn stays, marked; the edits tell how it came about."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from oba.model.idea import Idea, WhyNone, sort_ideas
from oba.store.records import from_row, to_row
from oba.store.schema import area as areas
from oba.store.schema import idea, idea_why_none, plan
from oba.store.schema import indicator as indicators

KIND = "idea"
"""What an idea is called in the history of edits."""
WHY = "why none"
"""What the reason for having no cheap idea is called there; its key is the indicator's and the area's."""
KINDS = (KIND, WHY)


def next_key(conn: Connection, indicator: str) -> str:
    """The indicator's key and the number after the highest one given. Only the one writer may use it."""
    keys = conn.execute(select(idea.c.key).where(idea.c.indicator == indicator)).scalars()
    return f"{indicator}/{max((int(key.rpartition('/')[2]) for key in keys), default=0) + 1}"


def add_idea(conn: Connection, new: Idea) -> None:
    """Write a new idea, which has its key already."""
    conn.execute(insert(idea).values(_row(new)))


def write_idea(conn: Connection, changed: Idea) -> None:
    """Write an idea as it now is, its versions too, in the place of what was there."""
    conn.execute(update(idea).where(idea.c.key == changed.key).values(_row(changed)))


def find_idea(conn: Connection, key: str) -> Idea | None:
    """Also one that was withdrawn."""
    row = conn.execute(select(idea).where(idea.c.key == key)).first()
    return None if row is None else _build(row)


def read_ideas(conn: Connection, indicator: str = "", area: str = "") -> tuple[Idea, ...]:
    """All that was ever written, also what was withdrawn, as the groups rate them; of one indicator, of one area."""
    statement = select(idea)
    if indicator:
        statement = statement.where(idea.c.indicator == indicator)
    if area:
        statement = statement.where(idea.c.area == area)
    found = [_build(row) for row in conn.execute(statement)]
    by_curve = {(one.indicator, one.area): one for one in found}
    return tuple(
        one
        for curve in sorted(by_curve)
        for one in sort_ideas(each for each in found if (each.indicator, each.area) == curve)
    )


def find_curve(conn: Connection, indicator: str) -> tuple[str, str, str] | None:
    """The title of an indicator of the plan, and the code and name of the plan's own area; None for another."""
    wanted = select(indicators.c.title).where(indicators.c.key == indicator, ~indicators.c.retired)
    title = conn.execute(wanted).scalar_one_or_none()
    home = conn.execute(select(areas.c.code, areas.c.name).join(plan, plan.c.area == areas.c.code)).first()
    return None if title is None or home is None else (title, home.code, home.name)


def find_why_none(conn: Connection, indicator: str, area: str) -> WhyNone | None:
    """Why a curve has no cheap idea, if anybody has said so."""
    wanted = select(idea_why_none).where(idea_why_none.c.indicator == indicator, idea_why_none.c.area == area)
    row = conn.execute(wanted).first()
    return None if row is None else from_row(WhyNone, row, table=idea_why_none)


def read_whys(conn: Connection) -> tuple[WhyNone, ...]:
    order = idea_why_none.c.indicator, idea_why_none.c.area
    rows = conn.execute(select(idea_why_none).order_by(*order))
    return tuple(from_row(WhyNone, row, table=idea_why_none) for row in rows)


def write_why_none(conn: Connection, why: WhyNone) -> None:
    """Write the reason in the place of what was there."""
    row = to_row(why, table=idea_why_none)
    key = idea_why_none.c.indicator == why.indicator, idea_why_none.c.area == why.area
    if conn.execute(update(idea_why_none).where(*key).values(row)).rowcount == 0:
        conn.execute(insert(idea_why_none).values(row))


def why_key(why: WhyNone) -> str:
    """How the history of edits names the reason."""
    return f"{why.indicator}/{why.area}"


def _row(one: Idea) -> dict[str, Any]:
    return to_row(one, table=idea, action=one.action or None)


def _build(row: Row[Any]) -> Idea:
    return from_row(Idea, row, table=idea, action=row.action or 0)
