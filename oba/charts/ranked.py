"""Areas in rows, in order of a value: the plain data, its table, and which rows bear their names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from oba.charts.description import Axis, Role
from oba.charts.table import Cell, TwinTable
from oba.model.finding import ComparisonWord
from oba.words.numbers import say_number

ROLE_WORDS = {
    Role.OURS: "this area",
    Role.COUNTRY: "country",
    Role.REGION: "region",
    Role.NEIGHBOUR: "statistical neighbour",
}


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One area. `text` is its value as a reader sees it, `word` how it compares; no role: any other area.

    `more` are further numbers for the table, under the plot's `more_heads`.
    """

    name: str
    value: float
    text: str
    role: Role | None = None
    word: ComparisonWord = ComparisonWord.NOT_COMPARED
    lower: float | None = None
    upper: float | None = None
    more: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """An upright line through all rows: a country, a region, or no change. `label` is what stands over it."""

    name: str
    value: float
    label: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class RankedPlot:
    """Rows from the top, highest value first, on a value axis. `marks` says what each word that occurs means."""

    title: str
    subtitle: str
    alt: str
    source: str
    axis: Axis
    rows: tuple[RankedRow, ...]
    references: tuple[Reference, ...]
    marks: tuple[tuple[ComparisonWord, str], ...]
    sentences: tuple[str, ...]
    compared_with: str
    empty: str = ""
    decimals: int = 1
    suffix: str = ""
    more_heads: tuple[str, ...] = ()
    more_decimals: int = 1
    more_suffix: str = ""
    value_head: str = "Value"

    @property
    def our_name(self) -> str:
        return next((row.name for row in self.rows if row.role is Role.OURS), "")

    @property
    def has_neighbours(self) -> bool:
        return any(row.role is Role.NEIGHBOUR for row in self.rows)

    def named(self) -> tuple[int, ...]:
        """The rows whose names a reader needs when there is no room for all: ours, those compared, both ends."""
        last = len(self.rows) - 1
        return tuple(i for i, row in enumerate(self.rows) if row.role is not None or i in (0, last))


def put_in_order(rows: Iterable[RankedRow]) -> tuple[RankedRow, ...]:
    """The highest value first; equal ones by name."""
    return tuple(sorted(rows, key=lambda row: (-row.value, row.name)))


def tabulate(plot: RankedPlot) -> TwinTable:
    """Every row in the order of the picture, then the lines that are no rows themselves."""
    with_interval = any(row.lower is not None for row in plot.rows)
    ends = ("Lower", "Upper") if with_interval else ()
    heads = ("Area", *plot.more_heads, plot.value_head, *ends, f"Against {plot.compared_with}", "Note")
    numbers: list[tuple[Cell, ...]] = []
    for row in plot.rows:
        limits = (row.lower, row.upper) if with_interval else ()
        against = "" if row.name == plot.compared_with else row.word.value
        note = ROLE_WORDS[row.role] if row.role else ""
        numbers.append((row.name, *row.more, row.value, *limits, against, note))
    names = {row.name for row in plot.rows}
    for line in plot.references:
        if line.name not in names and line.role is not None:
            before, after = [None] * len(plot.more_heads), [None] * len(ends)
            numbers.append((line.name, *before, line.value, *after, "", ROLE_WORDS[line.role]))
    rows = tuple(tuple(_say(cell, plot=plot, at=i) for i, cell in enumerate(row)) for row in numbers)
    return TwinTable(heads, rows, tuple(numbers), title=plot.title, source=plot.source)


def _say(cell: Cell, *, plot: RankedPlot, at: int) -> str:
    if cell is None or isinstance(cell, str):
        return cell or ""
    if 1 <= at <= len(plot.more_heads):
        return say_number(cell, decimals=plot.more_decimals) + plot.more_suffix
    signed = bool(plot.more_heads)
    return say_number(cell, decimals=plot.decimals, signed=signed) + plot.suffix
