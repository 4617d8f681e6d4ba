"""The store for one write of an editor who may make it: the same question before every one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from oba.errors import NotFoundError
from oba.model.editor import Editor, Right
from oba.settings import Settings
from oba.store.engine import open_store


@contextmanager
def write_as(settings: Settings, editor: Editor, right: Right, *, talk: bool = False) -> Iterator[Any]:
    """A connection whose writes are made together or not at all. `talk` writes leave the version of the figures.

    NotFoundError on the published copy, and what `Editor.require` raises where the right is lacking.
    """
    if settings.published:
        raise NotFoundError("nothing is written on the published copy", remedy="Go to the home page")
    editor.require(right)
    store = open_store(settings.store)
    try:
        with store.writing(talk=talk) as connection:
            yield connection
    finally:
        store.close()
