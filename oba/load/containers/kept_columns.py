"""Which columns of a text file are kept as they are parsed, for a format that reads the file twice."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oba.load.containers.column_spool import Spool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Columns by what they are read as, under the header in `header_row`."""

    header_row: int
    texts: frozenset[int] = frozenset()
    values: frozenset[int] = frozenset()
    numbers: frozenset[int] = frozenset()

    @property
    def all(self) -> list[int]:
        return sorted(self.texts | self.values | self.numbers)

    def covers(self, other: Wanted) -> bool:
        return (
            self.header_row == other.header_row
            and self.texts >= other.texts
            and self.values >= other.values
            and self.numbers >= other.numbers
        )

    def without(self, found: Collection[int]) -> Wanted:
        """The columns that are still to be read."""
        left = (kind.difference(found) for kind in (self.texts, self.values, self.numbers))
        return Wanted(self.header_row, *left)


@dataclass(slots=True)
class KeptColumns:
    """`wanted` is what the first reading parses and keeps, so that no other has to; None keeps nothing."""

    wanted: Wanted | None = None
    spool: Spool | None = None

    def covers(self, asked: Wanted) -> bool:
        return self.wanted is not None and self.wanted.covers(asked)
