"""Undo from the command line: list the loads, say what undoing one would change, do it."""

from __future__ import annotations

from oba.errors import NotFoundError
from oba.model.editor import Editor, Right
from oba.settings import Settings
from oba.store.engine import open_store
from oba.tasks.open_loads import LoadRow, list_load_rows
from oba.tasks.undo_load import as_text, undo


def list_loads(settings: Settings) -> str:
    """A line for each load, newest first."""
    store = open_store(settings.store, read_only=True)
    try:
        rows = list_load_rows(store)
    finally:
        store.close()
    return "\n".join(map(_line, rows)) or "Nothing has been loaded yet."


def tell_undo(settings: Settings, editor: Editor, number: int, *, dry_run: bool) -> str:
    """What undoing the load changed, or would change. StoreError for a load that cannot be undone."""
    if not dry_run:
        _allow(settings, editor)
    store = open_store(settings.store)
    try:
        report = undo(store, number, user=editor.name, now=settings.now(), dry_run=dry_run)
    finally:
        store.close()
    return as_text(report)


def _allow(settings: Settings, editor: Editor) -> None:
    if settings.published:
        raise NotFoundError("nothing is undone on the published copy")
    editor.require(Right.LOAD_FIGURES)


def _line(row: LoadRow) -> str:
    return f"{row.number}  {row.file_name}, {row.loaded} by {row.by}: {row.did}"
