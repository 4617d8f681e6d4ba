"""A workbook with one row an area and the periods across, the headings in the first rows."""

from __future__ import annotations

from collections.abc import Iterator

from oba.load.chunk import Chunk
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.reference import Reference
from oba.load.sheet_figures import read_tables
from oba.load.tables import Shape
from oba.model.release import Source

NAME = "wide workbook"


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    tables = opened.found
    if opened.book is None or any(table.titles for table in tables):
        return ""
    wide = next((table for table in tables if table.shape is not Shape.TIDY), None)
    if wide is None:
        return ""
    if wide.grid is not None and len(wide.grid.header) > 1:
        rows = f"rows {wide.grid.header[0]} to {wide.grid.header[-1]}"
        return f"its headings stand in {rows}, over {len(wide.periods)} columns of figures"
    return f"the first row names a column for the area and {len(wide.periods)} columns of figures across"


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    return read_tables(opened, reference=reference, source=source, log=log)
