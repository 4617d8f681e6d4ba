"""A table saved from Stat-Xplore as CSV: what is counted above it, areas by name, and a total below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from oba.load.chunk import Chunk
from oba.load.grids.grid import Grid
from oba.load.grids.grid_headings import GridColumn
from oba.load.grids.grid_measures import describe_columns
from oba.load.grids.grid_published import Described, read_published
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.publishers.publisher_columns import OPEN_GOVERNMENT
from oba.load.recognise import Tier
from oba.load.reference import Reference
from oba.model.period import PeriodKind
from oba.model.release import Source

NAME = "Stat-Xplore CSV"
TIER = Tier.PUBLISHER
PUBLISHER = "Department for Work and Pensions"
COUNTING = re.compile(r"^counting: ?(?P<what>.+)$", re.IGNORECASE)
CROSSING = re.compile(r"[0-9]{4}/[0-9]{2}(?: \[[a-z]\])*")
WITHIN = 20


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    if opened.text is None:
        return ""
    lines = [[cell.text for cell in cells if not cell.blank] for _, cells in opened.sheets[0].head(WITHIN)]
    counting = next((line[0] for line in lines if line and COUNTING.match(line[0])), "")
    if not counting or not any(line[0].casefold().startswith("filters") for line in lines if line):
        return ""
    return f"it says '{counting}' and its filters above the table, as Stat-Xplore does"


def describe(opened: OpenedFile) -> Source:
    what = _counted([" ".join(cells[0].text.split()) for _, cells in opened.sheets[0].head(WITHIN) if cells])
    return Source(PUBLISHER, f"Stat-Xplore: {what}", licence=OPEN_GOVERNMENT)


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    """Nothing is read while rows are longer or shorter than the header: their cells may be shifted."""
    if not log.stops:
        yield from read_published(opened, describe=_columns, reference=reference, log=log)


def _columns(grid: Grid) -> Described:
    what = _counted(grid.titles)
    chosen = _filters(grid.titles)
    said = f"{what}, {', '.join(chosen)}" if chosen else what
    counted = replace(grid, columns=[_financial(column) for column in grid.columns])
    names, measures = describe_columns(
        counted, scheme="stat-xplore", group=said, title=said, publisher=PUBLISHER
    )
    # the period is handed over as the grid has it; the kind goes with the measure
    return names, {code: replace(one, unit=one.unit or "number") for code, one in measures.items()}


def _counted(lines: list[str]) -> str:
    return next((found["what"].strip() for line in lines if (found := COUNTING.match(line))), "")


def _filters(lines: list[str]) -> list[str]:
    """What the table was narrowed to: the lines after `Filters:`, in pairs, but for the default summation."""
    begins = next(
        (place for place, line in enumerate(lines) if line.casefold().startswith("filters")), len(lines)
    )
    pairs = zip(lines[begins + 1 :: 2], lines[begins + 2 :: 2], strict=False)
    return [
        f"{name}: {chosen}" for name, chosen in pairs if not name.casefold().startswith("default summation")
    ]


def _financial(column: GridColumn) -> GridColumn:
    """A year that crosses New Year is a financial year: the department counts by no other."""
    when = column.when
    if when is None or when.kind is not None or not CROSSING.fullmatch(str(when.value)):
        return column
    return replace(column, when=replace(when, kind=PeriodKind.FINANCIAL_YEAR))
