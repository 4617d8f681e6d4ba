"""Keep what is typed and not saved yet, for the person who types it and nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from oba.model.editor import Editor
from oba.model.typed_text import hold
from oba.store import drafts
from oba.store.drafts import Draft
from oba.store.engine import Store, check_schema


def keep(store: Store, editor: Editor, *, place: str, text: str, at: datetime, version: int = 0) -> None:
    """Keep a draft. It is written quietly: no page shows it to anyone else. StoreError where the store was migrated."""
    with store.writing(quietly=True) as connection:
        check_schema(connection, name=store.name)
        drafts.keep_draft(connection, place=place, by=editor.name, text=hold(text), at=at, version=version)


def read(store: Store, editor: Editor, *, within: str) -> dict[str, Draft]:
    """The editor's drafts by place, of the places that begin so."""
    with store.reading() as connection:
        return drafts.read_drafts(connection, by=editor.name, within=within)


def forget(store: Store, editor: Editor, *, places: Iterable[str]) -> None:
    """Drop drafts: they were saved, or given up."""
    with store.writing(quietly=True) as connection:
        check_schema(connection, name=store.name)
        drafts.forget_drafts(connection, by=editor.name, places=places)
