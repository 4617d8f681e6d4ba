"""The open store: one address, one connection pool, and the two ways in, reading and writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, inspect, select, text, update

from oba.errors import StoreError
from oba.store import sqlite
from oba.store.faults import READ_ONLY, REFUSED, speaking
from oba.store.location import Location, check_file, locate, may_write
from oba.store.schema import REVISIONS, meta
from oba.store.shelf import is_copy

BEGIN = "oba_begin"
LOCK_KEY = 6_004_002
CONNECT_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. `url` holds no password; `name` is the file or database, safe to show."""

    url: str
    name: str
    read_only: bool
    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent picture of the store. Whatever is written in it is undone at the end."""
        with speaking(self.name), self.engine.connect() as conn:
            if conn.dialect.name != "sqlite":
                conn.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=self.read_only)
            transaction = conn.begin()
            try:
                yield conn
            finally:
                transaction.rollback()

    @contextmanager
    def writing(self, *, quietly: bool = False, talk: bool = False) -> Iterator[Connection]:
        """The one writer: all of it is kept at the end, or none. A second writer waits, then is told.

        What is written `quietly` leaves the version of the store, under which pages keep what they show: for drafts.
        What is a `talk`'s alone leaves what is found of figures: no curve, finding or verdict may be made of it.
        """
        if self.read_only:
            raise StoreError(READ_ONLY[0], where=self.name, remedy=READ_ONLY[1])
        with speaking(self.name), self.engine.connect() as conn:
            conn.execution_options(**{BEGIN: "BEGIN IMMEDIATE"})
            transaction = conn.begin()
            try:
                wait_for_turn(conn)
                yield conn
                if transaction.is_active:
                    if not quietly:
                        of_talk = {"talk_version": meta.c.talk_version + 1} if talk else {}
                        conn.execute(update(meta).values(version=meta.c.version + 1, **of_talk))
                    transaction.commit()
            finally:
                transaction.close()

    def close(self) -> None:
        self.engine.dispose()


def open_store(url: str, *, read_only: bool = False) -> Store:
    """Open the store at `url`; StoreError when it is missing, older, newer, damaged or out of reach."""
    location = locate(url)
    store = connect_store(location, read_only=read_only, create=False)
    try:
        _refuse(read_state(store), name=location.name)
    except StoreError:
        store.close()
        raise
    return store


def check_schema(conn: Connection, *, name: str) -> None:
    """That a store which has been open for long is still as this version knows it. StoreError as `open_store`."""
    _refuse(_read_revision(conn), name=name)


def _refuse(condition: str, *, name: str) -> None:
    if condition == "newer":
        raise newer(name)
    if condition == "empty":
        raise StoreError("there is no store here yet", where=name, remedy="Make it: python -m oba init")
    if condition == "older":
        raise StoreError(
            "this store was made by an earlier version",
            where=name,
            remedy="Bring it up to date: python -m oba init",
        )


def identify(url: str) -> str:
    """What tells a SQLite file from another later put in its place; '' for a server."""
    path = locate(url).path
    if path is None or not path.exists():
        return ""
    found = path.stat()
    return f"{found.st_dev}:{found.st_ino}"


def newer(name: str) -> StoreError:
    return StoreError(
        "this store was written by a newer version of the dashboard",
        where=name,
        remedy="Install that version, or open another store",
    )


def connect_store(location: Location, *, read_only: bool, create: bool) -> Store:
    """A store whose schema has not been looked at yet. `create` lets a SQLite file be made."""
    if location.path is None:
        engine = _postgresql_engine(location)
    else:
        check_file(location.path, must_exist=not create)
        if not read_only and not may_write(location.path):
            raise StoreError(REFUSED[0], where=location.name, remedy=REFUSED[1])
        engine = _sqlite_engine(location, mode="ro" if read_only else "rwc" if create else "rw")
    return Store(url=location.url, name=location.name, read_only=read_only, engine=engine)


def _sqlite_engine(location: Location, *, mode: str) -> Engine:
    path = location.path
    if path is None:
        raise ValueError("a SQLite store has a path")
    engine = create_engine("sqlite://", creator=lambda: sqlite.connect(path, mode=mode), poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begin(conn: Connection) -> None:
        conn.exec_driver_sql(conn.get_execution_options().get(BEGIN, "BEGIN"))

    if mode == "ro":
        _limit_time(engine, seconds=sqlite.COPY_SECONDS if is_copy(path) else sqlite.STATEMENT_SECONDS)
    return engine


def _limit_time(engine: Engine, *, seconds: float) -> None:
    @event.listens_for(engine, "connect")
    def watch(connection: object, record: object) -> None:
        record.info["deadline"] = sqlite.Deadline(connection, seconds=seconds)  # type: ignore[attr-defined, arg-type]

    @event.listens_for(engine, "before_cursor_execute")
    def restart(conn: Connection, *_: object) -> None:
        conn.info["deadline"].restart()


def _postgresql_engine(location: Location) -> Engine:
    if location.server is None:
        raise ValueError("a PostgreSQL store has an address")
    arguments = {"connect_timeout": CONNECT_SECONDS, "application_name": "oba"}
    return create_engine(location.server, connect_args=arguments, pool_pre_ping=True)


def wait_for_turn(conn: Connection) -> None:
    """PostgreSQL would let two writers in; our ids and our history need one at a time, as on SQLite."""
    if conn.dialect.name == "sqlite":
        return
    conn.execute(text(f"SET LOCAL lock_timeout = '{sqlite.BUSY_SECONDS:g}s'"))
    conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK_KEY})


def read_state(store: Store) -> str:
    """`empty`, `current`, `older` or `newer`; StoreError for a database that is something else."""
    with store.reading() as conn:
        names = inspect(conn).get_table_names()
        if not names:
            return "empty"
        if "alembic_version" not in names:
            raise StoreError(
                "this is not a store of this product", where=store.name, remedy="Check the name of the store"
            )
        return _read_revision(conn)


def _read_revision(conn: Connection) -> str:
    found = conn.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    if found is None:
        return "empty"
    if found not in REVISIONS:
        return "newer"
    return "current" if found == REVISIONS[-1] else "older"


def store_version(conn: Connection) -> int:
    """A number that grows with every write: the key under which what was read may be kept."""
    return int(conn.execute(select(meta.c.version)).scalar_one())


def figures_version(conn: Connection) -> int:
    """A number that grows with every write but those of a talk: the key of curves, findings and verdicts."""
    return int(conn.execute(select(meta.c.version - meta.c.talk_version)).scalar_one())
