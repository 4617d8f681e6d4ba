"""What a load would do, and did: the words of its buttons, receipts and tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from oba.model.release import ChangeKind, Outcome
from oba.words.numbers import begin, say_count, say_date, say_list

ACCOUNTED = {
    "total": "Value cells met",
    "kept": "Read as figures of the plan's indicators",
    "twice": "Given twice with one value",
    "other_area": "Of an area that the plan does not have",
    "left_out": "Left out, as was answered",
    "new_indicator": "Of a new indicator that is not picked",
    "refused": "Refused",
}
KINDS = {
    ChangeKind.ADDED: "New",
    ChangeKind.REVISED: "Revised",
    ChangeKind.WITHDRAWN: "Withdrawn",
    ChangeKind.UNCHANGED: "Unchanged",
}
LISTS = {
    "statistical neighbours": ("Compare with these neighbours", "The plan compares with these neighbours."),
    "LAIT data dictionary": (
        "Keep what it says of its measures",
        "What the dictionary says of its measures is kept.",
    ),
    "action plan": ("Change the actions as shown", "The action plan was changed."),
}
"""The layouts that hold no figures, by name: what accepting one does, and what was done."""
OUTCOMES = {
    Outcome.FILE: "The file is refused",
    Outcome.CELL: "Cells that stop the load",
    Outcome.ASK: "To be settled",
    Outcome.MARK: "Stored as missing, with the reason",
    Outcome.FIX: "Tidied",
    Outcome.NOTE: "Notes",
}


def say_write(counts: Mapping[ChangeKind, int], *, indicators: int = 0) -> str:
    """What the button will do: `Write 12 new and 3 revised figures, withdraw 2`."""
    return begin(_say(counts, indicators=indicators, verbs=("add", "write", "withdraw", "record")))


def say_wrote(counts: Mapping[ChangeKind, int], *, indicators: int = 0) -> str:
    """What was done: `Wrote 12 new and 3 revised figures, withdrew 2.`"""
    return begin(_say(counts, indicators=indicators, verbs=("added", "wrote", "withdrew", "recorded"))) + "."


def say_counts(counts: Mapping[ChangeKind, int]) -> str:
    """`12 new, 3 revised`; without a change `nothing new, 40 unchanged`."""
    changed = [f"{counts[kind]:,} {word.lower()}" for kind, word in KINDS.items() if counts.get(kind)]
    if any(counts.get(kind) for kind in (ChangeKind.ADDED, ChangeKind.REVISED, ChangeKind.WITHDRAWN)):
        return ", ".join(changed)
    return ", ".join(["nothing new", *changed])


def say_size(size: int) -> str:
    """`12 kB`, `3.4 MB`."""
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(round(size / 1024), 1):,} kB"


def say_time(moment: datetime) -> str:
    """`12 March 2026, 14:05 UTC`."""
    return f"{say_date(moment.date())}, {moment:%H:%M} UTC"


def say_progress(rows: int) -> str:
    return f"{say_count(rows, noun='value')} read"


def _say(counts: Mapping[ChangeKind, int], *, indicators: int, verbs: tuple[str, str, str, str]) -> str:
    add, write, withdraw, record = verbs
    figures = [(counts.get(kind, 0), word) for kind, word in _WRITTEN]
    given = [(number, word) for number, word in figures if number]
    parts = [f"{add} {say_count(indicators, noun='indicator')}"] if indicators else []
    if given:
        noun = "figure" if len(given) == 1 and given[0][0] == 1 else "figures"
        words = say_list(tuple(f"{number:,} {word}" for number, word in given))
        parts.append(f"{write} {words} {noun}")
    if gone := counts.get(ChangeKind.WITHDRAWN, 0):
        parts.append(f"{withdraw} {gone:,}" if given else f"{withdraw} {say_count(gone, noun='figure')}")
    if not given and not gone:
        parts.append(f"{record} that {say_count(counts.get(ChangeKind.UNCHANGED, 0), noun='figure')} stand")
    return ", ".join(parts)


_WRITTEN = ((ChangeKind.ADDED, "new"), (ChangeKind.REVISED, "revised"))
