"""Load one file of figures: read, check, show what would change, and write all of it or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from oba.errors import ObaError
from oba.load.containers.parser import Parser
from oba.load.fingerprint import Fingerprint, sha256_of
from oba.load.formats import action_plan, lait_dictionary, lait_neighbours
from oba.load.limits import COMMAND_LINE, Limits
from oba.load.reading import Reading
from oba.load.settling import list_answers
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.model.release import (
    Answer,
    Change,
    ChangeKind,
    LoadReport,
    Outcome,
    Problem,
    QuestionKind,
    Source,
)
from oba.store.answers import write_answers
from oba.store.codes import add_indicators, remember_code
from oba.store.comparison import Comparison
from oba.store.engine import Store
from oba.store.held import read_held
from oba.store.observations import load_figures, preview_figures
from oba.store.releases import record_load, write_release
from oba.store.vault import vault_of
from oba.tasks.held import Held
from oba.tasks.intake import Intake, Progress, open_reading
from oba.tasks.load_actions import load_actions
from oba.tasks.load_dictionary import load_dictionary
from oba.tasks.load_neighbours import load_neighbours
from oba.tasks.recall import recall
from oba.tasks.release_age import check_age
from oba.tasks.tally import Tally, begin_tally
from oba.words.numbers import say_count

CHANGED = ("what this would write has changed since it was shown", "Look again before you accept it")
WITHOUT_FIGURES = {
    lait_neighbours.NAME: load_neighbours,
    lait_dictionary.NAME: load_dictionary,
    action_plan.NAME: load_actions,
}
"""What holds no figures and is of use all the same, by the name of its layout."""


class _Refused(Exception):
    """Leaves the transaction, so that nothing of it is kept."""


def load_release(
    store: Store,
    path: Path,
    *,
    source: Source | None,
    user: str,
    now: datetime,
    dry_run: bool = False,
    progress: Progress | None = None,
    picks: Collection[str] = (),
    answers: Sequence[Answer] = (),
    name: str | None = None,
    limits: Limits = COMMAND_LINE,
    proposals: Mapping[str, Indicator] | None = None,
    companions: Sequence[Path] = (),
    parser: Parser | None = None,
    again: bool = False,
    expect: str | None = None,
    fingerprint: Fingerprint | None = None,
) -> LoadReport:
    """What the file is and what loading it changed, or would change. It raises nothing that a file can cause.

    `proposals` are records for new indicators by the publisher's code, in place of those proposed. With `expect`,
    the digest of a dry run, nothing is written unless it is that very thing. A `fingerprint` taken before spares
    taking it again, unless the file has been written since.
    """
    intake = Intake(
        path,
        name or path.name,
        user,
        now,
        source=source,
        answers=tuple(answers),
        picks=frozenset(picks),
        records=proposals or {},
        companions=tuple(companions),
        limits=limits,
        dry_run=dry_run,
        again=again,
        expect=expect,
        progress=progress,
        parser=parser,
    )
    sha256 = ""
    try:
        sha256 = _find_sha256(path, fingerprint)
        return _take(store, intake, sha256=sha256)
    except ObaError as error:
        return refuse_file(intake.name, error, sha256=sha256)


def _find_sha256(path: Path, taken: Fingerprint | None) -> str:
    if taken is not None and taken.holds(path):
        return taken.sha256
    return sha256_of(path) if path.is_file() else ""


def refuse_file(name: str, error: ObaError, *, sha256: str = "") -> LoadReport:
    """The report on a file that is refused whole."""
    problem = Problem(
        Outcome.FILE,
        where=error.where or name,
        found=error.found,
        expected=error.expected,
        remedy=error.remedy,
    )
    return LoadReport(name, sha256, "", "", problems=(problem,))


def _take(store: Store, intake: Intake, *, sha256: str) -> LoadReport:
    fresh = intake.again or intake.picks or intake.answers
    known = recall(store, name=intake.name, sha256=sha256) if sha256 and not fresh else None
    if known is not None:
        return known
    reading, added = open_reading(store, intake)
    take = WITHOUT_FIGURES.get(reading.format, _carry)
    return take(store, reading, intake, sha256=sha256, added=added)


def _carry(
    store: Store, reading: Reading, intake: Intake, *, sha256: str, added: list[Indicator]
) -> LoadReport:
    """From the file into the store, in one transaction; a dry run and a refusal leave nothing behind."""
    tally = begin_tally(compared=intake.dry_run or intake.expect is not None)
    frames = _counted(reading, tally, intake.progress)
    comparison: Comparison | None = None
    if intake.dry_run and not added:
        with store.reading() as connection:
            comparison = preview_figures(connection, frames, **_ways(reading))
            digest = tally.seal(connection, comparison, source=reading.source, added=added)
        check_age(reading, replaces=comparison.replaces)
        return _report(reading, tally, sha256, comparison, digest=digest)
    told, digest = intake.dry_run, ""
    try:
        with store.writing() as connection:
            add_indicators(connection, added, by=intake.user, at=intake.now)
            comparison = _write(connection, reading, intake, frames=frames, sha256=sha256)
            check_age(reading, replaces=comparison.replaces)
            digest = tally.seal(connection, comparison, source=reading.source, added=added)
            if intake.dry_run or reading.stops or not tally.figures:
                raise _Refused
            if intake.expect not in (None, digest):
                reading.log.add(Problem(Outcome.FILE, intake.name, CHANGED[0], remedy=CHANGED[1]))
                told = True
                raise _Refused
            source = reading.source
            decided = [*list_answers(source), *intake.answers]
            write_answers(
                connection,
                source.publisher,
                source.title,
                decided,
                given_by=intake.user,
                given_at=intake.now,
            )
            _remember_codes(connection, reading, intake)
            # before the load is kept: a load without its file would be traceable to nothing
            vault_of(store.url).keep(intake.path, sha256=sha256)
    except _Refused:
        return _report(reading, tally, sha256, comparison if told else None, digest=digest)
    return _report(reading, tally, sha256, comparison, digest=digest, written=True)


def _write(
    connection: Any,
    reading: Reading,
    intake: Intake,
    *,
    frames: Iterator[pd.DataFrame],
    sha256: str,
) -> Comparison:
    """Record the load and write its figures."""
    release = write_release(connection, reading.source, file_name=reading.opened.name, sha256=sha256)
    load = record_load(
        connection,
        release_id=release,
        loaded_at=intake.now,
        loaded_by=intake.user,
        format_name=reading.format,
    )
    held = reading.reference.held
    if isinstance(held, Held):
        held.read = partial(read_held, connection, before=load)
    return load_figures(connection, frames, load_id=load, **_ways(reading))


def _remember_codes(connection: Any, reading: Reading, intake: Intake) -> None:
    """A publisher's own code that a person has matched holds for all of the publisher's files."""
    matched = {one.measure.code for one in reading.measures if one.known}
    for one in intake.answers:
        if one.kind is QuestionKind.INDICATOR and one.subject in matched and ":" in one.subject:
            remember_code(connection, code=one.subject, indicator=one.answer, by=intake.user, at=intake.now)


def _ways(reading: Reading) -> dict[str, Any]:
    """How the figures of this file are held against the store's."""
    return {
        "source_key": (reading.source.publisher, reading.source.title),
        "withdraw": reading.withdraws,
        "given": lambda: reading.given,
    }


