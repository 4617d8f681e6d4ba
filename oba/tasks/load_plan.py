"""Load a plan workbook: everything in it, or nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from oba.errors import ObaError
from oba.load.containers.parser import Parser
from oba.load.fingerprint import sha256_of
from oba.load.plans.plan_book import read_plan
from oba.model.load_event import LoadKind
from oba.model.plan import PlanBook
from oba.model.release import Answer, LoadReport, Outcome, Problem, Source
from oba.store.engine import Store
from oba.store.plans import write_plan
from oba.store.records import PlanChange
from oba.store.releases import record_load, write_release
from oba.store.vault import vault_of
from oba.tasks.load_actions import say as say_actions
from oba.tasks.load_release import CHANGED, refuse_file
from oba.tasks.plan_actions import PlanActions, merge_plan, note_of_plan
from oba.words.numbers import say_count

FORMAT = "plan workbook"
WHY = "it has sheets named Plan, Themes and Indicators"
FIRST = ("removed", "retired", "kept")
MOST_TOLD = 25
"""What goes or is kept is told before what changes, and the first so many of all one by one."""


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
        book, problems = read_plan(path, name=name, parser=parser)
        if book is None or any(problem.stops for problem in problems):
            return LoadReport(name, sha256, FORMAT, WHY, problems=tuple(problems))
        done = _write(
            store,
            book,
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
    report = LoadReport(name, sha256, FORMAT, WHY, problems=tuple(problems))
    return _report(report, book, done, dry_run=dry_run, other=expect not in (None, done.digest))


def _report(report: LoadReport, book: PlanBook, done: _Done, *, dry_run: bool, other: bool) -> LoadReport:
    """`other`: it would change something else than was shown."""
    merged, first = done.actions.merged, done.actions.first
    told = replace(
        report,
        notes=(*_say(book, done.changes), *(() if first else say_actions(merged))),
        records=() if first else tuple(merged.changes),
    )
    if not done.changes and not merged.problems and not merged.notes:
        return replace(told, problems=(), already_loaded=True)
    changed = (Problem(Outcome.FILE, report.file_name, CHANGED[0], remedy=CHANGED[1]),) if other else ()
    return replace(
        told,
        rows=len(book.indicators),
        areas=tuple(one.code for one in book.areas),
        problems=(*changed, *merged.problems, *report.problems),
        written=not (dry_run or other or merged.problems),
        digest=done.digest,
    )


@dataclass(frozen=True, slots=True)
class _Done:
    changes: list[PlanChange]
    actions: PlanActions

    @property
    def digest(self) -> str:
        told = (self.changes, self.actions.merged.changes)
        return hashlib.sha256(repr(told).encode()).hexdigest()


class _Undo(Exception):
    """Leaves the transaction, so that nothing of it is kept."""


def _write(
    store: Store,
    book: PlanBook,
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
    source = Source(publisher=book.plan.trust, title=book.plan.title, release=book.plan.years)
    done = []
    try:
        with store.writing() as connection:
            actions = merge_plan(connection, book, answers=answers, today=now.date())
            changes = write_plan(connection, actions.book, by=user, at=now, workbook=actions.said)
            note_of_plan(connection, actions.merged, by=user, at=now)
            done.append(_Done(changes, actions))
            nothing = not changes and not actions.merged.notes
            if dry_run or nothing or actions.merged.problems or expect not in (None, done[0].digest):
                raise _Undo
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


def _say(book: PlanBook, changes: list[PlanChange]) -> list[str]:
    held = (
        f"{say_count(len(book.themes), noun='theme')}, {say_count(len(book.outcomes), noun='outcome')}, "
        f"{say_count(len(book.indicators), noun='indicator')}, {say_count(len(book.areas), noun='area')}, "
        f"{say_count(len(book.partners), noun='partner')}, {say_count(len(book.actions), noun='action')}"
    )
    if all(one.kind in ("added", "changed") for one in changes) and len(book.themes) == sum(
        one.kind == "added" and one.noun == "theme" for one in changes
    ):
        # the first plan of a store: everything is new, and to say so of each part tells nothing
        return [held]
    counted = Counter((one.kind, one.noun) for one in changes)
    told = [
        f"{say_count(count, noun=noun.replace('_', ' '))} {kind}" for (kind, noun), count in counted.items()
    ]
    each = [
        f"{one.noun.replace('_', ' ')} '{one.key}' {one.kind}: {one.said}"
        for one in sorted(changes, key=lambda one: one.kind not in FIRST)
        if one.said
    ]
    rest = [f"and {len(each) - MOST_TOLD:,} more changes"] if len(each) > MOST_TOLD else []
    return [held, *([", ".join(told)] if told else []), *each[:MOST_TOLD], *rest]
