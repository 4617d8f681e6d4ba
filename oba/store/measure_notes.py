"""What publishers' dictionaries say of their measures, kept for the day on which figures of one are loaded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, insert, select, update

from oba.model.indicator import ValueType
from oba.model.measure import Measure
from oba.model.period import PeriodKind
from oba.store.cells import storable
from oba.store.records import PlanChange, to_row
from oba.store.schema import measure_note

FIELDS = tuple(column.name for column in measure_note.c if column.name != "release_id")


def read_measure_notes(conn: Connection) -> dict[str, Measure]:
    """By the publisher's code."""
    rows = conn.execute(select(measure_note).order_by(measure_note.c.code))
    return {row.code: _build({name: getattr(row, name) for name in FIELDS}) for row in rows}


def compare_measure_notes(conn: Connection, measures: Iterable[Measure]) -> list[PlanChange]:
    """Which of the measures are new to the store, and of which something else is said now."""
    known = read_measure_notes(conn)
    changes = []
    for one in measures:
        before = known.get(one.code)
        if before is None:
            changes.append(PlanChange("added", "measure", one.code))
        elif before != _build(_row(one)):
            changes.append(PlanChange("changed", "measure", one.code))
    return changes


def write_measure_notes(conn: Connection, measures: Iterable[Measure], *, release_id: int) -> None:
    """Keep what is said of the measures; what is kept of others stays."""
    known = set(conn.execute(select(measure_note.c.code)).scalars())
    for one in measures:
        row = {**_row(one), "release_id": release_id}
        if row["code"] in known:
            conn.execute(update(measure_note).where(measure_note.c.code == row["code"]).values(**row))
        else:
            conn.execute(insert(measure_note).values(**row))
            known.add(row["code"])


def _row(measure: Measure) -> dict[str, Any]:
    row = to_row(measure, table=measure_note)
    return {name: storable(value) if isinstance(value, str) else value for name, value in row.items()}


def _build(values: dict[str, Any]) -> Measure:
    kind, value_type = values["period_kind"], values["value_type"]
    words = {
        "period_kind": PeriodKind(kind) if kind else None,
        "value_type": ValueType(value_type) if value_type else None,
    }
    return Measure(**{**values, **words})
