"""What a workbook would change of actions, as tables for the page Load."""

from __future__ import annotations

from oba.model.release import LoadReport
from oba.tasks.tables import Table, make_table
from oba.words.numbers import begin
from oba.words.timeline import shorten


def list_records(report: LoadReport) -> tuple[tuple[str, Table], ...]:
    """What a workbook would change of actions, cell by cell; apart from it, what was changed here and stays."""
    heads = ("Action", "What", "Was", "Becomes", "Cell")
    changes = [
        (
            f"{one.key}: {shorten(one.name)}",
            one.field if one.kind == "changed" else begin(one.kind),
            one.was or "–",
            one.becomes or "–",
            one.cell or "–",
        )
        for one in report.records
        if one.kind != "kept"
    ]
    stays = [
        (f"{one.key}: {shorten(one.name)}", one.field, one.becomes or "–", one.was or "–")
        for one in report.records
        if one.kind == "kept"
    ]
    kept_heads = ("Action", "What", "Stands here, and stays", "In the workbook")
    tables = (
        ("What would change in the action plan", make_table(heads, changes)),
        ("Changed here since the workbook was made", make_table(kept_heads, stays)),
    )
    return tuple((title, table) for title, table in tables if table.rows)
