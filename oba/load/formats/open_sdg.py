"""Indicators of the Sustainable Development Goals as Open SDG sites give them: a blank dimension is the total."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from oba.load.chunk import Chunk, Texts
from oba.load.containers.text_file import TextFile
from oba.load.headers import Role
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.publishers.dimensions import Dimensions, Parted, Values
from oba.load.publishers.plan_codes import Knows, choose_inside, known_to, known_to_none, tell_part
from oba.load.publishers.publisher_columns import OPEN_GOVERNMENT, combine, survey, tell_unread
from oba.load.publishers.publisher_text import read_unit, years_pooled
from oba.load.recognise import Tier
from oba.load.reference import Reference
from oba.load.text_columns import Block, at_top, chunk_of, places_of, read_blocks, texts_of
from oba.model.measure import Measure
from oba.model.release import Source

NAME = "Open SDG CSV"
TIER = Tier.PUBLISHER
PUBLISHER = "Office for National Statistics"
NEEDED = {"year", "geocode", "value", "observation status", "unit measure"}
GEOGRAPHY = ("local authority", "region", "country")
NOT_DIMENSIONS = {*NEEDED, *GEOGRAPHY, "unit multiplier"}
UNITS = ("unit measure", "unit multiplier")
NUMBER = re.compile(r"indicator[_ ](?P<number>[0-9]+-[0-9a-z]+-[0-9a-z]+)", re.IGNORECASE)
OF_A_PART = re.compile(r"(?:E0[6-9]|E10|W06|S12|N09)[0-9]+")
WHOLE = "the whole area of the indicator"


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    if opened.text is None or not set(places_of(at_top(opened.text))) >= NEEDED:
        return ""
    return "its columns are those of Open SDG: Year, Observation status, Unit measure, GeoCode, Value"


def describe(opened: OpenedFile) -> Source:
    """Only the name of the file says which indicator it holds."""
    return Source(publisher=PUBLISHER, title=_title(opened.name), licence=OPEN_GOVERNMENT)


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    """The code of a local authority's row can be its region's: the area is then read by name."""
    if opened.text is None or log.stops:
        return
    text = at_top(opened.text)
    places, found = (
        places_of(text),
        list_measures(text, name=opened.name, knows=known_to(reference, source=source)),
    )
    for code, (group, full) in found.groups.items():
        tell_part(code, part=group, full=full, where="Value", reference=reference, source=source, log=log)
    geography = [places[name] for name in GEOGRAPHY if name in places]
    units = [places[name] for name in UNITS if name in places]
    columns = {
        Role.INDICATOR: places["unit measure"],
        Role.AREA_CODE: places["geocode"],
        Role.AREA: geography[0] if geography else places["geocode"],
        Role.PERIOD: places["year"],
        Role.MARKER: places["observation status"],
        Role.VALUE: places["value"],
    }
    words = {*columns.values(), *geography, *units, *found.columns} - {columns[Role.VALUE]}
    tell_unread(text, read=[*words, columns[Role.VALUE]], log=log)
    for whole in read_blocks(text, texts=words, values=[columns[Role.VALUE]]):
        block = whole.filled([columns[Role.VALUE], columns[Role.PERIOD], columns[Role.AREA_CODE]])
        if block.rows:
            texts = texts_of(block, columns)
            parts = [block.texts(index) for index in (*units, *found.columns)]
            texts[Role.INDICATOR] = combine(parts, into=lambda *one: found.codes[one])
            texts[Role.BREAKDOWN] = combine(parts, into=lambda *one: found.breakdowns[one])
            texts[Role.AREA_CODE], texts[Role.AREA] = _areas(block, geography=geography, places=places)
            yield chunk_of(block, columns=columns, texts=texts, measures=found.measures)


def _areas(block: Block, *, geography: list[int], places: dict[str, int]) -> tuple[Texts, Texts]:
    names = [name for name in GEOGRAPHY if name in places]
    parts = [block.texts(index) for index in (*geography, places["geocode"])]

    def code(*said: str) -> str:
        row, given = dict(zip(names, said[:-1], strict=True)), said[-1]
        return "" if row.get("local authority") and not OF_A_PART.fullmatch(given) else given

    def name(*said: str) -> str:
        return next((one for one in said[:-1] if one), "" if said[-1] else WHOLE)

    return combine(parts, into=code), combine(parts, into=name)


def list_measures(text: TextFile, *, name: str, knows: Knows = known_to_none) -> Parted:
    """One measure, unless the file gives it in several units or by a column that has no total."""
    places = places_of(text)
    columns = [index for header, index in places.items() if header and header not in NOT_DIMENSIONS]
    units = [places[one] for one in UNITS if one in places]
    rows = survey(text, columns=[*units, *columns])
    years = [year for (year,) in survey(text, columns=[places["year"]])]
    labels = [" ".join(text.header[index].split()) for index in columns]
    dimensions = Dimensions.of(labels, rows=list(dict.fromkeys(row[len(units) :] for row in rows)))
    several = len({row[: len(units)] for row in rows}) > 1
    found = Parted(columns, dimensions, {}, {}, {}, {})
    for row in rows:
        said, values = row[: len(units)], row[len(units) :]
        unit = ", ".join(one for one in said if one and one.casefold() != "units")

        def describe(inside: Collection[int], *, unit: str = unit, values: Values = values) -> Measure:
            kind = unit if several else ""
            parts = [f"unit={kind}" if kind else "", dimensions.code(values, inside=inside)]
            code = f"open-sdg:{_number(name)}" + "".join(f"|{one}" for one in parts if one)
            words = [_title(name), dimensions.words(values, inside=inside), kind]
            return _measure(code, name=": ".join(one for one in words if one), unit=unit, years=years)

        inside = choose_inside(dimensions, describe=describe, knows=knows)
        measure = describe(inside)
        found.codes[row] = measure.code
        found.breakdowns[row] = dimensions.breakdown(values, inside=inside)
        found.measures.setdefault(measure.code, measure)
        if outside := dimensions.lone - inside:
            group = ", ".join(values[place] for place in sorted(outside))
            found.groups.setdefault(measure.code, (group, describe(inside | outside).code))
    return found


def _measure(code: str, *, name: str, unit: str, years: list[str]) -> Measure:
    found = read_unit(unit)
    scaled = "," in unit
    return Measure(
        code=code,
        name=name,
        unit="%" if found.unit == "%" and not scaled else unit[:1].lower() + unit[1:],
        value_type=found.value_type,
        years_pooled=years_pooled(years),
        multiplier=None if scaled else found.multiplier,
        publisher=PUBLISHER,
    )


def _number(name: str) -> str:
    found = NUMBER.search(name)
    return found["number"].lower() if found else name.rpartition(".")[0] or name


def _title(name: str) -> str:
    return f"Sustainable Development Goals indicator {_number(name).replace('-', '.')}"
