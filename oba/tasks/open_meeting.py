"""Open the page Meeting: the list of meetings and groups, one meeting with its curves, and what each step shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from oba.model.indicator import Standing
from oba.model.meeting import Decision, Group, Meeting, StepTaken
from oba.model.meeting_walk import find_running
from oba.model.plan import PlanBook
from oba.store.actions import read_saved
from oba.store.edits import read_edits
from oba.store.engine import Store
from oba.store.meetings import read_decisions, read_groups, read_meeting, read_meetings, read_steps
from oba.store.outline import read_outline
from oba.store.partners import read_partners
from oba.store.plans import read_plan
from oba.tasks.choose_actions import put_late_first
from oba.tasks.list_groups import list_groups
from oba.tasks.open_plan import list_actions
from oba.tasks.record_decision import DECISION
from oba.tasks.tables import Table, make_table
from oba.words.loading import say_time
from oba.words.meeting import STEP_NAMES, say_going_on, say_minutes, say_open
from oba.words.numbers import say_date


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group that may meet: its curves by key, those that it begins with, and the seconds of its steps in words."""

    group: Group
    theme_title: str
    curves: dict[str, str]
    usual: tuple[str, ...]
    minutes: str


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting of the list, `of` the group with this key. `said` is where it stands, or what came of it.

    `since` says when it was begun and by whom.
    """

    number: int
    group: str
    held_on: str
    curves: str
    said: str
    of: str
    since: str


@dataclass(frozen=True, slots=True)
class MeetingsView:
    """Groups, meetings that go on, and those that have ended, the newest first. `themes` are keys to words.

    `withdrawn` are groups that can be brought back.
    """

    groups: tuple[GroupView, ...]
    going_on: tuple[MeetingLine, ...]
    earlier: tuple[MeetingLine, ...]
    themes: dict[str, str]
    withdrawn: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class CurveOf:
    """A curve of a meeting. `theme` is its key. One that has left the plan since is not `in_plan`."""

    key: str
    title: str
    theme: str
    area: str
    in_plan: bool = True


@dataclass(frozen=True, slots=True)
class MeetingView:
    """One meeting: its group, its curves in order, its decisions, and who last changed each."""

    meeting: Meeting
    group: Group
    held_on: str
    curves: tuple[CurveOf, ...]
    decisions: tuple[Decision, ...]
    last_by: Mapping[str, str]
    ended: str

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(one.key for one in self.curves)

    def curve(self, key: str) -> CurveOf:
        return next(one for one in self.curves if one.key == key)

    def decisions_of(self, indicator: str) -> tuple[Decision, ...]:
        return tuple(one for one in self.decisions if one.indicator == indicator)


@dataclass(frozen=True, slots=True)
class ProposalView:
    """The actions that serve a curve, those past their day first; the numbers of those that are its own."""

    table: Table
    numbers: tuple[int, ...]


def open_meetings(store: Store) -> MeetingsView:
    """What can be begun, gone on with or looked at again."""
    with store.reading() as connection:
        book, outline = read_plan(connection), read_outline(connection)
        stored = read_groups(connection, withdrawn=True)
        meetings = read_meetings(connection)
        decided = read_decisions(connection)
        steps = {one.number: read_steps(connection, one.number) for one in meetings if one.ended_at is None}
    names = {one.key: one.name for one in (*stored, *list_groups(stored, book))}
    titles = {**outline.left, **outline.titles}
    count = {one.number: sum(each.meeting == one.number for each in decided) for one in meetings}
    lines = [
        _line(one, names, titles, steps.get(one.number, ()), decisions=count[one.number]) for one in meetings
    ]
    going_on = {one.number for one in meetings if one.ended_at is None}
    return MeetingsView(
        groups=tuple(_view_group(one, book) for one in list_groups(stored, book)),
        going_on=tuple(one for one in lines if one.number in going_on),
        earlier=tuple(one for one in lines if one.number not in going_on),
        themes={"": "Every theme", **{one.key: one.title for one in book.themes}},
        withdrawn=tuple(one for one in stored if one.withdrawn),
    )


def open_meeting(store: Store, *, number: int) -> MeetingView:
    """One meeting. NotFoundError for a number that none has."""
    with store.reading() as connection:
        outline = read_outline(connection)
        meeting = read_meeting(connection, number)
        stored = read_groups(connection, withdrawn=True)
        decisions = read_decisions(connection, meeting_number=number)
        edits = read_edits(connection, kind=DECISION, within=f"{number}/")
    return MeetingView(
        meeting=meeting,
        group=next(one for one in stored if one.key == meeting.group),
        held_on=say_date(meeting.held_on),
        curves=tuple(
            CurveOf(key, outline.title(key), outline.themes.get(key, ""), outline.area, key in outline.titles)
            for key in meeting.indicators
        ),
        decisions=decisions,
        last_by={one.key: one.by for one in edits},
        ended=say_time(meeting.ended_at) if meeting.ended_at else "",
    )


def read_clock(store: Store, number: int) -> tuple[StepTaken, ...]:
    """The steps a meeting has taken, as they are at this moment."""
    with store.reading() as connection:
        return read_steps(connection, number)


def open_proposal(store: Store, *, indicator: str, today: date) -> ProposalView:
    """The actions that name this curve as one they are meant to bend."""
    with store.reading() as connection:
        actions = [one.action for one in read_saved(connection)]
        names = {one.key: one.name for one in read_partners(connection)}
    serving = put_late_first([one for one in actions if indicator in one.indicators], today=today)
    return ProposalView(
        list_actions(serving, today=today, partners=names), tuple(one.number for one in serving)
    )


def list_decisions(view: MeetingView) -> Table:
    titles = {one.key: one.title for one in view.curves}
    rows = [(titles.get(one.indicator, "The whole"), one.text, one.written_by) for one in view.decisions]
    return make_table(("Of which curve", "What was decided", "Written by"), rows)


def _view_group(group: Group, book: PlanBook) -> GroupView:
    """A theme's group begins with its headline curves, that of every theme with them all."""
    own = [one for one in book.indicators if group.theme in ("", one.theme)]
    others = [one for one in book.indicators if one not in own]
    shown = [one for one in (*own, *others) if one.standing is not Standing.DEVELOPMENT]
    title = next((one.title for one in book.themes if one.key == group.theme), "Every theme")
    return GroupView(
        group=group,
        theme_title=title,
        curves={one.key: one.title for one in shown},
        usual=tuple(one.key for one in own if one.standing is Standing.HEADLINE),
        minutes=say_minutes(group.minutes),
    )


def _line(
    one: Meeting,
    names: Mapping[str, str],
    titles: Mapping[str, str],
    steps: Sequence[StepTaken],
    *,
    decisions: int,
) -> MeetingLine:
    at = find_running(steps) or (max(steps, key=lambda step: step.began_at) if steps else None)
    name = names[one.group]
    if one.ended_at is not None:
        said = f"{decisions} decision{'' if decisions == 1 else 's'}, {len(one.present)} present"
    else:
        where = STEP_NAMES[at.step] if at else ""
        said = say_open(step=where, curve=titles.get(at.indicator, at.indicator) if at else "")
    return MeetingLine(
        number=one.number,
        group=name,
        held_on=say_date(one.held_on),
        curves=", ".join(titles.get(key, key) for key in one.indicators),
        said=said,
        of=one.group,
        since=say_going_on(one),
    )
