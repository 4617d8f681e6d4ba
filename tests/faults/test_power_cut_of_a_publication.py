"""A power cut, or a kill, at any moment of a publication leaves the old publication or the new one, each whole."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
import statistics
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from oba.errors import ObaError
from oba.model.publication import Publication, State
from oba.settings import Settings
from oba.store.engine import open_store
from oba.store.public_facts import read_public_facts
from oba.store.publications import add_publication, read_publications, record_release
from oba.store.shelf import Pointer, Shelf
from oba.tasks.make_copy import make_copy
from oba.tasks.settle_shelf import owner_of, settle
from tests.faults.conftest import run_child
from tests.faults.fake_disk import Disk, Replay, play_trace, trace

ROOT = Path(__file__).resolve().parents[2]
LEAST_IMAGES, KILLS = 280, 40
linux = pytest.mark.skipif(
    sys.platform != "linux", reason="system calls are traced by strace, which Linux has"
)
CHANGE = "UPDATE indicator SET notes = 'Said for the second publication'"


def settings_of(folder: Path) -> Settings:
    return Settings(store=f"sqlite:///{folder / 'oba.db'}", user="ann", today="2026-12-01")


def publish(folder: Path, number: int) -> str:
    """The copy, the list of copies, the event, the pointer: in the order of every publication."""
    settings = settings_of(folder)
    built = make_copy(settings, number=number, published_on=date(2026, 12, 1), note=f"Publication {number}")
    shelf, store = Shelf(settings.copies_folder), open_store(settings.store)
    file = shelf.add(built, owner=owner_of(store, shelf))
    one = Publication(number, settings.now(), "ann", f"Publication {number}", file, built.sha256, 1)
    with store.writing() as conn:
        add_publication(conn, one)
        record_release(conn, number, at=settings.now(), by="ann")
    settle(store, settings)
    store.close()
    return ""


@pytest.fixture(scope="module")
def first(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store and its first publication, to be published a second time with a change."""
    folder = tmp_path_factory.mktemp("publication") / "first"
    folder.mkdir()
    shutil.copy(example_file, folder / "oba.db")
    publish(folder, 1)
    with closing(sqlite3.connect(folder / "oba.db")) as conn, conn:
        conn.execute(CHANGE)
    return folder


def check(folder: Path) -> int:
    """The number that the pointer names, of a copy that is whole.

    Whoever publishes next can finish the switch, and leaves no copy on the shelf that was never recorded.
    """
    shelf = Shelf(folder / "published")
    pointer = shelf.current()
    assert pointer is not None
    copy = open_store(f"sqlite:///{shelf.verify(pointer.file)}", read_only=True)
    with copy.reading() as conn:
        assert read_public_facts(conn).number == pointer.number
    copy.close()
    with closing(sqlite3.connect(folder / "oba.db")) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    store = open_store(settings_of(folder).store)
    with store.reading() as conn:
        released = [one for one in read_publications(conn) if one.state is State.RELEASED]
    newest = released[-1]
    assert pointer.number in (newest.number, newest.number - 1)
    settle(store, settings_of(folder))
    assert shelf.current() == Pointer(newest.number, newest.file, newest.sha256, date(2026, 12, 1))
    assert sorted(shelf.names()) == sorted(shelf.files()) == sorted(one.file for one in released)
    assert shelf.marked(owner_of(store, shelf)) == ()
    store.close()
    return pointer.number


@linux
def test_a_power_cut_leaves_the_old_publication_or_the_new_one(first: Path, tmp_path: Path) -> None:
    found = cut_power(first, tmp_path, "publish(Path(sys.argv[1]), 2)")
    print(
        f"\npower cut of a publication: {found.moments} moments, {found.images} images, {found.numbers[1]} the old"
        f" publication, {found.numbers[2]} the new one, {len(found.broken)} broken"
    )
    assert found.broken == []
    assert found.images >= LEAST_IMAGES
    assert min(found.numbers.values()) > 0


@linux
def test_without_fsync_a_power_cut_would_be_found_to_break_a_publication(first: Path, tmp_path: Path) -> None:
    """So that what finds nothing wrong above is known to find something."""
    careless = "import os; os.fsync = lambda handle: None; publish(Path(sys.argv[1]), 2)"
    found = cut_power(first, tmp_path, careless)
    print(f"\nthe same without fsync: {found.images} images, {len(found.broken)} broken")
    assert len(found.broken) > 0


@dataclass
class Found:
    """How many moments and images there were, which publication each named, and what was said of the broken ones."""

    moments: int = 0
    images: int = 0
    numbers: dict[int, int] = field(default_factory=lambda: {1: 0, 2: 0})
    broken: list[str] = field(default_factory=list)


def cut_power(first: Path, place: Path, work: str) -> Found:
    """Publish under the eyes of strace, and look at what the disk may hold after each call that changes it."""
    victim, log, image = place / "victim", place / "trace", place / "image"
    shutil.copytree(first, victim)
    replay, found, met = Replay(Disk.read(victim), str(victim)), Found(), set()
    code = "import sys; from pathlib import Path; from tests.faults.test_power_cut_of_a_publication import publish"
    calm = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
    trace([sys.executable, "-c", f"{code}; {work}", str(victim)], log=log, environment=calm)
    chance, pending = random.Random("power cut"), 0

    def look(disk: Disk) -> None:
        nonlocal pending
        # of the many writes to a file between two calls that matter, some moments are enough
        more, pending = len(disk.writes) > pending, len(disk.writes)
        quiet = more and pending > 3 and chance.random() < 0.95
        for files in () if quiet else disk.images(chance):
            kept = digest(files)
            if kept not in met:
                met.add(kept)
                lay_out(files, victim, image)
                try:
                    found.numbers[check(image)] += 1
                except (AssertionError, ObaError, sqlite3.Error) as error:
                    found.broken.append(repr(error))

    play_trace(log, replay, look)
    written = replay.disk.image(replay.disk.writes, replay.disk.renames)
    assert written == {str(one): one.read_bytes() for one in victim.rglob("*") if one.is_file()}
    found.moments, found.images = replay.moments, len(met)
    return found


def digest(files: dict[str, bytes]) -> bytes:
    told = sorted((name, hashlib.sha256(content).digest()) for name, content in files.items())
    return hashlib.sha256(repr(told).encode()).digest()


def lay_out(files: dict[str, bytes], origin: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        path = folder / Path(name).relative_to(origin)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def test_a_publication_that_is_killed_is_whole_or_was_never_made(first: Path, tmp_path: Path) -> None:
    victim, chance, found = tmp_path / "victim", random.Random("killed"), {1: 0, 2: 0}
    usual = measure(first, victim)
    for _ in range(KILLS):
        shutil.rmtree(victim, ignore_errors=True)
        shutil.copytree(first, victim)
        run_child(lambda: publish(victim, 2), kill_after=chance.uniform(0, usual * 1.1))
        found[check(victim)] += 1
    print(f"\npublication killed: {KILLS} moments, {found[1]} the old one, {found[2]} the new one, 0 partial")
    assert found[1] > KILLS / 4


def measure(first: Path, victim: Path) -> float:
    taken = []
    for _ in range(3):
        shutil.rmtree(victim, ignore_errors=True)
        shutil.copytree(first, victim)
        began = time.monotonic()
        run_child(lambda: publish(victim, 2))
        taken.append(time.monotonic() - began)
    return statistics.median(taken)
