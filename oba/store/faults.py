"""What the database driver reports, put as a sentence that may be shown: no path, no SQL, no secret."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from oba.errors import StoreError

SAVING = ("someone is saving", "Nothing was written: try again in a moment")
FULL = ("the disk is full", "Nothing was written: make room and try again")
REFUSED = ("the store may not be read or written here", "Ask for permission on the file and its folder")
DAMAGED = ("the store is damaged", "Restore it from the last backup")
NO_STORE = ("this is not a store of this product", "Check the name of the store")
UNREADABLE = ("the store cannot be opened", "Check that the file is there and may be read")
DISK = ("the disk did not do as it was told", "Nothing was written: check the disk and try again")
CUT_OFF = ("a save was cut off half way", "Open the store once for writing, which puts it right")
READ_ONLY = ("this copy of the store is for reading only", "Work on the Trust's own store")
TOO_LONG = ("the question took too long to answer", "Ask for fewer series at once")
BROKEN_RULE = (
    "a record names something that is not there, or one that is already there",
    "Nothing was written: check the keys and codes in the plan",
)
NO_SERVER = ("the database server does not answer", "Check that it is running and its address")
NO_ENTRY = ("the database server refuses this user", "Check the user, the password and the database name")

SQLITE = {
    "SQLITE_BUSY": SAVING,
    "SQLITE_LOCKED": SAVING,
    "SQLITE_FULL": FULL,
    "SQLITE_PERM": REFUSED,
    "SQLITE_READONLY": REFUSED,
    "SQLITE_AUTH": READ_ONLY,
    "SQLITE_CANTOPEN": UNREADABLE,
    "SQLITE_NOTADB": NO_STORE,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_IOERR": DISK,
    "SQLITE_INTERRUPT": TOO_LONG,
    "SQLITE_CONSTRAINT": BROKEN_RULE,
}
EXACT = {"SQLITE_READONLY_ROLLBACK": CUT_OFF, "SQLITE_READONLY_RECOVERY": CUT_OFF}
POSTGRESQL = {
    "55P03": SAVING,
    "40001": SAVING,
    "40P01": SAVING,
    "53100": FULL,
    "42501": REFUSED,
    "25006": READ_ONLY,
    "28P01": NO_ENTRY,
    "28000": NO_ENTRY,
    "3D000": NO_ENTRY,
    "57014": TOO_LONG,
    "23": BROKEN_RULE,
    "08": NO_SERVER,
    "57P": NO_SERVER,
}
OWN_RULE = ("SQLITE_CONSTRAINT_TRIGGER", "P0001")


def sentence(error: BaseException, *, name: str) -> StoreError | None:
    """The fault behind `error` in plain words, or None for one that is a mistake of ours."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    if isinstance(error, PoolTimeout):
        return StoreError("too many people are reading at once", where=name, remedy="Try again in a moment")
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
    if code in OWN_RULE:
        return StoreError(_own_words(cause), where=name)
    words = EXACT.get(code) or SQLITE.get("_".join(code.split("_")[:2])) or _postgresql(code)
    if not code and type(cause).__name__ in ("OperationalError", "ConnectionTimeout"):
        words = _unnamed(str(cause))
    return StoreError(words[0], where=name, remedy=words[1]) if words else None


def _postgresql(code: str) -> tuple[str, str] | None:
    return POSTGRESQL.get(code) or POSTGRESQL.get(code[:3]) or POSTGRESQL.get(code[:2])


def _unnamed(message: str) -> tuple[str, str]:
    """A failed connection to PostgreSQL carries no code, only the server's words."""
    refused = (
        "password authentication failed",
        "does not exist",
        "no pg_hba.conf entry",
        "no password supplied",
    )
    return NO_ENTRY if any(words in message for words in refused) else NO_SERVER


def _own_words(cause: BaseException) -> str:
    """The sentence that one of the schema's own triggers raised."""
    diagnosis = getattr(cause, "diag", None)
    return str(getattr(diagnosis, "message_primary", None) or cause)


@contextmanager
def speaking(name: str) -> Iterator[None]:
    """Turn the driver's errors into StoreError about the store called `name`; let mistakes of ours pass."""
    try:
        yield
    except _driver_errors() as error:
        fault = sentence(error, name=name)
        if fault is None:
            raise
        raise fault from error


def _driver_errors() -> tuple[type[BaseException], ...]:
    """psycopg counts only once it has been imported, which opening a PostgreSQL store does."""
    server = getattr(sys.modules.get("psycopg"), "Error", None)
    return (DBAPIError, sqlite3.Error, PoolTimeout, *((server,) if server else ()))
