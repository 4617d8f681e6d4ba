"""Rows of a table on their way to figures: columns by role, still as their file wrote them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from oba.load.headers import Role
from oba.load.sheet import Cell, CellValue, column_letters
from oba.model.measure import Measure

Codes = NDArray[np.int64]


@dataclass(slots=True)
class Texts:
    """A column with few different texts: `codes` point into `distinct`. Periods may be numbers or dates."""

    codes: Codes
    distinct: list[CellValue]

    @classmethod
    def of(cls, values: Iterable[CellValue]) -> Texts:
        """Number the values by type and text: 2010 the number and '2010' the text stay apart."""
        known: dict[tuple[type, CellValue], int] = {}
        codes = [known.setdefault((type(value), value), len(known)) for value in values]
        return cls(np.array(codes, dtype=np.int64), [value for _, value in known])

    @classmethod
    def one(cls, value: CellValue, *, rows: int) -> Texts:
        return cls(np.zeros(rows, dtype=np.int64), [value])


@dataclass(slots=True)
class Chunk:
    """`values` is a str column for a text file, else an array of Cells.

    `numbers` holds the other number columns: floats where they were plainly numbers, else str or Cells.
    `measures` describes the publisher's measures: keyed by the text of the indicator column, which is their code.
    `symbols` are signs and the markers they stand for, as the file itself says; a person's answer goes before them.
    `places` is the cell of each value; `where` names any cell of a row, by role, for a message.
    """

    sheet: str
    rows: int
    texts: dict[Role, Texts]
    values: pd.Series[Any] | list[Cell]
    numbers: dict[Role, pd.Series[Any] | list[Cell]]
    places: pd.Series[Any]
    where: Callable[[Role, int], str]
    indicator: str = ""
    measures: dict[str, Measure] = field(default_factory=dict)
    symbols: dict[str, str] = field(default_factory=dict)

    def taken(self, rows: NDArray[np.bool_]) -> Chunk:
        """Only these rows, each still knowing its cells."""
        places, where = np.flatnonzero(rows), self.where
        return replace(
            self,
            rows=len(places),
            texts={role: Texts(texts.codes[places], texts.distinct) for role, texts in self.texts.items()},
            values=_taken(self.values, places),
            numbers={role: _taken(column, places) for role, column in self.numbers.items()},
            places=self.places.iloc[places].reset_index(drop=True),
            where=lambda role, row: where(role, int(places[row])),
        )


def _taken(column: pd.Series[Any] | list[Cell], places: Codes) -> pd.Series[Any] | list[Cell]:
    if isinstance(column, list):
        return [column[place] for place in places]
    return column.iloc[places].reset_index(drop=True)


@dataclass(slots=True)
class SheetPlaces:
    """Names the cells of a tidy sheet, where a role is always in the same column."""

    sheet: str
    columns: dict[Role, int]
    lines: Sequence[int]

    def __call__(self, role: Role, row: int) -> str:
        index = self.columns.get(role)
        if index is None:
            return f"{self.sheet}!row {self.lines[row]}"
        return f"{self.sheet}!{column_letters(index)}{self.lines[row]}"


@dataclass(slots=True)
class LinePlaces:
    """Names the cells of a text file: `value, line 14`."""

    headers: dict[Role, str]
    lines: Sequence[int]

    def __call__(self, role: Role, row: int) -> str:
        line = f"line {self.lines[row]}"
        return f"{self.headers[role]}, {line}" if role in self.headers else line


@dataclass(slots=True)
class GridPlaces:
    """Names the cells of a wide table, where each figure has a cell, a header and a row of its own."""

    cells: dict[Role, list[str]] = field(default_factory=dict)

    def __call__(self, role: Role, row: int) -> str:
        cells = self.cells.get(role) or self.cells[Role.VALUE]
        return cells[row]
