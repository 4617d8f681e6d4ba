"""The figures of every table in a file, each read by its own shape."""

from __future__ import annotations

from collections.abc import Iterator

from oba.load.chunk import Chunk
from oba.load.grids.grid import Grid
from oba.load.grids.grid_rows import GridReading
from oba.load.naming import check_sheets, find_indicator_of, name_columns
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.reference import Reference
from oba.load.tables import Shape, Table
from oba.load.tidy_rows import read_tidy_sheet
from oba.load.wide_rows import read_wide_sheet
from oba.model.release import Outcome, Problem, Source


def read_tables(
    opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog
) -> Iterator[Chunk]:
    """Chunks of all tables, sheet after sheet. Sheets without a table are told of."""
    check_sheets([table.sheet.name for table in opened.found], source=source, log=log)
    for sheet, table in opened.tables:
        if table is None:
            tell_no_table(sheet.name, log=log)
        else:
            yield from read_table(table, reference=reference, source=source, log=log)


def read_table(table: Table, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    """Chunks of one table; none, and a problem, where nothing says what it is about."""
    if table.grid is not None:
        yield from _read_grid(table, table.grid, reference=reference, source=source, log=log)
        return
    indicator = find_indicator_of(table, reference=reference, source=source, log=log)
    if indicator is not None:
        tell_titles(table, log=log)
        read = read_tidy_sheet if table.shape is Shape.TIDY else read_wide_sheet
        yield from read(table, indicator=indicator, log=log)


def _read_grid(
    table: Table, grid: Grid, *, reference: Reference, source: Source, log: ProblemLog
) -> Iterator[Chunk]:
    if not grid.has_periods:
        log.add(_no_periods(table, grid))
        return
    names = name_columns(table, grid, reference=reference, source=source, log=log)
    if names is not None:
        tell_titles(table, log=log)
        yield from GridReading(grid, names, reference, log).chunks()


def tell_titles(table: Table, *, log: ProblemLog) -> None:
    """Keep the lines above a table as notes."""
    where = f"sheet '{table.sheet.name}'" if table.sheet.name else "above the table"
    log.extend(Problem(Outcome.NOTE, where, f"title: {title[:300]}") for title in table.titles)


def tell_no_table(sheet: str, *, log: ProblemLog) -> None:
    log.add(Problem(Outcome.NOTE, f"sheet '{sheet}'", "no table was found on it: it was not read"))


def _no_periods(table: Table, grid: Grid) -> Problem:
    first, last = grid.header[0], grid.header[-1]
    rows = f"row {first}" if first == last else f"rows {first} to {last}"
    where = f"sheet '{table.sheet.name}', {rows}" if table.sheet.name else rows.replace("row", "line")
    return Problem(
        Outcome.ASK,
        where,
        "neither the headings nor the titles say which period the figures are for",
        "a period over each column of figures, or in a title above the table",
        "Say on the Load page how the sheet is laid out, or write the period above the figures",
        why="A figure without its period has no place on a curve",
    )
