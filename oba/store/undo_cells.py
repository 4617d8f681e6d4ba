"""What becomes of each figure of a series when one of its loads is taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from oba.model.load_event import LoadKind, UndoChange, UndoKind
from oba.model.release import ChangeKind
from oba.store.cells import say_figure, shortest_text
from oba.store.replay import Standing, replay
from oba.store.schema import NUMBERS
from oba.store.timeline import NEVER, LoadFact, Past, Version


@dataclass(slots=True)
class CellUndo:
    """One figure: what stands now and what will. `moves` tells that its record changes, if only in whose it is."""

    kind: UndoKind
    past: Past
    period: int
    now: Version | None
    after: Standing | None
    moves: bool


def undo_cells(past: Past, load_id: int, *, facts: Mapping[int, LoadFact]) -> Iterator[CellUndo]:
    """The figures that the load has touched, and any other that it turns out to have held up.

    Where no other load of the series was undone, what the load did is what stands written, and only
    those periods can change. Otherwise it may have done more than that, and every period is looked at.
    """

    def counts(one: LoadFact) -> bool:
        return one.kind == LoadKind.FIGURES and one.undone_by is None and one.id != load_id

    touched = {period for period, versions in past.cells.items() if _is_touched(versions, load_id)}
    others = any(number in facts and facts[number].undone_by is not None for number in past.loads())
    periods = set(past.cells) if others else touched
    for period, after in replay(past, periods, facts=facts, counts=counts):
        newest = past.cells[period][-1]
        now = newest if newest.end == NEVER else None
        kind, moves = _judge(now, after, facts=facts, load_id=load_id)
        if moves or period in touched:
            yield CellUndo(kind, past, period, now, after, moves)


def _is_touched(versions: list[Version], load_id: int) -> bool:
    return any(
        one.load == load_id or (one.end == load_id and one.happened == ChangeKind.WITHDRAWN)
        for one in versions
    )


def _judge(
    now: Version | None, after: Standing | None, *, facts: Mapping[int, LoadFact], load_id: int
) -> tuple[UndoKind, bool]:
    if after is None:
        return (UndoKind.STANDS, False) if now is None else (UndoKind.REMOVED, True)
    if now is None:
        return UndoKind.RESTORED, True
    if not now.same_figure(after.version):
        return UndoKind.CHANGED_BACK, True
    giver = facts[now.load]
    foreign = giver.id == load_id or giver.undone_by is not None or giver.source != after.load.source
    return UndoKind.STANDS, foreign


def describe(cell: CellUndo) -> UndoChange:
    """The change in words. Of figures that read alike, what differs beside the value is named."""
    old = _say(cell.now) if cell.now else ""
    new = _say(cell.after.version) if cell.after else ""
    if cell.now and cell.after and cell.kind is UndoKind.CHANGED_BACK and old == new:
        old, new = _say_parts(cell.now, cell.after.version), _say_parts(cell.after.version, cell.now)
    return UndoChange(
        cell.kind,
        *cell.past.name,
        period=cell.period,
        old=old,
        new=new,
        stands_by=cell.after.load.id if cell.after else None,
    )


def _say(version: Version) -> str:
    return say_figure(version.text, value=version.numbers[0], marker=version.marker)


def _say_parts(version: Version, other: Version) -> str:
    numbers = zip(NUMBERS, version.numbers, other.numbers, strict=True)
    parts = [f"{name} {shortest_text(mine) or 'none'}" for name, mine, theirs in numbers if mine != theirs]
    return ", ".join([_say(version), *parts])
