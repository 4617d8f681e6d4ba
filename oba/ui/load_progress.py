"""How far the reading of a file has come, said a few times a second."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import streamlit as st

from oba.ui import html
from oba.words.loading import say_progress

EVERY = 0.25


class Progress:
    """One line on the page that counts, and goes when all has been read."""

    def __init__(self) -> None:
        self._place: Any = st.empty()
        self._said = 0.0

    def of(self, name: str) -> Callable[[str, int], None]:
        """What a task calls as it reads; the page calls the file `name`."""
        self._show(name, 0)
        return lambda _, rows: self._show(name, rows)

    def say(self, name: str, doing: str) -> None:
        """One line for work during which nothing may interrupt: it is not told how far that is."""
        with self._place:
            html.show("load_progress.html", name=name, said=doing)

    def end(self) -> None:
        self._place.empty()

    def _show(self, name: str, rows: int) -> None:
        now = time.monotonic()
        if rows and now - self._said < EVERY:
            return
        self._said = now
        with self._place:
            html.show(
                "load_progress.html", name=name, said=say_progress(rows) if rows else "Opening the file"
            )
