"""Open the papers of a meeting: the card of each curve, what was decided, and the actions that serve the curves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from oba.errors import NotFoundError
from oba.model.action import Action
from oba.model.day import day_of
from oba.model.meeting import Decision, Meeting
from oba.model.plan import PlanBook
from oba.store.engine import Store
from oba.store.meetings import read_decisions, read_groups, read_meeting
from oba.store.outline import Outline, read_outline
from oba.store.plans import read_plan
from oba.tasks.card_lists import tell_action
from oba.tasks.choose_actions import names_by_key, put_late_first
from oba.tasks.fit_paper import Entry, PaperRow, PaperTable
from oba.tasks.list_since import SinceView, list_since
from oba.tasks.open_card import CardView, open_cards
from oba.words import meeting_papers as words
from oba.words.cards import ACTION_HEADS
from oba.words.papers import say_printed


@dataclass(frozen=True, slots=True)
class DecidedOf:
    """What was decided of one curve, or of the whole."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingPaper:
    """Only for the group: it names who was there. `as_of` says that one which has ended shows today."""

    number: int
    title: str
    as_of: str
    attended: tuple[str, ...]
    note: str
    cards: tuple[CardView, ...]
    decided: tuple[DecidedOf, ...]
    actions: PaperTable
    foot: tuple[str, ...]


def open_meeting_paper(store: Store, *, number: int, today: date, published: bool) -> MeetingPaper:
    """The papers of one meeting. NotFoundError on the published copy, and for a number that no meeting has."""
    if published:
        raise NotFoundError(
            "papers of meetings are not part of the published copy", remedy="Go to the home page"
        )
    with store.reading() as connection:
        meeting = read_meeting(connection, number)
        group = next(
            (one.name for one in read_groups(connection, withdrawn=True) if one.key == meeting.group),
            meeting.group,
        )
        decisions = read_decisions(connection, meeting_number=number)
        book = read_plan(connection)
        outline = read_outline(connection)
    ended = day_of(meeting.ended_at) if meeting.ended_at else None
    since = _find_since(store, meeting, book, today=today)
    gone = [outline.title(key) for key in meeting.indicators if key not in outline.titles]
    return MeetingPaper(
        number=number,
        title=words.say_title(meeting, group=group),
        as_of=words.say_as_of(ended, today=today, counts=since.counts if since else None) if ended else "",
        attended=(*words.say_attended(meeting), *words.say_gone(gone)),
        note=meeting.note,
        cards=open_cards(
            store,
            indicators=meeting.indicators,
            today=today,
            published=False,
            foot=words.say_after(ended) if ended else "",
        ),
        decided=_group_decisions(meeting, decisions, outline),
        actions=_list_actions(meeting, book, today=today, since=since.actions if since else {}),
        foot=(say_printed(today), book.plan.trust),
    )


def _find_since(store: Store, meeting: Meeting, book: PlanBook, *, today: date) -> SinceView | None:
    """What has changed of the meeting's curves since it ended; None while it goes on, or where no curve is left."""
    known = {one.key for one in book.indicators}
    curves = [key for key in meeting.indicators if key in known]
    if meeting.ended_at is None or not curves:
        return None
    return list_since(store, since=meeting.ended_at, indicators=curves, today=today, dark=False)


def _group_decisions(
    meeting: Meeting, decisions: Sequence[Decision], outline: Outline
) -> tuple[DecidedOf, ...]:
    """By curve, in the order of the meeting; what concerns the whole comes last."""
    others = [one.indicator for one in decisions if one.indicator and one.indicator not in meeting.indicators]
    found = (
        DecidedOf(
            outline.title(key) if key else words.WHOLE,
            tuple(one.text for one in decisions if one.indicator == key),
        )
        for key in dict.fromkeys((*meeting.indicators, *others, ""))
    )
    return tuple(one for one in found if one.lines)


def _list_actions(meeting: Meeting, book: PlanBook, *, today: date, since: Mapping[int, bool]) -> PaperTable:
    """Every action that names a curve of the meeting, what is late first; each with its curves.

    `since` marks those that are new (True) or changed since the meeting ended.
    """
    titles = {one.key: one.title for one in book.indicators}
    names = names_by_key(book)
    wanted = set(meeting.indicators)
    actions = put_late_first([one for one in book.actions if wanted & set(one.indicators)], today=today)

    def row(one: Action) -> PaperRow:
        curves = ", ".join(titles.get(key, key) for key in one.indicators if key in wanted)
        *told, status = tell_action(one, names=names, today=today)
        new = since.get(one.number)
        mark = "" if new is None else words.NEW_SINCE if new else words.CHANGED_SINCE
        return PaperRow(tuple(map(Entry, (*told, f"{status} {mark}".strip(), curves))))

    heads = (*ACTION_HEADS, words.CURVES)
    return PaperTable(heads, tuple(map(row, actions)), empty=words.NO_ACTIONS)
