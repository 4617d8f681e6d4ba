"""Figures of Clear Impact Scorecard, in the columns that its help pages give for importing data values.

Known from its documentation: `id`, `measure_type` (older files), `actual_value_date` as month/day/year on any day
of the period meant, `target_value`, `actual_value`, `comment`. Assumed: that a file taken out of the tool for
another system has these columns too; the layout of its own export is not documented publicly. Neither area nor
name nor length of period is in the file: the area is asked once, the period follows the plan's indicator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import numpy as np

from oba.load.chunk import Chunk, Texts
from oba.load.headers import Role
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.publishers.publisher_columns import combine, indicator_of, survey, tell_unread
from oba.load.recognise import Tier
from oba.load.reference import Reference
from oba.load.text_columns import Block, at_top, chunk_of, places_of, read_blocks
from oba.model.indicator import Indicator
from oba.model.measure import Measure
from oba.model.period import YEAR_START, Period, PeriodKind
from oba.model.release import Outcome, Problem, Question, QuestionKind, Source

NAME = "Clear Impact Scorecard CSV"
TIER = Tier.PUBLISHER
NEEDED = {"id", "actual value date", "actual value"}
HEADERS = {*NEEDED, "measure type", "target value", "comment"}
AREA = "the scorecard's area"
AMERICAN = re.compile(r"(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>[0-9]{4})", re.ASCII)


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    if opened.text is None:
        return ""
    headers = set(places_of(at_top(opened.text)))
    known = headers >= NEEDED and headers <= HEADERS
    return (
        "its columns are those of Clear Impact Scorecard: id, actual_value_date, actual_value"
        if known
        else ""
    )


def describe(opened: OpenedFile) -> Source:
    """The file names neither its measures nor whose they are."""
    return Source(publisher="", title="Clear Impact Scorecard")


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    """A row with a target and no actual value holds no figure."""
    if opened.text is None or log.stops:
        return
    text = at_top(opened.text)
    places = places_of(text)
    area = _find_area(reference=reference, source=source, log=log)
    columns = {
        Role.INDICATOR: places["id"],
        Role.PERIOD: places["actual value date"],
        Role.VALUE: places["actual value"],
    }
    tell_unread(text, read=columns.values(), log=log, why="Targets belong in the plan")
    measures: dict[str, Measure] = {}
    matched: dict[str, Indicator | None] = {}
    for (own,) in survey(text, columns=[places["id"]]):
        measure = Measure(code=f"scorecard:{own}", name=f"Scorecard measure {own}")
        measures[measure.code] = measure
        matched[own] = indicator_of(measure, reference=reference, source=source)
    for whole in read_blocks(text, texts=[places["id"], columns[Role.PERIOD]], values=[columns[Role.VALUE]]):
        block = _valued(whole.filled(list(columns.values())), column=columns[Role.VALUE], log=log)
        if block.rows:
            number, day = block.texts(places["id"]), block.texts(columns[Role.PERIOD])
            texts = {
                Role.INDICATOR: combine([number], into=lambda said: f"scorecard:{said}"),
                Role.PERIOD: combine(
                    [number, day], into=lambda one, said: write_period(said, of=matched[one])
                ),
                Role.AREA_CODE: Texts.one(area, rows=block.rows),
            }
            yield chunk_of(block, columns=columns, texts=texts, measures=measures)


def _find_area(*, reference: Reference, source: Source, log: ProblemLog) -> str:
    """The answer to whose figures these are; asked where there is none, and read for no area meanwhile."""
    answer = source.areas.get(AREA, "")
    if answer not in reference.areas:
        choices = {code: f"{area.name} ({code})" for code, area in reference.areas.items()}
        log.add(
            Problem(
                Outcome.ASK,
                "the whole file",
                "the file does not say which area its figures are of",
                "one area of the plan",
                "Say once which area it is",
                Question(QuestionKind.AREA, AREA, choices),
                "A scorecard's measures belong to the organisation that keeps it",
            )
        )
        return AREA
    return answer


def _valued(block: Block, *, column: int, log: ProblemLog) -> Block:
    rows = np.asarray(block.column(column) != "", dtype=bool)
    if not rows.all():
        where = f"{block.header(column)}, line {block.lines[int(np.argmax(~rows))]}"
        said = "rows without an actual value hold a target only, and no figure"
        log.count(Outcome.NOTE, said, where=where, number=int((~rows).sum()))
    return block.kept(rows)


def write_period(text: str, *, of: Indicator | None) -> str:
    """The period of the indicator's kind that the day lies in; the day itself where the kind is not known."""
    found = AMERICAN.fullmatch(text)
    if found is None:
        return text
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return text
    if of is None or of.years_pooled > 1 or of.period_kind is PeriodKind.POINT_IN_TIME:
        return day.isoformat()
    return _period_at(day, kind=of.period_kind).label


def _period_at(day: date, *, kind: PeriodKind) -> Period:
    if kind is PeriodKind.MONTH:
        return Period.months(day.year, day.month)
    if kind is PeriodKind.QUARTER:
        return Period.months(day.year, (day.month - 1) // 3 * 3 + 1, count=3)
    month, first = YEAR_START[kind]
    return Period.year(day.year - ((day.month, day.day) < (month, first)), kind=kind)
