"""Carry the accounts of curves that turned from one store to another, with every edit."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any

from oba.model.editor import Edit
from oba.model.success import Success
from oba.store.edits import copy_edits, read_edits
from oba.store.engine import Store
from oba.store.plans import read_front
from oba.store.retired import read_known
from oba.store.successes import KIND, add_success, read_successes
from oba.tasks.kept_edits import build_edit
from oba.tasks.kept_record import build_record, check_once, list_records, read_kept
from oba.words.numbers import say_count

SUCCESSES = "successes.json"
"""The file of an export that holds them."""


@dataclass(frozen=True, slots=True)
class KeptSuccesses:
    """Every account that was ever written, and its edits in their order."""

    accounts: tuple[Success, ...]
    edits: tuple[Edit, ...]


def gather_successes(store: Store) -> KeptSuccesses:
    with store.reading() as connection:
        return KeptSuccesses(read_successes(connection), tuple(read_edits(connection, kind=KIND)))


def describe_successes(store: Store) -> Iterator[str]:
    """One line for each account and each edit; numbers that a store gives its edits are no part of it."""
    kept = gather_successes(store)
    yield from (json.dumps(_account_record(one), sort_keys=True) for one in kept.accounts)
    yield from (json.dumps(_edit_record(one), sort_keys=True) for one in kept.edits)


def write_successes(store: Store, folder: Path) -> None:
    """Write them into the folder of an export."""
    kept = gather_successes(store)
    record = {
        "accounts": [_account_record(one) for one in kept.accounts],
        "edits": [_edit_record(one) for one in kept.edits],
    }
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    (folder / SUCCESSES).write_text(text, encoding="utf-8")


def read_kept_successes(path: Path) -> KeptSuccesses:
    """What the file holds. ObaError when it is not what an export writes."""
    return read_kept(path, _build, what="success stories", without="them")


def restore_successes(store: Store, paths: Sequence[Path]) -> list[str]:
    """Write the accounts of these files for indicators that have none; lines that say what was done."""
    return [line for path in paths for line in _restore(store, path)]


def _restore(store: Store, path: Path) -> Iterator[str]:
    kept = read_kept_successes(path)
    with store.writing() as connection:
        read_front(connection)
        known = read_known(connection, "indicators"), read_known(connection, "areas")
        written = {one.indicator for one in read_successes(connection)}
        new = [one for one in kept.accounts if one.indicator not in written]
        wanted = [one for one in new if one.indicator in known[0] and one.area in known[1]]
        for one in wanted:
            add_success(connection, one)
        keys = {one.indicator for one in wanted}
        copy_edits(connection, [one for one in kept.edits if one.kind == KIND and one.key in keys])
    if wanted:
        stories = "success story" if len(wanted) == 1 else "success stories"
        yield f"{len(wanted):,} {stories} restored, with every edit"
    if left := len(kept.accounts) - len(wanted):
        yield (
            f"{say_count(left, noun='account')} of {path.name} left out: the store has its own, or the plan lacks them"
        )


def _account_record(one: Success) -> dict[str, Any]:
    return {**asdict(one), "written_on": one.written_on.isoformat()}


def _edit_record(edit: Edit) -> dict[str, Any]:
    names = [one.name for one in fields(edit) if one.name != "id"]
    return {name: edit.at.isoformat() if name == "at" else getattr(edit, name) for name in names}


def _build(found: Mapping[str, Any]) -> KeptSuccesses:
    accounts = list_records(found, "accounts", partial(build_record, Success))
    check_once((one.indicator for one in accounts), place="the curves of 'accounts'")
    return KeptSuccesses(accounts, list_records(found, "edits", build_edit))
