"""The upload layout of FingertipsNext: explicit dates, ages and deprivation in columns; the file is one indicator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from oba.load.chunk import Chunk
from oba.load.containers.text_file import TextFile
from oba.load.headers import NUMBER_ROLES, Role
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.publishers.fingertips_rows import EVERYONE
from oba.load.publishers.publisher_columns import OPEN_GOVERNMENT, combine, survey, tell_unread
from oba.load.recognise import Tier
from oba.load.reference import Reference
from oba.load.text_columns import at_top, chunk_of, places_of, read_blocks, texts_of
from oba.model.measure import Measure
from oba.model.period import MONTHS
from oba.model.release import Source

NAME = "FingertipsNext CSV"
TIER = Tier.PUBLISHER
PUBLISHER = "Department of Health and Social Care"
COLUMNS = {
    Role.INDICATOR: "period type",
    Role.AREA_CODE: "area code",
    Role.PERIOD: "date from",
    Role.SEX: "sex",
    Role.CATEGORY_TYPE: "deprivation category",
    Role.CATEGORY: "deprivation decile",
    Role.VALUE: "value",
    Role.LOWER: "lower ci 95",
    Role.UPPER: "upper ci 95",
    Role.NUMERATOR: "count",
    Role.DENOMINATOR: "denominator",
}
AGES = ("age from years inclusive", "age to years inclusive")


@dataclass(frozen=True, slots=True)
class Found:
    """A measure for each age that the file holds."""

    measures: dict[str, Measure]
    codes: dict[tuple[str, ...], str]


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    needed = {*COLUMNS.values(), "date to", *AGES}
    if opened.text is None or not needed <= set(places_of(at_top(opened.text))):
        return ""
    return "its columns are those of FingertipsNext: area_code, date_from, date_to, period_type"


def describe(opened: OpenedFile) -> Source:
    """Only the name of the file says which indicator it holds."""
    title = f"Fingertips: {_stem(opened.name)}"
    return Source(publisher=PUBLISHER, title=title, licence=OPEN_GOVERNMENT)


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    """A period is the months from one date to the other, whatever kind it is said to be."""
    if opened.text is None or log.stops:
        return
    text = at_top(opened.text)
    places = places_of(text)
    columns = {role: places[name] for role, name in COLUMNS.items()}
    ages, until = [places[name] for name in AGES], places["date to"]
    found = list_measures(text, name=opened.name)
    tell_unread(text, read=[*columns.values(), *ages, until], log=log)
    numbers: tuple[Role, ...] = (*NUMBER_ROLES, Role.VALUE)
    words = [index for role, index in columns.items() if role not in numbers]
    for whole in read_blocks(
        text,
        texts={*words, *ages, until},
        values=[columns[Role.VALUE]],
        numbers=[columns[role] for role in NUMBER_ROLES],
    ):
        block = whole.filled([columns[Role.VALUE], columns[Role.AREA_CODE], columns[Role.PERIOD]])
        if block.rows:
            texts = texts_of(block, columns)
            texts[Role.PERIOD] = combine([texts[Role.PERIOD], block.texts(until)], into=write_period)
            aged = [block.texts(index) for index in ages]
            texts[Role.INDICATOR] = combine(aged, into=lambda *one: found.codes[one])
            texts[Role.SEX] = combine(
                [texts[Role.SEX]], into=lambda said: "" if said.casefold() in EVERYONE else said
            )
            yield chunk_of(block, columns=columns, texts=texts, measures=found.measures)


def list_measures(text: TextFile, *, name: str) -> Found:
    """The file is one indicator; several ages part it."""
    places = places_of(text)
    rows = survey(text, columns=[places[one] for one in AGES])
    found = Found({}, {})
    for row in rows:
        age = " to ".join(one for one in row if one) if len(rows) > 1 else ""
        code = f"fingertips-next:{_stem(name)}" + (f":{age}" if age else "")
        called = f"{_stem(name)} (ages {age})" if age else _stem(name)
        found.measures[code] = Measure(code=code, name=called, publisher=PUBLISHER)
        found.codes[row] = code
    return found


def write_period(begins: str, ends: str) -> str:
    """`2020-04-01` and `2021-03-31` as months; what is no span of whole months is left to be told of."""
    try:
        first, last = date.fromisoformat(begins), date.fromisoformat(ends)
    except ValueError:
        return f"{begins} to {ends}"
    if first == last:
        return begins
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return f"{begins} to {ends}"
    return f"{MONTHS[first.month - 1][:3]} {first.year} to {MONTHS[last.month - 1][:3]} {last.year}"


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name
