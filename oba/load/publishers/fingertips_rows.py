"""Rows of Fingertips: which of them are one measure, and which part its figures by sex or deprivation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from oba.load.chunk import Chunk, Texts
from oba.load.containers.text_file import TextFile
from oba.load.headers import NUMBER_ROLES, Role
from oba.load.problem_log import ProblemLog
from oba.load.publishers.ages import is_other_age
from oba.load.publishers.derived_rate import find_rates
from oba.load.publishers.plan_codes import Knows, known_to, known_to_none, tell_part
from oba.load.publishers.publisher_columns import OPEN_GOVERNMENT, Notes, combine, survey, tell_unread
from oba.load.publishers.publisher_text import read_unit
from oba.load.reference import Reference
from oba.load.text_columns import Block, chunk_of, keep_columns, places_of, read_blocks, texts_of
from oba.model.measure import Measure
from oba.model.period import PeriodKind
from oba.model.release import Outcome, Source

PUBLISHER = "Office for Health Improvement and Disparities"
NEEDED = ("indicator id", "indicator name", "area code", "sex", "age", "time period", "value")
ROLES = {
    Role.INDICATOR: ("indicator id",),
    Role.AREA_CODE: ("area code",),
    Role.AREA: ("area name", "areaname"),
    Role.PERIOD: ("time period",),
    Role.SEX: ("sex",),
    Role.CATEGORY_TYPE: ("category type",),
    Role.CATEGORY: ("category",),
    Role.VALUE: ("value",),
    Role.LOWER: ("lower ci 95.0 limit",),
    Role.UPPER: ("upper ci 95.0 limit",),
    Role.NUMERATOR: ("count",),
    Role.DENOMINATOR: ("denominator",),
}
EVERYONE = frozenset({"persons", "not applicable", ""})
QUARTER = re.compile(r"(?P<year>[0-9]{4}) Q(?P<quarter>[1-4])")
QUARTERS = ("Jan to Mar", "Apr to Jun", "Jul to Sep", "Oct to Dec")
RANGE = re.compile(r"(?P<count>[0-9]{1,2})(?P<unit>[yqm])", re.IGNORECASE)
NOT_READ = "The publisher's own trend and comparison words are not taken over: they are worked out here"
Series = tuple[str, str, str, str]
"""Indicator, age, range of years, sex."""


@dataclass(frozen=True, slots=True)
class Survey:
    """The measures of a file, by their code, and which of their rows are the headline.

    `groups` tells the codes of which the file holds one sex only: the sex, and the code that would name it.
    """

    measures: dict[str, Measure] = field(default_factory=dict)
    codes: dict[Series, str] = field(default_factory=dict)
    sexes: dict[Series, str] = field(default_factory=dict)
    groups: dict[str, tuple[str, str]] = field(default_factory=dict)


def read_rows(text: TextFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    """The rows of a Fingertips file with the indicator's number, sex and age in columns of their own."""
    columns = columns_of(text)
    places = places_of(text)
    naming = naming_columns(text)
    note, ranges = places.get("value note"), places.get("time period range")
    found = with_rates(
        survey_measures(text, knows=known_to(reference, source=source)), text=text, columns=columns
    )
    for code, (sex, full) in found.groups.items():
        tell_part(code, part=sex, full=full, where="Sex", reference=reference, source=source, log=log)
    others = [index for index in (note, ranges, *naming) if index is not None]
    told = [*columns.values(), *others, places["indicator name"]]
    tell_unread(text, read=told, log=log, why=NOT_READ)
    notes = Notes(reference, log)
    for whole in read_blocks(text, **_read_columns(text)):
        block = whole.filled([columns[Role.VALUE], columns[Role.INDICATOR], columns[Role.AREA_CODE]])
        if not block.rows:
            continue
        if note is not None:
            notes.keep(block, column=note, areas=block.texts(columns[Role.AREA_CODE]))
        _drop_sentinels(block, columns=columns, log=log)
        said = texts_of(block, columns)
        series = [_part(block, index) for index in naming]
        said[Role.INDICATOR] = combine(series, into=lambda *one: found.codes[one])
        said[Role.SEX] = combine(series, into=lambda *one: found.sexes[one])
        said[Role.PERIOD] = combine([said[Role.PERIOD]], into=write_period)
        yield chunk_of(block, columns=columns, texts=said, measures=found.measures)


