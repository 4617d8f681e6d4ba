"""Children in Low Income Families, the workbook that the Department for Work and Pensions puts out each spring."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from oba.load.chunk import Chunk
from oba.load.grids.grid import Grid
from oba.load.grids.grid_measures import describe_columns
from oba.load.grids.grid_published import Described, first_words, read_published, without
from oba.load.grids.grid_words import plain_title
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.publishers.publisher_columns import OPEN_GOVERNMENT
from oba.load.recognise import Tier
from oba.load.reference import Reference
from oba.model.period import PeriodKind
from oba.model.period_text import PeriodError, read_period
from oba.model.release import Source

NAME = "DWP children in low income families"
TIER = Tier.PUBLISHER
PUBLISHER = "Department for Work and Pensions"
TITLE = "Children in low income families: local area statistics"
FAMILIES = re.compile(r"children .*\b(?P<basis>relative|absolute) low income families", re.IGNORECASE)
PUBLISHED = re.compile(r"^(?:date )?published:? ?(?P<day>.+)$", re.IGNORECASE)


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    if opened.book is None:
        return ""
    tables = [
        text for text in first_words(opened) if text.casefold().startswith("table ") and FAMILIES.search(text)
    ]
    if not tables:
        return ""
    return f"{len(tables)} of its sheets are tables of children in low income families"


def describe(opened: OpenedFile) -> Source:
    published = None
    for text in first_words(opened):
        if found := PUBLISHED.match(text):
            published = _day(found["day"])
            break
    return Source(PUBLISHER, TITLE, published=published, licence=OPEN_GOVERNMENT)


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    """Constituencies and wards are read too, and left out where the plan does not have them."""
    return read_published(opened, describe=_columns, reference=reference, log=log)


def _columns(grid: Grid) -> Described:
    said = " ".join(grid.titles)
    found = FAMILIES.search(said)
    basis = found["basis"].casefold() if found else grid.sheet.name.casefold()
    bare = without(grid, words=lambda text: text.replace("(%)", "").strip())
    ages = re.search(r"\(aged [^)]*\)", said)
    title = f"Children {ages[0] if ages else ''} living in {basis} low income families".replace("  ", " ")
    return describe_columns(
        bare, scheme="dwp-cilif", group=basis, title=plain_title(title), publisher=PUBLISHER
    )


def _day(text: str) -> date | None:
    try:
        return read_period(text, kind=PeriodKind.POINT_IN_TIME).period.end
    except PeriodError:
        return None
