"""A figure that a file gives twice is refused, with the places of both."""

from __future__ import annotations

import numpy as np
from sqlalchemy import Connection, column, select, table, text

from oba.errors import StoreError
from oba.model.period import Period
from oba.store.cells import cell_address
from oba.store.names import Names
from oba.store.rows import Rows, Whole

COPIED_TWICE = """
    SELECT series_id, period_id, sheet_column_id, row FROM staging WHERE (series_id, period_id) = (
        SELECT series_id, period_id FROM staging GROUP BY 1, 2 HAVING count(*) > 1 ORDER BY 1, 2 LIMIT 1
    ) ORDER BY sheet_column_id, row LIMIT 2"""


def refuse_neighbours(names: Names, rows: Rows, *, ids: Whole, columns: Whole) -> None:
    """Raise StoreError for a figure given twice among rows in the order of series and period."""
    twice = np.flatnonzero((np.diff(ids) == 0) & (np.diff(rows.periods) == 0))
    if len(twice):
        first = int(twice[0])
        pair = [_cell(names, columns[place], rows.rows[place]) for place in (first, first + 1)]
        raise _refusal(names, int(ids[first]), int(rows.periods[first]), cells=pair)


def refuse_taken(
    conn: Connection, names: Names, rows: Rows, *, ids: Whole, columns: Whole, name: str
) -> None:
    """Raise StoreError for the first of these rows whose place in a table an earlier row of the file has."""
    found = table(name, *(column(each) for each in ("series_id", "period_id", "sheet_column_id", "row")))
    wanted = select(found.c.sheet_column_id, found.c.row)
    for place, (number, period) in enumerate(zip(ids.tolist(), rows.periods.tolist(), strict=True)):
        row = conn.execute(wanted.where(found.c.series_id == number, found.c.period_id == period)).one()
        cells = [_cell(names, *row), _cell(names, columns[place], rows.rows[place])]
        if cells[0] != cells[1]:
            raise _refusal(names, number, period, cells=cells)
    raise StoreError("the file gives a figure twice", expected="each figure once")


def refuse_copied(conn: Connection, names: Names) -> None:
    """On PostgreSQL every row has been taken, so that the ones given twice can be found afterwards."""
    found = conn.execute(text(COPIED_TWICE)).all()
    if found:
        cells = [_cell(names, each.sheet_column_id, each.row) for each in found]
        raise _refusal(names, found[0].series_id, found[0].period_id, cells=cells)


def _cell(names: Names, number: int, row: int | None) -> str:
    return cell_address(*names.column_names()[int(number)], row)


def _refusal(names: Names, number: int, period: int, *, cells: list[str]) -> StoreError:
    parts = (*names.series_names([number])[number], Period.from_key(period).label)
    return StoreError(
        f"both give a figure for {', '.join(part for part in parts if part)}",
        where=" and ".join(cells),
        expected="one figure for one indicator, area, breakdown and period",
        remedy="Take one of the two out of the file",
    )
