"""Undo from the command line: list the loads, say what undoing one would change, do it."""

from __future__ import annotations

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


def tell_undo(settings: Settings, number: int, *, dry_run: bool) -> str:
    """What undoing the load changed, or would change. StoreError for a load that cannot be undone."""
    store = open_store(settings.store)
    try:
        report = undo(store, number, user=settings.user, now=settings.now(), dry_run=dry_run)
    finally:
        store.close()
    return as_text(report)


def _line(row: LoadRow) -> str:
    return f"{row.number}  {row.file_name}, {row.loaded} by {row.by}: {row.did}"