def describe_rows(text: TextFile) -> Source:
    """The source as the file tells it: the title is made of its indicators, which stay from release to release."""
    places = places_of(text)
    # all that will be asked of the file is read now, so that it is parsed once
    read = _read_columns(text)
    keep_columns(text, **{**read, "texts": [*read["texts"], *surveyed_columns(text)]})
    survey(text, columns=surveyed_columns(text))
    named = sorted(set(survey(text, columns=[places["indicator id"], places["indicator name"]])))
    numbers = list(dict.fromkeys(number for number, _ in named))
    if len(numbers) == 1:
        title = f"Fingertips indicator {numbers[0]}: {named[0][1]}"
    elif len(numbers) <= 6:
        title = f"Fingertips indicators {', '.join(numbers)}"
    else:
        title = f"Fingertips, {len(numbers)} indicators from {numbers[0]} to {numbers[-1]}"
    return Source(publisher=PUBLISHER, title=title, licence=OPEN_GOVERNMENT)


def columns_of(text: TextFile) -> dict[Role, int]:
    """Where each role stands. Columns named after the parent area move and are never looked for."""
    places = places_of(text)
    return {role: places[name] for role, names in ROLES.items() for name in names if name in places}


def _read_columns(text: TextFile) -> dict[str, list[int]]:
    """The columns that the rows are read from, as `read_blocks` takes them."""
    columns, places = columns_of(text), places_of(text)
    numbers = [columns[role] for role in NUMBER_ROLES if role in columns]
    texts = [index for index in columns.values() if index not in (*numbers, columns[Role.VALUE])]
    others = [places.get("value note"), places.get("time period range"), *naming_columns(text)]
    return {
        "texts": [*texts, *(index for index in others if index is not None)],
        "values": [columns[Role.VALUE]],
        "numbers": numbers,
    }


def naming_columns(text: TextFile) -> list[int | None]:
    """The columns that part series: indicator, age, range, sex."""
    places = places_of(text)
    return [places["indicator id"], places["age"], places.get("time period range"), places["sex"]]


def surveyed_columns(text: TextFile) -> list[int]:
    """The columns whose different rows say what the measures of the file are."""
    places = places_of(text)
    extra = [places["indicator name"], places["time period"], places.get("category type")]
    return [index for index in (*naming_columns(text), *extra) if index is not None]


def _part(block: Block, index: int | None) -> Texts:
    return Texts.one("", rows=block.rows) if index is None else block.texts(index)


def survey_measures(text: TextFile, *, knows: Knows = known_to_none) -> Survey:
    """One measure for each indicator; several ages, ranges or, without Persons, sexes part it further.

    A file of one sex may have been filtered to it: the sex is part of the code, unless the plan knows the indicator
    without it; then it is a breakdown. The age is the indicator's own where the file has one age only, unless the
    indicator's name speaks of another.
    """
    places = places_of(text)
    naming = naming_columns(text)
    category = places.get("category type")
    asked = surveyed_columns(text)
    rows = survey(text, columns=asked)

    def value(row: tuple[str, ...], index: int | None) -> str:
        return "" if index is None else row[asked.index(index)]

    ages: dict[str, set[str]] = {}
    ranges: dict[str, set[str]] = {}
    sexes: dict[tuple[str, str, str], set[str]] = {}
    for row in rows:
        number, age, years, sex = (value(row, index) for index in naming)
        ages.setdefault(number, set()).add(age)
        ranges.setdefault(number, set()).add(years)
        if not value(row, category):
            sexes.setdefault((number, age, years), set()).add(sex)
    found = Survey()
    for row in rows:
        number, age, years, sex = series = tuple(value(row, index) for index in naming)
        if series in found.codes:
            continue
        there = sexes.get((number, age, years), set())
        alone = bool(there) and not any(one.casefold() in EVERYONE for one in there)
        called, period = value(row, places["indicator name"]), value(row, places["time period"])
        aged = len(ages[number]) > 1 or is_other_age(age, name=called)
        parts = [age if aged else "", years if len(ranges[number]) > 1 else ""]
        bare, full = (
            _measure(number, name=called, parts=[*parts, *sexed], years=years, period=period)
            for sexed in ((), (sex,))
        )
        apart = alone and (len(there) > 1 or knows(full) or not knows(bare))
        measure = full if apart else bare
        found.codes[number, age, years, sex] = measure.code
        found.sexes[number, age, years, sex] = "" if apart or sex.casefold() in EVERYONE else sex
        found.measures[measure.code] = measure
        if alone and not apart:
            found.groups[measure.code] = (sex, full.code)
    return found


