"""What the page of a meeting says once it has ended: it is read, and its notes can still be put right."""

from __future__ import annotations

READ_ONLY = (
    "What was written is shown as it stands today. It is changed on its own page: Story, Partners, What works, "
    "Actions."
)
NOTES = "Notes of the meeting, and who was here"
NOTES_HOW = "Names, notes and the wording of a decision can still be put right. Every edit is kept."
NEXT = "Begin the next meeting"
PAPERS = "See its papers and notes"
NOT_SAVED = (
    "These texts are kept as they were typed. To save them, press Go on with this meeting and open each."
)


def say_ended(when: str) -> str:
    """`This meeting ended on 3 December 2026, 15:00 UTC.`"""
    return f"This meeting ended on {when}."
