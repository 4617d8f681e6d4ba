"""The store for one write of an editor who may make it: the same question before every one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from oba.errors import NotFoundError
from oba.model.editor import Editor, Right
from oba.settings import Settings
from oba.store.drafts import forget_drafts
from oba.store.engine import Store, check_schema, open_store

_lender: ContextVar[Callable[[Settings], Store] | None] = ContextVar("lender", default=None)


def borrow_from(lender: Callable[[Settings], Store]) -> None:
    """Have the writes of this run made in the store that `lender` keeps open: each would open one of its own, and
    every statement of it be made anew.
    """
    _lender.set(lender)


@contextmanager
def write_as(
    settings: Settings,
    editor: Editor,
    right: Right,
    *,
    talk: bool = False,
    quietly: bool = False,
    store: Store | None = None,
    drafts: Collection[str] = (),
) -> Iterator[Any]:
    """A connection whose writes are made together or not at all. `talk` writes leave the version of the figures.

    `drafts` are the places of the editor's drafts that are saved with it: they are forgotten when it is written, and
    stay when it is not. A `store` that is open already, or one to borrow, saves the time of opening it; `quietly` is
    as in `Store.writing`. What is open already is looked at again, as it may have been migrated meanwhile: StoreError
    then. NotFoundError on the published copy, and what `Editor.require` raises where the right is
    lacking.
    """
    if settings.published:
        raise NotFoundError("nothing is written on the published copy", remedy="Go to the home page")
    editor.require(right)
    lender = _lender.get()
    kept = store or (lender(settings) if lender else None)
    opened = kept or open_store(settings.store)
    try:
        with opened.writing(talk=talk, quietly=quietly) as connection:
            if kept is not None:
                check_schema(connection, name=kept.name)
            yield connection
            if drafts:
                forget_drafts(connection, by=editor.name, places=drafts)
    finally:
        if kept is None:
            opened.close()
