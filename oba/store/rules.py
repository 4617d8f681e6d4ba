"""Rules for small numbers written with the plan and read with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from oba.model.disclosure import Rule
from oba.store.publications import drop_rules, read_rules, set_rule
from oba.store.records import PlanChange
from oba.store.schema import indicator


def write_rules(conn: Connection, rules: Sequence[Rule] | None, *, by: str, at: datetime) -> list[PlanChange]:
    """Make the rules of the plan's indicators these, and say what changed; None changes nothing.

    A rule that stays as it is keeps who has set it.
    """
    if rules is None:
        return []
    stands = {one.indicator: one for one in read_plan_rules(conn)}
    wanted = {one.indicator: one for one in rules}
    gone = [key for key in stands if key not in wanted]
    drop_rules(conn, gone)
    changed = [one for one in rules if stands.get(one.indicator) != one]
    for one in changed:
        set_rule(conn, one, by=by, at=at)
    kinds = {key: "changed" if key in stands else "added" for key in wanted}
    return [
        *(PlanChange(kinds[one.indicator], "rule", one.indicator) for one in changed),
        *(PlanChange("removed", "rule", key) for key in gone),
    ]


def read_plan_rules(conn: Connection) -> tuple[Rule, ...]:
    """The rules of the indicators that are in the plan, in its order."""
    rules = read_rules(conn)
    keys = conn.execute(select(indicator.c.key).where(~indicator.c.retired).order_by(indicator.c.position))
    return tuple(rules[key] for key in keys.scalars() if key in rules)
