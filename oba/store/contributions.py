"""What partners contribute to curves, in the store. What is withdrawn stays, marked, with its edits."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, select, update

from oba.model.partner import Contribution
from oba.store.records import from_row, to_row
from oba.store.schema import contribution

KIND = "contribution"
"""What a contribution is called in the history of edits."""


def next_key(conn: Connection, indicator: str) -> str:
    """The indicator's key and the number after the highest one given. Only the one writer may use it."""
    keys = conn.execute(select(contribution.c.key).where(contribution.c.indicator == indicator)).scalars()
    return f"{indicator}/{max(map(number_of, keys), default=0) + 1}"


def add_contribution(conn: Connection, new: Contribution) -> None:
    """Write a new contribution, which has its key already."""
    conn.execute(insert(contribution).values(to_row(new, table=contribution)))


def write_contribution(conn: Connection, one: Contribution) -> None:
    """Write a contribution as it now is, its version too, in the place of what was there."""
    statement = update(contribution).where(contribution.c.key == one.key)
    conn.execute(statement.values(to_row(one, table=contribution)))


def find_contribution(conn: Connection, key: str) -> Contribution | None:
    """One contribution, withdrawn or not."""
    row = conn.execute(select(contribution).where(contribution.c.key == key)).first()
    return None if row is None else from_row(Contribution, row, table=contribution)


def read_contributions(
    conn: Connection, *, indicator: str = "", partner: str = "", withdrawn: bool = False
) -> tuple[Contribution, ...]:
    """Those to one curve, of one partner, or all, in the order of writing; on demand with those withdrawn."""
    wanted: dict[str, Any] = {"indicator": indicator, "partner": partner}
    statement = select(contribution).where(
        *(contribution.c[name] == value for name, value in wanted.items() if value)
    )
    if not withdrawn:
        statement = statement.where(~contribution.c.withdrawn)
    found = [from_row(Contribution, row, table=contribution) for row in conn.execute(statement)]
    return tuple(sorted(found, key=lambda one: (one.indicator, number_of(one.key))))


def number_of(key: str) -> int:
    return int(key.rpartition("/")[2])
