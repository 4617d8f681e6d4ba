"""Carry groups, meetings and decisions from one store to another, with every edit of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

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
from oba.tasks.kept_edits import build_edit
from oba.tasks.kept_record import build_record, check_once, list_records, read_kept
from oba.tasks.record_decision import DECISION
from oba.tasks.record_meeting import MEETING
from oba.words.numbers import say_count

MEETINGS = "meetings.json"
"""The file of an export that holds them."""
KINDS = (list_groups.KIND, MEETING, DECISION)


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
    return read_kept(path, _build, what="meetings", without="its meetings")


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


def _build(found: Mapping[str, Any]) -> Kept:
    kept = Kept(
        list_records(found, "groups", partial(build_record, Group)),
        list_records(found, "meetings", partial(build_record, Meeting)),
        list_records(found, "steps", partial(build_record, StepTaken)),
        list_records(found, "decisions", partial(build_record, Decision)),
        list_records(found, "edits", build_edit),
    )
    _check(kept)
    return kept


def _check(kept: Kept) -> None:
    """ValueError where the parts do not belong together."""
    check_once((one.key for one in kept.groups), place="the keys of 'groups'")
    check_once((one.number for one in kept.meetings), place="the numbers of 'meetings'")
    check_once((one.key for one in kept.decisions), place="the keys of 'decisions'")
    check_once(((one.meeting, one.indicator, one.step) for one in kept.steps), place="'steps'")
    for one in kept.meetings:
        check_once(one.indicators, place=f"the curves of meeting {one.number}")
    groups, numbers = {one.key for one in kept.groups}, {one.number for one in kept.meetings}
    if any(one.group not in groups for one in kept.meetings):
        raise ValueError("a meeting of no group")
    if 0 in numbers:
        raise ValueError("numbers that are not those of meetings")
    if not all(1 <= minutes <= list_groups.LONGEST_STEP for one in kept.groups for minutes in one.minutes):
        raise ValueError("minutes that are not those of a step")
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
