"""What the meeting says: its steps, its clock, what was saved on the way, and what was not."""

from __future__ import annotations

from collections.abc import Sequence

from oba.model.meeting import Meeting, Step
from oba.words.loading import say_time
from oba.words.numbers import say_count

STEP_TITLES = {
    Step.HOW_ARE_WE_DOING: "How are we doing?",
    Step.STORY: "Story behind the baseline",
    Step.PARTNERS: "Partners",
    Step.WHAT_WORKS: "What works",
    Step.PROPOSAL: "What we propose",
}
STEP_NAMES = {
    Step.HOW_ARE_WE_DOING: "How are we doing",
    Step.STORY: "Story",
    Step.PARTNERS: "Partners",
    Step.WHAT_WORKS: "What works",
    Step.PROPOSAL: "Proposal",
}
ASKS = {
    Step.HOW_ARE_WE_DOING: "Is the curve turning? Say in a sentence what you see.",
    Step.STORY: "What helps, what hinders, and which of it is a root cause?",
    Step.PARTNERS: "Who has a part in turning this curve, and who is missing?",
    Step.WHAT_WORKS: "What would do better than the baseline? Name one thing that costs little or nothing.",
    Step.PROPOSAL: "Who does what, by when, and what does it cost?",
}
SINCE = "Since the last meeting"
CLOSING = "Before we close"
ENDED = "This meeting has ended"
GONE = "This curve has left the plan"
GONE_HOW = "What was written of it is kept. A plan that names it again brings it back."
MISTAKE = "Begun by mistake?"
MISTAKE_HOW = (
    "Neither a note nor a decision is written in this meeting, so it can be discarded. It then stands in no list; "
    "what was written of its curves stays."
)
DISCARDED = "The meeting is discarded. Who began it, and when, is kept."
KEPT_CHOICES = "Go on with that one: nothing that you chose is lost"
END_FIRST = "Go on with that one, or end it first: this one stays as it is"
NOT_REACHED = "Not reached today"
LONGEST_MINUTES = 120
SHORTEN = "That is over two hours. Choose fewer curves, or shorter steps: a first pass fits in an hour."
FIELDS = {
    "present": "Who is here",
    "apologies": "Apologies",
    "note": "Notes of the meeting",
    "indicators": "The curves",
    "text": "The decision",
}


def say_clock(*, allowed: int, spent: int) -> str:
    """What is left of a step's seconds, or by how much they are over."""
    left = allowed - spent
    if left == 0:
        return "time is up"
    return f"{say_seconds(abs(left))} {'left' if left > 0 else 'over'}"


def say_seconds(seconds: int) -> str:
    """`2:05`, and from an hour on `1:02:05`."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def say_minutes(minutes: Sequence[int]) -> str:
    """The minutes of the steps for one curve, and all together."""
    each = ", ".join(
        f"{STEP_NAMES[step].lower()} {count}" for step, count in zip(Step, minutes, strict=False)
    )
    return f"{each}: {sum(minutes)} minutes a curve"


def say_whole_time(minutes: Sequence[int], *, curves: int) -> str:
    """How long so many curves take: `5 curves of 55 minutes: 4 hours 35 minutes`; '' for none."""
    one = say_hours(sum(minutes))
    if curves < 2:
        return f"{say_count(curves, noun='curve')}: {one}" if curves else ""
    return f"{say_count(curves, noun='curve')} of {one}: {say_hours(curves * sum(minutes))}"


def advise_time(minutes: Sequence[int], *, curves: int) -> str:
    """What to do where that is longer than people can sit; '' where it is not."""
    return SHORTEN if curves * sum(minutes) > LONGEST_MINUTES else ""


def say_hours(minutes: int) -> str:
    """`55 minutes`, `2 hours`, `4 hours 35 minutes`."""
    hours, rest = divmod(minutes, 60)
    said = (say_count(hours, noun="hour") if hours else "", say_count(rest, noun="minute") if rest else "")
    return " ".join(filter(None, said))


def say_place(place: int, count: int) -> str:
    return f"Curve {place} of {count}"


def say_saved(said: Sequence[str]) -> str:
    """What was written on the way to the next step."""
    return f"Saved: {'; '.join(said)}." if said else ""


def say_kept(count: int) -> str:
    """What could not be saved on the way, and where it is found again."""
    if not count:
        return ""
    what = "One text is" if count == 1 else f"{count} texts are"
    return f"{what} not yet saved, and kept as typed: see the end of the meeting."


def say_not_reached(titles: Sequence[str]) -> str:
    """The curves that the meeting did not come to: nothing is asked of them."""
    return f"{'; '.join(titles)}. Nothing is asked of what was not talked of: choose it again next time."


def say_going_on(meeting: Meeting) -> str:
    """`a meeting is going on since 1 December 2026, 10:05 UTC, begun by ann`."""
    by = f", begun by {meeting.started_by}" if meeting.started_by else ""
    return f"a meeting is going on since {say_time(meeting.started_at)}{by}"


def say_open(*, step: str, curve: str) -> str:
    """Where a meeting that goes on stands."""
    return f"It is at {step[0].lower()}{step[1:]} of {curve}" if step else "It is at its start"


def shorten(text: str, *, most: int = 60) -> str:
    """One line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0] + "…"
