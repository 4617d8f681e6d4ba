"""Load a plan workbook: everything in it, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from oba.errors import NotFoundError, ObaError
from oba.load.containers.parser import Parser
from oba.load.fingerprint import sha256_of
from oba.load.plans.plan_book import PlanReading, read_workbook
from oba.model.day import day_of
from oba.model.load_event import LoadKind
from oba.model.plan import PlanBook
from oba.model.release import Answer, LoadReport, Outcome, Problem, RecordChange, Source
from oba.store.engine import Store
from oba.store.plans import read_plan, write_plan
from oba.store.records import PlanChange
from oba.store.releases import name_store, record_load, write_release
from oba.store.vault import vault_of
from oba.tasks.compare_plans import compare_plans
from oba.tasks.download_plan import tabulate
from oba.tasks.hold_plan import HeldPlan, hold_plan
from oba.tasks.load_actions import say as say_actions
from oba.tasks.load_release import CHANGED, refuse_file
from oba.tasks.merge_actions import MergedActions
from oba.tasks.merge_partners import hold_partners
from oba.tasks.plan_actions import PlanActions, merge_plan, note_of_plan
from oba.tasks.tell_plan import find_renamed, say_plan

FORMAT = "plan workbook"
WHY = "it has sheets named Plan, Themes and Indicators"


def load_plan(
    store: Store,
    path: Path,
    *,
    user: str,
    now: datetime,
    dry_run: bool = False,
    name: str | None = None,
    parser: Parser | None = None,
    expect: str | None = None,
    answers: Sequence[Answer] = (),
) -> LoadReport:
    """What the workbook changed, or would change, in the plan. `name` is what it is called, if not as its path.

    With `expect`, the digest of a dry run, nothing is written unless it would change that very thing. What was
    changed here since the workbook was made is not undone: what both changed is asked, and `answers` settle it.
    """
    name = name or path.name
    try:
        sha256 = sha256_of(path)
        reading = read_workbook(path, name=name, parser=parser)
        report = LoadReport(name, sha256, FORMAT, WHY, problems=tuple(reading.problems))
        if reading.book is None:
            return report
        done = _write(
            store,
            reading,
            path,
            name=name,
            sha256=sha256,
            user=user,
            now=now,
            dry_run=dry_run,
            expect=expect,
            answers=answers,
        )
    except ObaError as error:
        return refuse_file(name, error)
    return _report(report, reading.book, done, dry_run=dry_run, other=expect not in (None, done.digest))


def _report(report: LoadReport, book: PlanBook, done: _Done, *, dry_run: bool, other: bool) -> LoadReport:
    """`other`: it would change something else than was shown."""
    merged, first = done.actions.merged, done.actions.first
    told = replace(
        report,
        notes=(
            *say_plan(book, done.changes, done.cells),
            *done.held.notes,
            *(() if first else say_actions(merged)),
        ),
        records=(*done.cells, *done.held.kept, *(() if first else merged.changes)),
    )
    if done.nothing and not done.problems:
        return replace(told, problems=(), already_loaded=True)
    changed = (Problem(Outcome.FILE, report.file_name, CHANGED[0], remedy=CHANGED[1]),) if other else ()
    return replace(
        told,
        rows=len(book.indicators),
        areas=tuple(one.code for one in book.areas),
        problems=(*changed, *done.problems, *report.problems),
        written=not (dry_run or other or done.problems),
        digest=done.digest,
    )


@dataclass(frozen=True, slots=True)
class _Done:
    """What writing did, or would do. `cells` are the changes to the sheets, of a plan that was there before."""

    changes: list[PlanChange]
    actions: PlanActions
    held: HeldPlan
    cells: tuple[RecordChange, ...] = ()
    lost: tuple[Problem, ...] = ()
    first: bool = False

    @property
    def digest(self) -> str:
        told = (self.changes, self.actions.merged.changes, self.cells)
        return hashlib.sha256(repr(told).encode()).hexdigest()

    @property
    def problems(self) -> tuple[Problem, ...]:
        return (*self.held.problems, *self.lost, *self.actions.merged.problems)

    @property
    def nothing(self) -> bool:
        """Whether the plan stands as the workbook has it."""
        merged = self.actions.merged
        same = not self.changes or not (self.first or self.cells or merged.changes_anything)
        return same and not merged.notes


class _Undo(Exception):
    """Leaves the transaction, so that nothing of it is kept."""


def _write(
    store: Store,
    reading: PlanReading,
    path: Path,
    *,
    name: str,
    sha256: str,
    user: str,
    now: datetime,
    dry_run: bool,
    expect: str | None,
    answers: Sequence[Answer],
) -> _Done:
    """What changed against the plan as it stands. Nothing is kept of a dry run, or where nothing changed."""
    done = []
    try:
        with store.writing() as connection:
            done.append(_change(connection, reading, user=user, now=now, answers=answers))
            stop = done[0].nothing or done[0].problems or expect not in (None, done[0].digest)
            if dry_run or stop:
                raise _Undo
            plan = read_plan(connection).plan
            source = Source(publisher=plan.trust, title=plan.title, release=plan.years)
            release = write_release(connection, source, file_name=name, sha256=sha256)
            record_load(
                connection,
                release_id=release,
                loaded_at=now,
                loaded_by=user,
                format_name=FORMAT,
                kind=LoadKind.PLAN,
            )
            vault_of(store.url).keep(path, sha256=sha256)
    except _Undo:
        pass
    return done[0]


def _change(
    connection: Any, reading: PlanReading, *, user: str, now: datetime, answers: Sequence[Answer]
) -> _Done:
    """Make the plan what the workbook makes of it; what is to be refused of that is told, and the caller undoes it."""
    stands = _find_plan(connection)
    held = hold_plan(reading, stands, store=name_store(connection), answers=answers)
    if held.book is None:
        return _Done([], PlanActions(_book_of(reading), {}, MergedActions()), held)
    book, held, said = hold_partners(connection, held.book, held, answers=answers)
    actions = merge_plan(connection, book, answers=answers, today=day_of(now), downloaded=held.downloaded)
    changes = write_plan(
        connection,
        actions.book,
        by=user,
        at=now,
        workbook=actions.said,
        partners=said,
        merged=held.marked,
    )
    note_of_plan(connection, actions.merged, by=user, at=now)
    if stands is None:
        return _Done(changes, actions, held, first=True)
    after = read_plan(connection)
    cells = compare_plans(tabulate(stands), tabulate(after), mine=held.mine, rows=held.rows)
    lost = find_renamed(changes, cells)
    return _Done(changes, actions, held, tuple(cells), tuple(lost))


def _book_of(reading: PlanReading) -> PlanBook:
    if reading.book is None:
        raise ValueError("only a plan that was read is written")
    return reading.book


def _find_plan(connection: Any) -> PlanBook | None:
    try:
        return read_plan(connection)
    except NotFoundError:
        return None
