"""Actions in words: the names of their fields, who does what, what it costs, how it goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oba.model.action import Action, ActionStatus, Funding, ProgressNote
from oba.model.day import day_of
from oba.words.numbers import say_count, say_date

FIELD_NAMES = {
    "recommendation_number": "Recommendation number",
    "recommendation": "Scrutiny recommendation",
    "also_serves": "Also serves recommendations",
    "proposed_action": "Proposed action",
    "stops": "Stops something",
    "by_whom": "By whom",
    "lead": "Lead partner",
    "supports": "Supporting partners",
    "budget_cost": "Budget cost",
    "funding": "Pooled or aligned",
    "funded_with": "Pooled or aligned with",
    "timescale": "Timescale",
    "starts": "Starts",
    "due": "Due",
    "status": "Status",
    "theme": "Theme",
    "indicators": "Indicators",
    "note": "Note",
    "idea": "From the idea",
    "withdrawn": "Withdrawn",
    "withdrawn_because": "Withdrawn because",
}
LATE = "overdue"


def say_letter(meant: str, *, counted: bool) -> str:
    """That an amount has a letter o for a nought: `£0: ...` where it is counted all the same."""
    if counted:
        return f"{meant}: a letter o is written for the nought. Write {meant}"
    return f"not added up: a letter o is written for a nought. If {meant} is meant, write that"


def name_field(field: str) -> str:
    """What a field is called on pages, in workbooks and in messages."""
    return FIELD_NAMES.get(field, field.replace("_", " ").capitalize())


def say_status(action: Action, *, today: date) -> str:
    if not action.is_overdue(today):
        return action.status.value
    if action.status is ActionStatus.NOT_RECORDED:
        return "past its date, no progress recorded"
    return f"{action.status.value}, {LATE}"


def say_overdue(late: int) -> str:
    """`1 is past its date`, `4 are past their date`."""
    return "1 is past its date" if late == 1 else f"{late:,} are past their date"


def say_funding(action: Action) -> str:
    """`pooled with NHS Middlesbrough`; '' where nothing is said of it."""
    if action.funding is Funding.NOT_SAID:
        return ""
    return f"{action.funding.value} with {action.funded_with}" if action.funded_with else action.funding.value


def say_note(note: ProgressNote, *, named: bool) -> str:
    """`12 March 2026: First talks held.`, with the author where the reader may know the name."""
    who = f", {note.by}" if named and note.by else ""
    return f"{say_date(day_of(note.at))}{who}: {note.text}"


def say_withdrawn(action: Action) -> str:
    """`withdrawn on 1 May 2026: It is done by another`."""
    if action.withdrawn is None:
        return ""
    reason = f": {action.withdrawn_because}" if action.withdrawn_because else ""
    return f"withdrawn on {say_date(action.withdrawn)}{reason}"


def say_saved(number: int, *, meanwhile: Sequence[str] = ()) -> str:
    """That an action was saved, and what somebody else changed at the same time."""
    said = f"Action {number} is saved."
    if not meanwhile:
        return said
    names = ", ".join(name_field(one).lower() for one in meanwhile)
    return f"{said} Somebody else changed its {names} meanwhile: that stands too."


def say_merge(added: int, changed: int, withdrawn: int, noted: int) -> str:
    """`2 actions added, 1 changed, 1 withdrawn, 3 notes`; '' where nothing is."""
    parts: list[str] = []
    for count, what in ((added, "added"), (changed, "changed"), (withdrawn, "withdrawn")):
        if count:
            parts.append(f"{count:,} {what}" if parts else f"{say_count(count, noun='action')} {what}")
    if noted:
        parts.append(say_count(noted, noun="progress note"))
    return ", ".join(parts)
