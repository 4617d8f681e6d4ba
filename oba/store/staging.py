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
from sqlalchemy import Connection, text

from oba.store.bulk import insert_rows
from oba.store.duplicates import refuse_copied, refuse_neighbours, refuse_taken
from oba.store.names import Names
from oba.store.rows import Floats, Rows, Whole, read_rows
from oba.store.schema import NUMBERS

STORED = ("series_id", "period_id", *NUMBERS, "marker", "source_text", "sheet_column_id", "row")
ROWS_AT_ONCE = 5_000

SQLITE_TABLE = """CREATE TEMP TABLE staging (
    series_id INTEGER NOT NULL, period_id INTEGER NOT NULL,
    value DOUBLE, lower DOUBLE, upper DOUBLE, numerator DOUBLE, denominator DOUBLE,
    marker TEXT NOT NULL, source_text TEXT, sheet_column_id INTEGER NOT NULL, "row" INTEGER,
    PRIMARY KEY (series_id, period_id)) WITHOUT ROWID"""
POSTGRESQL_TABLE = "CREATE TEMP TABLE staging (LIKE observation) ON COMMIT DROP"


@dataclass(slots=True)
class Staged:
    """What `stage` has read. `covered` is the first and last period that the file has of each indicator.

    `series` are the numbers of the series whose rows wait beside the store; `direct` counts the rows
    that are in their place already, all of them of series new with this file.
    """

    names: Names
    load_id: int | None = None
    rows: int = 0
    direct: int = 0
    covered: dict[str, tuple[int, int]] = field(default_factory=dict)
    series: set[int] = field(default_factory=set)


def stage(conn: Connection, frames: Iterable[pd.DataFrame], *, load_id: int | None = None) -> Staged:
    """Put the rows of a file beside the store. StoreError for an unknown code or a figure given twice.

    With the id of a recorded load, rows of new series are written at once, so an error must be let out
    of the transaction.
    """
    sqlite = conn.dialect.name == "sqlite"
    conn.execute(text("DROP TABLE IF EXISTS staging"))
    conn.execute(text(SQLITE_TABLE if sqlite else POSTGRESQL_TABLE))
    staged = Staged(names=Names.read(conn), load_id=load_id)
    for frame in frames:
        if len(frame):
            _take(conn, frame, staged=staged)
    if not sqlite:
        refuse_copied(conn, staged.names)
        conn.execute(text("CREATE UNIQUE INDEX ON staging (series_id, period_id)"))
        conn.execute(text("ANALYZE staging"))
    return staged


def _take(conn: Connection, frame: pd.DataFrame, *, staged: Staged) -> None:
    """Write one frame, in the order in which the table keeps its rows."""
    names, rows = staged.names, read_rows(frame)
    numbers = np.array([names.number_series(*name) for name in rows.series], dtype=np.int64)
    ids = numbers[rows.series_codes]
    if not _in_order(ids, rows.periods):
        order = np.lexsort((rows.periods, ids))
        rows, ids = rows.chosen(order), ids[order]
    heads = np.array([names.number_column(*name) for name in rows.columns], dtype=np.int64)
    columns = heads[rows.column_codes]
    refuse_neighbours(names, rows, ids=ids, columns=columns)
    _cover(rows, staged=staged)
    straight = staged.load_id is not None and conn.dialect.name == "sqlite"
    new = ids >= names.first_new_series if straight else np.zeros(len(ids), dtype=bool)
    if new.any() and staged.load_id is not None:
        names.write_new(load_id=staged.load_id)
        _write(conn, rows, ids=ids, columns=columns, where=new, table="observation", names=names)
        staged.direct += int(new.sum())
    if not new.all():
        _write(conn, rows, ids=ids, columns=columns, where=~new, table="staging", names=names)
        staged.series.update(pd.unique(ids[~new]).tolist())
    staged.rows += len(frame)


def _in_order(ids: Whole, periods: Whole) -> bool:
    step = np.diff(ids)
    return bool(((step > 0) | ((step == 0) & (np.diff(periods) >= 0))).all())


def _cover(rows: Rows, *, staged: Staged) -> None:
    """Note the periods, and how far the file reaches for each indicator."""
    staged.names.periods.update(pd.unique(rows.periods).tolist())
    indicators, keys = pd.factorize(np.array([name[0] for name in rows.series], dtype=object))
    spans = pd.Series(rows.periods).groupby(indicators[rows.series_codes]).agg(["min", "max"])
    for place, first, last in spans.itertuples():
        earlier, later = staged.covered.get(keys[place], (first, last))
        staged.covered[keys[place]] = (min(first, earlier), max(last, later))


def _write(
    conn: Connection,
    rows: Rows,
    *,
    ids: Whole,
    columns: Whole,
    where: NDArray[np.bool_],
    table: str,
    names: Names,
) -> None:
    if not where.all():
        places = np.flatnonzero(where)
        rows, ids, columns = rows.chosen(places), ids[places], columns[places]
    plain = (rows.markers == "") & pd.isna(rows.texts)
    if plain.any() and not plain.all():
        for chosen in (plain, ~plain):
            at = np.flatnonzero(chosen)
            _write(
                conn,
                rows.chosen(at),
                ids=ids[at],
                columns=columns[at],
                where=np.ones(len(at), dtype=bool),
                table=table,
                names=names,
            )
        return
    written = 0
    for start in range(0, len(ids), ROWS_AT_ONCE):
        part = slice(start, start + ROWS_AT_ONCE)
        values: list[list[Any]] = [
            ids[part].tolist(),
            rows.periods[part].tolist(),
            *(_plain(column[part], conn) for column in rows.numbers),
            rows.markers[part].tolist(),
            rows.texts[part].tolist(),
            columns[part].tolist(),
            [number if number >= 0 else None for number in rows.rows[part].tolist()],
        ]
        written += insert_rows(conn, table=table, columns=STORED, values=values)
    if written < len(ids):
        refuse_taken(conn, names, rows, ids=ids, columns=columns, name=table)


def _plain(column: Floats, conn: Connection) -> list[Any]:
    """NaN as NULL, which SQLite's driver sees to by itself."""
    values: list[Any] = column.tolist()
    return (
        values if conn.dialect.name == "sqlite" else [None if value != value else value for value in values]
    )
