"""Carry what a plan workbook has no room for of its actions: progress, what was withdrawn, and who changed what."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from oba.errors import ObaError
from oba.model.action import Action, ProgressNote
from oba.model.action_fields import FIELDS, from_texts, to_texts
from oba.model.editor import Edit
from oba.store.actions import KIND, read_saved, save_action
from oba.store.edits import copy_edits, read_edits
from oba.store.engine import Store
from oba.store.plans import read_front
from oba.store.progress import copy_progress, read_progress
from oba.store.retired import read_known
from oba.words.numbers import say_count

ACTIONS = "actions.json"
"""The file of an export that holds them."""


@dataclass(frozen=True, slots=True)
class Kept:
    withdrawn: tuple[Action, ...]
    notes: tuple[ProgressNote, ...]
    edits: tuple[Edit, ...]


def gather_actions(store: Store) -> Kept:
    with store.reading() as connection:
        saved = read_saved(connection, withdrawn=True)
        notes = [one for listed in read_progress(connection).values() for one in listed]
        return Kept(
            tuple(one.action for one in saved if one.action.withdrawn is not None),
            tuple(sorted(notes, key=lambda one: one.id)),
            tuple(read_edits(connection, kind=KIND)),
        )


def describe_actions(store: Store) -> Iterator[str]:
    """A line for each. How an action began is no part of it: loading the plan again begins it anew."""
    record = _as_record(gather_actions(store))
    yield from (json.dumps(one, sort_keys=True) for one in (*record["withdrawn"], *record["notes"]))
    for one in record["edits"]:
        if one["before"] is not None:
            yield json.dumps(one, sort_keys=True)


def write_actions(store: Store, folder: Path) -> None:
    content = json.dumps(_as_record(gather_actions(store)), ensure_ascii=False, indent=1)
    (folder / ACTIONS).write_text(content + "\n", encoding="utf-8")


def read_actions(path: Path) -> Kept:
    """What the file holds. ObaError when it is not what an export writes."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Kept(
            tuple(_build_action(one) for one in found["withdrawn"]),
            tuple(
                ProgressNote(0, int(one["action"]), _moment(one["at"]), str(one["by"]), str(one["text"]))
                for one in found["notes"]
            ),
            tuple(_build_edit(one) for one in found["edits"]),
        )
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ObaError(
            "the file cannot be read as what was noted of actions",
            where=path.name,
            expected="what `python -m oba export` writes",
            remedy="Export the store again, or take the file out of the folder to go without it",
        ) from error


def restore_actions(store: Store, paths: Sequence[Path]) -> list[str]:
    """Write what these files hold of actions on which nobody has worked here; lines that say what was done."""
    return [line for path in paths for line in _restore(store, path)]


def _restore(store: Store, path: Path) -> Iterator[str]:
    kept = read_actions(path)
    with store.writing() as connection:
        read_front(connection)
        known = read_known(connection, "themes"), read_known(connection, "indicators")
        saved = {one.action.number: one for one in read_saved(connection, withdrawn=True)}
        worked = {int(one.key) for one in read_edits(connection, kind=KIND) if _is_work(one)}
        gone = [one for one in kept.withdrawn if one.number not in saved and _is_whole(one, *known)]
        edits = {one.key: one for one in reversed(kept.edits)}
        for one in gone:
            first = edits.get(str(one.number))
            made = (first.by, first.at) if first else ("", _begins(one))
            save_action(connection, one, by=made[0], at=made[1])
        fresh = ({*saved} | {one.number for one in gone}) - worked
        notes = [one for one in kept.notes if one.action in fresh]
        copy_progress(connection, notes)
        copy_edits(connection, [one for one in kept.edits if int(one.key) in fresh and _is_work(one)])
    if notes:
        yield f"{say_count(len(notes), noun='progress note')} of actions restored"
    if gone:
        yield f"{say_count(len(gone), noun='withdrawn action')} restored"
    numbers = {*saved, *(one.number for one in gone)}
    if strange := sum(one.number not in numbers for one in kept.withdrawn):
        actions = say_count(strange, noun="withdrawn action")
        yield f"{actions} of {path.name} left out: the plan has not all that they name"
    if left := len(kept.notes) - len(notes):
        yield f"{say_count(left, noun='progress note')} of {path.name} left out: the store has its own of those actions"


def _is_work(edit: Edit) -> bool:
    """Whether somebody has changed or noted something, rather than the action having begun."""
    return edit.before is not None or edit.field == "progress"


def _is_whole(one: Action, themes: Collection[str], curves: Collection[str]) -> bool:
    """Whether the plan has, or had, all that the action names."""
    return one.theme in {"", *themes} and set(one.indicators) <= set(curves)


def _begins(one: Action) -> datetime:
    day = one.withdrawn.isoformat() if one.withdrawn else "1970-01-01"
    return _moment(f"{day}T12:00:00+00:00")


def _as_record(kept: Kept) -> dict[str, list[dict[str, Any]]]:
    return {
        "withdrawn": [{"number": one.number, "texts": to_texts(one)} for one in kept.withdrawn],
        "notes": [
            {"action": one.action, "at": one.at.isoformat(), "by": one.by, "text": one.text}
            for one in kept.notes
        ],
        "edits": [
            {
                "at": one.at.isoformat(),
                "by": one.by,
                "key": one.key,
                "field": one.field,
                "before": one.before,
                "after": one.after,
            }
            for one in kept.edits
        ],
    }


def _build_action(record: Mapping[str, Any]) -> Action:
    texts = {name: str(record["texts"].get(name, "")) for name in FIELDS}
    number = int(record["number"])
    if number < 1 or not texts["withdrawn"]:
        raise ValueError(number)
    return from_texts(Action(number, 0, "", ""), texts)


def _build_edit(record: Mapping[str, Any]) -> Edit:
    before, after = record["before"], record["after"]
    for text in (before, after):
        if text is not None and not isinstance(text, str):
            raise ValueError(text)
    key = str(int(record["key"]))
    return Edit(0, _moment(record["at"]), str(record["by"]), KIND, key, str(record["field"]), before, after)


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found
