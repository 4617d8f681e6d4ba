"""Explore Local Statistics of the Office for National Statistics: both schemas, and its four codings of years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from oba.load.chunk import Chunk
from oba.load.containers.text_file import TextFile
from oba.load.headers import NUMBER_ROLES, Role, plain_header
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.publishers.publisher_columns import (
    OPEN_GOVERNMENT,
    Notes,
    combine,
    one_title,
    plain,
    survey,
    tell_unread,
)
from oba.load.publishers.publisher_text import Unit, read_unit
from oba.load.recognise import Tier
from oba.load.reference import Reference
from oba.load.statuses import LONG_STATUS
from oba.load.text_columns import Block, at_top, chunk_of, places_of, read_blocks, texts_of
from oba.model.indicator import ValueType
from oba.model.measure import Measure
from oba.model.period import PeriodKind
from oba.model.release import Source

NAME = "Explore Local Statistics CSV"
TIER = Tier.PUBLISHER
PUBLISHER = "Office for National Statistics"
NEEDED = {"areacd", "areanm", "geography", "indicator", "period", "measure", "unit"}
ROLES = {
    Role.INDICATOR: ("indicator",),
    Role.AREA_CODE: ("areacd",),
    Role.AREA: ("areanm",),
    Role.PERIOD: ("period",),
    Role.MARKER: ("status", "observation status"),
    Role.VALUE: ("observation", "value"),
    Role.LOWER: ("lci 95", "lower confidence interval 95%"),
    Role.UPPER: ("uci 95", "upper confidence interval 95%"),
}
SPAN = re.compile(
    r"[0-9]{4}-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?:T00:00:00)?/P(?P<length>[0-9]+[YMD])", re.ASCII
)
STARTS = {"01": PeriodKind.CALENDAR_YEAR, "04": PeriodKind.FINANCIAL_YEAR, "08": PeriodKind.ACADEMIC_YEAR}
STARTS["09"] = PeriodKind.ACADEMIC_YEAR
LENGTHS = {"3M": PeriodKind.QUARTER, "1M": PeriodKind.MONTH, "1D": PeriodKind.POINT_IN_TIME}


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    if opened.text is None:
        return ""
    places = places_of(at_top(opened.text))
    known = set(places) >= NEEDED and any(name in places for name in ROLES[Role.VALUE])
    return (
        "its columns are those of Explore Local Statistics: AREACD, Indicator, Period, Measure"
        if known
        else ""
    )


def describe(opened: OpenedFile) -> Source:
    assert opened.text is not None
    names = survey(at_top(opened.text), columns=[places_of(at_top(opened.text))["indicator"]])
    title = one_title([name for (name,) in names if name], of="Explore Local Statistics")
    return Source(publisher=PUBLISHER, title=title, licence=OPEN_GOVERNMENT)


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    """Periods stay as they are coded, since the span of days says more than a label would."""
    if opened.text is None or log.stops:
        return
    text = at_top(opened.text)
    places = places_of(text)
    columns = {role: places[name] for role, names in ROLES.items() for name in names if name in places}
    note_columns = [index for index, header in enumerate(text.header) if plain_header(header) == "notes"]
    told = {
        name: index for name in ("measure", "unit", "polarity") if (index := places.get(name)) is not None
    }
    measures, codes = list_measures(text)
    words = [index for role, index in columns.items() if role not in (*NUMBER_ROLES, Role.VALUE)]
    tell_unread(text, read=[*columns.values(), *note_columns, *told.values()], log=log)
    notes = Notes(reference, log)
    for whole in read_blocks(
        text,
        texts=[*words, *note_columns, places["measure"]],
        values=[columns[Role.VALUE]],
        numbers=[columns[role] for role in NUMBER_ROLES if role in columns],
    ):
        block = whole.filled([columns[Role.VALUE], columns[Role.AREA_CODE], columns[Role.PERIOD]])
        if not block.rows:
            continue
        texts = texts_of(block, columns)
        for column in note_columns:
            notes.keep(block, column=column, areas=texts[Role.AREA_CODE])
        _part_statuses(block, columns=columns, notes=notes)
        if Role.MARKER in texts:
            texts[Role.MARKER] = combine([texts[Role.MARKER]], into=_marker)
        named = [texts[Role.INDICATOR], block.texts(places["measure"])]
        texts[Role.INDICATOR] = combine(named, into=lambda *one: codes[one])
        yield chunk_of(block, columns=columns, texts=texts, measures=measures)


def _part_statuses(block: Block, *, columns: dict[Role, int], notes: Notes) -> None:
    """A status that is a sentence (`Value for Hackney and City of London combined`) is kept as a note."""
    if (column := columns.get(Role.MARKER)) is None:
        return
    statuses = block.texts(column)
    sentences = np.array([len(plain(one)) > LONG_STATUS for one in statuses.distinct])
    rows = sentences[statuses.codes]
    if rows.any():
        kept = block.kept(rows)
        notes.keep(kept, column=column, areas=kept.texts(columns[Role.AREA_CODE]))


def _marker(status: str) -> str:
    return "" if len(status) > LONG_STATUS else status


def list_measures(text: TextFile) -> tuple[dict[str, Measure], dict[tuple[str, str], str]]:
    """One measure for each indicator; an indicator that is measured in several ways is parted by them."""
    places = places_of(text)
    names = ("indicator", "measure", "unit", "period", "polarity")
    asked = [places[name] for name in names if name in places]
    rows = survey(text, columns=asked)
    ways: dict[str, set[str]] = {}
    kinds: dict[tuple[str, str], set[PeriodKind | None]] = {}
    for name, measure, _, period, *_ in rows:
        ways.setdefault(name, set()).add(measure)
        kinds.setdefault((name, measure), set()).add(_kind_of(period))
    measures: dict[str, Measure] = {}
    codes: dict[tuple[str, str], str] = {}
    for name, measure, unit, _, *polarity in rows:
        way = measure if len(ways[name]) > 1 else ""
        code = codes[name, measure] = f"els:{name}" + (f"|measure={way}" if way else "")
        if code not in measures:
            kind = kinds[name, measure]
            measures[code] = _measure(
                code,
                name=f"{name} ({way})" if way else name,
                said=_unit(measure, unit=unit),
                kind=next(iter(kind)) if len(kind) == 1 else None,
                polarity=polarity,
            )
    return measures, codes


def _measure(
    code: str, *, name: str, said: Unit, kind: PeriodKind | None, polarity: Sequence[str]
) -> Measure:
    return Measure(
        code=code,
        name=name,
        unit=said.unit,
        value_type=said.value_type,
        period_kind=kind,
        multiplier=said.multiplier,
        publisher=PUBLISHER,
        polarity_said=polarity[0] if polarity else "",
    )


def _unit(measure: str, *, unit: str) -> Unit:
    """`Percentage` and `%`; a rate says per how many in its unit or its measure."""
    if unit == "%":
        return Unit("%", ValueType.PROPORTION, 100.0)
    found = read_unit(f"{measure} {unit}")
    return found if found.unit else Unit(unit or measure)


def _kind_of(period: str) -> PeriodKind | None:
    """What a coded span shows; `2014-2015` may be a financial or an academic year."""
    span = SPAN.fullmatch(period)
    if span is None:
        return PeriodKind.CALENDAR_YEAR if re.fullmatch(r"[0-9]{4}", period) else None
    if span["length"].endswith("Y"):
        return STARTS.get(span["month"]) if span["day"] == "01" else None
    return LENGTHS.get(span["length"])
