"""What a workbook would change of the plan and its actions, as tables for the page Load."""

from __future__ import annotations

from collections.abc import Sequence

from oba.model.release import LoadReport, RecordChange
from oba.tasks.tables import Table, make_table
from oba.tasks.tell_plan import say_cells
from oba.words.numbers import begin
from oba.words.timeline import shorten

LONGEST = 600
"""Signs of a text that are shown of a change; the workbook has the rest."""
KEPT = ("Where", "What", "Stands here, and stays", "In the workbook")


def list_records(report: LoadReport) -> tuple[tuple[str, Table], ...]:
    """What a workbook would change, sheet by sheet and cell by cell; apart from it, what was changed here and stays."""
    of_plan = [one for one in report.records if one.sheet and one.kind != "kept"]
    of_actions = [one for one in report.records if not one.sheet and one.kind != "kept"]
    kept = [one for one in report.records if one.kind == "kept"]
    sheets = dict.fromkeys(one.sheet for one in of_plan)
    tables = (
        *(_tell_sheet([one for one in of_plan if one.sheet == sheet]) for sheet in sheets),
        ("What would change in the action plan", _tell("Action", of_actions)),
        ("Changed here since the workbook was made", make_table(KEPT, [_kept(one) for one in kept])),
    )
    return tuple((title, table) for title, table in tables if table.rows)


def _tell_sheet(changes: Sequence[RecordChange]) -> tuple[str, Table]:
    return f"Sheet {say_cells(changes)}", _tell("Row", changes)


def _tell(first: str, changes: Sequence[RecordChange]) -> Table:
    rows = [
        (
            _name(one),
            one.field if one.kind == "changed" else begin(one.kind),
            _show(one.was),
            _show(one.becomes),
            one.cell or "–",
        )
        for one in changes
    ]
    return make_table((first, "What", "Was", "Becomes", "Cell"), rows)


def _kept(one: RecordChange) -> tuple[str, str, str, str]:
    place = f"{one.sheet}, {_name(one)}" if one.sheet else f"Action {_name(one)}"
    return place, one.field, _show(one.becomes), _show(one.was)


def _name(one: RecordChange) -> str:
    if not one.name or one.name == one.key:
        return one.key or "All rows"
    return f"{one.key}: {shorten(one.name)}"


def _show(text: str) -> str:
    return f"{text[:LONGEST]} ..." if len(text) > LONGEST else text or "–"
