"""A CSV or other delimited text with one row an area and the periods across."""

from __future__ import annotations

from collections.abc import Iterator

from oba.load.chunk import Chunk
from oba.load.naming import check_sheets
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.reference import Reference
from oba.load.sheet_figures import read_table
from oba.load.tables import Shape
from oba.model.release import Source

NAME = "wide CSV"


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    tables = opened.found
    if opened.text is None or not tables or tables[0].titles or tables[0].shape is Shape.TIDY:
        return ""
    return (
        f"the first line names a column for the area and {len(tables[0].periods)} columns of figures across"
    )


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    """Nothing is read while rows are longer or shorter than the header: their cells may be shifted."""
    check_sheets([""], source=source, log=log)
    if not log.stops:
        yield from read_table(opened.found[0], reference=reference, source=source, log=log)
