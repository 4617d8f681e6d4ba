"""What a plan workbook changes, cell by cell: the plan before against the plan after, each with the workbook's cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from oba.load.plans.record import Record
from oba.model.plan_table import KEYS, TITLES, Key, PlanTable, say_key, text_of
from oba.model.release import RecordChange
from oba.tasks.merge_plan import place_rows, trim

ROW, ORDER = "the row", "the order of the rows"


def compare_plans(
    before: Mapping[str, PlanTable],
    after: Mapping[str, PlanTable],
    *,
    mine: Mapping[str, PlanTable],
    rows: Mapping[str, Sequence[Record]],
) -> list[RecordChange]:
    """Added rows, changed cells and removed rows, sheet by sheet. `mine` and `rows` say where they stand."""
    changes: list[RecordChange] = []
    for name in before:
        places = place_rows(name, trim(name, mine[name], rows[name]), rows[name]) if name in rows else {}
        changes += _compare(name, before[name], after[name], places)
    return changes


def _compare(
    name: str, before: PlanTable, after: PlanTable, places: Mapping[Key, Record]
) -> list[RecordChange]:
    changes = []
    for key in after.rows:
        new, old = after.texts(key), before.texts(key) if key in before.rows else None
        title = text_of(after.rows[key].get(TITLES.get(name, "")))
        place = places.get(key)
        if old is None:
            cell = place.where(KEYS[name][0]) if place else ""
            said = _say_row(name, new)
            changes.append(
                RecordChange("added", say_key(key), title, ROW, becomes=said, cell=cell, sheet=name)
            )
            continue
        changes += [
            RecordChange(
                "changed",
                say_key(key),
                title,
                head,
                old.get(head, ""),
                text,
                place.where(head) if place else "",
                sheet=name,
            )
            for head, text in new.items()
            if text != old.get(head, "")
        ]
    for key in before.rows:
        if key not in after.rows:
            title = text_of(before.rows[key].get(TITLES.get(name, "")))
            said = _say_row(name, before.texts(key))
            changes.append(RecordChange("removed", say_key(key), title, ROW, was=said, sheet=name))
    if [key for key in before.rows if key in after.rows] != [key for key in after.rows if key in before.rows]:
        changes.append(RecordChange("moved", "", "", ORDER, sheet=name))
    return changes


def _say_row(name: str, texts: Mapping[str, str]) -> str:
    return "; ".join(
        f"{head}: {text}" for head, text in texts.items() if text and head not in (*KEYS[name], "Order")
    )