def with_rates(found: Survey, *, text: TextFile, columns: dict[Role, int]) -> Survey:
    """The measures with the unit that their counts show, where their name says none."""
    counted = (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR)
    unknown = [one for one in found.measures.values() if not one.unit]
    if not unknown or not all(role in columns for role in counted):
        return found
    naming = naming_columns(text)
    units = find_rates(
        text,
        naming=[index for index in naming if index is not None],
        numbers=(columns[Role.VALUE], columns[Role.NUMERATOR], columns[Role.DENOMINATOR]),
        name=lambda block: combine(
            [_part(block, index) for index in naming], into=lambda *one: found.codes[one]
        ),
    )
    for measure in unknown:
        if unit := units.get(measure.code):
            found.measures[measure.code] = replace(
                measure, unit=unit.unit, value_type=unit.value_type, multiplier=unit.multiplier
            )
    return found


def _measure(number: str, *, name: str, parts: Sequence[str], years: str, period: str) -> Measure:
    code = ":".join([f"fingertips:{number}", *(part for part in parts if part)])
    name += "".join(f" ({part})" for part in parts if part)
    unit = read_unit(name)
    spans = RANGE.fullmatch(years)
    pooled = int(spans["count"]) if spans and spans["unit"].casefold() == "y" else 1
    return Measure(
        code=code,
        name=name,
        unit=unit.unit,
        value_type=unit.value_type,
        period_kind=_kind_of(period),
        years_pooled=max(pooled, 1),
        multiplier=unit.multiplier,
        publisher=PUBLISHER,
    )


def _kind_of(period: str) -> PeriodKind | None:
    """A year that crosses New Year may be financial or academic: the file does not say which."""
    if QUARTER.fullmatch(period) or re.fullmatch(r"[0-9]{4}/[0-9]{2} Q[1-4]", period):
        return PeriodKind.QUARTER
    return PeriodKind.CALENDAR_YEAR if re.fullmatch(r"[0-9]{4}( - [0-9]{2})?", period) else None


def write_period(text: str) -> str:
    """`2006 Q1` is a calendar quarter here; the financial one is written `2006/07 Q1`."""
    if quarter := QUARTER.fullmatch(text):
        return f"{QUARTERS[int(quarter['quarter']) - 1]} {quarter['year']}"
    return text


def _drop_sentinels(block: Block, *, columns: dict[Role, int], log: ProblemLog) -> None:
    """-1 beside a value stands for no interval or no count, and is never one."""
    valued = (block.column(columns[Role.VALUE]) != "").to_numpy(dtype=bool)
    for role in NUMBER_ROLES:
        if role not in columns:
            continue
        column = block.column(columns[role])
        sentinel = column.isin(["-1"]) if column.dtype == "str" else column == -1
        missing = valued & sentinel.to_numpy(dtype=bool)
        if missing.any():
            where = f"{block.header(columns[role])}, line {block.lines[int(np.argmax(missing))]}"
            said = f"-1 in the {role} stands for none"
            log.count(Outcome.FIX, said, where=where, number=int(missing.sum()))
            block.columns[columns[role]] = column.mask(missing)
