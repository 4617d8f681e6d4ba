"""What one page reads, forty indicators of one area, against a query written by hand for PostgreSQL."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, event

from bench import postgres
from bench.plan import HOME, INDICATORS, key_of
from bench.result import Result
from bench.timing import alternate, elapsed_of, say
from bench.workshop import Workshop, url_of
from oba.store.engine import Store, open_store
from oba.store.series import read_series

NAME = "query"
ROUNDS, CALLS = 40, 10
TIMES = 10
KEYS = [key_of(number) for number in range(INDICATORS)]
BY_HAND = """
    SELECT s.indicator, s.area, s.breakdown, o.period_id, o.value, o.lower, o.upper, o.numerator, o.denominator,
           o.marker, o.source_text, c.sheet, c.head, o.row, l.release_id
    FROM series s
    JOIN observation o ON o.series_id = s.id
    JOIN sheet_column c ON c.id = o.sheet_column_id
    JOIN load l ON l.id = c.load_id
    WHERE s.indicator = ANY(%s) AND s.area = %s AND s.breakdown = ''
    ORDER BY s.indicator, s.area, s.breakdown, o.period_id"""


def measure(workshop: Workshop) -> list[Result]:
    store = open_store(url_of(workshop.filled), read_only=True)
    try:
        results = _measure_postgres(workshop, store)
        return [*results, *(_measure_tenfold(workshop, store) if workshop.full else [])]
    finally:
        store.close()


def _measure_postgres(workshop: Workshop, store: Store) -> list[Result]:
    say("  copying the store to PostgreSQL")
    with postgres.serve_copy(workshop) as server, store.reading() as connection:
        question = Question.asked_by_read_series(connection)
        if question.ask(connection) != ask_by_hand(server):
            raise RuntimeError("the store and PostgreSQL do not give the same rows")
        ours, objects, peer, binary = alternate(
            ROUNDS,
            elapsed_of(lambda: question.ask(connection), times=CALLS),
            elapsed_of(lambda: read_page(connection), times=CALLS),
            elapsed_of(lambda: ask_by_hand(server), times=CALLS),
            elapsed_of(lambda: ask_by_hand(server, binary=True), times=CALLS),
        )
    against = "PostgreSQL, by hand"
    return [
        Result("query: rows of a page", ours * 1000, "ms", peer * 1000, against, 1.0),
        Result("query: rows of a page", ours * 1000, "ms", binary * 1000, f"{against}, binary cursor"),
        Result("query: the same, made into series", objects * 1000, "ms", peer * 1000, against),
    ]


def _measure_tenfold(workshop: Workshop, store: Store) -> list[Result]:
    say("  making a store of ten times as many rows")
    large = open_store(url_of(make_tenfold(workshop)), read_only=True)
    try:
        with store.reading() as small_connection, large.reading() as large_connection:
            question = Question.asked_by_read_series(small_connection)
            ours, peer = alternate(
                ROUNDS,
                elapsed_of(lambda: question.ask(large_connection), times=CALLS),
                elapsed_of(lambda: question.ask(small_connection), times=CALLS),
            )
    finally:
        large.close()
    stage = f"query: of {workshop.rows * TIMES:,} rows"
    return [Result(stage, ours * 1000, "ms", peer * 1000, f"of {workshop.rows:,} rows", 1.2)]


def read_page(connection: Connection) -> Any:
    return read_series(connection, indicators=KEYS, areas=[HOME])


def ask_by_hand(server: psycopg.Connection, *, binary: bool = False) -> list[tuple[Any, ...]]:
    """A prepared statement; the rows come as text, as psycopg asks for them by itself, or in binary."""
    with server.cursor(binary=binary) as cursor:
        return cursor.execute(BY_HAND, (KEYS, HOME), prepare=True).fetchall()


class Question:
    """The SQL that `read_series` sends, kept so that it can be asked again for its rows alone."""

    def __init__(self, sql: str, values: Any) -> None:
        self.sql, self.values = sql, values

    @classmethod
    def asked_by_read_series(cls, connection: Connection) -> Question:
        sent: list[tuple[str, Any]] = []

        def note(_: Any, __: Any, sql: str, values: Any, *___: Any) -> None:
            sent.append((sql, values))

        event.listen(connection, "before_cursor_execute", note)
        found = read_page(connection)
        event.remove(connection, "before_cursor_execute", note)
        if len(sent) != 1 or len(found) != INDICATORS:
            raise RuntimeError(f"{len(sent)} questions for {len(found)} series")
        return cls(*sent[0])

    def ask(self, connection: Connection) -> list[tuple[Any, ...]]:
        """Every row as a plain tuple, through the connection that the product uses and all it watches."""
        with connection.exec_driver_sql(self.sql, self.values) as result:
            return list(result.cursor.fetchall())


def make_tenfold(workshop: Workshop) -> Path:
    """The store again with nine more of each area: the same indicators and periods, new series."""
    path = workshop.folder / "tenfold.db"
    shutil.copy(workshop.filled, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA synchronous=OFF")
        database.execute("BEGIN")
        step = database.execute("SELECT max(id) FROM series").fetchone()[0]
        for copy in range(1, TIMES):
            for table, id_columns in (("area", ()), ("series", ("id",)), ("observation", ("series_id",))):
                _copy_table(database, table, id_columns, copy=copy, step=step)
        database.execute("COMMIT")
        database.execute("ANALYZE")
    return path


def _copy_table(
    database: sqlite3.Connection, table: str, id_columns: tuple[str, ...], *, copy: int, step: int
) -> None:
    """Insert the first rows of a table once more, numbers moved on and area codes given an ending."""
    names = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    area = "code" if table == "area" else "area"
    taken = [
        f'"{name}" + {copy * step}'
        if name in id_columns
        else f"\"{name}\" || 'x{copy}'"
        if name == area
        else f'"{name}"'
        for name in names
    ]
    where = f"{id_columns[0]} <= {step}" if id_columns else "code NOT LIKE '%x%'"
    listed = ", ".join(f'"{name}"' for name in names)
    database.execute(f"INSERT INTO {table} ({listed}) SELECT {', '.join(taken)} FROM {table} WHERE {where}")
