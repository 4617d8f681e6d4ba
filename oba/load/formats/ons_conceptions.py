"""The annual conception tables of the Office for National Statistics: years side by side, headings in four rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from oba.load.chunk import Chunk
from oba.load.grids.grid import Grid
from oba.load.grids.grid_measures import describe_columns
from oba.load.grids.grid_published import Described, first_words, read_published
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.publishers.publisher_columns import OPEN_GOVERNMENT
from oba.load.recognise import Tier
from oba.load.reference import Reference
from oba.model.period import PeriodKind
from oba.model.release import Source

NAME = "ONS annual conceptions"
TIER = Tier.PUBLISHER
PUBLISHER = "Office for National Statistics"
RESIDENCE = re.compile(r"^area of usual residence", re.IGNORECASE)
CONCEPTIONS = re.compile(r"^(?:all )?conceptions(?: at ages)?\b", re.IGNORECASE)


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    if opened.book is None:
        return ""
    words = list(first_words(opened))
    if not any(map(RESIDENCE.match, words)) or not any(map(CONCEPTIONS.match, words)):
        return ""
    return (
        "its areas stand under 'Area of usual residence' and its figures under conceptions, year beside year"
    )


def describe(opened: OpenedFile) -> Source:
    return Source(PUBLISHER, "Conceptions in England and Wales", licence=OPEN_GOVERNMENT)


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    return read_published(opened, describe=_columns, reference=reference, log=log)


def _columns(grid: Grid) -> Described:
    """A conception is counted by the calendar year."""
    columns = [
        replace(one, when=replace(one.when, kind=PeriodKind.CALENDAR_YEAR))
        if one.when and one.when.year
        else one
        for one in grid.columns
    ]
    return describe_columns(
        replace(grid, columns=columns),
        scheme="ons-conceptions",
        group="annual",
        title="",
        publisher=PUBLISHER,
    )
