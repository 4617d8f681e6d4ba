"""Undo a load: say by indicator what changes back, and do it when it was meant."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from oba.model.baseline import Baseline
from oba.model.day import day_of
from oba.model.load_event import Load, UndoChange, Undoing, UndoKind
from oba.model.period import Period
from oba.model.plan import PlanBook
from oba.store.baselines import read_baselines
from oba.store.engine import Store
from oba.store.plans import read_plan
from oba.store.releases import read_loads
from oba.store.timeline import read_facts
from oba.store.undo import preview_undo, undo_load
from oba.words.numbers import begin, say_count, say_date

SAID = {
    UndoKind.CHANGED_BACK: ("changes back", "change back"),
    UndoKind.RESTORED: ("comes back", "come back"),
    UndoKind.REMOVED: ("goes", "go"),
    UndoKind.STANDS: ("stands as other loads gave it", "stand as other loads gave them"),
}
DONE = {
    UndoKind.CHANGED_BACK: ("changed back", "changed back"),
    UndoKind.RESTORED: ("came back", "came back"),
    UndoKind.REMOVED: ("went", "went"),
    UndoKind.STANDS: ("stands as other loads gave it", "stand as other loads gave them"),
}

MOST = 20


@dataclass(frozen=True, slots=True)
class IndicatorUndo:
    """What becomes of the figures of one indicator, in numbers and in words."""

    key: str
    title: str
    counts: dict[UndoKind, int]
    said: str


@dataclass(frozen=True, slots=True)
class FigureUndo:
    """One figure, by the names a reader knows. `because` names the file whose figure then stands."""

    kind: UndoKind
    indicator: str
    area: str
    breakdown: str
    period: str
    old: str
    new: str
    because: str


@dataclass(frozen=True, slots=True)
class UndoReport:
    """`notes` are what a person should know beside: baselines that stay, indicators that leave the plan.
    `digest` is that of all that happens.
    """

    load: Load
    written: bool
    counts: dict[UndoKind, int]
    indicators: tuple[IndicatorUndo, ...]
    figures: tuple[FigureUndo, ...]
    notes: tuple[str, ...]
    digest: str = ""


class _Other(Exception):
    """Leaves the transaction, so that nothing of it is kept."""


def undo(
    store: Store,
    load_id: int,
    *,
    user: str,
    now: datetime,
    dry_run: bool = False,
    expect: str | None = None,
) -> UndoReport:
    """What undoing the load changed, or would change. StoreError for a load that cannot be undone.

    With `expect`, the digest of a dry run, it is undone only if that is what happens.
    """
    written = not dry_run
    if dry_run:
        with store.reading() as connection:
            newest = max(read_facts(connection), default=0)
            undoing = preview_undo(connection, load_id)
            book, files = read_plan(connection), _name_files(read_loads(connection))
            notes = _say_notes(undoing, book, read_baselines(connection, superseded=True), written=False)
    else:
        try:
            with store.writing() as connection:
                newest = max(read_facts(connection), default=0)
                book, files = read_plan(connection), _name_files(read_loads(connection))
                undoing = undo_load(connection, load_id, undone_by=user, undone_at=now)
                notes = _say_notes(undoing, book, read_baselines(connection, superseded=True), written=True)
                if expect not in (None, _digest(undoing, newest=newest)):
                    raise _Other
        except _Other:
            written = False
    report = _report(undoing, book, files, notes=notes, written=written)
    return replace(report, digest=_digest(undoing, newest=newest))


def _digest(undoing: Undoing, *, newest: int) -> str:
    """Only some of the changes are listed, so the newest load or undo stands for all that could make them others."""
    deed = (newest, undoing.load.id, undoing.counts, undoing.changes, undoing.baselines, undoing.emptied)
    return hashlib.sha256(repr(deed).encode()).hexdigest()


def as_text(report: UndoReport) -> str:
    """The report for a terminal."""
    verb = "Undone" if report.written else "Undoing"
    lines = [
        f"{verb}: load {report.load.id}, {report.load.file_name}, of "
        f"{say_date(day_of(report.load.loaded_at))} by {report.load.loaded_by}"
    ]
    lines += [f"  {one.title}: {one.said}" for one in report.indicators]
    lines += [f"    {_say_figure(one)}" for one in report.figures if one.kind is not UndoKind.STANDS][:MOST]
    rest = sum(report.counts[kind] for kind in UndoKind if kind is not UndoKind.STANDS) - MOST
    lines += [f"    and {rest:,} more"] if rest > 0 else []
    if not report.indicators:
        lines.append("  No figure changes: none of this load stands.")
    lines += [f"  {begin(note)}." for note in report.notes]
    lines.append("Undone." if report.written else "Nothing was written: this shows what would change.")
    return "\n".join(lines)


def _report(
    undoing: Undoing, book: PlanBook, files: Mapping[int, str], *, notes: tuple[str, ...], written: bool
) -> UndoReport:
    titles = {one.key: one.title for one in book.indicators}
    areas = {one.code: one.name for one in book.areas}
    words = DONE if written else SAID
    indicators = [
        IndicatorUndo(key, titles.get(key, key), counts, _say_counts(counts, words))
        for key, counts in sorted(undoing.counts.items(), key=lambda item: titles.get(item[0], item[0]))
    ]
    return UndoReport(
        load=undoing.load,
        written=written,
        counts={kind: undoing.count(kind) for kind in UndoKind},
        indicators=tuple(indicators),
        figures=tuple(_name(one, titles, areas, files) for one in undoing.changes),
        notes=notes,
    )


def _name(
    change: UndoChange, titles: Mapping[str, str], areas: Mapping[str, str], files: Mapping[int, str]
) -> FigureUndo:
    return FigureUndo(
        kind=change.kind,
        indicator=titles.get(change.indicator, change.indicator),
        area=areas.get(change.area, change.area),
        breakdown=change.breakdown,
        period=Period.from_key(change.period).label,
        old=change.old,
        new=change.new,
        because=files.get(change.stands_by or 0, ""),
    )


def _name_files(loads: list[Load]) -> dict[int, str]:
    return {one.id: one.file_name for one in loads}


def _say_counts(counts: Mapping[UndoKind, int], words: Mapping[UndoKind, tuple[str, str]]) -> str:
    parts = [
        f"{say_count(count, noun='figure')} {words[kind][count != 1]}"
        for kind in UndoKind
        if (count := counts.get(kind, 0))
    ]
    return ", ".join(parts)


def _say_figure(one: FigureUndo) -> str:
    place = ", ".join(part for part in (one.indicator, one.area, one.breakdown, one.period) if part)
    if one.kind is UndoKind.REMOVED:
        return f"{place}: {one.old} goes"
    from_file = f" (from {one.because})" if one.because else ""
    if one.kind is UndoKind.RESTORED:
        return f"{place}: {one.new} comes back{from_file}"
    return f"{place}: {one.old} becomes {one.new} again{from_file}"


def _say_notes(
    undoing: Undoing, book: PlanBook, baselines: list[Baseline], *, written: bool
) -> tuple[str, ...]:
    titles = {one.key: one.title for one in book.indicators}
    stay = [one for one in baselines if one.id in undoing.baselines]
    notes = [
        f"the baseline of {titles.get(one.indicator, one.indicator)}, frozen on {say_date(one.frozen_on)},"
        " was made from these figures and stays as it was agreed"
        for one in stay
    ]
    leaves = "has left the plan" if written else "leaves the plan"
    notes += [f"{titles.get(key, key)} came with this load and {leaves}" for key in undoing.emptied]
    return tuple(notes)
