"""Load a publisher's data dictionary: what it says of measures is kept for the day on which their figures come."""

from __future__ import annotations

from collections import Counter
from datetime import date

from oba.load.formats.lait_dictionary import read_dictionary
from oba.load.reading import Reading
from oba.model.day import day_of
from oba.model.indicator import Indicator
from oba.model.measure import Measure
from oba.model.release import LoadReport
from oba.store.engine import Store
from oba.store.measure_notes import compare_measure_notes, write_measure_notes
from oba.store.plans import read_plan
from oba.tasks.intake import Intake
from oba.tasks.record_list import record_list, report_list
from oba.words.numbers import say_count, say_date

LETTERS = 200
"""How much of a definition is told; all of it is kept."""


def load_dictionary(
    store: Store, reading: Reading, intake: Intake, *, sha256: str, added: list[Indicator]
) -> LoadReport:
    """What the dictionary says that the store did not know, and what the plan's own records lack."""
    reading.log.extend(reading.opened.problems)
    reading.ask_source()
    measures = read_dictionary(reading.opened)
    if reading.stops:
        return report_list(reading, sha256=sha256)
    with store.reading() as connection:
        changes = compare_measure_notes(connection, measures.values())
        book = read_plan(connection)
    counted = Counter(one.kind for one in changes)
    same = len(measures) - len(changes)
    notes = [
        f"{say_count(len(measures), noun='measure')} described: {counted['added']:,} new,"
        f" {counted['changed']:,} changed, {same:,} as before",
        *_say_lacking(book.indicators, measures, today=day_of(intake.now)),
    ]
    if not changes:
        return report_list(reading, sha256=sha256, rows=len(measures), notes=notes, already=True)
    if not intake.dry_run:
        with store.writing() as connection:
            release = record_list(connection, store, reading, intake, sha256=sha256)
            write_measure_notes(connection, measures.values(), release_id=release)
    return report_list(reading, sha256=sha256, rows=len(measures), notes=notes, written=not intake.dry_run)


def _say_lacking(
    indicators: tuple[Indicator, ...], measures: dict[str, Measure], *, today: date
) -> list[str]:
    """What the dictionary could tell the plan's own records; a person writes it there, or does not."""
    told = []
    for one in indicators:
        found = next((measures[code] for code in one.codes if code in measures), None)
        said = _lacking(one, found, today=today) if found else []
        if said:
            told.append(f"{one.title}: the plan does not say {' or '.join(said)}")
    return told


def _lacking(one: Indicator, found: Measure, *, today: date) -> list[str]:
    said = []
    if one.next_release is None and found.next_update is not None and found.next_update >= today:
        said.append(f"its next release, the dictionary says {say_date(found.next_update)}")
    if not one.technical_definition and found.definition:
        short = found.definition[:LETTERS] + ("..." if len(found.definition) > LETTERS else "")
        said.append(f"its technical definition, the dictionary says '{short}'")
    return said
