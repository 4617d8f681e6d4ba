"""A statistical first release of the Department for Education: a workbook of tables by local authority."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oba.load.chunk import Chunk
from oba.load.grids.grid import Grid
from oba.load.grids.grid_measures import describe_columns
from oba.load.grids.grid_published import Described, first_words, read_published
from oba.load.grids.grid_words import plain_title, table_number, take_digits
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.publishers.publisher_columns import OPEN_GOVERNMENT
from oba.load.recognise import Tier
from oba.load.reference import Reference
from oba.model.release import Source

NAME = "DfE statistical first release"
TIER = Tier.PUBLISHER
PUBLISHER = "Department for Education"
RELEASE = re.compile(r"\bSFR ?[0-9]{1,3}/(?:19|20)[0-9]{2}\b")
COVERAGE = re.compile(r"coverage: ?england", re.IGNORECASE)
YEARS = re.compile(
    r":? ?(?:19|20)[0-9]{2}(?:[/-][0-9]{2})?(?: (?:to|and) (?:19|20)[0-9]{2}(?:[/-][0-9]{2})?)?$"
)
NO_TITLE = re.compile(
    r"back to contents|years? ending|coverage:|these statistics are|see footnote", re.IGNORECASE
)


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    if opened.book is None:
        return ""
    words = list(first_words(opened))
    tables = [text for text in words if table_number(text)]
    named = next((found[0] for text in words if (found := RELEASE.search(text))), "")
    if not tables or not (named or any(COVERAGE.match(text) for text in words)):
        return ""
    return f"its sheets are tables of a statistical first release{f', {named}' if named else ''}"


def describe(opened: OpenedFile) -> Source:
    """The title without its years: the same for every year's release."""
    words = list(first_words(opened))
    named = next((found[0] for text in words if (found := RELEASE.search(text))), "")
    # the contents sheet opens with what the release is about
    title = YEARS.sub("", words[0]) if words and not NO_TITLE.match(words[0]) and named else ""
    return Source(
        publisher=PUBLISHER,
        title=f"{title}: local authority tables" if title else "",
        release=named,
        licence=OPEN_GOVERNMENT,
    )


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    return read_published(opened, describe=_columns, reference=reference, log=log)


def _columns(grid: Grid) -> Described:
    number = next((found for text in grid.titles if (found := table_number(text))), grid.sheet.name)
    return describe_columns(grid, scheme="dfe-sfr", group=number, title=_title(grid), publisher=PUBLISHER)


def _title(grid: Grid) -> str:
    """The table's title, which may go on in the line below it."""
    lines = [text for text in grid.titles if not NO_TITLE.match(text)]
    begins = next((place for place, text in enumerate(lines) if table_number(text)), 0)
    said = " ".join(lines[begins : begins + 2]) if grid.titles else grid.sheet.name
    return plain_title(take_digits(said, footnotes=None))
