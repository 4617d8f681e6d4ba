"""A private PostgreSQL server on a socket in a folder of its own, holding what a store holds."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg

from bench.plan import make_book
from bench.workshop import Workshop
from oba.store.engine import open_store
from oba.store.migrate import migrate
from oba.store.plans import write_plan

TABLES = ("release", "load", "sheet_column", "period", "series", "observation")
SETTINGS = ("listen_addresses=", "fsync=off", "shared_buffers=512MB", "max_connections=20")
WAIT_SECONDS = 30


@contextmanager
def serve_copy(workshop: Workshop) -> Iterator[psycopg.Connection]:
    """A connection to a server that has the workshop's store: the same tables, keys and rows, in key order."""
    with tempfile.TemporaryDirectory(prefix="oba-bench-pg-") as folder, _server(Path(folder)):
        migrate(f"postgresql://oba@/postgres?host={folder}")
        store = open_store(f"postgresql://oba@/postgres?host={folder}")
        with store.writing() as writing:
            write_plan(writing, replace(make_book(workshop.places), baselines=()))
        store.close()
        with psycopg.connect(host=folder, user="oba", dbname="postgres", autocommit=True) as connection:
            _copy(workshop.filled, connection)
            yield connection


def find_programs() -> Path:
    """The folder of `initdb` and `postgres`. FileNotFoundError when there is none."""
    found = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    folders += [Path(found).resolve().parent] if found else []
    for folder in folders:
        if (folder / "postgres").exists():
            return folder
    raise FileNotFoundError("no PostgreSQL server: install the package `postgresql`")


@contextmanager
def _server(folder: Path) -> Iterator[None]:
    """The server refuses to run as root, so it then runs as another user, who owns the folder."""
    user = _unprivileged_user()
    if user:
        shutil.chown(folder, user)
    programs = find_programs()
    initdb = [
        str(programs / "initdb"),
        "-D",
        "data",
        "-U",
        "oba",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-locale",
        "--no-sync",
    ]
    subprocess.run(initdb, cwd=folder, user=user, check=True, capture_output=True)
    options = [part for setting in SETTINGS for part in ("-c", setting)]
    command = [str(programs / "postgres"), "-D", "data", "-k", str(folder), *options]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, user=user, stdout=log, stderr=log)
        try:
            _wait(folder, process)
            yield
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(WAIT_SECONDS)


def _unprivileged_user() -> str | None:
    if not hasattr(os, "getuid") or os.getuid() != 0:
        return None
    import pwd

    return "postgres" if "postgres" in {entry.pw_name for entry in pwd.getpwall()} else "nobody"


def _wait(folder: Path, process: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + WAIT_SECONDS
    while process.poll() is None and time.monotonic() < ends:
        try:
            psycopg.connect(host=str(folder), user="oba", dbname="postgres").close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise RuntimeError((folder / "log").read_text(encoding="utf-8", errors="replace"))


def _copy(store: Path, connection: psycopg.Connection) -> None:
    """Copy the tables that a page's query reads, then let the server do all it does to be quick."""
    with closing(sqlite3.connect(store)) as source:
        for table in TABLES:
            columns = [row[1] for row in source.execute(f"PRAGMA table_info({table})")]
            names = ", ".join(f'"{name}"' for name in columns)
            with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in source.execute(f"SELECT {names} FROM {table}"):
                    copy.write_row(row)
    connection.execute("CLUSTER observation USING pk_observation")
    connection.execute("VACUUM ANALYZE")
