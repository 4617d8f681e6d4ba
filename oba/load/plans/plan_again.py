"""Read a plan once more from sheets that were put together: by the same rules, with the workbook's own cells."""

from __future__ import annotations

from collections.abc import Mapping

from oba.load.plans.plan_book import PlanReading, read_sheets
from oba.load.plans.record import Record
from oba.load.sheet import Cell, Row, Sheet
from oba.model.plan_table import Key, PlanTable


def read_again(tables: Mapping[str, PlanTable], *, places: Mapping[str, Mapping[Key, Record]]) -> PlanReading:
    """`places` are the rows of the workbook that the tables' rows stand in; others come after the last of them."""
    return read_sheets([_make_sheet(name, table, places.get(name, {})) for name, table in tables.items()])


def _make_sheet(name: str, table: PlanTable, places: Mapping[Key, Record]) -> Sheet:
    columns: dict[str, int] = dict(next(iter(places.values())).columns) if places else {}
    for head in table.heads:
        columns.setdefault(head.casefold(), max(columns.values(), default=-1) + 1)
    header = [Cell("") for _ in range(max(columns.values(), default=-1) + 1)]
    for head in table.heads:
        header[columns[head.casefold()]] = Cell(head)
    last = max((place.number for place in places.values()), default=1)
    rows: list[Row] = [(0, header)]
    for number, (key, content) in enumerate(table.rows.items(), start=last + 1):
        cells = [Cell("") for _ in header]
        for head, value in content.items():
            cells[columns[head.casefold()]] = Cell(value)
        rows.append((places[key].number if key in places else number, cells))
    return Sheet(name, lambda: iter(rows))
