"""Who finds the store taken waits, and then either saves or is told; two loads at once are both kept."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial

import pytest

from oba.store import sqlite
from oba.store.engine import open_store
from oba.store.releases import read_loads
from oba.tasks.undo_load import undo
from tests.faults.conftest import Place, run_child, use_small_cache, write_csv

ROUNDS = 20


def test_a_load_waits_for_a_store_that_is_taken_and_then_is_told(place: Place) -> None:
    victim = place.copy("victim")
    before = victim.check()
    with closing(sqlite3.connect(victim.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        said = victim.load()
        waited = time.monotonic() - began
        other.execute("ROLLBACK")
    assert "someone is saving" in said
    assert waited >= sqlite.BUSY_SECONDS
    assert victim.check() == before
    assert victim.load() == ""
    print(f"\nstore taken: waited {waited:.1f} s, then said '{said}'")


def test_a_load_goes_on_when_the_store_is_free_again_in_time(place: Place) -> None:
    victim = place.copy("victim")
    other = sqlite3.connect(victim.path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(1.5, lambda: other.execute("ROLLBACK"))
    timer.start()
    assert victim.load() == ""
    timer.join()
    other.close()


@pytest.mark.parametrize("second", ["load", "undo"])
def test_two_saves_at_once_are_both_kept(place: Place, second: str) -> None:
    start = place.copy("start of two")
    assert start.load() == ""
    later = start.folder / "later.csv"
    write_csv(start, later, version=2)
    whole = 0
    for _ in range(ROUNDS):
        victim = start.copy("victim")
        said: dict[str, str] = {}
        # no store may be open here while a child is forked: SQLite's locks do not survive that
        if second == "load":
            write_csv(victim, victim.csv, version=3)
        works = {
            "first": partial(victim.load, victim.folder / "later.csv"),
            "second": victim.load if second == "load" else partial(undo_first, victim),
        }

        def run(name: str, said: dict[str, str] = said, works: dict[str, Callable[[], str]] = works) -> None:
            said[name] = run_child(works[name], before=use_small_cache).said

        threads = [threading.Thread(target=run, args=(name,)) for name in works]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        victim.check()
        assert set(said.values()) == {""}, said
        store = open_store(victim.settings.store)
        with store.reading() as conn:
            whole += len(read_loads(conn)) == loads_of(start) + 2
        store.close()
    print(f"\na load and another {second} at once: {ROUNDS} rounds, {whole} with both, 0 partial")
    assert whole == ROUNDS


def loads_of(place: Place) -> int:
    store = open_store(place.settings.store)
    with store.reading() as conn:
        found = len(read_loads(conn))
    store.close()
    return found


def undo_first(place: Place) -> str:
    """Undo the load of late.csv, whichever of the two comes first."""
    store = open_store(place.settings.store)
    with store.reading() as conn:
        number = next(one.id for one in read_loads(conn) if one.file_name == "late.csv")
    undo(store, number, user="ann", now=place.settings.now())
    store.close()
    return ""
