"""What passes by while the figures of a file go to the store: how many, of what, and a digest of all of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from oba.model.indicator import Indicator
from oba.model.release import Source
from oba.store.comparison import Comparison
from oba.store.digest import digest_replaced

RECORDED = ("publisher", "title", "release", "address", "licence", "published", "retrieved", "note")
"""What is written of a source. What was answered about it shows in the figures that are read."""


@dataclass(slots=True)
class Tally:
    """`passed` is the digest of the figures so far, None where nobody will compare it."""

    passed: Any = None
    figures: int = 0
    indicators: set[str] = field(default_factory=set)
    areas: set[str] = field(default_factory=set)
    periods: set[int] = field(default_factory=set)

    def add(self, frame: pd.DataFrame) -> None:
        self.figures += len(frame)
        self.indicators |= set(frame["indicator"].unique())
        self.areas |= set(frame["area"].unique())
        self.periods |= set(frame["period"].unique().tolist())
        if self.passed is not None:
            for name in frame.columns:
                column = frame[name]
                plain = column.dtype.kind in "biuf"
                self.passed.update(column.to_numpy().tobytes() if plain else repr(column.tolist()).encode())

    def seal(
        self, connection: Any, comparison: Comparison, *, source: Source, added: Sequence[Indicator]
    ) -> str:
        """The digest of all that is written and all that it takes the place of; '' where none was kept."""
        if self.passed is None:
            return ""
        deed = (
            self.passed.hexdigest(),
            [getattr(source, name) for name in RECORDED],
            sorted((kind.value, count) for kind, count in comparison.counts.items()),
            comparison.withdraws,
            comparison.given,
            list(added),
            digest_replaced(connection, comparison.staged.load_id),
        )
        return hashlib.sha256(repr(deed).encode()).hexdigest()


def begin_tally(*, compared: bool) -> Tally:
    return Tally(passed=hashlib.sha256() if compared else None)
