"""Older pulls from Fingertips: eight columns, names without numbers, `measure` for the unit and `unit` for the sex."""

from __future__ import annotations

from collections.abc import Iterator

from oba.load.chunk import Chunk
from oba.load.containers.text_file import TextFile
from oba.load.headers import Role
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.publishers.fingertips_rows import EVERYONE, PUBLISHER
from oba.load.publishers.publisher_columns import OPEN_GOVERNMENT, combine, one_title, survey, tell_unread
from oba.load.publishers.publisher_text import read_unit, years_pooled
from oba.load.recognise import Tier
from oba.load.reference import Reference
from oba.load.text_columns import at_top, chunk_of, places_of, read_blocks, texts_of
from oba.model.measure import Measure
from oba.model.release import Source

NAME = "Fingertips extract"
TIER = Tier.PUBLISHER
HEADERS = ("area code", "area name", "period", "value", "indicator", "measure", "unit", "significance")
SYMBOLS = {
    "NA": "The extract writes NA both for figures that were suppressed and for figures that never were"
}
"""Signs that a person decides about, and why they cannot be decided here."""


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    if opened.text is None or set(places_of(at_top(opened.text))) != set(HEADERS):
        return ""
    return "its eight columns are those of an extract from Fingertips, from area_code to significance"


def describe(opened: OpenedFile) -> Source:
    assert opened.text is not None
    names = survey(at_top(opened.text), columns=[places_of(at_top(opened.text))["indicator"]])
    title = one_title([name for (name,) in names if name], of="Fingertips")
    return Source(publisher=PUBLISHER, title=title, licence=OPEN_GOVERNMENT)


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    """Nothing is read while rows are longer or shorter than the header: their cells may be shifted."""
    if opened.text is None or log.stops:
        return
    text = at_top(opened.text)
    places = places_of(text)
    measures = list_measures(text)
    columns = {
        Role.INDICATOR: places["indicator"],
        Role.AREA_CODE: places["area code"],
        Role.AREA: places["area name"],
        Role.PERIOD: places["period"],
        Role.SEX: places["unit"],
        Role.VALUE: places["value"],
    }
    read_too = [*columns.values(), places["measure"]]
    tell_unread(text, read=read_too, log=log, why="The publisher's own comparison is not taken over")
    codes = {series: code for code, (_, series) in measures.items()}
    for whole in read_blocks(
        text, texts=[index for index in read_too if index != places["value"]], values=[places["value"]]
    ):
        block = whole.filled([columns[Role.VALUE], columns[Role.AREA_CODE], columns[Role.PERIOD]])
        if block.rows:
            texts = texts_of(block, columns)
            named = [texts[Role.INDICATOR], block.texts(places["measure"])]
            texts[Role.INDICATOR] = combine(named, into=lambda *one: codes[one])
            texts[Role.SEX] = combine([texts[Role.SEX]], into=_sex)
            found = {code: measure for code, (measure, _) in measures.items()}
            yield chunk_of(block, columns=columns, texts=texts, measures=found)


def list_measures(text: TextFile) -> dict[str, tuple[Measure, tuple[str, str]]]:
    """Each measure by its code, with the indicator and unit that the rows give it."""
    places = places_of(text)
    rows = survey(text, columns=[places[name] for name in ("indicator", "measure", "period")])
    periods: dict[tuple[str, str], list[str]] = {}
    for name, written, period in rows:
        periods.setdefault((name, written), []).append(period)
    several = {name for name, _ in periods if sum(one == name for one, _ in periods) > 1}
    found = {}
    for (name, written), texts in periods.items():
        code = f"fingertips:{name}" + (f":{written}" if name in several else "")
        unit = read_unit(written)
        measure = Measure(
            code=code,
            name=name,
            unit=unit.unit or written,
            value_type=unit.value_type,
            years_pooled=years_pooled(texts),
            multiplier=unit.multiplier,
            publisher=PUBLISHER,
        )
        found[code] = (measure, (name, written))
    return found


def _sex(text: str) -> str:
    return "" if text.casefold() in EVERYONE else text
