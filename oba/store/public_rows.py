"""Which rows of the plan and of what people write go into a published copy: what the public is shown, no more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select

from oba.model.action import ActionStatus
from oba.model.idea import lacks_cheap
from oba.store import schema
from oba.store.actions import KIND as ACTION
from oba.store.ideas import read_ideas
from oba.store.partners import KIND as PARTNER
from oba.store.public_columns import STUBS, bare

A_FILE = "a file"
"""Instead of the name of a file that is evidence for an idea: that there is one is said, not which."""
Row = Mapping[str, Any]
SPOKEN_OF = (schema.action, schema.indicator, schema.outcome, schema.theme, schema.area)
"""What may be referred to once it has left the plan; each before those that it refers to itself."""


@dataclass(slots=True)
class Gathering:
    """The rows of a copy by table, as they are gathered. `at` stands where a moment is needed."""

    conn: Connection
    at: datetime
    rows: dict[Table, list[dict[str, Any]]] = field(default_factory=dict)

    def read(self, table: Table) -> list[Row]:
        """Every row of the working store's table, in the order of its key."""
        found: list[Row] = [dict(row._mapping) for row in self.conn.execute(select(table))]
        names = [column.name for column in table.primary_key.columns]
        return sorted(found, key=lambda row: tuple(row[name] for name in names))

    def add(self, table: Table, rows: Iterable[Row], **more: Any) -> None:
        """Put the rows into the copy, without what may not be copied; `more` are columns given another value."""
        kept = [{**bare(table, row, at=self.at), **more} for row in rows]
        self.rows.setdefault(table, []).extend(kept)

    def keys(self, table: Table, name: str = "") -> set[Any]:
        """The values of a column, of those rows that are in the copy; without a name, of the key."""
        column = name or next(iter(table.primary_key.columns)).name
        return {row[column] for row in self.rows.get(table, ())}


def gather_plan(found: Gathering) -> None:
    """The plan, its indicators and partners, without what has left it."""
    for table in (schema.plan, schema.plan_label, schema.comparator):
        found.add(table, found.read(table))
    for table in (schema.theme, schema.outcome, schema.indicator, schema.area):
        found.add(table, (row for row in found.read(table) if not row["retired"]))
    indicators, areas = found.keys(schema.indicator), found.keys(schema.area)
    named = (row for row in found.read(schema.indicator_code) if row["indicator"] in indicators)
    found.add(schema.indicator_code, named)
    aims = found.read(schema.target)
    found.add(schema.target, (row for row in aims if row["indicator"] in indicators and row["area"] in areas))
    rules = found.read(schema.disclosure_rule)
    found.add(schema.disclosure_rule, (row for row in rules if row["indicator"] in indicators))


def gather_talk(found: Gathering, *, untold: Collection[str]) -> None:
    """What people have written of the curves, and the action plan. `untold` are curves whose success is not told."""
    indicators, areas = found.keys(schema.indicator), found.keys(schema.area)
    standing = {
        table: [
            row
            for row in found.read(table)
            if not row["withdrawn"] and row["indicator"] in indicators and row.get("area") in {*areas, None}
        ]
        for table in (
            *(schema.story_force, schema.story_voice, schema.story_gap),
            *(schema.idea, schema.success, schema.contribution),
        )
    }
    for table in (schema.story_force, schema.story_voice, schema.contribution):
        found.add(table, standing[table])
    for row in standing[schema.story_gap]:
        found.add(schema.story_gap, [row], became=row["became"] if row["became"] in indicators else "")
    for row in standing[schema.idea]:
        found.add(schema.idea, [row], file_name=A_FILE if row["file_name"] else "")
    found.add(schema.success, (row for row in standing[schema.success] if row["indicator"] not in untold))
    found.add(schema.idea_why_none, _list_whys(found, indicators))
    _gather_actions(found)
    _gather_partners(found, bringing={row["partner"] for row in standing[schema.contribution]})


def _list_whys(found: Gathering, indicators: Collection[str]) -> list[Row]:
    """The public is told why no idea is cheap only where none is."""
    ideas = read_ideas(found.conn)
    return [
        row
        for row in found.read(schema.idea_why_none)
        if row["indicator"] in indicators
        and row["area"] in found.keys(schema.area)
        and lacks_cheap(
            each for each in ideas if (each.indicator, each.area) == (row["indicator"], row["area"])
        )
    ]


def _gather_actions(found: Gathering) -> None:
    ideas = found.keys(schema.idea)
    for row in found.read(schema.action):
        if row["withdrawn"] is None:
            found.add(schema.action, [row], idea=row["idea"] if row["idea"] in ideas else "")
    numbers = found.keys(schema.action)
    for table in (schema.action_indicator, schema.action_support, schema.action_progress):
        found.add(table, (row for row in found.read(table) if row["action"] in numbers))
    done = {
        str(row["number"])
        for row in found.rows.get(schema.action, ())
        if row["status"] == ActionStatus.DONE.value
    }
    _gather_edits(found, done=done)


def _gather_edits(found: Gathering, *, done: Collection[str]) -> None:
    """Of all that was edited, the public is told on which day a done action was done, and earlier names of owners."""
    owners = {row["owner"].strip().casefold() for row in found.rows.get(schema.indicator, ())}
    for row in found.read(schema.edit):
        if row["kind"] == ACTION and row["field"] == "status" and row["after"] == ActionStatus.DONE.value:
            if row["key"] in done:
                found.add(schema.edit, [row], before=None)
        elif row["kind"] == PARTNER and row["field"] == "name" and _names(row["before"], owners):
            found.add(schema.edit, [row], after=None)


def _names(name: str | None, owners: Collection[str]) -> bool:
    return name is not None and bool(name.strip()) and name.strip().casefold() in owners


def _gather_partners(found: Gathering, *, bringing: Collection[str]) -> None:
    """Of one that has left the role is not shown; why it has left, only while something that it brought stands."""
    for row in found.read(schema.partner):
        told = {} if row["left_on"] is None else {"role": ""}
        if row["key"] not in bringing:
            told["left_because"] = ""
        found.add(schema.partner, [row], **told)
    themes = found.keys(schema.theme)
    found.add(
        schema.partner_theme, (row for row in found.read(schema.partner_theme) if row["theme"] in themes)
    )


def add_stubs(found: Gathering) -> None:
    """Bare rows of what is referred to and has left the plan, so that every reference leads somewhere."""
    for table in SPOKEN_OF:
        key = next(iter(table.primary_key.columns))
        wanted = {value for value in list_references(found, key) if value is not None} - found.keys(table)
        stubs = [row for row in found.read(table) if row[key.name] in wanted]
        kept = [bare(table, row, at=found.at, copied=STUBS) for row in stubs]
        if "retired" in table.c:
            kept = [{**row, "retired": True} for row in kept]
        found.rows.setdefault(table, []).extend(kept)
        found.rows[table].sort(key=lambda row: row[key.name])


def list_references(found: Gathering, key: Any) -> set[Any]:
    return {
        row[column.name]
        for table, rows in found.rows.items()
        for column in table.c
        if any(reference.column is key for reference in column.foreign_keys)
        for row in rows
    }
