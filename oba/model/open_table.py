"""A table of the open data: its columns, what they mean, and how it refers to other tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Content = str | float | int | bool | date | None
Row = tuple[Content, ...]


class Kind(StrEnum):
    """What the cells of a column hold. A FIGURE is a number, or a marker in square brackets in its place."""

    TEXT = "text"
    NUMBER = "number"
    FIGURE = "figure"
    WHOLE = "whole number"
    DAY = "day"
    YES_NO = "yes or no"
    LINK = "address"


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is its heading in every file; `always` tells that no cell of it is empty."""

    name: str
    kind: Kind
    says: str
    always: bool = False

    @property
    def variable(self) -> str:
        """The heading as a name for programs: `area code` is `area_code`."""
        return self.name.replace(" ", "_")


@dataclass(frozen=True, slots=True)
class Reference:
    """The column's cells are those of a column of another table, which is one's own for a table that names itself."""

    column: str
    table: str
    other: str


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of table. `key` are the columns that name a row."""

    name: str
    title: str
    says: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.columns)


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A shape with its rows. `name` is that of its file; `title` says what is in this one."""

    name: str
    title: str
    shape: Shape
    rows: tuple[Row, ...]
