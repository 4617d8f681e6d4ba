"""The long table of the Local Authority Interactive Tool: one row a measure, year and authority, by DfE number."""

from __future__ import annotations

from collections.abc import Iterator

from oba.load.chunk import Chunk
from oba.load.headers import Role
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.publishers.lait_measures import PUBLISHER, list_measures, write_year
from oba.load.publishers.publisher_columns import OPEN_GOVERNMENT, combine, indicator_of, tell_unread
from oba.load.publishers.publisher_text import label_year_ending
from oba.load.recognise import Tier
from oba.load.reference import Reference
from oba.load.text_columns import at_top, chunk_of, places_of, read_blocks, texts_of
from oba.model.period import PeriodKind
from oba.model.release import Source

NAME = "Local Authority Interactive Tool table"
TIER = Tier.PUBLISHER
SYMBOLS = {
    "-": "The tool prints a dash both for figures that are missing and for figures that were suppressed"
}
"""Signs that a person decides about, and why they cannot be decided here."""
COLUMNS = {
    Role.INDICATOR: "short desc",
    Role.PERIOD: "years",
    Role.AREA: "la and regions",
    Role.AREA_CODE: "la number",
    Role.VALUE: "values",
}
OF_AUTHORITIES = "NA"
"""What stands for the region of a region and of England, whose numbers are the tool's own."""


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    if opened.text is None or not {*COLUMNS.values(), "data item", "region"} <= set(
        places_of(at_top(opened.text))
    ):
        return ""
    return "its columns are those of the Local Authority Interactive Tool: Short Desc, Data item, LA Number"


def describe(opened: OpenedFile) -> Source:
    title = "Local Authority Interactive Tool (LAIT)"
    return Source(publisher=PUBLISHER, title=title, licence=OPEN_GOVERNMENT)


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    """A bare year is the year in which a figure's year ends: read by the kind of the plan's indicator."""
    if opened.text is None or log.stops:
        return
    text = at_top(opened.text)
    places = places_of(text)
    columns = {role: places[name] for role, name in COLUMNS.items()}
    measures = list_measures(text, companions=opened.companions, notes=reference.notes)
    kinds: dict[str, PeriodKind | None] = {}
    for short, measure in measures.items():
        indicator = indicator_of(measure, reference=reference, source=source)
        kinds[short] = indicator.period_kind if indicator else measure.period_kind
    tell_unread(text, read=[*columns.values(), places["data item"], places["region"]], log=log)

    def label(short: str, year: str) -> str:
        kind, written = kinds[short], write_year(year)
        return label_year_ending(written, kind=kind) if kind else written

    by_code = {measure.code: measure for measure in measures.values()}
    value, region = columns[Role.VALUE], places["region"]
    words = [index for index in (*columns.values(), region) if index != value]
    for whole in read_blocks(text, texts=words, values=[value]):
        block = whole.filled([value, columns[Role.AREA], columns[Role.PERIOD]])
        if block.rows:
            texts = texts_of(block, columns)
            names = texts[Role.INDICATOR]
            texts[Role.PERIOD] = combine([names, texts[Role.PERIOD]], into=label)
            texts[Role.AREA_CODE] = combine([texts[Role.AREA_CODE], block.texts(region)], into=_number)
            texts[Role.INDICATOR] = combine([names], into=lambda said: measures[said].code)
            yield chunk_of(block, columns=columns, texts=texts, measures=by_code)


def _number(number: str, region: str) -> str:
    """`806.0` is 806. Regions and England are known by their names."""
    return "" if region == OF_AUTHORITIES else number.removesuffix(".0")
