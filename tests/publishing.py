"""Published copies for tests: what a test reads in the published mode has gone through a copy, as the public's has."""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
from contextlib import suppress
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

from oba.errors import NotFoundError
from oba.model.publication import Publication
from oba.settings import Settings
from oba.store.engine import open_store, store_version
from oba.store.publications import add_publication, record_release
from oba.store.shelf import Pointer, Shelf
from oba.tasks.make_copy import make_copy

TODAY = "2026-12-01"


def publish_for_test(store: str, *, today: str = TODAY) -> Path:
    """A folder of copies whose current one is made of a store, a SQLite file, as that is now. Shared: not to be changed.

    Of a store without a plan nothing can be published, so the folder is empty.
    """
    content = hashlib.sha256(Path(store.removeprefix("sqlite:///")).read_bytes()).hexdigest()
    folder = _folder() / f"{content[:32]}-{today}"
    if not folder.exists():
        folder.mkdir()
        with suppress(NotFoundError):
            publish_into(folder, store, today=today)
    return folder


def publish_into(
    folder: Path, store: str, *, today: str = TODAY, number: int = 1, note: str = "For a test."
) -> None:
    """Put a copy of a store into a folder, and make it the current one. The store is not written to."""
    settings = Settings(store=store, copies=str(folder), today=today)
    built = make_copy(settings, number=number, published_on=date.fromisoformat(today), note=note)
    shelf = Shelf(folder)
    shelf.switch(Pointer(number, shelf.add(built), built.sha256))


def publish_as_event(
    folder: Path, store: str, *, today: str = TODAY, number: int = 1, note: str = "For a test."
) -> None:
    """As `publish_into`, and write down in the store that it was released, so that the next copy tells of this one."""
    publish_into(folder, store, today=today, number=number, note=note)
    current = Shelf(folder).current()
    assert current
    at = datetime.combine(date.fromisoformat(today), time(9, 30), tzinfo=UTC)
    opened = open_store(store)
    with opened.writing() as connection:
        add_publication(
            connection,
            Publication(number, at, "ann", note, current.file, current.sha256, store_version(connection)),
        )
        record_release(connection, number, at=at, by="ann")
    opened.close()


@cache
def _folder() -> Path:
    """A folder of this process's own."""
    path = Path(tempfile.mkdtemp(prefix="oba-published-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path
