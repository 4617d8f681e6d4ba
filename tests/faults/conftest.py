"""What the faults share: a small store with a file to load, children that can be killed, and a hash of all it holds."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from oba.errors import ObaError
from oba.settings import Settings
from oba.store import sqlite
from oba.store.engine import open_store
from oba.store.plans import read_plan
from oba.store.releases import read_loads
from oba.store.series import read_series
from oba.tasks.load_files import Wishes, load_files
from oba.tasks.undo_load import undo

ORIGIN = {"publisher": "Office", "title": "Late figures", "published": date(2026, 11, 30)}
TODAY = "2026-12-01"
KEY = "under18_conceptions"
SMALL_CACHE = "PRAGMA cache_size=-16"
"""So that a save writes to the file long before it is kept, as a far larger one would."""


@dataclass(frozen=True)
class Place:
    """A store of its own in a folder, with a file of figures that revises, adds and confirms."""

    folder: Path

    @property
    def path(self) -> Path:
        return self.folder / "oba.db"

    @property
    def csv(self) -> Path:
        return self.folder / "late.csv"

    @property
    def settings(self) -> Settings:
        return Settings(store=f"sqlite:///{self.path}", user="ann", today=TODAY)

    def copy(self, name: str) -> Place:
        folder = self.folder.parent / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder)
        return Place(folder)

    def load(self, path: Path | None = None) -> str:
        """Load the file; '' when it was written, else what was said."""
        (report,) = load_files(self.settings, files=[path or self.csv], wishes=Wishes(origin=ORIGIN))
        if report.written:
            return ""
        return " ".join(f"{one.found}. {one.remedy}" for one in report.problems) or "already loaded"

    def undo(self) -> str:
        store = open_store(self.settings.store)
        with store.reading() as conn:
            newest = read_loads(conn)[-1].id
        undo(store, newest, user="ann", now=self.settings.now())
        store.close()
        return ""

    def check(self) -> str:
        """The hash of all that the store holds; an AssertionError when it is damaged."""
        open_store(self.settings.store).close()
        with closing(sqlite3.connect(self.path)) as conn:
            assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
            return hash_all(conn)

    def check_vault(self) -> int:
        """How many files the vault holds; an AssertionError when one of them is not what its name says."""
        kept = [one for one in self.path.with_suffix(".files").iterdir() if not one.name.startswith(".")]
        for one in kept:
            assert hashlib.sha256(one.read_bytes()).hexdigest() == one.name
        return len(kept)


def hash_all(conn: sqlite3.Connection) -> str:
    """Every row of every table, in an order that does not depend on when it was written."""
    digest = hashlib.sha256()
    tables = conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    for (name,) in tables:
        width = len(conn.execute(f"PRAGMA table_info({name})").fetchall())
        order = ", ".join(str(place + 1) for place in range(width))
        for row in conn.execute(f"SELECT * FROM {name} ORDER BY {order}"):
            digest.update(repr((name, row)).encode())
    return digest.hexdigest()


@pytest.fixture(scope="session")
def place(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The example, and a file that revises some of its figures, adds many and gives the rest again."""
    found = Place(tmp_path_factory.mktemp("faults") / "first")
    shutil.copytree(example_file.parent, found.folder)
    write_csv(found, found.csv)
    return found


def write_csv(found: Place, path: Path, *, version: int = 0) -> None:
    """One indicator for every area: what the store holds, a little of it revised, and figures of many breakdowns.

    Another version revises other figures, so that a second file has something to say.
    """
    store = open_store(found.settings.store)
    with store.reading() as conn:
        areas = [one.code for one in read_plan(conn).areas]
        held = read_series(conn, indicators=[KEY])
    store.close()
    chance, revise = random.Random(1), random.Random(f"version {version}")
    rows = []
    for area in areas:
        for group in range(20):
            value = chance.uniform(20, 40)
            for year in range(2010, 2023):
                value = min(max(value + chance.uniform(-2, 2), 10), 60)
                moved = value + (0.1 if version and revise.random() < 0.1 else 0)
                rows.append(f"{KEY},{area},{year},{moved:.1f},group {group}")
    newest = next(one for one in held if one.area == areas[0] and one.latest)
    moved = newest.latest.value + 0.1 * (version + 1)
    rows.append(f"{KEY},{areas[0]},{newest.latest.period.label},{moved:.1f},")
    path.write_text("\n".join(["indicator,area,period,value,breakdown", *rows]) + "\n", encoding="utf-8")


@dataclass(frozen=True)
class Ending:
    """How a child ended: killed or not, and what its work said."""

    killed: bool
    said: str


def run_child(
    work: Callable[[], str], *, kill_after: float | None = None, before: Callable[[], None] | None = None
) -> Ending:
    """Do the work in a forked child, which is killed with SIGKILL when it takes longer than `kill_after` seconds."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        code = 70
        try:
            if before is not None:
                before()
            os.write(writer, b"\n")
            os.write(writer, json.dumps(_words_of(work)).encode())
            code = 0
        finally:
            if code:
                traceback.print_exc(file=sys.__stderr__)
            os._exit(code)
    os.close(writer)
    os.read(reader, 1)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status)
    assert killed or os.WEXITSTATUS(status) == 0, "the child failed in a way nobody foresaw"
    return Ending(killed, json.loads(said) if said else "")


def _words_of(work: Callable[[], str]) -> str:
    try:
        return work()
    except ObaError as error:
        return str(error)


def use_small_cache() -> None:
    sqlite.SETTINGS = (*sqlite.SETTINGS, SMALL_CACHE)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "faults: kills, fills the disk, takes the store; only run by -m faults"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """These take many minutes, so they are run when they are asked for."""
    here = f"{Path(__file__).parent}{os.sep}"
    ours = [item for item in items if str(item.path).startswith(here)]
    for item in ours:
        item.add_marker(pytest.mark.faults)
    if "faults" not in config.option.markexpr:
        config.hook.pytest_deselected(items=ours)
        items[:] = [item for item in items if not str(item.path).startswith(here)]


@pytest.fixture(autouse=True)
def needs_fork() -> None:
    if not hasattr(os, "fork"):
        pytest.skip("children are forked here, which Windows cannot")
