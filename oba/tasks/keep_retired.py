"""Carry what has left the plan from one store to another, so that what was written of it has its place there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from oba.errors import ObaError
from oba.store.engine import Store
from oba.store.plans import read_front
from oba.store.retired import TABLES, Record, add_retired, check_retired, gather_retired, read_known
from oba.words.numbers import say_count

RETIRED = "retired.json"
"""The file of an export that holds it."""
Kept = dict[str, list[Record]]


def describe_retired(store: Store) -> Iterator[str]:
    """A line for each thing that has left the plan."""
    with store.reading() as connection:
        found = gather_retired(connection)
    for name, records in found.items():
        yield from (f"retired {name} {json.dumps(one, sort_keys=True)}" for one in records)


def write_retired(store: Store, folder: Path) -> None:
    """Write it into the folder of an export."""
    with store.reading() as connection:
        found = gather_retired(connection)
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    (folder / RETIRED).write_text(text, encoding="utf-8")


def read_kept_retired(path: Path) -> Kept:
    """What the file holds. ObaError when it is not what an export writes."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        kept = {name: [dict(one) for one in found[name]] for name in TABLES}
        for name, records in kept.items():
            for one in records:
                check_retired(name, one)
        return kept
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ObaError(
            "the file cannot be read as what has left the plan",
            where=path.name,
            expected="what `python -m oba export` writes",
            remedy="Export the store again, or take the file out of the folder to go without it",
        ) from error


def restore_retired(store: Store, paths: Sequence[Path]) -> list[str]:
    """Write what these files hold and the store has not, out of its plan; lines that say what was done."""
    return [line for path in paths for line in _restore(store, path)]


def _restore(store: Store, path: Path) -> Iterator[str]:
    kept, left = read_kept_retired(path), 0
    with store.writing() as connection:
        read_front(connection)
        before = read_known(connection, "indicators")
        for name in TABLES:
            left += len(add_retired(connection, name, kept[name]))
        new = len(read_known(connection, "indicators") - before)
    if new:
        yield f"{say_count(new, noun='indicator')} kept that had left the plan, with what was written"
    if left:
        yield f"{say_count(left, noun='thing')} of {path.name} left out: the plan has not all that they name"
