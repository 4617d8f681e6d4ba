"""What needs attention, in a sentence each: late actions, late figures, and what is new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from oba.model.action import Action, ActionStatus
from oba.model.day import day_of
from oba.model.release import Release
from oba.words.numbers import say_count, say_date, say_list

MOST_NAMED = 3
MOST_LOADS = 4


def say_late_actions(late: Sequence[Action]) -> str:
    unrecorded = sum(action.status is ActionStatus.NOT_RECORDED for action in late)
    start = f"{say_count(len(late), noun='action')} past {'its' if len(late) == 1 else 'their'} date"
    if unrecorded == len(late):
        return f"{start}, with no progress recorded."
    return f"{start}, {unrecorded} of them with no progress recorded." if unrecorded else f"{start}."


def say_late_figures(titles: Sequence[str]) -> str:
    named = tuple(titles[:MOST_NAMED])
    more = len(titles) - len(named)
    ending = f", and {say_count(more, noun='other')}" if more else ""
    return f"figures are older than usual, or newer ones are due, for {say_list(named)}{ending}."


def say_more_loads(count: int, *, most: int = MOST_LOADS) -> str:
    """`and 14 more`, of `count` loads of which the newest are told; '' where that is all."""
    return f"and {count - most:,} more" if count > most else ""


def say_loads(releases: Iterable[Release], *, most: int = MOST_LOADS) -> tuple[str, ...]:
    """A line for each of the newest loads."""
    newest = sorted(releases, key=lambda one: (one.loaded_at, one.id), reverse=True)[:most]
    return tuple(
        f"{say_date(day_of(one.loaded_at))}: {one.source.publisher}, {one.source.title} ({one.file_name})"
        for one in newest
    )
