"""Published copies for tests: what a test reads in the published mode has gone through a copy, as the public's has."""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from oba.store.engine import open_store
from oba.store.public_copy import build_copy
from oba.store.shelf import Pointer, Shelf

TODAY = "2026-12-01"


def publish_for_test(store: str, *, today: str = TODAY) -> Path:
    """A folder of copies whose current one is made of a store, a SQLite file, as that is now. Shared: not to be changed."""
    content = hashlib.sha256(Path(store.removeprefix("sqlite:///")).read_bytes()).hexdigest()
    folder = _folder() / f"{content[:32]}-{today}"
    if not folder.exists():
        publish_into(folder, store, today=today)
    return folder


def publish_into(
    folder: Path, store: str, *, today: str = TODAY, number: int = 1, note: str = "For a test."
) -> None:
    """Put a copy of a store into a folder, and make it the current one. The store is not written to."""
    opened = open_store(store, read_only=True)
    built = build_copy(opened, folder, number=number, published_on=date.fromisoformat(today), note=note)
    opened.close()
    shelf = Shelf(folder)
    shelf.switch(Pointer(number, shelf.add(built), built.sha256))


@cache
def _folder() -> Path:
    """A folder of this process's own."""
    path = Path(tempfile.mkdtemp(prefix="oba-published-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path
