"""The data dictionary of the Local Authority Interactive Tool: what its measures are, and no figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from oba.load.chunk import Chunk
from oba.load.grids.grid_cells import at
from oba.load.grids.grid_words import find_unit
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.publishers.not_figures import header_and_rows, refuse_figures
from oba.load.publishers.publisher_columns import OPEN_GOVERNMENT
from oba.load.publishers.publisher_text import read_decimals
from oba.load.recognise import Tier
from oba.load.reference import Reference
from oba.load.refusal import RefusedFile
from oba.model.indicator import ValueType
from oba.model.measure import Measure
from oba.model.period import PeriodKind
from oba.model.release import Source

NAME = "LAIT data dictionary"
TIER = Tier.PUBLISHER
PUBLISHER = "Department for Education"
WANTED = ("Measure_short", "Polarity", "Chart_title", "Year_Type")
KINDS = {
    "academic year": PeriodKind.ACADEMIC_YEAR,
    "financial year": PeriodKind.FINANCIAL_YEAR,
    "calendar year": PeriodKind.CALENDAR_YEAR,
}
SAYS_NOTHING = frozenset({"", "-", "na", "n/a"})
DAY_NOUGHT = date(1899, 12, 30)
SERIAL = re.compile(r"[34567][0-9]{4}")
"""A day as a workbook numbers it, from 1982 on. The tool's own words (`TBC`, `Discontinued`) are no days."""
SLASHED = re.compile(r"\brate ?/ ?|\bper (?=[0-9]{3,})", re.IGNORECASE)


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    if header_and_rows(opened, wanted=WANTED) is None:
        return ""
    return (
        "its columns are those of the LAIT data dictionary: Measure_short, Polarity, Chart_title, Year_Type"
    )


def describe(opened: OpenedFile) -> Source:
    return Source(PUBLISHER, "Local Authority Interactive Tool: data dictionary", licence=OPEN_GOVERNMENT)


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    refuse_figures(
        opened,
        what="the data dictionary of the Local Authority Interactive Tool",
        remedy="Hand in the tool's table of figures; the dictionary says what its measures are, which way is good"
        " and when they come out, for you to write into the plan workbook",
        log=log,
    )
    return iter(())


def read_dictionary(opened: OpenedFile) -> dict[str, Measure]:
    """The measure of each code, `lait:Under18concep`. RefusedFile for a file that is no dictionary."""
    found = header_and_rows(opened, wanted=WANTED)
    if found is None:
        raise RefusedFile(
            "this is no data dictionary of the Local Authority Interactive Tool", where=opened.name
        )
    header, rows = found
    places = {name.casefold(): index for index, name in enumerate(header)}
    measures: dict[str, Measure] = {}
    for _, cells in rows:
        said = {name: " ".join(at(cells, index).text.split()) for name, index in places.items()}
        if short := said["measure_short"]:
            measures.setdefault(f"lait:{short}", _measure(f"lait:{short}", said))
    return measures


def _measure(code: str, said: dict[str, str]) -> Measure:
    axis = SLASHED.sub("rate per ", said.get("y_axis_name", ""))
    unit = find_unit([axis])
    polarity = said["polarity"]
    return Measure(
        code=code,
        name=said.get("measure") or said["chart_title"],
        unit=said.get("y_axis_name", "") if unit.value_type is not ValueType.PROPORTION else "%",
        value_type=unit.value_type,
        period_kind=KINDS.get(said["year_type"].casefold()),
        multiplier=unit.multiplier,
        decimals=read_decimals(said.get("dps", "")),
        definition=said.get("description", ""),
        publisher=PUBLISHER,
        polarity_said="" if polarity.casefold() in SAYS_NOTHING else polarity,
        next_update=_day(said.get("next update", "")),
    )


def _day(text: str) -> date | None:
    return DAY_NOUGHT + timedelta(days=int(text)) if SERIAL.fullmatch(text) else None
