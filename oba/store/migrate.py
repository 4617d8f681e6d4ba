"""Bring a store to the newest schema, all or nothing.

A SQLite file is migrated where it stands, in one BEGIN IMMEDIATE transaction that is checked before it
is kept, and not on a copy that is then swapped in: a swap would leave another process writing to the
old file under its old name, and Windows refuses to replace a file that is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.runtime.migration import RevisionStep
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from oba.errors import StoreError
from oba.store.engine import BEGIN, Store, connect_store, newer, read_state, wait_for_turn
from oba.store.faults import speaking
from oba.store.location import locate, may_write
from oba.store.schema import metadata

SCRIPTS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class MigrationReport:
    """The revision before ('' for an empty store) and after, and the revisions that were applied."""

    before: str
    after: str
    applied: tuple[str, ...]


def script_directory(scripts: Path = SCRIPTS) -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    return ScriptDirectory.from_config(config)


def state(url: str) -> str:
    """`empty`, `current`, `older` or `newer`. A file that is not there is empty."""
    location = locate(url)
    if location.path is not None and not location.path.exists():
        return "empty"
    # A save that was cut off is put right by the first opening for writing, so that is tried when it can be.
    writable = location.path is None or may_write(location.path)
    store = connect_store(location, read_only=not writable, create=False)
    try:
        return read_state(store)
    finally:
        store.close()


def migrate(url: str, *, scripts: Path = SCRIPTS) -> MigrationReport:
    """Make or upgrade the store at `url`. StoreError, and the store as it was, when that cannot be done."""
    store = connect_store(locate(url), read_only=False, create=True)
    try:
        if read_state(store) == "newer":
            raise newer(store.name)
        return _upgrade(store, script_directory(scripts))
    finally:
        store.close()


def _upgrade(store: Store, scripts: ScriptDirectory) -> MigrationReport:
    applied: list[str] = []

    def steps(current: Sequence[str], _: MigrationContext) -> list[RevisionStep]:
        chosen = scripts._upgrade_revs("head", current)  # type: ignore[arg-type]
        applied.extend(step.revision.revision for step in chosen)
        return chosen

    with speaking(store.name), store.engine.connect() as conn:
        conn.execution_options(**{BEGIN: "BEGIN IMMEDIATE"})
        with conn.begin():
            wait_for_turn(conn)
            options = {"fn": steps, "transactional_ddl": True, "target_metadata": metadata}
            context = MigrationContext.configure(conn, opts=options)
            before = context.get_current_revision() or ""
            with Operations.context(context):
                context.run_migrations()
            _check(conn, name=store.name)
            after = context.get_current_revision() or ""
    return MigrationReport(before=before, after=after, applied=tuple(applied))


def _check(conn: Connection, *, name: str) -> None:
    """Look the migrated file over while it can still be undone."""
    if conn.dialect.name != "sqlite":
        return
    sound = conn.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
    if not sound or conn.execute(text("PRAGMA foreign_key_check")).first():
        raise StoreError(
            "the migrated store did not pass its check, so it was left as it was",
            where=name,
            remedy="Restore the store from the last backup and try again",
        )
