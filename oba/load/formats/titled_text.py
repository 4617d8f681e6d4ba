"""A CSV with lines of title above its table, footnotes below it, or both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from oba.load.chunk import Chunk, LinePlaces, SheetPlaces
from oba.load.headers import Role
from oba.load.naming import check_sheets
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.reference import Reference
from oba.load.sheet_figures import read_table
from oba.load.tables import Shape, Table
from oba.model.release import Source

NAME = "titled CSV"


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    tables = opened.found
    if opened.text is None or not tables or not tables[0].titles:
        return ""
    return f"lines of title stand above its header, which is in line {tables[0].header}"


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    """Nothing is read while rows are longer or shorter than the header: their cells may be shifted."""
    table = opened.found[0]
    check_sheets([""], source=source, log=log)
    if log.stops:
        return
    for chunk in read_table(table, reference=reference, source=source, log=log):
        yield _by_line(chunk, table=table) if table.shape is Shape.TIDY else chunk


def _by_line(chunk: Chunk, *, table: Table) -> Chunk:
    """The chunk with its cells named as those of a text file are."""
    assert isinstance(chunk.where, SheetPlaces)
    headers = {
        role: " ".join(table.headers[index].text.split()) for role, index in table.columns.places.items()
    }
    places = [f"{headers[Role.VALUE]}, line {line}" for line in chunk.where.lines]
    return replace(chunk, places=pd.Series(places, dtype="str"), where=LinePlaces(headers, chunk.where.lines))
