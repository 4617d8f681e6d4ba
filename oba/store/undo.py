"""Undo: a load taken back by a new event. Nothing is forgotten; what would stand without the load stands again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from oba.errors import StoreError
from oba.model.load_event import Load, LoadKind, Undoing, UndoKind
from oba.model.release import ChangeKind
from oba.store.codes import LOAD
from oba.store.history import say_day
from oba.store.releases import read_load, record_load
from oba.store.schema import (
    baseline_release,
    confirmation,
    indicator,
    load,
    observation,
    observation_history,
    series,
    sheet_column,
)
from oba.store.timeline import LoadFact, read_facts, read_pasts
from oba.store.undo_cells import CellUndo, describe, undo_cells
from oba.store.undo_writing import UndoWriter

SERIES_AT_ONCE = 250
ORDER = (UndoKind.CHANGED_BACK, UndoKind.RESTORED, UndoKind.REMOVED, UndoKind.STANDS)
COUNTED_AS = {
    ChangeKind.ADDED: UndoKind.RESTORED,
    ChangeKind.REVISED: UndoKind.CHANGED_BACK,
    ChangeKind.WITHDRAWN: UndoKind.REMOVED,
    ChangeKind.UNCHANGED: UndoKind.STANDS,
}


@dataclass(slots=True)
class Tally:
    """What an undo does, counted as it goes, with the first of each kind."""

    limit: int
    counts: dict[str, dict[UndoKind, int]] = field(default_factory=dict)
    first: dict[UndoKind, list[CellUndo]] = field(default_factory=dict)

    def add(self, cell: CellUndo) -> None:
        counted = self.counts.setdefault(cell.past.name[0], {})
        counted[cell.kind] = counted.get(cell.kind, 0) + 1
        listed = self.first.setdefault(cell.kind, [])
        if len(listed) < self.limit:
            listed.append(cell)

    def report(self, undone: Load, *, baselines: tuple[int, ...], emptied: tuple[str, ...]) -> Undoing:
        cells = [cell for kind in ORDER for cell in self.first.get(kind, [])]
        changes = tuple(describe(cell) for cell in cells[: self.limit])
        return Undoing(undone, self.counts, changes, baselines=baselines, emptied=emptied)


def preview_undo(conn: Connection, load_id: int, *, limit: int = 200) -> Undoing:
    """What `undo_load` would do. It writes nothing. StoreError for a load that cannot be undone."""
    facts = read_facts(conn)
    undone = _look_up(conn, load_id, facts=facts)
    tally = Tally(limit)
    for cells in _batches(conn, load_id, facts=facts):
        for cell in cells:
            tally.add(cell)
    return _report(conn, tally, undone)


def undo_load(
    conn: Connection, load_id: int, *, undone_by: str, undone_at: datetime, limit: int = 200
) -> Undoing:
    """Take a load back as a new load of the kind `undo`. StoreError for a load that cannot be undone.

    What stands becomes what would stand if the file had never been loaded: a value that another load
    confirmed stays as that one's. Errors must be let out of `writing()`.
    """
    facts = read_facts(conn)
    undone = _look_up(conn, load_id, facts=facts)
    number = record_load(
        conn,
        release_id=undone.release.id,
        loaded_at=undone_at,
        loaded_by=undone_by,
        format_name=undone.format,
        kind=LoadKind.UNDO,
        undoes=load_id,
    )
    writer, tally = UndoWriter.begin(conn, load_id=number), Tally(limit)
    for cells in _batches(conn, load_id, facts=facts):
        writer.write(cells)
        for cell in cells:
            tally.add(cell)
    writer.end()
    report = replace(_report(conn, tally, undone, written=True), undo=number)
    counts = {kind.value: report.count(as_undo) for kind, as_undo in COUNTED_AS.items()}
    conn.execute(update(load).where(load.c.id == number).values(**counts))
    conn.execute(update(indicator).where(indicator.c.key.in_(report.emptied)).values(retired=True))
    return report


def _look_up(conn: Connection, load_id: int, *, facts: dict[int, LoadFact]) -> Load:
    """The load, when it can be undone."""
    found = read_load(conn, load_id)
    where = f"load {load_id}, {found.file_name}"
    if found.kind is LoadKind.PLAN:
        raise StoreError(
            "what a load changed in the plan cannot be undone",
            where=where,
            remedy="Load the plan as it was, without the sheet About this workbook; "
            "a set of neighbours that a file brought is ended there",
        )
    if found.kind is LoadKind.UNDO:
        raise StoreError(
            f"this is the undoing of load {found.undoes}", where=where, remedy="Load the file again"
        )
    if found.undone_by is not None:
        undo = facts[found.undone_by]
        raise StoreError(
            f"it was undone on {say_day(undo.loaded_at)} by {undo.loaded_by or 'someone'}", where=where
        )
    if any(
        one.withdraws is None and one.id >= load_id for one in facts.values() if one.kind == LoadKind.FIGURES
    ):
        raise StoreError(
            "it, or a load after it, was made before the store kept what an undo needs",
            where=where,
            remedy="Load the release that is to stand instead",
        )
    return found


def _batches(conn: Connection, load_id: int, *, facts: dict[int, LoadFact]) -> Iterator[list[CellUndo]]:
    """What becomes of the figures that the load touched, some series at a time."""
    others_undone = any(one.undone_by is not None for one in facts.values())
    numbers = _find_series(conn, load_id, confirmed=others_undone)
    for start in range(0, len(numbers), SERIES_AT_ONCE):
        pasts = read_pasts(conn, numbers[start : start + SERIES_AT_ONCE])
        yield [cell for past in pasts for cell in undo_cells(past, load_id, facts=facts)]


def _find_series(conn: Connection, load_id: int, *, confirmed: bool) -> list[int]:
    """The series of which the load gave or withdrew a figure; with `confirmed` those too that it only confirmed."""
    columns = select(sheet_column.c.id).where(sheet_column.c.load_id == load_id)
    given = [
        select(table.c.series_id).distinct().where(table.c.sheet_column_id.in_(columns))
        for table in (observation, observation_history)
    ]
    past = observation_history.c
    gone = select(past.series_id).distinct().where(past.replaced_by == load_id)
    again = select(confirmation.c.series_id).distinct().where(confirmation.c.load_id == load_id)
    wanted = [*given, gone, *([again] if confirmed else [])]
    return sorted({number for statement in wanted for number in conn.execute(statement).scalars()})


def _report(conn: Connection, tally: Tally, undone: Load, *, written: bool = False) -> Undoing:
    made = select(baseline_release.c.baseline_id).where(baseline_release.c.release_id == undone.release.id)
    baselines = tuple(conn.execute(made.order_by(baseline_release.c.baseline_id)).scalars())
    return tally.report(undone, baselines=baselines, emptied=_find_emptied(conn, tally, written=written))


def _find_emptied(conn: Connection, tally: Tally, *, written: bool) -> tuple[str, ...]:
    """The indicators that came with a load and have no figure left once this is done."""
    held = (
        select(indicator.c.key, func.count(observation.c.period_id))
        .outerjoin_from(indicator, series, series.c.indicator == indicator.c.key)
        .outerjoin(observation, observation.c.series_id == series.c.id)
        .where(indicator.c.origin == LOAD, ~indicator.c.retired, indicator.c.key.in_(list(tally.counts)))
        .group_by(indicator.c.key)
        .order_by(indicator.c.key)
    )
    left = {}
    for key, figures in conn.execute(held):
        counted = tally.counts[key]
        coming = counted.get(UndoKind.RESTORED, 0) - counted.get(UndoKind.REMOVED, 0)
        left[key] = figures + (0 if written else coming)
    return tuple(key for key, figures in left.items() if not figures)
