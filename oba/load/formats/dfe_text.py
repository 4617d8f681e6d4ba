"""The CSV of figures under a statistical first release: one row an area, a code for each column.

The columns are named by codes, `CLA_Mar2011`; a cross stands for one to five children, as the releases say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from oba.load.chunk import Chunk
from oba.load.grids.grid import Grid
from oba.load.grids.grid_headings import GridColumn
from oba.load.grids.grid_measures import describe_columns
from oba.load.grids.grid_periods import Context, When
from oba.load.grids.grid_published import Described, grids_of
from oba.load.grids.grid_rows import GridReading
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.publishers.plan_codes import data_set_words, is_generic
from oba.load.publishers.publisher_columns import OPEN_GOVERNMENT
from oba.load.recognise import Tier
from oba.load.reference import Reference
from oba.model.marker import Marker
from oba.model.measure import Measure
from oba.model.period import PeriodKind
from oba.model.release import Source

NAME = "DfE first release CSV"
TIER = Tier.PUBLISHER
PUBLISHER = "Department for Education"
AREA_COLUMNS = {"geog_l", "geog_c", "geog_n"}
AT_MARCH = re.compile(r"^mar(?=total)", re.IGNORECASE)


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    if opened.text is None or not {text.strip().casefold() for text in opened.text.header} >= AREA_COLUMNS:
        return ""
    return "its columns for the area are geog_l, geog_c and geog_n, as in the first releases of 2010 to 2017"


def describe(opened: OpenedFile) -> Source:
    """The publisher alone: nothing in the file says which release it is of."""
    return Source(publisher=PUBLISHER, title="", licence=OPEN_GOVERNMENT)


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    """Nothing is read while rows are longer or shorter than the header: their cells may be shifted."""
    for _, grid in grids_of(opened):
        if grid is None or log.stops:
            continue
        dated = replace(grid, columns=[_dated(column) for column in grid.columns])
        dated.notes.signs.setdefault("x", Marker.CONFIDENTIAL.value)
        names, measures = _columns(dated)
        names, measures = _of_this_release(names, measures, title=source.title)
        yield from GridReading(dated, names, reference, log, measures, published=True).chunks()


def _columns(grid: Grid) -> Described:
    return describe_columns(grid, scheme="dfe-sfr", group="csv", title="", publisher=PUBLISHER)


def _of_this_release(names: dict[int, str], measures: dict[str, Measure], *, title: str) -> Described:
    """A column that is called `number` or `total` in many releases has the words of the release in its code."""
    words = data_set_words(title)
    called = {
        code: f"{code}|{words}"
        for code in measures
        if words and all(is_generic(part.strip()) for part in code.partition("|")[2].split("/"))
    }
    return (
        {place: called.get(code, code) for place, code in names.items()},
        {called.get(code, code): replace(one, code=called.get(code, code)) for code, one in measures.items()},
    )


def _dated(column: GridColumn) -> GridColumn:
    """`CLA_Mar2011` and `MarTotal_2010` are counted on 31 March, `CLA_2011` over the year that ends then."""
    when = column.when
    if when is None:
        return column
    year = str(when.value)[-4:]
    march = when.kind is PeriodKind.MONTH and str(when.value).startswith("Mar")
    on_day = march or bool(column.path and AT_MARCH.match(column.path[-1]))
    settled = Context(3, 31 if on_day else 0).settle(When(year)) if re.fullmatch(r"[0-9]{4}", year) else when
    path = (*column.path[:-1], f"{column.path[-1]} at 31 March") if march and column.path else column.path
    return replace(column, when=settled, path=path)
