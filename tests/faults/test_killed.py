"""Killed at any moment, a load or an undo is there whole or not at all, and the next one works."""

from __future__ import annotations

import random
import statistics
import time
from functools import partial

import pytest

from tests.faults.conftest import Place, run_child, use_small_cache, write_csv

MOMENTS = {"load": 250, "undo": 150, "load again": 100}


def do(place: Place, kind: str) -> str:
    return place.undo() if kind == "undo" else place.load()


@pytest.mark.parametrize("kind", MOMENTS)
def test_a_save_that_is_killed_is_whole_or_was_never_made(place: Place, kind: str) -> None:
    start = begin(place, kind)
    before = start.check()
    usual, after = measure(start, kind)
    assert before != after
    chance = random.Random(f"faults {kind}")
    whole = never = broken = 0
    for _ in range(MOMENTS[kind]):
        victim = start.copy("victim")
        run_child(
            partial(do, victim, kind), kill_after=chance.uniform(0, usual * 1.1), before=use_small_cache
        )
        found = victim.check()
        whole, never = whole + (found == after), never + (found == before)
        broken += found not in (before, after)
        victim.check_vault()
        if found == before:
            assert do(victim, kind) == ""
            assert victim.check() == after
    print(f"\n{kind} killed: {MOMENTS[kind]} moments, {whole} whole, {never} as before, {broken} partial")
    assert broken == 0
    assert never > MOMENTS[kind] / 4


def begin(place: Place, kind: str) -> Place:
    """A store in which there is something to load, to undo, or to revise."""
    start = place.copy(f"start of {kind}")
    if kind != "load":
        assert start.load() == ""
    if kind == "load again":
        write_csv(start, start.csv, version=1)
    return start


def measure(start: Place, kind: str) -> tuple[float, str]:
    """How long it usually takes when nothing kills it, and what it leaves."""
    taken, hashes = [], set()
    for _ in range(3):
        victim = start.copy("victim")
        began = time.monotonic()
        assert run_child(partial(do, victim, kind), before=use_small_cache).said == ""
        taken.append(time.monotonic() - began)
        hashes.add(victim.check())
    (after,) = hashes
    return statistics.median(taken), after
