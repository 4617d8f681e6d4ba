"""The words of publishing: each check with what it asks, what it found and how that is mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from oba.model.checklist import Checklist, Item, Level
from oba.model.indicator import Indicator
from oba.model.publication import Publication, State
from oba.settings import in_london
from oba.words.numbers import say_count, say_date, say_short_value
from oba.words.personal_data import Suspect


@dataclass(frozen=True, slots=True)
class CheckWords:
    """What a check is called, whether it blocks, and what it sees to, in a sentence."""

    title: str
    level: Level
    why: str


CHECKS: Mapping[str, CheckWords] = {
    "again": CheckWords(
        "Withdrawn, and nobody has said what was mended",
        Level.BLOCKS,
        "What was withdrawn is published again only when somebody says what has changed since, or why it may stand",
    ),
    "checks": CheckWords(
        "Questions of loading that nobody has answered",
        Level.BLOCKS,
        "A file that waits with a question may change what is published",
    ),
    "definition": CheckWords(
        "Definitions that are missing",
        Level.BLOCKS,
        "Each indicator says in plain words what it measures, and exactly how it is counted",
    ),
    "source": CheckWords(
        "Sources that are missing", Level.BLOCKS, "Each figure says who published it, and in what"
    ),
    "unlicensed": CheckWords(
        "Sources without a licence or an address",
        Level.ADVISES,
        "Readers are told where figures come from, and what they may do with them",
    ),
    "polarity": CheckWords(
        "Polarity that is not set where colours would show",
        Level.BLOCKS,
        "What is called better or worse rests on the Trust's own word",
    ),
    "small_numbers": CheckWords(
        "Small numbers that are not protected",
        Level.BLOCKS,
        "A count of a few children can tell who they are",
    ),
    "reasons": CheckWords(
        "Rules that hide nothing, without a reason",
        Level.BLOCKS,
        "Whoever lets small numbers stand says why that is safe",
    ),
    "revisions": CheckWords(
        "Revisions without a note", Level.BLOCKS, "A figure that was changed says why it was changed"
    ),
    "wording": CheckWords(
        "Outcomes whose wording breaks a rule",
        Level.BLOCKS,
        "An outcome is how people live, in words that a young person would use",
    ),
    "texts": CheckWords(
        "Texts that may tell of a person",
        Level.BLOCKS,
        "Each is read by somebody, who says with a note that it names nobody or may stand",
    ),
    "few": CheckWords(
        "Texts that may tell of few children",
        Level.ADVISES,
        "A small number in words tells of the same children as one in a table",
    ),
    "shown_before": CheckWords(
        "Small numbers that were public before",
        Level.ADVISES,
        "Hiding them now calls back nothing that others have copied",
    ),
    "withheld": CheckWords(
        "Forecasts that are not published",
        Level.ADVISES,
        "A forecast made from exact figures would give back what is hidden or rounded; its page tells readers so",
    ),
    "stale": CheckWords(
        "Figures that are older than they should be",
        Level.ADVISES,
        "Newer ones may be out at their publisher",
    ),
    "story": CheckWords(
        "Stories that are empty, or older than the newest figure",
        Level.ADVISES,
        "A headline curve without its story leaves the reader to guess",
    ),
    "release": CheckWords(
        "No day of the next figures", Level.ADVISES, "Readers are told when they can expect newer figures"
    ),
    "contact": CheckWords(
        "No way to reach you", Level.ADVISES, "The accessibility statement has to say how readers reach you"
    ),
}
"""Every check by its code, in the order in which they are listed."""

PLAN_SHEET = "in the sheet {sheet} of the plan workbook (download it on the page Plan), and load it"
STATEMENT = "The accessibility statement"
NO_CONTACT = "it does not say how readers reach you"
SET_CONTACT = (
    'Write contact = "an address, or other words" in oba.toml, or start serve and site with --contact'
)
CONTACT_MISSING = (
    "Readers are not told how to reach you, which the accessibility statement has to say. Set it with --contact, or as "
    "contact in oba.toml."
)
NOTHING_PUBLISHED = "Nothing has been published yet."
READY = "Nothing stands in the way of publishing."
SAME = "Nothing that the public can see has changed since then."
REVISED = "Revisions to explain"
NOTHING_TO_COMPARE = "There is nothing to compare with yet: all that is shown would be new to the public."
FIELDS: Mapping[str, str] = {
    "by": "Who approves it (the public is not told)",
    "note": "What has changed, for the public, in a sentence or two",
    "at": "When it is released",
    "day": "On which day, at 9:30",
    "tick": "Why it may stand",
    "threshold": "Counts that are hidden",
    "zero": "A count of nought",
    "secondary": "What would give a hidden count away",
    "round": "Counts are rounded to",
    "reason": "Why (needed where no count is hidden)",
    "explain": "Why the figures were revised, for the public",
    "which": "Which publication",
    "because": "Why it is withdrawn (kept here; the public is told only that it was)",
}
THRESHOLDS: Mapping[str, str] = {"5": "1 to 5", "7": "1 to 7", "0": "none"}
ZEROS: Mapping[str, str] = {"shown": "shown", "hidden": "hidden"}
SECONDARY: Mapping[str, str] = {"hidden": "hidden too", "shown": "shown"}
ROUNDED: Mapping[str, str] = {"1": "1 (not rounded)", "5": "5", "10": "10"}
APPROVE_NOW, APPROVE_LATER = "Approve and publish", "Approve for release"
PUBLISHING, PREPARING, COMPARING = (
    "Publishing",
    "Looking at what would be published",
    "Comparing two publications",
)
NO_DIFFERENCE = "The public sees no difference between the two."
WITHDRAWING = (
    "The publication before it that stands is shown again at once, and the copy is deleted. Its number stays in this "
    "list; the public's list says that it was withdrawn from the next publication on. What others have copied of it "
    "cannot be called back."
)
WHEN_NOW, WHEN_NEXT, WHEN_DAY = "now", "next", "day"
TICKED = "Ticked. It is asked about again when the text changes, or is said in another place."
LONDON = "Times are those of London."
NOT_JUDGED = "not judged"


def say_state(list_: Checklist) -> str:
    """`3 things block the publication; 12 notes of advice.`"""
    blocks, advises = len(list_.blocking), len(list_.advice)
    stands = (
        f"{say_count(blocks, noun='thing')} {'blocks' if blocks == 1 else 'block'} the publication"
        if blocks
        else READY.rstrip(".")
    )
    advice = f"; {advises:,} {'note' if advises == 1 else 'notes'} of advice" if advises else ""
    return f"{stands}{advice}."


def say_since(number: int) -> str:
    return f"What would be new to the public since publication {number}:"


def say_same(number: int) -> str:
    return f"Nothing that the public can see has changed since publication {number}."


def list_whens(next_moment: datetime) -> dict[str, str]:
    """When a publication can be released, for a choice."""
    return {
        WHEN_NOW: "at once",
        WHEN_NEXT: f"at the next 9:30, on {say_date(in_london(next_moment).date())}",
        WHEN_DAY: "at 9:30 on another day",
    }


def say_item(one: Item) -> str:
    """`Looked-after children: no plain definition. Write one ...`"""
    return f"{say_found(one)} {one.remedy.rstrip('.')}."


def say_found(one: Item) -> str:
    return f"{one.of}: {one.found.rstrip('.')}."


def say_remedy(one: Item) -> str:
    """What is to be done for each of several things alike."""
    return f"For each: {one.remedy[:1].lower()}{one.remedy[1:].rstrip('.')}."


def say_explain(release: int) -> str:
    """How a revision is explained, for whoever reads it on the page and at a prompt."""
    return f"Say why, on the page Publish under {REVISED}, or: python -m oba publish --explain {release} --because TEXT"


def say_suspects(suspects: Sequence[Suspect]) -> str:
    """What a text may hold: `'Kayleigh Brown' looks like the name of a person`."""
    return "; ".join(f"'{one.found}' looks like {one.kind.value}" for one in suspects)


def say_moment(moment: datetime) -> str:
    """`9:30 on 1 December 2026`, by the clocks of the United Kingdom."""
    local = in_london(moment)
    return f"{local.hour}:{local.minute:02} on {say_date(local.date())}"


def say_publication(one: Publication) -> str:
    """One line of the list: number, what became of it, who approved it, and its note."""
    return f"{one.number}. {say_fate(one)}. Approved by {one.approved_by}, {say_moment(one.approved_at)}. {one.note}"


def say_fate(one: Publication) -> str:
    if one.withdrawn_at is not None:
        because = one.withdrawn_because.rstrip(".")
        happened = "Withdrawn" if one.released_at is not None else "Stopped before its release,"
        return f"{happened} {say_moment(one.withdrawn_at)} by {one.withdrawn_by}: {because}"
    if one.state is State.RELEASED and one.released_at is not None:
        at, planned = say_moment(one.released_at), say_moment(one.release_at) if one.release_at else ""
        return f"Published {at}{f', planned for {planned}' if planned not in ('', at) else ''}"
    if one.release_at is not None:
        return f"Waits for {say_moment(one.release_at)}"
    return "Approved, not released yet"


GROUPS: Mapping[str, str] = {
    "figures": "Indicators with figures that are new, revised or gone",
    "verdicts": "Verdicts that changed",
    "baselines": "Forecasts",
    "story": "Stories and ideas",
    "actions": "Actions",
    "wording": "Wording of the plan",
    "sources": "Sources of the figures",
}
"""What is compared of two publications, in the order in which it is told."""


def say_figures(title: str, *, added: int, revised: int, withdrawn: int) -> str:
    """`Looked-after children: 12 new, 3 revised, 1 gone`."""
    parts = ((added, "new"), (revised, "revised"), (withdrawn, "gone"))
    return f"{title}: {', '.join(f'{count:,} {word}' for count, word in parts if count)}"


def say_revised(where: str, was: float | None, now: float | None, *, indicator: Indicator | None) -> str:
    """`Middlesbrough, 2021: 14.2 per 1,000 before, 15.1 per 1,000 now`."""
    if was == now:
        return f"{where}: {_say_figure(now, indicator)} as before, with other limits, counts or notes"
    before, after = _say_figure(was, indicator), _say_figure(now, indicator)
    if before == after:
        before, after = str(was), str(now)
    return f"{where}: {before} before, {after} now"


def _say_figure(value: float | None, indicator: Indicator | None) -> str:
    if value is None:
        return "no figure"
    return f"{value:,g}" if indicator is None else say_short_value(value, indicator=indicator)


def say_turn(title: str, before: str, after: str) -> str:
    return f"{title}: {before} before, {after} now"


def say_written(noun: str, about: str, *, added: int, changed: int, gone: int) -> str:
    """`Force of a story, Looked-after children: 1 new, 2 changed`."""
    parts = ((added, "new"), (changed, "changed"), (gone, "gone"))
    named = f"{noun}, {about}" if about else noun
    return f"{named}: {', '.join(f'{count:,} {word}' for count, word in parts if count)}"
