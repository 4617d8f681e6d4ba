"""A CSV or other delimited text with one row an observation, of any length."""

from __future__ import annotations

from collections.abc import Iterator

from oba.load.chunk import Chunk
from oba.load.containers.text_file import TextFile
from oba.load.naming import check_sheets, find_indicator_of
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.reference import Reference
from oba.load.tables import Shape
from oba.load.tidy_rows import check_columns, read_tidy_text
from oba.model.release import Outcome, Problem, Source

NAME = "tidy CSV"


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    tables = opened.found
    if opened.text is None or not tables or tables[0].titles or tables[0].shape is not Shape.TIDY:
        return ""
    return "the first line names columns for the area, the period and the value"


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    """Nothing is read while rows are longer or shorter than the header: their cells may be shifted."""
    table = opened.found[0]
    check_sheets([""], source=source, log=log)
    check_columns(table, log=log)
    indicator = find_indicator_of(table, reference=reference, source=source, log=log)
    if indicator is not None and opened.text is not None and not log.stops:
        yield from read_tidy_text(opened.text, columns=table.columns, indicator=indicator)
        _keep_notes(opened.text, log=log)


def _keep_notes(text: TextFile, *, log: ProblemLog) -> None:
    """The lines of text below the table, which the columns pass over."""
    if text.even:
        return
    for number, cells in text.rows():
        filled = [cell for cell in cells if not cell.blank]
        if number > text.header_row and len(cells) == len(filled) == 1:
            said = " ".join(filled[0].text.split())
            log.add(Problem(Outcome.NOTE, f"line {number}", f"note: {said[:300]}"))
