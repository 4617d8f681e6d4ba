"""Carry ideas of what works from one store to another, with every edit and the files that are evidence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from oba.model.editor import Edit
from oba.model.idea import Idea, WhyNone
from oba.store import ideas as stored
from oba.store.actions import read_saved
from oba.store.edits import copy_edits, read_edits
from oba.store.engine import Store
from oba.store.plans import read_front
from oba.store.retired import read_known
from oba.tasks.keep_evidence import copy_evidence, restore_evidence
from oba.tasks.kept_edits import build_edit
from oba.tasks.kept_record import build_record, check_once, list_records, read_kept
from oba.words.numbers import say_count

IDEAS = "ideas.json"
"""The file of an export that holds them."""


@dataclass(frozen=True, slots=True)
class KeptIdeas:
    """All ideas that were ever written, why curves have none that is cheap, and the edits in their order."""

    ideas: tuple[Idea, ...]
    whys: tuple[WhyNone, ...]
    edits: tuple[Edit, ...]


def gather_ideas(store: Store) -> KeptIdeas:
    with store.reading() as connection:
        return KeptIdeas(
            stored.read_ideas(connection),
            stored.read_whys(connection),
            tuple(read_edits(connection, kinds=stored.KINDS)),
        )


def describe_ideas(store: Store) -> Iterator[str]:
    """One line for each idea, reason and edit; numbers that a store gives its edits are no part of it."""
    for name, records in _records(gather_ideas(store)).items():
        yield from (f"{name} {json.dumps(one, sort_keys=True)}" for one in records)


def write_ideas(store: Store, folder: Path) -> list[str]:
    """Write them and their files into the folder of an export; lines about files that are missing."""
    kept = gather_ideas(store)
    text = json.dumps(_records(kept), ensure_ascii=False, indent=1) + "\n"
    (folder / IDEAS).write_text(text, encoding="utf-8")
    return copy_evidence(store.url, (one.file_sha256 for one in kept.ideas), folder)


def read_kept_ideas(path: Path) -> KeptIdeas:
    """What the file holds. ObaError when it is not what an export writes."""
    return read_kept(path, _build, what="ideas", without="its ideas")


def restore_ideas(store: Store, paths: Sequence[Path]) -> list[str]:
    """Write the ideas of these files for curves that have none; lines that say what was done.

    An idea whose action is not in the plan comes without it. ObaError when a file is not what an export writes.
    """
    return [line for path in paths for line in _restore(store, path)]


def _restore(store: Store, path: Path) -> Iterator[str]:
    kept = read_kept_ideas(path)
    with store.writing() as connection:
        read_front(connection)
        known = read_known(connection, "indicators"), read_known(connection, "areas")
        numbers = {one.action.number for one in read_saved(connection, withdrawn=True)}
        written = {one.indicator for one in stored.read_ideas(connection)}
        written |= {one.indicator for one in stored.read_whys(connection)}

        def is_wanted(one: Idea | WhyNone) -> bool:
            return one.indicator not in written and one.indicator in known[0] and one.area in known[1]

        wanted = [one for one in kept.ideas if is_wanted(one)]
        whys = [one for one in kept.whys if is_wanted(one)]
        for one in wanted:
            stored.add_idea(connection, one if one.action in numbers else replace(one, action=0))
        for why in whys:
            stored.write_why_none(connection, why)
        keys = {(stored.KIND, one.key) for one in wanted} | {
            (stored.WHY, stored.why_key(one)) for one in whys
        }
        copy_edits(connection, [one for one in kept.edits if (one.kind, one.key) in keys])
    restore_evidence(store.url, (one.file_sha256 for one in wanted), path.parent)
    yield from _tell(kept, wanted, whys, written=written, numbers=numbers, name=path.name)


def _tell(
    kept: KeptIdeas,
    wanted: Sequence[Idea],
    whys: Sequence[WhyNone],
    *,
    written: set[str],
    numbers: set[int],
    name: str,
) -> Iterator[str]:
    if wanted or whys:
        reasons = f" and {say_count(len(whys), noun='reason')} for having no cheap one" if whys else ""
        yield f"{say_count(len(wanted), noun='idea')}{reasons} restored, with every edit"
    if lost := sum(one.action not in (0, *numbers) for one in wanted):
        yield f"{say_count(lost, noun='idea')} restored without the action that the plan has not"
    everything = [one.indicator for one in kept.ideas] + [one.indicator for one in kept.whys]
    own = sum(one in written for one in everything)
    if strange := len(everything) - own - len(wanted) - len(whys):
        yield f"{say_count(strange, noun='part')} of {name} left out: the plan has not all that they name"
    if own:
        yield f"{say_count(own, noun='part')} of {name} left out: the store has its own of those curves"


def _records(kept: KeptIdeas) -> dict[str, list[dict[str, Any]]]:
    return {
        "ideas": [_as_record(one) for one in kept.ideas],
        "whys": [_as_record(one) for one in kept.whys],
        "edits": [
            {name: said for name, said in _as_record(one).items() if name != "id"} for one in kept.edits
        ],
    }


def _as_record(one: Idea | WhyNone | Edit) -> dict[str, Any]:
    return {each.name: _as_json(getattr(one, each.name)) for each in fields(one)}


def _as_json(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _build(found: Mapping[str, Any]) -> KeptIdeas:
    ideas = list_records(found, "ideas", _build_idea)
    whys = list_records(found, "whys", partial(build_record, WhyNone))
    check_once((one.key for one in ideas), place="the keys of 'ideas'")
    check_once(map(stored.why_key, whys), place="the curves of 'whys'")
    return KeptIdeas(ideas, whys, list_records(found, "edits", build_edit))


def _build_idea(record: Mapping[str, Any]) -> Idea:
    idea = build_record(Idea, record)
    if not idea.key.rpartition("/")[2].isdecimal() or not idea.key.startswith(f"{idea.indicator}/"):
        raise ValueError("a key that is not its indicator's")
    return idea
