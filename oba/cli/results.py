"""How a command went, and the ways in which it asks and shows progress at a terminal."""

from __future__ import annotations

import sys

OK, REFUSED, USAGE = 0, 1, 2
BLOCKED = 2
"""What `publish` says where its checklist blocks a publication."""


def at_terminal() -> bool:
    """Whether a person can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def agrees(question: str) -> bool:
    return input(f"{question} [y/N] ").strip().casefold() in ("y", "yes")


class Progress:
    """A line that counts while a long file is read, on a terminal only."""

    def __init__(self) -> None:
        self.shown = False

    def show(self, name: str, rows: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{name}: {rows:,} values read", end="", file=sys.stderr, flush=True)
            self.shown = True

    def clear(self) -> None:
        if self.shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
            self.shown = False


class Counting:
    """A line that says what is being done and how much of it is done, on a terminal only."""

    def __init__(self) -> None:
        self.shown = ""

    def read(self, name: str, rows: int) -> None:
        self._print(f"{name}: {rows:,} values read")

    def show(self, what: str, done: int, of: int) -> None:
        self._print(f"{what}: {done:,} of {of:,}")

    def _print(self, said: str) -> None:
        if sys.stderr.isatty():
            print(f"\r\033[K{said}", end="", file=sys.stderr, flush=True)
            self.shown = said

    def clear(self) -> None:
        if self.shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
            self.shown = ""
