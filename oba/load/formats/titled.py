"""A workbook as publishers lay it out: a title above the header, footnotes below, one sheet an indicator."""

from __future__ import annotations

from collections.abc import Iterator

from oba.load.chunk import Chunk
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.reference import Reference
from oba.load.sheet_figures import read_tables
from oba.model.release import Source

NAME = "titled sheets"


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    titled = next((table for table in opened.found if table.titles), None)
    if opened.book is None or titled is None:
        return ""
    return f"sheet '{titled.sheet.name}' has a title above its header, which is in row {titled.header}"


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    return read_tables(opened, reference=reference, source=source, log=log)
