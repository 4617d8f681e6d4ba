"""Carry the stories behind baselines from one store to another, with every edit and the files that are evidence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from oba.model.editor import Edit
from oba.model.story import KINDS, Force, Part
from oba.store.edits import copy_edits, read_edits
from oba.store.engine import Store
from oba.store.plans import read_front
from oba.store.retired import read_known
from oba.store.story import add_part, kind_of, read_parts
from oba.tasks.keep_evidence import EVIDENCE as EVIDENCE
from oba.tasks.keep_evidence import copy_evidence, restore_evidence
from oba.tasks.kept_edits import build_edit
from oba.tasks.kept_record import build_record, check_once, list_records, read_kept
from oba.words.numbers import say_count

STORIES = "stories.json"
"""The file of an export that holds them."""
LATER = ("next_step", "became")
"""Fields that came later, and that an older export has not."""


@dataclass(frozen=True, slots=True)
class Kept:
    """All that was ever written of every story, and its edits in their order."""

    parts: tuple[Part, ...]
    edits: tuple[Edit, ...]


def gather_stories(store: Store) -> Kept:
    with store.reading() as connection:
        parts = [part for cls in KINDS.values() for part in read_parts(connection, cls)]
        return Kept(tuple(parts), tuple(read_edits(connection, kinds=KINDS)))


def describe_stories(store: Store) -> Iterator[str]:
    """One line for each part and each edit; numbers that a store gives its edits are no part of it."""
    kept = gather_stories(store)
    yield from (json.dumps(_part_record(one), sort_keys=True) for one in kept.parts)
    yield from (json.dumps(_edit_record(one), sort_keys=True) for one in kept.edits)


def write_stories(store: Store, folder: Path) -> list[str]:
    """Write the stories and their files into the folder of an export; lines about files that are missing."""
    kept = gather_stories(store)
    record = {
        "parts": [_part_record(one) for one in kept.parts],
        "edits": [_edit_record(one) for one in kept.edits],
    }
    (folder / STORIES).write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return copy_evidence(store.url, _files_of(kept.parts), folder)


def restore_stories(store: Store, paths: Sequence[Path]) -> list[str]:
    """Write the stories of these files for indicators that have none; lines that say what was done.

    What is written in the store stays as it is. ObaError when a file is not what an export writes.
    """
    return [line for path in paths for line in _restore(store, path)]


def read_stories(path: Path) -> Kept:
    """What the file holds. ObaError when it is not what an export writes."""
    return read_kept(path, _build, what="stories", without="its stories")


def _restore(store: Store, path: Path) -> Iterator[str]:
    kept = read_stories(path)
    with store.writing() as connection:
        read_front(connection)
        known = read_known(connection, "indicators"), read_known(connection, "areas")
        written = {part.indicator for cls in KINDS.values() for part in read_parts(connection, cls)}
        new = [one for one in kept.parts if one.indicator not in written]
        wanted = [one for one in new if one.indicator in known[0] and one.area in known[1]]
        for part in wanted:
            add_part(connection, part)
        keys = {(kind_of(one), one.key) for one in wanted}
        copy_edits(connection, [one for one in kept.edits if (one.kind, one.key) in keys])
    restore_evidence(store.url, _files_of(wanted), path.parent)
    if wanted:
        yield f"{say_count(len(wanted), noun='part')} of stories restored, with every edit"
    if strange := len(new) - len(wanted):
        yield f"{say_count(strange, noun='part')} of {path.name} left out: the plan has not all that they name"
    if kept_own := len(kept.parts) - len(new):
        yield f"{say_count(kept_own, noun='part')} of {path.name} left out: the store has its own of those curves"


def _files_of(parts: Sequence[Part]) -> list[str]:
    return [one.file_sha256 for one in parts if isinstance(one, Force)]


def _part_record(part: Part) -> dict[str, Any]:
    kind = kind_of(part)
    return {"part": kind, **{one.name: _as_json(getattr(part, one.name)) for one in fields(part)}}


def _edit_record(edit: Edit) -> dict[str, Any]:
    names = [one.name for one in fields(edit) if one.name != "id"]
    return {name: _as_json(getattr(edit, name)) for name in names}


def _as_json(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _build(found: Mapping[str, Any]) -> Kept:
    parts = list_records(found, "parts", _build_part)
    check_once(((kind_of(one), one.key) for one in parts), place="the keys of 'parts'")
    return Kept(parts, list_records(found, "edits", build_edit))


def _build_part(record: Mapping[str, Any]) -> Part:
    part = build_record(KINDS[record["part"]], record, later=LATER)
    if not part.key.rpartition("/")[2].isdecimal() or not part.key.startswith(f"{part.indicator}/"):
        raise ValueError("a key that is not its indicator's")
    return part
