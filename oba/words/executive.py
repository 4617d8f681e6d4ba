"""The Executive view in words: what does not go as it should, and what is being done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from oba.model.action import Action, ActionStatus
from oba.model.parties import NOBODY
from oba.words.actions import say_status
from oba.words.cards import NOT_STATED, say_by_whom
from oba.words.numbers import begin, say_count, say_date

ATTENTION_CURVES = "Curves that do worse than they should, and what is being done"
NO_ACTION = "No action is recorded for this curve."
NO_ALARM = "No curve is worse than its forecast, and none that has no forecast is getting worse."
ALL_WELL = f"{NO_ALARM} No action is past its date."
"""A curve that gets worse as was forecast is no alarm, so nothing is said of those."""
NO_FIGURES = "No headline indicator of this theme has figures yet."
OVERDUE = "Actions past their date"


def say_doing(action: Action, *, partners: Mapping[str, str], today: date) -> str:
    """`Under way; Middlesbrough Council; due 31 March 2027`."""
    whom = say_by_whom(action, partners=partners)
    due = f"due {say_date(action.due)}" if action.due else "no day set"
    who = NOBODY if whom == NOT_STATED else whom
    return f"{begin(say_status(action, today=today))}; {who}; {due}"


def say_overdue(late: Sequence[Action]) -> str:
    """How many are past their date, and of how many nobody has recorded anything."""
    if not late:
        return ""
    silent = sum(one.status is ActionStatus.NOT_RECORDED for one in late)
    start = f"{say_count(len(late), noun='action')} past {'its' if len(late) == 1 else 'their'} date"
    if silent == len(late):
        return f"{start}. No progress has been recorded of {'it' if silent == 1 else 'any of them'}."
    return f"{start}. Of {silent:,} no progress has been recorded." if silent else f"{start}."


def say_late(action: Action, *, partners: Mapping[str, str], note: str) -> str:
    """By whom, since when, how it stands: `Board of NHS; due 31 March 2011; no progress recorded`."""
    whom = say_by_whom(action, partners=partners)
    who = NOBODY if whom == NOT_STATED else whom
    due = f"due {say_date(action.due)}" if action.due else "no day set"
    unrecorded = action.status is ActionStatus.NOT_RECORDED
    stands = note or ("no progress recorded" if unrecorded else action.status.value)
    return f"{who}; {due}; {stands}"


def say_more_overdue(count: int) -> str:
    """`and 12 more, in the action plan`; '' where nothing is left out."""
    return f"and {count:,} more, in the action plan" if count else ""
