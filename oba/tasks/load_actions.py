"""Load an action plan from a workbook: what it changes is written, what was changed here meanwhile is asked about."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from oba.load.plans.action_rows import Known
from oba.load.plans.action_sheet import read_action_sheet
from oba.load.reading import Reading
from oba.model.action_row import ActionRows
from oba.model.day import day_of
from oba.model.editor import Editor, Right, Role
from oba.model.indicator import Indicator
from oba.model.plan import PlanBook
from oba.model.release import Answer, LoadReport, Outcome, Problem
from oba.store.actions import number_actions, read_saved, read_version, save_action
from oba.store.engine import Store
from oba.store.plans import read_plan
from oba.store.progress import add_progress, read_progress
from oba.store.releases import name_store
from oba.tasks.intake import Intake
from oba.tasks.merge_actions import MergedActions, merge_actions
from oba.tasks.record_list import record_list, report_list
from oba.words.actions import say_merge
from oba.words.numbers import say_count

CHANGED = ("the actions have changed since this was shown", "Look again before you accept it")


def load_actions(
    store: Store, reading: Reading, intake: Intake, *, sha256: str, added: list[Indicator]
) -> LoadReport:
    """What the workbook changes, or would change, in the action plan: all of it, or nothing."""
    Editor(intake.user, Role.OFFICER).require(Right.KEEP_PLAN)
    reading.log.extend(one for one in reading.opened.problems if not _is_our_own(one))
    with store.reading() as connection:
        problems: list[Problem] = []
        sheet = read_action_sheet(reading.opened, known=known_of(read_plan(connection)), problems=problems)
    reading.log.extend(problems)
    if reading.stops or intake.dry_run:
        with store.reading() as connection:
            merged = hold(connection, sheet, answers=intake.answers, today=day_of(intake.now), strict=True)
        return _report(reading, merged, sha256=sha256)
    with store.writing() as connection:
        merged = hold(connection, sheet, answers=intake.answers, today=day_of(intake.now), strict=True)
        if intake.expect not in (None, digest_of(merged)):
            merged.problems.append(Problem(Outcome.FILE, reading.opened.name, CHANGED[0], remedy=CHANGED[1]))
        if merged.problems or not merged.changes_anything:
            return _report(reading, merged, sha256=sha256)
        write(connection, merged, intake)
        record_list(connection, store, reading, intake, sha256=sha256)
    return _report(reading, merged, sha256=sha256, written=True)


def known_of(book: PlanBook) -> Known:
    return Known(
        {one.key: one.title for one in book.themes},
        {one.key: one.title for one in book.indicators},
        {one.key: one.name for one in book.partners},
    )


def hold(
    connection: Any, sheet: ActionRows, *, answers: Sequence[Answer], today: date, strict: bool
) -> MergedActions:
    """The workbook's actions against those that stand. A `strict` workbook may not name an action that never was."""
    saved = read_saved(connection, withdrawn=True)
    if sheet.store and sheet.store != name_store(connection):
        sheet = sheet.without_versions()
    merged = merge_actions(
        sheet,
        saved=saved,
        versions=lambda number, version: read_version(connection, number, version),
        noted={key: [one.text for one in notes] for key, notes in read_progress(connection).items()},
        answers=answers,
        today=today,
    )
    there = {one.action.number for one in saved}
    if strict:
        merged.problems += [
            Problem(
                Outcome.CELL,
                row.where,
                f"found action {row.number}, which there is not",
                "a number of this plan's actions, or none for a new one",
                "Check that the workbook was downloaded from this dashboard",
            )
            for row in sheet.rows
            if row.number and row.number not in there
        ]
    return merged


def write(connection: Any, merged: MergedActions, intake: Intake) -> None:
    """Save what changed; what the workbook said is kept beside it."""
    taken = [one.action.number for one in read_saved(connection, withdrawn=True)]
    for place, one in enumerate(number_actions(merged.actions, taken=taken)):
        save_action(connection, one, by=intake.user, at=intake.now)
        if place in merged.notes:
            add_progress(connection, one.number, merged.notes[place], by=intake.user, at=intake.now)
    for one in merged.gone:
        save_action(connection, one, by=intake.user, at=intake.now)


def _is_our_own(problem: Problem) -> bool:
    """A note on what the download hides: the numbers and versions, and the lists to choose from."""
    return problem.outcome is Outcome.NOTE and "hidden" in problem.found


def digest_of(merged: MergedActions) -> str:
    return hashlib.sha256(repr((merged.changes, merged.actions)).encode()).hexdigest()


def say(merged: MergedActions) -> list[str]:
    """What would change, in a line; and how much of what was changed here stays."""
    said = say_merge(*(merged.count(kind) for kind in ("added", "changed", "withdrawn", "noted")))
    kept = merged.count("kept")
    stays = (
        f"{say_count(kept, noun='action')} changed here since the workbook was made: that stays"
        if kept
        else ""
    )
    return [line for line in (said, stays) if line]


def _report(reading: Reading, merged: MergedActions, *, sha256: str, written: bool = False) -> LoadReport:
    reading.log.extend(merged.problems)
    nothing = not merged.changes_anything and not reading.stops
    report = report_list(
        reading,
        sha256=sha256,
        rows=len(merged.actions),
        notes=say(merged),
        written=written,
        already=nothing,
    )
    return replace(report, records=tuple(merged.changes), digest=digest_of(merged))
