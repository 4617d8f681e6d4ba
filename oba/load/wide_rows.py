"""Tables with periods across: each cell under a period is a figure of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from oba.load.chunk import Chunk, GridPlaces, Texts
from oba.load.headers import Role
from oba.load.problem_log import ProblemLog
from oba.load.sheet import BLANK, Cell, Row, column_letters
from oba.load.tables import Table
from oba.load.tidy_rows import check_columns, data_rows
from oba.model.period_spelling import tidy_text
from oba.model.release import Outcome, Problem

ROW_ROLES = (
    Role.INDICATOR,
    Role.AREA_CODE,
    Role.AREA,
    Role.BREAKDOWN,
    Role.SEX,
    Role.CATEGORY_TYPE,
    Role.CATEGORY,
    Role.AGE,
)
ROWS_AT_ONCE = 2_000


def read_wide_sheet(table: Table, *, indicator: str, log: ProblemLog) -> Iterator[Chunk]:
    """The figures of a wide table, row by row and then across. A blank cell is a missing figure."""
    check_columns(table, log=log)
    _check_periods(table, log=log)
    gathered: list[Row] = []
    named = [index for role, index in table.columns.places.items() if role in ROW_ROLES]
    for row in data_rows(table, value_columns=table.periods, log=log):
        if any(index < len(row[1]) and not row[1][index].blank for index in (*named, *table.periods)):
            gathered.append(row)
        if len(gathered) >= ROWS_AT_ONCE:
            yield _chunk(table, rows=gathered, indicator=indicator)
            gathered = []
    if gathered:
        yield _chunk(table, rows=gathered, indicator=indicator)


def _chunk(table: Table, *, rows: list[Row], indicator: str) -> Chunk:
    places, periods = table.columns.places, table.periods

    def repeated(role: Role) -> list[Cell]:
        return [cell for _, cells in rows for cell in [_at(cells, places[role])] * len(periods)]

    value_cells = [_name(table, index=index, row=number) for number, _ in rows for index in periods]
    return Chunk(
        sheet=table.sheet.name,
        rows=len(value_cells),
        texts={
            Role.PERIOD: Texts.of([table.headers[index].value for index in periods] * len(rows)),
            **{role: Texts.of(cell.text for cell in repeated(role)) for role in ROW_ROLES if role in places},
        },
        values=[_at(cells, index) for _, cells in rows for index in periods],
        numbers={},
        places=pd.Series(value_cells, dtype="str"),
        where=_places(table, rows=rows, value_cells=value_cells),
        indicator=indicator,
    )


def _places(table: Table, *, rows: list[Row], value_cells: list[str]) -> GridPlaces:
    sheet = f"{table.sheet.name}!" if table.sheet.name else ""
    named = {Role.VALUE: [sheet + cell for cell in value_cells]}
    heads = [sheet + _name(table, index=index, row=table.header) for index in table.periods]
    named[Role.PERIOD] = heads * len(rows)
    for role in ROW_ROLES:
        if (column := table.columns.places.get(role)) is not None:
            cells = [sheet + _name(table, index=column, row=number) for number, _ in rows]
            named[role] = [cell for cell in cells for _ in table.periods]
    return GridPlaces(named)


def _name(table: Table, *, index: int, row: int) -> str:
    if table.sheet.is_text:
        return f"{' '.join(table.headers[index].text.split())}, line {row}"
    return f"{column_letters(index)}{row}"


def _check_periods(table: Table, *, log: ProblemLog) -> None:
    """Refuse two columns under one heading: nothing says which of them holds the figures."""
    seen: dict[str, int] = {}
    for index in table.periods:
        text = tidy_text(table.headers[index].text)
        if text in seen:
            first, again = (_name(table, index=place, row=table.header) for place in (seen[text], index))
            sheet = f"{table.sheet.name}!" if table.sheet.name else ""
            log.add(
                Problem(
                    Outcome.CELL,
                    f"{sheet}{first} and {sheet}{again}",
                    f"both columns are headed '{text}'",
                    "one column a period",
                    "Say in the headings what parts them, or put the second set on a sheet of its own",
                )
            )
        seen.setdefault(text, index)


def _at(cells: list[Cell], index: int) -> Cell:
    return cells[index] if index < len(cells) else BLANK
