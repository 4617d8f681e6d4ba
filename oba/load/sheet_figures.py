"""The figures of every table in a workbook, each read by its own shape."""

from __future__ import annotations

from collections.abc import Iterator

from oba.load.chunk import Chunk
from oba.load.naming import check_sheets, find_indicator_of
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
            log.add(
                Problem(Outcome.NOTE, f"sheet '{sheet.name}'", "no table was found on it: it was not read")
            )
            continue
        indicator = find_indicator_of(table, reference=reference, source=source, log=log)
        if indicator is not None:
            log.extend(
                Problem(Outcome.NOTE, f"sheet '{sheet.name}'", f"title: {title[:300]}")
                for title in table.titles
            )
            yield from read_table(table, indicator=indicator, log=log)


def read_table(table: Table, *, indicator: str, log: ProblemLog) -> Iterator[Chunk]:
    """Chunks of one table."""
    read = read_tidy_sheet if table.shape is Shape.TIDY else read_wide_sheet
    return read(table, indicator=indicator, log=log)