def _counted(reading: Reading, tally: Tally, progress: Progress | None) -> Iterator[pd.DataFrame]:
    for frame in reading.frames():
        tally.add(frame)
        if progress:
            progress(reading.opened.name, reading.rows)
        yield frame


def _report(
    reading: Reading,
    tally: Tally,
    sha256: str,
    comparison: Comparison | None,
    *,
    digest: str,
    written: bool = False,
) -> LoadReport:
    """The report; without a comparison where the file was refused."""
    problems = list(reading.problems)
    new = [one for one in reading.measures if not one.known]
    if not tally.figures and not reading.stops:
        problems.insert(0, _nothing_known(reading, len(new)))
    counts: dict[ChangeKind, int] = comparison.counts if comparison else {}
    changes: tuple[Change, ...] = comparison.changes if comparison else ()
    names = reading.reference.names
    return LoadReport(
        file_name=reading.opened.name,
        sha256=sha256,
        format=reading.format,
        why=reading.why,
        sheets=reading.sheets,
        rows=reading.rows,
        observations=tally.figures + sum(one.figures for one in new),
        periods=tuple(Period.from_key(int(one)).label for one in sorted(tally.periods)),
        areas=tuple(sorted(tally.areas)),
        indicators=tuple(sorted(tally.indicators)),
        counts=counts,
        changes=changes,
        problems=tuple(problems),
        notes=(),
        written=written,
        digest=digest,
        source=reading.source,
        measures=reading.measures,
        accounted=reading.accounted,
        names={key: names[key] for one in changes for key in (one.indicator, one.area) if key in names},
    )


def _nothing_known(reading: Reading, new: int) -> Problem:
    name = reading.opened.name
    if not new:
        return Problem(
            Outcome.FILE,
            where=name,
            found="the file holds no figures for the plan",
            expected="figures of an area that the plan has",
            remedy="Check that it is the file that was meant, and which areas it is about",
        )
    return Problem(
        Outcome.ASK,
        name,
        f"it is about {say_count(new, noun='indicator')} that the plan does not have",
        "at least one indicator of the plan",
        "Pick which to add: on the Load page, or with --add and the code of one, or --add all",
    )
