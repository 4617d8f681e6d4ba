"""The papers of a meeting in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from oba.model.meeting import Meeting
from oba.words.numbers import say_date, say_list
from oba.words.papers import say_printed
from oba.words.since import say_line

WHOLE = "Of the whole"
CURVES = "Curve"
NO_ACTIONS = "No action names a curve of this meeting."
NO_DECISIONS = "No decision was written down."
DECISIONS = "What was decided"
ACTIONS = "Actions"
FOR_THE_GROUP = "For the group; names people: not for publication."
NEW_SINCE, CHANGED_SINCE = "(new since the meeting)", "(changed since the meeting)"
NO_CURVES = "No curve was chosen for this meeting."


def say_title(meeting: Meeting, *, group: str) -> str:
    """`Risk taking group, 3 December 2026`."""
    return f"{group}, {say_date(meeting.held_on)}"


def say_as_of(ended: date, *, today: date, counts: Mapping[str, int] | None) -> str:
    """That the papers show today; `counts` are those of what changed since, None where no curve is left."""
    stand = f"{say_printed(today)}. The meeting ended on {say_date(ended)}; cards and actions are as they stand today."
    if counts is None:
        return stand
    since = (
        say_line("Since it ended", counts, still_late=0)
        if any(counts.values())
        else "Nothing has changed since."
    )
    return f"{stand} {since}"


def say_after(ended: date) -> str:
    """What the foot of each card says after the meeting."""
    return f"As things stand today; the meeting ended on {say_date(ended)}"


def say_gone(titles: Sequence[str]) -> tuple[str, ...]:
    """Which curves have left the plan since, and so have no card here."""
    have = "has" if len(titles) == 1 else "have"
    return (f"{say_list(tuple(titles))} {have} left the plan, so there is no card.",) if titles else ()


def say_people(names: tuple[str, ...]) -> str:
    """`Ann, Bob and Cat`; a semicolon parts them where a post follows a name: `Ann, School Nursing; Bob`."""
    return "; ".join(names) if any("," in one for one in names) else say_list(names)


def say_attended(meeting: Meeting) -> tuple[str, ...]:
    """Who was there and who sent apologies, a line each."""
    lines = (
        f"Present: {say_people(meeting.present)}."
        if meeting.present
        else "Who was there was not written down.",
        f"Apologies: {say_people(meeting.apologies)}." if meeting.apologies else "",
    )
    return tuple(line for line in lines if line)
