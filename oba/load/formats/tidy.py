"""A workbook with one row an observation, the header in the first row."""

from __future__ import annotations

from collections.abc import Iterator

from oba.load.chunk import Chunk
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.reference import Reference
from oba.load.sheet_figures import read_tables
from oba.load.tables import Shape
from oba.model.release import Source

NAME = "tidy workbook"


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    tables = opened.found
    if opened.book is None or not tables:
        return ""
    if any(table.titles or table.shape is not Shape.TIDY for table in tables):
        return ""
    return "the first row names columns for the area, the period and the value"


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    return read_tables(opened, reference=reference, source=source, log=log)
