"""One file on its way in: what a person says of it, and what the store knows that it is read against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from oba.load.containers.parser import Parser
from oba.load.file import open_file, read_opened
from oba.load.limits import COMMAND_LINE, UPLOAD, Limits
from oba.load.opened import OpenedFile
from oba.load.reading import Reading
from oba.load.reference import Reference
from oba.load.refusal import RefusedFile
from oba.load.settling import apply_answers, complete
from oba.model.day import day_of
from oba.model.indicator import Indicator
from oba.model.release import Answer, Source
from oba.store.answers import read_answers
from oba.store.engine import Store
from oba.store.measure_notes import read_measure_notes
from oba.store.plans import read_plan
from oba.store.retired import read_retired
from oba.tasks.held import Held
from oba.tasks.keep_recipe import gather_kept

Progress = Callable[[str, int], None]
ALL = "all"
BULK = 20 * 2**20
"""Files above this many bytes hold whole histories; their first figures are not held against the store's last."""


@dataclass(frozen=True, slots=True)
class Intake:
    """One file on its way in: what a person says of it, and how it is to be taken.

    `picks` are the codes of new indicators to add (`all` for every one), `records` the records that a person made
    of their proposals, by code. `again` reads a file that was loaded before. `expect` is the digest of what
    may be written, None for whatever it is.
    """

    path: Path
    name: str
    user: str
    now: datetime
    source: Source | None = None
    answers: tuple[Answer, ...] = ()
    picks: frozenset[str] = frozenset()
    records: Mapping[str, Indicator] = field(default_factory=dict)
    companions: tuple[Path, ...] = ()
    limits: Limits = COMMAND_LINE
    dry_run: bool = False
    again: bool = False
    expect: str | None = None
    progress: Progress | None = None
    parser: Parser | None = None


def open_reading(store: Store, intake: Intake) -> tuple[Reading, list[Indicator]]:
    """The file open for reading, and the records of new indicators that reading it will find in the plan.

    Where new indicators are picked, the file is read once to its end to find them.
    """
    with store.reading() as connection:
        book, notes = read_plan(connection), read_measure_notes(connection)
        retired = read_retired(connection)
    held = Held(store) if intake.path.stat().st_size < BULK else {}
    kept = gather_kept(store)
    opened = open_file(
        intake.path,
        name=intake.name,
        limits=intake.limits,
        parser=intake.parser,
        recipes=kept.recipes,
        companions=intake.companions,
    )
    opened.noted = kept.notes

    def read_with(added: list[Indicator]) -> Reading:
        reference = Reference(
            indicators=(*book.indicators, *added),
            areas=book.areas,
            today=day_of(intake.now),
            held=held,
            notes=notes,
            retired=retired,
            proposed=[one.key for one in added],
        )
        return _read(store, intake, opened, reference)

    try:
        reading = read_with([])
    except RefusedFile as error:
        raise kept.tell_with(error) from None
    added = _pick(reading, intake)
    return (read_with(added) if added else reading), added


def _read(store: Store, intake: Intake, opened: OpenedFile, reference: Reference) -> Reading:
    def settle(described: Source) -> Source:
        said = apply_answers(complete(intake.source, described), intake.answers)
        with store.reading() as connection:
            remembered = read_answers(connection, said.publisher, said.title)
        decided = apply_answers(complete(Source(publisher="", title=""), described), remembered)
        return apply_answers(complete(intake.source, decided), intake.answers)

    reading = read_opened(opened, reference=reference, settle=settle)
    if intake.limits == UPLOAD:
        reading.seconds = UPLOAD.seconds_for(intake.path.stat().st_size)
    return reading


def _pick(reading: Reading, intake: Intake) -> list[Indicator]:
    """The records of the new indicators that are to be added, found by reading the file once to its end."""
    if not intake.picks:
        return []
    for _ in reading.frames():
        if intake.progress:
            intake.progress(intake.name, reading.rows)
    added = []
    for found in reading.measures:
        names = {found.measure.code, found.measure.name, found.indicator.key, ALL}
        if not found.known and names & intake.picks:
            record = intake.records.get(found.measure.code, found.indicator)
            added.append(replace(record, codes=tuple(dict.fromkeys((*record.codes, found.measure.code)))))
    return added
