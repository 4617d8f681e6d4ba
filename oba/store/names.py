"""The names in a file and the store's numbers for them: series, periods, and the columns cells stand in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from oba.errors import StoreError
from oba.store.bulk import insert_rows
from oba.store.cells import storable
from oba.store.numbers import add_periods, next_id
from oba.store.schema import area, indicator, series, sheet_column

MOST_SERIES = 1 << 23


@dataclass(slots=True)
class Names:
    """`series` gives the number by indicator, then by area and breakdown; `columns` by sheet and head.

    Names that the store does not have are numbered on from the highest, and wait in the `new_` lists to
    be written with the first rows that need them.
    """

    conn: Connection
    indicators: set[str]
    areas: set[str]
    first_new_series: int
    next_series: int
    next_column: int
    series: dict[str, dict[tuple[str, str], int]] = field(default_factory=dict)
    columns: dict[tuple[str, str], int] = field(default_factory=dict)
    periods: set[int] = field(default_factory=set)
    new_series: list[tuple[int, str, str, str]] = field(default_factory=list)
    new_columns: list[tuple[int, str, str]] = field(default_factory=list)

    @classmethod
    def read(cls, conn: Connection) -> Names:
        first = next_id(conn, series.c.id)
        return cls(
            conn=conn,
            indicators=set(conn.execute(select(indicator.c.key)).scalars()),
            areas=set(conn.execute(select(area.c.code)).scalars()),
            first_new_series=first,
            next_series=first,
            next_column=next_id(conn, sheet_column.c.id),
        )

    def number_series(self, indicator_key: str, area_code: str, breakdown: str) -> int:
        """The number of a series, a new one when need be. StoreError for a key or code not in the plan."""
        known = self.series.get(indicator_key)
        if known is None:
            known = self.series[indicator_key] = self._read_known(indicator_key)
        number = known.get((area_code, breakdown))
        if number is None:
            if area_code not in self.areas:
                raise _not_in_plan("area", area_code)
            number = known[area_code, breakdown] = self.next_series
            if number >= MOST_SERIES:
                raise StoreError("the file holds more series than the store can number")
            self.next_series += 1
            self.new_series.append((number, indicator_key, area_code, storable(breakdown)))
        return number

    def number_column(self, sheet: str, head: str) -> int:
        number = self.columns.get((sheet, head))
        if number is None:
            number = self.columns[sheet, head] = self.next_column
            self.next_column += 1
            self.new_columns.append((number, storable(sheet), storable(head)))
        return number

    def write_new(self, *, load_id: int) -> None:
        """Write the names that rows about to be written refer to."""
        columns = [(number, load_id, sheet, head) for number, sheet, head in self.new_columns]
        _insert(self.conn, "series", ("id", "indicator", "area", "breakdown"), self.new_series)
        _insert(self.conn, "sheet_column", ("id", "load_id", "sheet", "head"), columns)
        add_periods(self.conn, self.periods)
        self.new_series.clear()
        self.new_columns.clear()
        self.periods.clear()

    def series_names(self, numbers: Iterable[int]) -> dict[int, tuple[str, str, str]]:
        """Indicator, area and breakdown of the series with these numbers."""
        wanted = set(numbers)
        return {
            number: (indicator_key, *name)
            for indicator_key, names in self.series.items()
            for name, number in names.items()
            if number in wanted
        }

    def column_names(self) -> dict[int, tuple[str, str]]:
        return {number: name for name, number in self.columns.items()}

    def _read_known(self, indicator_key: str) -> dict[tuple[str, str], int]:
        if indicator_key not in self.indicators:
            raise _not_in_plan("indicator", indicator_key)
        wanted = select(series.c.area, series.c.breakdown, series.c.id).where(
            series.c.indicator == indicator_key
        )
        return {(place, breakdown): number for place, breakdown, number in self.conn.execute(wanted)}


def _insert(
    conn: Connection, table: str, columns: tuple[str, ...], rows: Sequence[tuple[object, ...]]
) -> None:
    insert_rows(conn, table=table, columns=columns, values=list(zip(*rows, strict=True)))


def _not_in_plan(noun: str, key: str) -> StoreError:
    return StoreError(f"this {noun} is not in the plan", where=key, remedy=f"Add it to the plan's {noun}s")
