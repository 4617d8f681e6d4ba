"""The action plan's timeline in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oba.model.action import Action
from oba.words.numbers import say_count, say_date

MOST_TOLD = 40


def say_timeline(dated: Sequence[Action], *, today: date) -> str:
    """The alternative text: every dated action in a clause, so that nothing is only in the picture."""
    if not dated:
        return "Timeline of the action plan: no action carries a date."
    told = "; ".join(say_bar(one, today=today) for one in dated[:MOST_TOLD])
    return f"Timeline of the action plan, {say_count(len(dated), noun='dated action')}. {told}."


def say_title(dated: int, *, late: int) -> str:
    """`Action plan: 17 dated actions, 12 of them past their date`."""
    start = f"Action plan: {say_count(dated, noun='dated action')}"
    return f"{start}, {late} of them past {'its' if late == 1 else 'their'} date" if late else start


def say_bar(action: Action, *, today: date) -> str:
    late = ", past its date" if action.is_overdue(today) else ""
    return f"{shorten(action.proposed_action)} ({_say_dates(action)}{late})"


def say_undated(count: int) -> str:
    """What the picture leaves out."""
    key = "A bar runs from start to due date; a diamond is a due date alone. Filled: past its date. Open: to come."
    if not count:
        return key
    verb = "is" if count == 1 else "are"
    undated = f"{say_count(count, noun='action')} without a date (ongoing, not applicable or not stated)"
    return f"{key} {undated} {verb} not drawn."


def _say_dates(action: Action) -> str:
    if action.starts and action.due:
        return f"{say_date(action.starts)} to {say_date(action.due)}"
    if action.due:
        return f"due {say_date(action.due)}"
    return f"from {say_date(action.starts)}" if action.starts else "no date"


def shorten(words: str, *, most: int = 80) -> str:
    """The first words, and three dots for the rest."""
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0].rstrip(",;:.") + "..."
