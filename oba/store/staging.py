"""The first step of a load: the rows of a file in a table of their own, under the store's own numbers.

Rows of series that the store has never seen have nothing to be compared with, so on SQLite, when the
load is already recorded, they go straight to their place: half the writing for a first load.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Connection, select, text

from oba.errors import StoreError
from oba.model.period import Period
from oba.store.bulk import insert_rows
from oba.store.numbers import add_periods, next_id
from oba.store.rows import NUMBERS, Floats, Rows, Whole, read_rows
from oba.store.schema import area, indicator, period, series, sheet_column

STORED = ("series_id", "period_id", *NUMBERS, "marker", "source_text", "sheet_column_id", "row")
PERIOD_BITS = 40
MOST_SERIES = 1 << 23

SQLITE_TABLE = """CREATE TEMP TABLE staging (
    series_id INTEGER NOT NULL, period_id INTEGER NOT NULL,
    value DOUBLE, lower DOUBLE, upper DOUBLE, numerator DOUBLE, denominator DOUBLE,
    marker TEXT NOT NULL, source_text TEXT, sheet_column_id INTEGER NOT NULL, "row" INTEGER,
    PRIMARY KEY (series_id, period_id)) WITHOUT ROWID"""
POSTGRESQL_TABLE = "CREATE TEMP TABLE staging (LIKE observation) ON COMMIT DROP"


@dataclass(slots=True)
class Staged:
    """What `stage` has read. `covered` is the first and last period that the file has of each indicator.

    `series` gives the store's number by indicator, then by area and breakdown. The `new_` lists are the
    names that the store does not have yet, written with the rows that need them. `staged_series` are the
    numbers of the series that wait beside the store; `direct` counts the rows already in their place, all
    of them of series numbered from `first_new_series`.
    """

    rows: int = 0
    direct: int = 0
    load_id: int | None = None
    first_new_series: int = 1
    series: dict[str, dict[tuple[str, str], int]] = field(default_factory=dict)
    columns: dict[tuple[str, str], int] = field(default_factory=dict)
    covered: dict[str, tuple[int, int]] = field(default_factory=dict)
    staged_series: set[int] = field(default_factory=set)
    new_series: list[tuple[int, str, str, str]] = field(default_factory=list)
    new_columns: list[tuple[int, str, str]] = field(default_factory=list)
    new_periods: list[int] = field(default_factory=list)


def stage(conn: Connection, frames: Iterable[pd.DataFrame], *, load_id: int | None = None) -> Staged:
    """Put the rows of a file beside the store. StoreError for an unknown code or for a figure given twice.

    With the id of a recorded load, rows of new series are written at once, so an error must be let out
    of the transaction.
    """
    stager = _Stager(conn, load_id=load_id)
    for frame in frames:
        if len(frame):
            stager.take(frame)
    return stager.finish()


def write_names(conn: Connection, staged: Staged, *, load_id: int) -> None:
    """Write the series, periods and cell columns that rows about to be written refer to."""
    insert_rows(
        conn,
        table="series",
        columns=("id", "indicator", "area", "breakdown"),
        values=list(zip(*staged.new_series, strict=True)),
    )
    add_periods(conn, staged.new_periods)
    columns = [(number, load_id, sheet, head) for number, sheet, head in staged.new_columns]
    insert_rows(
        conn,
        table="sheet_column",
        columns=("id", "load_id", "sheet", "head"),
        values=list(zip(*columns, strict=True)),
    )
    staged.new_series.clear()
    staged.new_periods.clear()
    staged.new_columns.clear()


class _Stager:
    def __init__(self, conn: Connection, *, load_id: int | None) -> None:
        self.conn = conn
        self.sqlite = conn.dialect.name == "sqlite"
        self.straight = self.sqlite and load_id is not None
        self.staged = Staged(load_id=load_id)
        conn.execute(text("DROP TABLE IF EXISTS staging"))
        conn.execute(text(SQLITE_TABLE if self.sqlite else POSTGRESQL_TABLE))
        self.staged.first_new_series = self.next_series = next_id(conn, series.c.id)
        self.next_column = next_id(conn, sheet_column.c.id)
        self.indicators = set(conn.execute(select(indicator.c.key)).scalars())
        self.areas = set(conn.execute(select(area.c.code)).scalars())
        self.periods = set(conn.execute(select(period.c.id)).scalars())
        self.keys: list[Whole] = []
        self.cells: list[tuple[NDArray[np.int32], NDArray[np.int32]]] = []

    def take(self, frame: pd.DataFrame) -> None:
        rows = read_rows(frame)
        ids = np.array([self.series_id(*name) for name in rows.series], dtype=np.int64)
        keys = (ids[rows.series_codes] << PERIOD_BITS) | rows.periods
        if (np.diff(keys) < 0).any():
            order = np.argsort(keys, kind="stable")
            rows, keys = rows.chosen(order), keys[order]
        columns = np.array([self.column_id(*name) for name in rows.columns], dtype=np.int64)[
            rows.column_codes
        ]
        self.keep_periods(rows)
        self.keys.append(keys)
        self.cells.append((columns.astype(np.int32), rows.rows.astype(np.int32)))
        self.write(rows, ids=ids[rows.series_codes], columns=columns)
        self.staged.rows += len(frame)

    def series_id(self, indicator_key: str, area_code: str, breakdown: str) -> int:
        known = self.staged.series.get(indicator_key)
        if known is None:
            known = self.staged.series[indicator_key] = self.read_known(indicator_key)
        number = known.get((area_code, breakdown))
        if number is None:
            if area_code not in self.areas:
                raise StoreError(
                    "this area is not in the plan", where=area_code, remedy="Add it to the plan's areas"
                )
            number = known[area_code, breakdown] = self.next_series
            self.next_series += 1
            if number >= MOST_SERIES:
                raise StoreError("the file holds more series than the store can number")
            self.staged.new_series.append((number, indicator_key, area_code, breakdown))
        return number

    def read_known(self, indicator_key: str) -> dict[tuple[str, str], int]:
        if indicator_key not in self.indicators:
            raise StoreError(
                "this indicator is not in the plan",
                where=indicator_key,
                remedy="Add it to the plan's indicators",
            )
        wanted = select(series.c.area, series.c.breakdown, series.c.id).where(
            series.c.indicator == indicator_key
        )
        return {(place, breakdown): number for place, breakdown, number in self.conn.execute(wanted)}

    def column_id(self, sheet: str, head: str) -> int:
        number = self.staged.columns.get((sheet, head))
        if number is None:
            number = self.staged.columns[sheet, head] = self.next_column
            self.next_column += 1
            self.staged.new_columns.append((number, sheet, head))
        return number

    def keep_periods(self, rows: Rows) -> None:
        """Note the periods that are new, and how far the file reaches for each indicator."""
        for key in pd.unique(rows.periods).tolist():
            if key not in self.periods:
                self.periods.add(key)
                self.staged.new_periods.append(key)
        indicators, names = pd.factorize(np.array([name[0] for name in rows.series], dtype=object))
        spans = pd.Series(rows.periods).groupby(indicators[rows.series_codes]).agg(["min", "max"])
        for place, first, last in spans.itertuples():
            earlier, later = self.staged.covered.get(names[place], (first, last))
            self.staged.covered[names[place]] = (min(first, earlier), max(last, later))

    def write(self, rows: Rows, *, ids: Whole, columns: Whole) -> None:
        new = ids >= self.staged.first_new_series if self.straight else np.zeros(len(ids), dtype=bool)
        if new.any():
            write_names(self.conn, self.staged, load_id=self.staged.load_id or 0)
            self.insert(rows, ids=ids, columns=columns, where=new, table="observation")
            self.staged.direct += int(new.sum())
        if not new.all():
            self.insert(rows, ids=ids, columns=columns, where=~new, table="staging")
            self.staged.staged_series.update(pd.unique(ids[~new]).tolist())

    def insert(self, rows: Rows, *, ids: Whole, columns: Whole, where: NDArray[np.bool_], table: str) -> None:
        if not where.all():
            places = np.flatnonzero(where)
            rows, ids, columns = rows.chosen(places), ids[places], columns[places]
        values: list[list[Any]] = [
            ids.tolist(),
            rows.periods.tolist(),
            *(self.plain(column) for column in rows.numbers),
            rows.markers,
            rows.texts,
            columns.tolist(),
            [number if number >= 0 else None for number in rows.rows.tolist()],
        ]
        insert_rows(self.conn, table=table, columns=STORED, values=values)

    def plain(self, column: Floats) -> list[Any]:
        """SQLite's driver writes NaN as NULL by itself."""
        values: list[Any] = column.tolist()
        return values if self.sqlite else [None if value != value else value for value in values]

    def finish(self) -> Staged:
        self.refuse_twice()
        if not self.sqlite:
            self.conn.execute(text("CREATE UNIQUE INDEX ON staging (series_id, period_id)"))
            self.conn.execute(text("ANALYZE staging"))
        return self.staged

    def refuse_twice(self) -> None:
        """Raise StoreError for the first figure that the file gives twice, naming both cells."""
        keys = np.concatenate(self.keys) if self.keys else np.empty(0, dtype=np.int64)
        if (np.diff(keys) > 0).all():
            return
        order = np.argsort(keys, kind="stable")
        twice = np.flatnonzero(np.diff(keys[order]) == 0)
        if len(twice):
            columns = np.concatenate([column for column, _ in self.cells])
            rows = np.concatenate([row for _, row in self.cells])
            pair = [
                self.cell(int(columns[place]), int(rows[place])) for place in order[twice[0] : twice[0] + 2]
            ]
            raise self.twice(int(keys[order[twice[0]]]), cells=pair)

    def cell(self, column: int, row: int) -> str:
        sheet, head = next(name for name, number in self.staged.columns.items() if number == column)
        return cell_address(sheet, head, row if row >= 0 else None)

    def twice(self, key: int, *, cells: list[str]) -> StoreError:
        number, when = divmod(key, 1 << PERIOD_BITS)
        indicator_key, (place, breakdown) = next(
            (indicator_key, name)
            for indicator_key, names in self.staged.series.items()
            for name, found in names.items()
            if found == number
        )
        what = ", ".join(
            part for part in (indicator_key, place, breakdown, Period.from_key(when).label) if part
        )
        return StoreError(
            f"both give a figure for {what}",
            where=" and ".join(cells),
            expected="one figure for one indicator, area, breakdown and period",
            remedy="Take one of the two out of the file",
        )


def cell_address(sheet: str, head: str, row: int | None) -> str:
    """The sheet and cell as a reader finds them: `Year 6!D14`, or `value, line 14` of a CSV."""
    cell = head if row is None else f"{head}{row}"
    return f"{sheet}!{cell}" if sheet else cell
