"""How a SQLite file is opened: the settings that lose nothing, and the lock on a published copy."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

BUSY_SECONDS = 5.0
STATEMENT_SECONDS, COPY_SECONDS = 5.0, 1.0
"""How long a question may take where a store is only read, and in a published copy, which anybody may ask."""
STEPS_BETWEEN_LOOKS = 20_000
CACHE_KIB = 2_048

SETTINGS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    f"PRAGMA cache_size=-{CACHE_KIB}",
)
# Rollback journal, not WAL: SQLite before 3.51.3 can corrupt a WAL file on reset, and TRUNCATE with
# FULL lost nothing in simulated power cuts where DELETE with FULL did.
DURABLE = ("PRAGMA journal_mode=TRUNCATE", "PRAGMA synchronous=FULL")

READ_ACTIONS = frozenset(
    {sqlite3.SQLITE_READ, sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE, sqlite3.SQLITE_TRANSACTION}
)
READ_PRAGMAS = frozenset(
    {"integrity_check", "quick_check", "foreign_key_check", "page_count", "page_size", "read_uncommitted"}
)
BARRED_FUNCTIONS = frozenset({"load_extension", "writefile", "readfile", "edit", "fts3_tokenizer"})


def connect(path: Path, *, mode: str) -> sqlite3.Connection:
    """A connection in `mode` ro, rw (the file must be there) or rwc (made when it is not).

    The driver's own transactions are switched off: ours begin with a BEGIN of our own.
    """
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    for statement in SETTINGS if mode == "ro" else SETTINGS + DURABLE:
        connection.execute(statement)
    if mode == "ro":
        lock_for_reading(connection)
    return connection


def lock_for_reading(connection: sqlite3.Connection) -> None:
    """Refuse everything but reading this one file.

    `mode=ro` alone still lets SQL make other files by ATTACH or VACUUM INTO, and `query_only` can be
    undone by SQL, so an authorizer stands behind both and no file can be attached.
    """
    connection.execute("PRAGMA query_only=ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.set_authorizer(allow_reading)


def allow_reading(
    action: int, first: str | None, second: str | None, _database: str | None, _trigger: str | None
) -> int:
    if action in READ_ACTIONS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and second not in BARRED_FUNCTIONS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and first in READ_PRAGMAS and second is None:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


class Deadline:
    """Stops a statement that has worked for so many seconds since `restart`, in the thread that asks.

    What counts is the thread's own time: on a busy machine a short question is not stopped for having to wait.
    """

    def __init__(self, connection: sqlite3.Connection, *, seconds: float = STATEMENT_SECONDS) -> None:
        self.seconds = seconds
        self.restart()
        connection.set_progress_handler(self.is_past, STEPS_BETWEEN_LOOKS)

    def restart(self) -> None:
        self.ends = time.thread_time() + self.seconds

    def is_past(self) -> bool:
        return time.thread_time() > self.ends
