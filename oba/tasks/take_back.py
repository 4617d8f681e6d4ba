"""Undo a load from the Load page: look at what would change back, and do it if it is still that."""

from __future__ import annotations

from dataclasses import dataclass, replace

from oba.errors import NotFoundError
from oba.model.editor import Editor, Right
from oba.model.load_event import UndoKind
from oba.settings import Settings
from oba.store.engine import open_store
from oba.tasks.tables import Table, make_table
from oba.tasks.undo_load import SAID, UndoReport, undo
from oba.words.loading import say_time
from oba.words.numbers import say_count, say_list

WHAT = {
    UndoKind.CHANGED_BACK: "Changes back",
    UndoKind.RESTORED: "Comes back",
    UndoKind.REMOVED: "Goes",
    UndoKind.STANDS: "Stands",
}
CHANGED = "Nothing was undone: the figures have changed since this was shown. Look again."


@dataclass(frozen=True, slots=True)
class UndoView:
    """`deed` is what the button says. `fingerprint` is that of all that would happen."""

    number: int
    file_name: str
    loaded: str
    by_indicator: Table
    figures: Table
    more: str
    notes: tuple[str, ...]
    deed: str
    fingerprint: str


def look_at_undo(settings: Settings, number: int) -> UndoView:
    """What undoing the load would change. StoreError for a load that cannot be undone."""
    return _view(_run(settings, number, dry_run=True))


def take_back(settings: Settings, editor: Editor, number: int, *, shown: str) -> str:
    """Undo the load, if that still does what was shown; a sentence that says what was done."""
    _refuse_published(settings)
    editor.require(Right.LOAD_FIGURES)
    report = _run(replace(settings, user=editor.name), number, dry_run=False, expect=shown)
    if not report.written:
        return CHANGED
    said = "; ".join(f"{one.title}: {one.said}" for one in report.indicators)
    return f"Load {number} of {report.load.file_name} was undone. {said or 'No figure changed'}."


def _run(settings: Settings, number: int, *, dry_run: bool, expect: str | None = None) -> UndoReport:
    _refuse_published(settings)
    store = open_store(settings.store)
    try:
        return undo(store, number, user=settings.user, now=settings.now(), dry_run=dry_run, expect=expect)
    finally:
        store.close()


def _refuse_published(settings: Settings) -> None:
    if settings.published:
        raise NotFoundError("this page is not part of the published copy", remedy="Go to the home page")


def _view(report: UndoReport) -> UndoView:
    rows = [
        (
            one.indicator,
            ", ".join(part for part in (one.area, one.breakdown) if part),
            one.period,
            WHAT[one.kind],
            one.old or "–",
            one.new or "–",
            one.because or "–",
        )
        for one in report.figures
    ]
    every = sum(report.counts.values())
    more = f"The first {len(rows):,} of {every:,} figures are listed." if every > len(rows) else ""
    return UndoView(
        number=report.load.id,
        file_name=report.load.file_name,
        loaded=f"{say_time(report.load.loaded_at)} by {report.load.loaded_by}",
        by_indicator=make_table(
            ("Indicator", "What would happen"), [(one.title, one.said) for one in report.indicators]
        ),
        figures=make_table(("Indicator", "Area", "Period", "What", "Is", "Becomes", "As in"), rows),
        more=more,
        notes=report.notes,
        deed=_say_deed(report),
        fingerprint=report.digest,
    )


def _say_deed(report: UndoReport) -> str:
    """`Undo load 12: 3 figures change back, 1 figure goes`."""
    moving = [kind for kind in SAID if kind is not UndoKind.STANDS and report.counts.get(kind)]
    parts = tuple(
        f"{say_count(report.counts[kind], noun='figure')} {SAID[kind][report.counts[kind] != 1]}"
        for kind in moving
    )
    return f"Undo load {report.load.id}: {say_list(parts) or 'no figure changes'}"
