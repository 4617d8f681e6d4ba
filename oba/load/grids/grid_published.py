"""The sheets of a publisher's workbook, read as grids: what cannot be placed is counted, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from oba.load.chunk import Chunk
from oba.load.grids.grid import Grid, find_grid
from oba.load.grids.grid_rows import GridReading
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.reference import Reference
from oba.load.sheet import Sheet
from oba.load.sheet_figures import tell_no_table
from oba.model.measure import Measure
from oba.model.release import Outcome, Problem

Described = tuple[dict[int, str], dict[str, Measure]]


def grids_of(opened: OpenedFile) -> Iterator[tuple[Sheet, Grid | None]]:
    """Each sheet with the grid on it, or None."""
    for sheet, table in opened.tables:
        yield sheet, table.grid if table is not None and table.grid is not None else find_grid(sheet)


def read_published(
    opened: OpenedFile, *, describe: Callable[[Grid], Described], reference: Reference, log: ProblemLog
) -> Iterator[Chunk]:
    """Chunks of every grid in the file, its columns being measures of the publisher's."""
    for sheet, grid in grids_of(opened):
        if grid is None:
            tell_no_table(sheet.name, log=log)
            continue
        where = f"sheet '{sheet.name}'" if sheet.name else "above the table"
        if grid.titles:
            log.add(Problem(Outcome.NOTE, where, f"title: {'; '.join(grid.titles)[:300]}"))
        names, measures = describe(grid)
        yield from GridReading(grid, names, reference, log, measures, published=True).chunks()


def first_words(opened: OpenedFile, *, rows: int = 15) -> Iterator[str]:
    """The texts in the first rows of every sheet, tidied: by them a publisher's file is known."""
    for sheet in opened.sheets:
        for _, cells in sheet.head(rows):
            yield from (
                " ".join(cell.text.split()) for cell in cells if isinstance(cell.value, str) and cell.value
            )


def without(grid: Grid, *, words: Callable[[str], str]) -> Grid:
    """The grid with the words of its paths rewritten; what comes to nothing is left out."""
    columns = [
        replace(column, path=tuple(said for part in column.path if (said := words(part))))
        for column in grid.columns
    ]
    return replace(grid, columns=columns)
