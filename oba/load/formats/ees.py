"""The data files of the Department for Education's Explore Education Statistics, with or without their metadata."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from oba.load.chunk import Chunk, Texts
from oba.load.containers.text_file import TextFile
from oba.load.headers import Role
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.publishers.ees_areas import read_areas
from oba.load.publishers.ees_columns import TIME, EesColumns, find_ees_columns, spoken
from oba.load.publishers.ees_measures import PUBLISHER, EesMeasures, numerator_of, rows_of, survey_ees
from oba.load.publishers.ees_periods import kind_of, write_label
from oba.load.publishers.plan_codes import known_to, tell_part
from oba.load.publishers.publisher_columns import OPEN_GOVERNMENT, combine, indicator_of, plain
from oba.load.recognise import Tier
from oba.load.reference import Reference
from oba.load.text_columns import Block, at_top, chunk_of, header_of, read_blocks
from oba.model.indicator import Indicator
from oba.model.release import Outcome, Source

NAME = "Explore Education Statistics CSV"
TIER = Tier.PUBLISHER
OLD = "An older sign of the Department's, whose meaning changed between releases"
SYMBOLS = {"~": OLD, ":": OLD, ".": OLD}
"""Signs that a person decides about, and why they cannot be decided here."""


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    if opened.text is None:
        return ""
    headers = {header.strip().casefold() for header in at_top(opened.text).header}
    return f"it has the columns {', '.join(TIME)}" if set(TIME) <= headers else ""


def describe(opened: OpenedFile) -> Source:
    """The title is the one thing the file is about, where a filter has one value; else its measures.

    None where its columns have names that any data set may have: a person then says what it is.
    """
    assert opened.text is not None
    text, columns = at_top(opened.text), find_ees_columns(opened)
    found = survey_ees(text, columns=columns)
    about = found.dimensions.words(next(iter(found.there))[1], inside=()) if found.there else ""
    if all(found.dimensions.single) and about:
        title = about
    elif found.nameless and found.nameless >= set(found.measures):
        return Source(publisher=PUBLISHER, title="", licence=OPEN_GOVERNMENT)
    else:
        said = [spoken(text.header[index], described=columns.described) for index in columns.measures]
        title = ", ".join([*said[:3], *(["and more"] if len(said) > 3 else [])])
    return Source(
        publisher=PUBLISHER, title=f"Explore education statistics: {title}", licence=OPEN_GOVERNMENT
    )


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    """Nothing is read while rows are longer or shorter than the header: their cells may be shifted."""
    if opened.text is None or log.stops:
        return
    text, columns = at_top(opened.text), find_ees_columns(opened)
    knows = known_to(reference, source=source)
    found = survey_ees(text, columns=columns, title=source.title, knows=knows)
    for code, (group, full) in found.groups.items():
        where = f"'{code.partition(':')[2].partition('|')[0]}'"
        tell_part(code, part=group, full=full, where=where, reference=reference, source=source, log=log)
    matched = {
        code: indicator_of(measure, reference=reference, source=source)
        for code, measure in found.measures.items()
    }
    time = [columns.places[name] for name in TIME]
    places = sorted(
        {*time, *columns.filters, *(set(columns.places.values()) - {*columns.measures, *columns.filters})}
    )
    for whole in read_blocks(text, texts=places, values=columns.measures):
        block = _readable(whole.filled(places[:1]), columns=columns, log=log)
        for index in found.columns(of=columns) if block.rows else ():
            part = rows_of(block, index=index, found=found, filters=columns.filters)
            if part.rows:
                yield _chunk(part, index=index, text=text, columns=columns, found=found, matched=matched)


def _readable(block: Block, *, columns: EesColumns, log: ProblemLog) -> Block:
    """Without the rows about a school term, a week or a part of a year, which are counted."""
    identifier = columns.places["time_identifier"]
    said = block.texts(identifier)
    readable = np.array([kind_of(plain(one)) is not None for one in said.distinct] or [True])
    rows = readable[said.codes] if block.rows else np.ones(0, dtype=bool)
    if not rows.all():
        first = int(np.argmax(~rows))
        said_once = "rows about a term, a week or a part of a year are not read"
        where = f"{header_of(block.text, identifier)}, line {block.lines[first]}"
        log.count(Outcome.NOTE, said_once, where=where, number=int((~rows).sum()))
    return block.kept(rows)


def _chunk(
    block: Block,
    *,
    index: int,
    text: TextFile,
    columns: EesColumns,
    found: EesMeasures,
    matched: dict[str, Indicator | None],
) -> Chunk:
    filters = [block.texts(one) for one in columns.filters]
    blank = [Texts.one("", rows=block.rows)]
    codes = combine(filters or blank, into=lambda *one: found.codes[index, one if filters else ()])
    parts = combine(filters or blank, into=lambda *one: found.breakdowns[index, one] if filters else "")
    codes_of_areas, names = read_areas(block, columns=columns)
    time, identifier = columns.places["time_period"], columns.places["time_identifier"]

    def label(period: str, said: str, code: str) -> str:
        indicator = matched[code]
        return write_label(period, identifier=said, kind=indicator.period_kind if indicator else None)

    periods = combine([block.texts(time), block.texts(identifier), codes], into=label)
    level = columns.places["geographic_level"]
    places = {
        Role.VALUE: index,
        Role.INDICATOR: index,
        Role.PERIOD: time,
        Role.AREA_CODE: columns.places.get("new_la_code", level),
        Role.AREA: columns.places.get("la_name", level),
    }
    if (numerator := numerator_of(index, text=text, columns=columns)) is not None:
        places[Role.NUMERATOR] = numerator
    return chunk_of(
        block,
        columns=places,
        texts={
            Role.INDICATOR: codes,
            Role.BREAKDOWN: parts,
            Role.PERIOD: periods,
            Role.AREA_CODE: codes_of_areas,
            Role.AREA: names,
        },
        measures=found.measures,
    )
