"""A file that waits to be loaded, what a person has decided about it so far, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from oba.model.indicator import Indicator
from oba.model.release import Answer


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person has said of a file. What is '' or None has not been said.

    `picks` are codes of new measures that are to be added, `records` the indicators that they become.
    """

    publisher: str = ""
    title: str = ""
    release: str = ""
    address: str = ""
    licence: str = ""
    published: date | None = None
    answers: tuple[Answer, ...] = ()
    picks: tuple[str, ...] = ()
    records: tuple[tuple[str, Indicator], ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was written of a file, kept when the file has left: the sentence, and the indicators by key and title."""

    said: str
    at: datetime
    by: str
    indicators: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as it came, known by its SHA-256. `name` is what its sender called it: shown, never a path.

    `owners` are the SHA-256 of the files that it came along with and only describes.
    """

    sha256: str
    name: str
    size: int
    uploaded_at: datetime
    uploaded_by: str
    decisions: Decisions = field(default_factory=Decisions)
    receipt: Receipt | None = None
    owners: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """How an address names the file."""
        return self.sha256[:12]
