"""Build a published copy: a store of its own that never held anything but what may be published.

It is filled from an allow-list of tables, columns and rows (`public_columns`, `public_rows`), so that what is added to
the store tomorrow is not published by oversight. The same content gives the same bytes.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, NullPool, Table, create_engine, insert

from oba.errors import StoreError
from oba.model.day import day_of
from oba.model.disclosure import Protected
from oba.store import schema, sqlite
from oba.store.engine import Store
from oba.store.faults import speaking
from oba.store.migrate import migrate
from oba.store.public_baselines import gather_baselines
from oba.store.public_figures import (
    NOW,
    PAST,
    Figures,
    each_row,
    find_figures,
    find_givers,
    list_kept_back,
    list_origins,
)
from oba.store.public_rows import Gathering, add_stubs, gather_plan, gather_talk, list_references
from oba.store.publications import read_publications
from oba.store.shelf import BUILDING, ENDING, BuiltCopy, hash_file

UNSAFE = ("PRAGMA foreign_keys=OFF", "PRAGMA synchronous=OFF", "PRAGMA journal_mode=OFF")
"""A copy that is being built is nobody's yet: one that is cut off is thrown away."""
NO_FINGERPRINT = "not published "
"""Instead of the SHA-256 of a file with hidden figures: who knows all the rest could try what fits it."""


def build_copy(
    store: Store,
    folder: Path,
    *,
    number: int,
    published_on: date,
    note: str,
    protected: Sequence[Protected] = (),
    past: Sequence[Protected] = (),
    untold: Collection[str] = (),
) -> BuiltCopy:
    """Write what may be published of a store into a new file in `folder`, ready to be put on the shelf.

    `published_on` is the planned day: nobody knows yet on which it is released, and the pointer says that.
    `protected` are the figures that are hidden or rounded, `past` those that do not stand any more and are small: the
    past of either is left out. `untold` are the indicators whose success story is not shown. StoreError where it fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _file(folder) as building, _file(folder, keep=True) as built:
        building.write_bytes(_empty_store())
        at = datetime.combine(published_on, time(), tzinfo=UTC)
        with store.reading() as conn, _filling(building) as target:
            found = Gathering(conn, at)
            gather_plan(found)
            figures = find_figures(
                conn, indicators=found.keys(schema.indicator), protected=protected, past=past
            )
            for table, rows in each_row(figures):
                _write_tuples(target, table, rows)
            gather_talk(found, untold=untold)
            _gather_origins(found, figures)
            _gather_publications(found, number=number, note=note)
            add_stubs(found)
            _gather_periods(found, figures)
            _write_all(target, found, number=number)
        _finish(building, built)
        return BuiltCopy(built, hash_file(built), built.stat().st_size, number)


@cache
def _empty_store() -> bytes:
    """A store with the newest schema and nothing in it. Making one takes longer than filling it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        migrate(f"sqlite:///{path}")
        return path.read_bytes()


@contextmanager
def _file(folder: Path, *, keep: bool = False) -> Iterator[Path]:
    """A new empty file; it is gone at the end, but where it is to be kept and nothing went wrong."""
    handle, name = tempfile.mkstemp(prefix=BUILDING, suffix=ENDING, dir=folder)
    path = Path(name)
    open(handle, "rb").close()
    whole = False
    try:
        yield path
        whole = True
    finally:
        if not (keep and whole):
            path.unlink(missing_ok=True)


@contextmanager
def _filling(path: Path) -> Iterator[Connection]:
    """A connection that writes without waiting for the disk, and while none of the schema's triggers stands."""
    engine = create_engine("sqlite://", creator=lambda: sqlite.connect(path, mode="rw"), poolclass=NullPool)
    with speaking(path.name), engine.connect() as conn:
        driver = _driver(conn)
        for statement in UNSAFE:
            driver.execute(statement)
        listed = driver.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        triggers = listed.fetchall()
        driver.execute("BEGIN")
        for name, _ in triggers:
            driver.execute(f'DROP TRIGGER "{name}"')
        yield conn
        for _, statement in triggers:
            driver.execute(statement)
        driver.execute("COMMIT")
    engine.dispose()


def _driver(conn: Connection) -> sqlite3.Connection:
    driver = conn.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _write_tuples(target: Connection, table: Table, rows: list[tuple[Any, ...]]) -> None:
    """Rows of figures, whose columns are those of `NOW` or `PAST`."""
    names = NOW if table is schema.observation else PAST
    columns, slots = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    _driver(target).executemany(f"INSERT INTO {table.name} ({columns}) VALUES ({slots})", rows)  # noqa: S608


def _gather_origins(found: Gathering, figures: Figures) -> None:
    """The releases and loads that the public is told of, and the baselines that may be published."""
    series, columns, reach = list_origins(figures)
    found.add(schema.series, series)
    found.add(schema.sheet_column, columns)
    found.add(schema.coverage, reach)
    found.add(schema.confirmation, figures.runs)
    loads = [row for row in found.read(schema.load) if row["id"] in figures.loads]
    found.add(schema.load, loads)
    releases = {row["release_id"] for row in loads}
    givers = find_givers(figures)
    secret = {row["release_id"] for row in loads if row["id"] in givers}
    for row in found.read(schema.release):
        if row["id"] in releases:
            told = {"sha256": f"{NO_FINGERPRINT}{row['id']}"} if row["id"] in secret else {}
            found.add(schema.release, [row], **told)
    gather_baselines(found, kept_back=list_kept_back(figures), releases=releases)


def _gather_publications(found: Gathering, *, number: int, note: str) -> None:
    """This publication as it is planned, and those released before it with the day on which each was.

    Of a withdrawn one, that it was there, not what it said.
    """
    own = {"number": number, "note": note, "sha256": ""}
    found.add(schema.publication, [own], release_at=found.at)
    for one in read_publications(found.conn):
        if one.number < number and one.released_at is not None:
            told = {"number": one.number, "note": one.note, "sha256": one.sha256}
            days = {"released_at": _day(one.released_at), "approved_at": _day(one.released_at)}
            if one.withdrawn_at is not None:
                told, days["withdrawn_at"] = {**told, "note": "", "sha256": ""}, _day(one.withdrawn_at)
            found.add(schema.publication, [told], **days)
    found.rows[schema.publication].sort(key=lambda row: row["number"])


def _day(moment: datetime) -> datetime:
    """The day that it was in London, as the moment at which that day begins in UTC."""
    return datetime.combine(day_of(moment), time(), tzinfo=UTC)


def _gather_periods(found: Gathering, figures: Figures) -> None:
    wanted = list_references(found, schema.period.c.id) | figures.periods
    found.add(schema.period, (row for row in found.read(schema.period) if row["id"] in wanted))


def _write_all(target: Connection, found: Gathering, *, number: int) -> None:
    target.execute(schema.meta.delete())
    target.execute(insert(schema.meta).values(id=1, version=number, talk_version=0))
    for table in schema.metadata.sorted_tables:
        if rows := found.rows.get(table):
            target.execute(insert(table), rows)


def _finish(building: Path, built: Path) -> None:
    """Check that every reference leads somewhere, and write the file anew, so that it holds nothing but its content."""
    connection = sqlite3.connect(building)
    try:
        with speaking(building.name):
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
            connection.execute("VACUUM INTO ?", (str(built),))
    finally:
        connection.close()
    if broken is not None:
        raise StoreError(
            "the published copy did not pass its check, so it was not kept",
            where=f"table {broken[0]}",
            remedy="Publish again; if it fails again, restore the store from the last backup",
        )
