"""While the working instance is open, what is due is released by a thread of its own."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from oba.model.editor import editor_of
from oba.settings import Settings
from oba.tasks.publish import release_due

EVERY_SECONDS = 20.0
PATIENCE_SECONDS = 5.0
_log = logging.getLogger("oba")


@contextmanager
def releasing(settings: Settings, *, every: float = EVERY_SECONDS) -> Iterator[None]:
    """Look again and again, until the server is closed. On the published instance nothing runs."""
    if settings.published:
        yield
        return
    closed = Event()
    thread = Thread(target=_run, args=(settings, closed, every), name="releases", daemon=True)
    thread.start()
    try:
        yield
    finally:
        closed.set()
        thread.join(PATIENCE_SECONDS)


def _run(settings: Settings, closed: Event, every: float) -> None:
    """Whatever goes wrong is logged once, until something else does, and tried again: the store may be busy, the disk
    full, or nothing published yet. Nobody would see that this thread has ended, so nothing ends it.
    """
    said = ""
    while not closed.wait(0 if not said else every):
        try:
            for one in release_due(settings, editor_of(settings)):
                _log.info("publication %d was released", one.number)
            now = "well"
        except Exception as error:  # noqa: BLE001
            now = f"{type(error).__name__}: {error}"
            if now != said:
                _log.warning("what is due could not be released: %s", now)
        said = now
