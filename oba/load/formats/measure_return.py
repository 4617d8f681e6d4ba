"""A return of performance measures, told apart from figures of the population, which it is never read as."""

from __future__ import annotations

from collections.abc import Iterator

from oba.load.chunk import Chunk
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.reference import Reference
from oba.load.refusal import RefusedFile
from oba.load.returns.measure_sheet import find_measure_sheet
from oba.model.release import Source

NAME = "return of performance measures"
TIER = 0


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    sheet = find_measure_sheet(opened)
    return f"its sheet '{sheet.name}' has the headings of a return of performance measures" if sheet else ""


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    """Refuses: a service's measures are no figures of the population."""
    raise RefusedFile(
        "these are performance measures of services, not figures of the population",
        where=opened.name,
        remedy="Load it on the page Services, under the service's own figures",
    )
