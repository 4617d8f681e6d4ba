"""The CSV of the Nomis API: each variable in three columns or more (`GENDER`, `GENDER_NAME`, ...), one row a cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import partial

from oba.load.chunk import Chunk, Texts
from oba.load.containers.text_file import TextFile
from oba.load.headers import Role
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.publishers.dimensions import Dimensions, Parted, Values
from oba.load.publishers.plan_codes import (
    Knows,
    choose_inside,
    data_set_words,
    known_to,
    known_to_none,
    tell_part,
)
from oba.load.publishers.publisher_columns import OPEN_GOVERNMENT, combine, survey, tell_unread
from oba.load.publishers.publisher_text import Unit, read_unit
from oba.load.recognise import Tier
from oba.load.reference import Reference
from oba.load.text_columns import Block, at_top, chunk_of, read_blocks, texts_of
from oba.model.indicator import ValueType
from oba.model.measure import Measure
from oba.model.release import Source

NAME = "Nomis CSV"
TIER = Tier.PUBLISHER
PUBLISHER = "Office for National Statistics (Nomis)"
NEEDED = {"date_name", "geography_code", "geography_name", "measures_name", "obs_value"}
NO_VARIABLES = {"date", "geography", "measures", "obs_status", "obs_conf", "freq"}
DATASET = re.compile(r"(?P<dataset>nm-[0-9]+)d", re.IGNORECASE)
SECRET = frozenset("CDNS")
"""SDMX codes for confidential, secondarily confidential and not for publication."""
STATUS = {"a": "", "m": "x", "i": "e", "f": "f", "e": "e", "p": "p", "b": "b", "u": "u"}
WORDS = {"missing": "x", "suppressed": "c", "not available": "x", "disclosive": "c"}


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    if opened.text is None or not set(_places(at_top(opened.text))) >= NEEDED:
        return ""
    return "its columns are those of Nomis: DATE_NAME, GEOGRAPHY_CODE, MEASURES_NAME, OBS_VALUE"


def describe(opened: OpenedFile) -> Source:
    """A file without the rows' numbers does not say of which data set it is: a person then does."""
    assert opened.text is not None
    dataset = _dataset(at_top(opened.text))
    return Source(publisher=PUBLISHER, title=f"Nomis {dataset}" if dataset else "", licence=OPEN_GOVERNMENT)


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    """Areas are known by GEOGRAPHY_CODE: the number in GEOGRAPHY is Nomis's own."""
    if opened.text is None or log.stops:
        return
    text = at_top(opened.text)
    knows = known_to(reference, source=source)
    places, found = _places(text), list_measures(text, title=source.title, knows=knows)
    for code, (group, full) in found.groups.items():
        tell_part(
            code, part=group, full=full, where="MEASURES_NAME", reference=reference, source=source, log=log
        )
    columns = {
        Role.INDICATOR: places["measures_name"],
        Role.AREA_CODE: places["geography_code"],
        Role.AREA: places["geography_name"],
        Role.PERIOD: places["date_name"],
        Role.VALUE: places["obs_value"],
    }
    said = [places[name] for name in ("obs_status", "obs_status_name", "obs_conf") if name in places]
    if said:
        columns[Role.MARKER] = said[0]
    tell_unread(text, read=[*columns.values(), *said, *found.columns], log=log)
    words = {*columns.values(), *said, *found.columns} - {columns[Role.VALUE]}
    for whole in read_blocks(text, texts=words, values=[columns[Role.VALUE]]):
        block = whole.filled([columns[Role.VALUE], columns[Role.AREA_CODE], columns[Role.PERIOD]])
        if block.rows:
            texts = texts_of(block, columns)
            naming = [block.texts(index) for index in (places["measures_name"], *found.columns)]
            texts[Role.INDICATOR] = combine(naming, into=lambda *one: found.codes[one])
            texts[Role.BREAKDOWN] = combine(naming, into=lambda *one: found.breakdowns[one])
            if said:
                texts[Role.MARKER] = _markers(block, places=places)
            yield chunk_of(block, columns=columns, texts=texts, measures=found.measures)


