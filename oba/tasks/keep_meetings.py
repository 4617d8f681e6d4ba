"""Carry groups, meetings and decisions from one store to another, with every edit of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from oba.errors import ObaError
from oba.model.editor import Edit
from oba.model.meeting import Decision, Group, Meeting, Step, StepTaken
from oba.store.edits import copy_edits, read_edits
from oba.store.engine import Store
from oba.store.meetings import (
    read_decisions,
    read_groups,
    read_meetings,
    read_steps,
    write_decision,
    write_group,
    write_meeting,
    write_step,
)
from oba.store.plans import read_front
from oba.store.retired import read_known
from oba.tasks import list_groups
from oba.tasks.record_decision import DECISION
from oba.tasks.record_meeting import MEETING
from oba.words.numbers import say_count

MEETINGS = "meetings.json"
"""The file of an export that holds them."""
KINDS = (list_groups.KIND, MEETING, DECISION)
DAYS = ("held_on",)
MOMENTS = ("started_at", "ended_at", "began_at", "running_since", "written_at", "at")


@dataclass(frozen=True, slots=True)
class Kept:
    """All that was ever kept of meetings, and the edits in their order."""

    groups: tuple[Group, ...]
    meetings: tuple[Meeting, ...]
    steps: tuple[StepTaken, ...]
    decisions: tuple[Decision, ...]
    edits: tuple[Edit, ...]


def gather_meetings(store: Store) -> Kept:
    with store.reading() as connection:
        meetings = tuple(reversed(read_meetings(connection, discarded=True)))
        return Kept(
            read_groups(connection, withdrawn=True),
            meetings,
            tuple(step for one in meetings for step in read_steps(connection, one.number)),
            read_decisions(connection, withdrawn=True),
            tuple(read_edits(connection, kinds=KINDS)),
        )


def describe_meetings(store: Store) -> Iterator[str]:
    """One line for each group, meeting, step, decision and edit."""
    for records in _as_record(gather_meetings(store)).values():
        yield from (json.dumps(one, sort_keys=True) for one in records)


def write_meetings(store: Store, folder: Path) -> None:
    content = json.dumps(_as_record(gather_meetings(store)), ensure_ascii=False, indent=1)
    (folder / MEETINGS).write_text(content + "\n", encoding="utf-8")


def read_meetings_file(path: Path) -> Kept:
    """What the file holds. ObaError when it is not what an export writes."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        kept = Kept(
            tuple(Group(**_values(Group, one)) for one in found["groups"]),
            tuple(Meeting(**_values(Meeting, one)) for one in found["meetings"]),
            tuple(StepTaken(**_values(StepTaken, one)) for one in found["steps"]),
            tuple(Decision(**_values(Decision, one)) for one in found["decisions"]),
            tuple(Edit(id=0, **_values(Edit, one)) for one in found["edits"]),
        )
        _check(kept)
        return kept
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ObaError(
            "the file cannot be read as meetings",
            where=path.name,
            expected="what `python -m oba export` writes",
            remedy="Export the store again, or take the file out of the folder to go without its meetings",
        ) from error


def restore_meetings(store: Store, paths: Sequence[Path]) -> list[str]:
    """Write the meetings of these files into a store that has none; lines that say what was done.

    A store that has held meetings or written down groups keeps its own, for theirs would have the same numbers. What a
    meeting decided comes back with it, also of a curve that has left the plan since.
    """
    return [line for path in paths for line in _restore(store, path)]


def _restore(store: Store, path: Path) -> Iterator[str]:
    kept = read_meetings_file(path)
    if not (kept.groups or kept.meetings):
        return
    with store.writing(talk=True) as connection:
        read_front(connection)
        if read_groups(connection, withdrawn=True) or read_meetings(connection, discarded=True):
            yield f"{say_count(len(kept.meetings), noun='meeting')} of {path.name} left out: the store has its own"
            return
        known = read_known(connection, "indicators")
        for group in kept.groups:
            write_group(connection, group)
        for one in kept.meetings:
            there = tuple(key for key in one.indicators if key in known)
            write_meeting(connection, replace(one, indicators=there))
        for step in kept.steps:
            write_step(connection, step)
        for decision in kept.decisions:
            write_decision(connection, decision)
        copy_edits(connection, [one for one in kept.edits if one.kind in KINDS])
    if kept.meetings:
        yield f"{say_count(len(kept.meetings), noun='meeting')} restored, with every decision and edit"
    if gone := {key for one in kept.meetings for key in one.indicators} - known:
        curves = say_count(len(gone), noun="curve")
        yield f"{curves} that meetings of {path.name} talked of left out of their lists: not in the plan"


def _check(kept: Kept) -> None:
    """ValueError where the parts do not belong together."""
    groups, numbers = {one.key for one in kept.groups}, {one.number for one in kept.meetings}
    if any(one.group not in groups for one in kept.meetings):
        raise ValueError("a meeting of no group")
    if len(numbers) < len(kept.meetings) or any(one < 1 for one in numbers):
        raise ValueError("numbers that are not those of meetings")
    if ({one.meeting for one in kept.steps} | {one.meeting for one in kept.decisions}) - numbers:
        raise ValueError("a step or a decision of no meeting")
    if any(not one.key.startswith(f"{one.meeting}/") for one in kept.decisions) or any(
        not one.key.rpartition("/")[2].isdecimal() for one in kept.decisions
    ):
        raise ValueError("a key that is not its meeting's")


def _as_record(kept: Kept) -> dict[str, list[dict[str, Any]]]:
    return {
        name: [
            {one.name: _as_json(getattr(each, one.name)) for one in fields(each) if one.name != "id"}
            for each in getattr(kept, name)
        ]
        for name in ("groups", "meetings", "steps", "decisions", "edits")
    }


def _as_json(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Step):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _values(cls: type[Any], record: Mapping[str, Any]) -> dict[str, Any]:
    found = {one.name: record[one.name] for one in fields(cls) if one.name != "id"}
    for name, value in found.items():
        if isinstance(value, list):
            found[name] = tuple(value)
        elif name in MOMENTS and value is not None:
            found[name] = datetime.fromisoformat(value)
        elif name in DAYS:
            found[name] = date.fromisoformat(value)
        elif name == "step":
            found[name] = Step(value)
    return found
