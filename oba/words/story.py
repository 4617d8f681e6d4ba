"""What is said of the story behind a baseline: names of its parts and fields, and who wrote what, when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from oba.model.editor import Edit
from oba.model.story import Depth, Direction, Gap, GapKind, Part, Voice, Who
from oba.words.numbers import begin, say_date, say_list

PARTS: Mapping[str, str] = {"force": "force", "voice": "voice", "gap": "gap"}
DIRECTIONS: Mapping[Direction, str] = {
    Direction.HELPS: "What is helping",
    Direction.HINDERS: "What is hindering",
}
FIELDS: Mapping[str, str] = {
    "text": "text",
    "direction": "helps or hinders",
    "depth": "cause or symptom",
    "rank": "rank",
    "evidence": "evidence",
    "link": "link",
    "file_name": "file",
    "file_sha256": "fingerprint of the file",
    "who": "who says it",
    "where_from": "where it was heard",
    "said_on": "day it was said",
    "kind": "kind of gap",
    "owner": "owner",
    "due": "by when",
    "sent_on": "on the data development agenda since",
    "next_step": "next step",
    "became": "became the indicator",
}
DEPTHS: Mapping[Depth, str] = {
    Depth.ROOT_CAUSE: "root cause",
    Depth.SYMPTOM: "symptom",
    Depth.NOT_KNOWN: "cause or symptom: not yet known",
}
SPEAKERS: Mapping[Who, str] = {
    Who.CHILDREN: "Children",
    Who.YOUNG_PEOPLE: "Young people",
    Who.PARENTS: "Parents",
    Who.SCHOOLS: "Schools",
    Who.OTHERS: "Others",
}
GAPS: Mapping[GapKind, str] = {GapKind.RESEARCH: "Research gap", GapKind.DATA: "Data gap"}
UNTOLD = ("text", "file_sha256")
NOBODY = "nobody named yet"


def say_part(kind: str) -> str:
    return f"this {PARTS[kind]}"


def say_written(part: Part) -> str:
    """`ann, 1 December 2026`."""
    return f"{part.written_by}, {say_date(part.written_on)}"


def say_where(voice: Voice) -> str:
    """`School council, 3 November 2026`."""
    return f"{voice.where_from}, {say_date(voice.said_on)}" if voice.said_on else voice.where_from


def say_gap(gap: Gap, *, published: bool) -> str:
    """Owner and day: `Owner: public health. By 31 March 2027.`"""
    owner = "" if published and not gap.owner else f" Owner: {gap.owner or NOBODY}."
    due = f" By {say_date(gap.due)}." if gap.due else "" if published else " No day set yet."
    step = f" Next step: {gap.next_step.rstrip('.')}." if gap.next_step else ""
    sent = f" On the data development agenda since {say_date(gap.sent_on)}." if gap.sent_on else ""
    return f"{owner}{due}{step}{sent}".strip()


def say_lacking(remedies: Sequence[str]) -> str:
    """What to do before a gap can be sent; '' when nothing is lacking."""
    return f"To put it on the data development agenda, {say_list(tuple(remedies))}." if remedies else ""


def say_conflict(by: str) -> str:
    return (
        f"Nothing was done: it has been saved meanwhile by {by or 'someone'}. It is shown as it stands now."
    )


def say_edits(
    edits: Sequence[Edit], *, subject: str, fields: Mapping[str, str] = FIELDS
) -> tuple[str, str, str, str, str]:
    """When, who, what, before and after, for a row of the history: one change, or all that a part began with.

    `fields` are what the fields are called, by name.
    """
    first = edits[0]
    when = f"{say_date(first.at.date())}, {first.at:%H:%M} UTC"
    if first.before is None:
        more = [f"{fields[one.field]}: {_value(one, one.after)}" for one in edits if one.field not in UNTOLD]
        return when, first.by, f"{begin(subject)}: added", "nothing", "; ".join([first.after or "", *more])
    after = "withdrawn" if first.after is None else _value(first, first.after)
    what = fields.get(first.field, first.field)
    return when, first.by, f"{begin(subject)}: {what}", _value(first, first.before), after


def _value(edit: Edit, text: str | None) -> str:
    if not text:
        return "nothing"
    if edit.field in ("said_on", "due", "sent_on"):
        return say_date(date.fromisoformat(text))
    return text


def say_history(count: int) -> str:
    """`count` is that of the rows which the list then has: what a thing began with is one of them."""
    return f"Every edit ({count:,} listed)"