def list_measures(text: TextFile, *, title: str = "", knows: Knows = known_to_none) -> Parted:
    """Each of Nomis's measures (Value, Percent, ...), parted by the variables that have no total.

    The code begins with the number of the data set; where the file leaves it out, the words of the title stand in.
    """
    places = _places(text)
    variables = variables_of(text)
    rows = survey(text, columns=[places["measures_name"], *variables])
    labels = [text.header[index].strip().removesuffix("_NAME") for index in variables]
    # values apart for each of Nomis's measures would tell of a total that only one of them has
    dimensions = Dimensions.of(labels, rows=list(dict.fromkeys(row[1:] for row in rows)))
    dataset = _dataset(text)
    found = Parted(variables, dimensions, {}, {}, {}, {})
    for kind, *said in rows:
        values = tuple(said)
        describe = partial(
            _described, kind=kind, dataset=dataset, title=title, dimensions=dimensions, values=values
        )
        inside = choose_inside(dimensions, describe=describe, knows=knows)
        measure = describe(inside)
        found.codes[kind, *values] = measure.code
        found.breakdowns[kind, *values] = dimensions.breakdown(values, inside=inside)
        found.measures.setdefault(measure.code, measure)
        if outside := dimensions.lone - inside:
            group = ", ".join(values[place] for place in sorted(outside))
            found.groups.setdefault(measure.code, (group, describe(inside | outside).code))
    return found


def _described(
    inside: Collection[int],
    *,
    kind: str,
    dataset: str,
    title: str,
    dimensions: Dimensions,
    values: Values,
) -> Measure:
    named = dimensions.code(values, inside=inside)
    parts = [named, "" if dataset else data_set_words(title)]
    code = f"nomis:{dataset}:{kind}" if dataset else f"nomis:{kind}"
    words = dimensions.words(values, inside=inside)
    about = f"Nomis {dataset}: {words}" if words else f"Nomis {dataset}".strip()
    return _measure("|".join([code, *(one for one in parts if one)]), kind=kind, about=about)


def _measure(code: str, *, kind: str, about: str) -> Measure:
    unit = read_unit(kind)
    if kind.casefold() == "value":
        unit = Unit("number", ValueType.COUNT, 1.0)
    return Measure(
        code=code,
        name=f"{about}: {kind}",
        unit=unit.unit or kind,
        value_type=unit.value_type,
        multiplier=unit.multiplier,
        publisher=PUBLISHER,
    )


def variables_of(text: TextFile) -> list[int]:
    """The columns that name a variable's value: `GENDER_NAME`, where `GENDER` stands beside it."""
    places = _places(text)
    return [
        index
        for header, index in places.items()
        if header.endswith("_name")
        and (stem := header.removesuffix("_name")) not in NO_VARIABLES
        and stem in places
    ]


def _markers(block: Block, *, places: dict[str, int]) -> Texts:
    """The status and the confidentiality of each row as markers; a code that is not known is left to be asked."""
    columns = [places[name] for name in ("obs_status", "obs_status_name", "obs_conf") if name in places]
    names = [name for name in ("obs_status", "obs_status_name", "obs_conf") if name in places]

    def said(*values: str) -> str:
        row = dict(zip(names, values, strict=True))
        if row.get("obs_conf", "").upper() in SECRET:
            return "c"
        words = row.get("obs_status_name", "").casefold()
        for word, marker in WORDS.items():
            if word in words:
                return marker
        status = row.get("obs_status", "")
        return STATUS.get(status.casefold(), status)

    return combine([block.texts(index) for index in columns], into=said)


def _places(text: TextFile) -> dict[str, int]:
    return {header.strip().casefold(): index for index, header in reversed(list(enumerate(text.header)))}


def _dataset(text: TextFile) -> str:
    """`NM_2002`, from the first row's number; '' where the file leaves it out."""
    urn = _places(text).get("urn")
    first = text.head[text.header_row] if len(text.head) > text.header_row else []
    found = DATASET.match(first[urn]) if urn is not None and urn < len(first) else None
    return found["dataset"].upper().replace("-", "_") if found else ""
