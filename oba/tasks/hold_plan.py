"""The plan that a workbook makes of the one that stands: put together, and read again by the same rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from oba.load.plans.plan_again import read_again
from oba.load.plans.plan_book import PlanReading
from oba.load.plans.record import Record, split_list
from oba.model.plan import PlanBook
from oba.model.plan_table import Key, PlanTable, say_key, text_of
from oba.model.release import Answer, Outcome, Problem, RecordChange
from oba.tasks.download_plan import tabulate
from oba.tasks.merge_plan import MergedPlan, merge_plan_sheets, place_rows, trim
from oba.tasks.plan_workbook import KEYS_OF

REFERS: Mapping[tuple[str, str], str] = {
    **{where: of for where, of in KEYS_OF.items() if where[0] != "Actions"},
    ("Partners", "Themes"): "Themes",
    ("Services", "Outcomes"): "Outcomes",
    ("Budgets", "Shared with"): "Partners",
}
"""Columns that name rows of another sheet."""
STANDS = "it was changed or added here since the workbook was downloaded"
UNMARKED = (
    "The workbook does not say what it was downloaded from, so it is held against the plan as it stands: look at every "
    "change below"
)
BROKEN = (
    "What the sheet 'About this workbook' keeps cannot be read, so the workbook is held against the plan as it stands: "
    "look at every change below"
)
OTHER = (
    "The workbook was downloaded from another dashboard, so it is held against the plan as it stands: look at every "
    "change below"
)


@dataclass(frozen=True, slots=True)
class HeldPlan:
    """`book` is the plan as it is to stand, None where a problem stops it. `marked`: what was changed here since the
    download is in it; else the workbook's word counts. `kept` is what stays as it is here.
    """

    book: PlanBook | None
    marked: bool = False
    downloaded: Mapping[int, int] | None = None
    kept: tuple[RecordChange, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    mine: Mapping[str, PlanTable] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Record]] = field(default_factory=dict)


def hold_plan(
    reading: PlanReading,
    stands: PlanBook | None,
    *,
    store: str,
    answers: Iterable[Answer],
    settled: Collection[str] = (),
) -> HeldPlan:
    """`reading` is the workbook, with a plan; `stands` the plan that there is, and `store` the name of its store.
    `settled` are sheets that are put together with what stands already.
    """
    book, mark = reading.book, reading.mark
    if book is None or stands is None:
        return HeldPlan(book)
    mine = tabulate(book)
    if mark is None or mark.broken or mark.store != store:
        if mark is not None and not mark.broken:
            book = replace(book, action_rows=book.action_rows.without_versions())
        note = UNMARKED if mark is None else BROKEN if mark.broken else OTHER
        return HeldPlan(book, notes=(note, *_say_absent(stands, reading)), mine=mine, rows=reading.rows)
    theirs = tabulate(stands)
    merged = merge_plan_sheets(
        mark, mine=mine, rows=reading.rows, theirs=theirs, answers=answers, settled=settled
    )
    notes = tuple(
        f"The sheet {name} is not in the workbook: what it held stays as it is" for name in merged.absent
    )
    lost = _find_lost(merged, mine=mine)
    again = None if lost else _read(merged, mine=mine, rows=reading.rows)
    problems = [*merged.problems, *lost]
    if again is not None:
        problems += [one for one in again.problems if one.stops]
    made = again.book if again is not None else None
    if made is not None:
        made = replace(made, actions=book.actions, action_rows=book.action_rows)
    return HeldPlan(made, True, mark.actions, tuple(merged.kept), tuple(problems), notes, mine, reading.rows)


def _read(
    merged: MergedPlan, *, mine: Mapping[str, PlanTable], rows: Mapping[str, Sequence[Record]]
) -> PlanReading:
    places = {
        name: place_rows(name, trim(name, mine[name], found), found)
        for name, found in rows.items()
        if name in mine
    }
    return read_again(merged.tables, places=places)


def _say_absent(stands: PlanBook, reading: PlanReading) -> list[str]:
    """Sheets that are not there, of which the plan holds something that would go with them."""
    untouched = ("Services", "Measures", "Budgets", "Small numbers")
    return [
        f"The sheet {name} is not in the workbook: what it held would leave the plan"
        for name, table in tabulate(stands).items()
        if table.rows and name not in reading.rows and name not in untouched
    ]


def _find_lost(merged: MergedPlan, *, mine: Mapping[str, PlanTable]) -> list[Problem]:
    """What stands here and names a row that the workbook takes out: it would belong to nothing."""
    lost = []
    for (name, head), other in REFERS.items():
        known = {key[0] for key in merged.tables[other].rows}
        for key, cells in merged.tables[name].rows.items():
            text = text_of(cells.get(head))
            if _says(mine[name], key, head) == text:
                continue
            lost += [
                Problem(
                    Outcome.CELL,
                    f"sheet '{other}'",
                    f"the row '{one}' is deleted in the workbook, but '{say_key(key)}' of the sheet {name} names it "
                    f"({head}): {STANDS}",
                    "what something belongs to stays in the plan",
                    "Put the row back, or change what belongs to it first",
                )
                for one in split_list(text)
                if one not in known
            ]
    return lost


def _says(table: PlanTable, key: Key, head: str) -> str | None:
    return text_of(table.rows[key][head]) if head in table.rows.get(key, {}) else None
