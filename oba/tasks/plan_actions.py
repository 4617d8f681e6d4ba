"""The actions of a plan workbook, merged with what was changed here since: loading a plan undoes no one's work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from oba.model.action_fields import to_texts
from oba.model.action_row import ActionRows
from oba.model.plan import PlanBook
from oba.model.release import Answer
from oba.store.actions import number_actions, read_saved
from oba.store.progress import add_progress
from oba.tasks.load_actions import hold
from oba.tasks.merge_actions import MergedActions

CHANGED_SINCE = 0
"""In place of the version that a workbook was downloaded with: the action is not as the workbook has it."""


@dataclass(frozen=True, slots=True)
class PlanActions:
    """The book with the actions as they are to stand, and what its workbook says of each, by number."""

    book: PlanBook
    said: Mapping[int, Mapping[str, str]]
    merged: MergedActions

    @property
    def first(self) -> bool:
        """Whether the store had none."""
        return not self.merged.actions or all(one.kind in ("added", "noted") for one in self.merged.changes)


def merge_plan(
    connection: Any,
    book: PlanBook,
    *,
    answers: Sequence[Answer],
    today: date,
    downloaded: Mapping[int, int] | None = None,
) -> PlanActions:
    """An action that has left the workbook is withdrawn; one that was written here and never was in it stays.

    `downloaded` are the versions that the workbook was downloaded with, by number; None: as the last one loaded had it.
    """
    saved = read_saved(connection, withdrawn=True)
    named = {
        one.action.number: one.version if to_texts(one.action) == one.in_workbook else CHANGED_SINCE
        for one in saved
        if one.in_workbook is not None
    }
    sheet = ActionRows(book.action_rows.rows, named if downloaded is None else downloaded)
    merged = hold(connection, sheet, answers=answers, today=today, strict=False)
    listed = number_actions(merged.actions, taken=[one.action.number for one in saved])
    out = {one.number for one in (*listed, *merged.gone)}
    own = [one.action for one in saved if one.action.number not in out and one.action.withdrawn is None]
    said = {one.number: merged.said.get(one.number, to_texts(one)) for one in listed}
    merged.actions[:] = listed
    return PlanActions(replace(book, actions=(*listed, *own)), said, merged)


def note_of_plan(connection: Any, merged: MergedActions, *, by: str, at: datetime) -> None:
    """Write the progress that the workbook brings."""
    for place, text in merged.notes.items():
        add_progress(connection, merged.actions[place].number, text, by=by, at=at)
