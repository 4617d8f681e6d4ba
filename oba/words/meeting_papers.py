"""The papers of a meeting in words."""

from __future__ import annotations

from collections.abc import Sequence

from oba.model.meeting import Meeting
from oba.words.numbers import say_date, say_list

WHOLE = "Of the whole"
CURVES = "Curve"
NO_ACTIONS = "No action names a curve of this meeting."
NO_DECISIONS = "No decision was written down."
DECISIONS = "What was decided"
ACTIONS = "Actions"
NO_CURVES = "No curve was chosen for this meeting."


def say_title(meeting: Meeting, *, group: str) -> str:
    """`Risk taking group, 3 December 2026`."""
    return f"{group}, {say_date(meeting.held_on)}"


def say_gone(titles: Sequence[str]) -> tuple[str, ...]:
    """Which curves have left the plan since, and so have no card here."""
    have = "has" if len(titles) == 1 else "have"
    return (f"{say_list(tuple(titles))} {have} left the plan, so there is no card.",) if titles else ()


def say_attended(meeting: Meeting) -> tuple[str, ...]:
    """Who was there and who sent apologies, a line each."""
    lines = (
        f"Present: {say_list(meeting.present)}."
        if meeting.present
        else "Who was there was not written down.",
        f"Apologies: {say_list(meeting.apologies)}." if meeting.apologies else "",
    )
    return tuple(line for line in lines if line)
