"""Before a meeting: those that go on, a new one, earlier ones with their papers, and the groups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oba.errors import ObaError
from oba.model.editor import editor_of
from oba.settings import read_settings
from oba.tasks.open_meeting import GroupView, MeetingLine, MeetingsView, open_meetings
from oba.tasks.record_meeting import start_meeting
from oba.ui import ask, fetch, frame, html
from oba.ui.desk import Desk, open_desk
from oba.ui.meeting_groups import show_groups
from oba.ui.meeting_room import kept_keys
from oba.ui.visit import Visit
from oba.words import meeting as words

NEW = ("held_on", "indicators", "present")
NONE = "none"


def show_setup(visit: Visit) -> None:
    """Go on with a meeting, or begin one."""
    view: MeetingsView = fetch.result_of(visit, open_meetings)
    with frame.slot():
        if said := ask.take_word():
            html.show("story_done.html", said=said)
    if view.going_on:
        html.show("meeting_going_on.html", view=view, kept=kept_keys())
    html.show("meeting_heading.html", heading="Begin a meeting", empty="")
    by_key = {one.group.key: one for one in view.groups}
    if by_key:
        key = ask.choose(
            "Group",
            {one.group.key: one.group.name for one in view.groups},
            name="group",
            default=next(iter(by_key)),
            among="a group",
        )
        _begin(visit, by_key[key], [one for one in view.going_on if one.of == key])
    html.show("meeting_earlier.html", view=view, kept=kept_keys())
    show_groups(visit, view)


def _begin(visit: Visit, view: GroupView, going_on: Sequence[MeetingLine]) -> None:
    """The day, the curves in their order, who is here; kept as typed until the meeting begins."""
    group = view.group
    desk = open_desk(visit, read_settings(), within=f"meeting/new/{group.key}")
    html.show("meeting_begin.html", view=view)
    one, two = frame.columns(2)
    with one:
        curves = ask.draft_picks(
            "Curves to talk through, in their order",
            view.curves,
            desk=desk,
            name="indicators",
            saved=";".join(view.usual),
        )
        chosen = [view.curves[one] for one in curves.text.split(";") if one in view.curves]
        html.show(
            "meeting_chosen.html",
            chosen=chosen,
            whole=words.say_whole_time(group.minutes, curves=len(chosen)),
            advice=words.advise_time(group.minutes, curves=len(chosen)),
        )
        day = ask.draft_day("Day", desk=desk, name="held_on", saved=visit.today.isoformat())
    with two:
        people = ask.draft_text(
            "Who is here, one name a line",
            desk=desk,
            name="present",
            saved="\n".join(group.members),
            most=4000,
        )
    if going_on:
        html.show("meeting_already.html", lines=going_on, kept=kept_keys())
    beside = " ".join(str(one.number) for one in going_on)
    pressed = ask.press(
        "Begin another meeting all the same" if going_on else "Begin the meeting",
        name="meeting_begin",
        shown=beside or NONE,
        main=not going_on,
    )
    if pressed:
        numbers = [int(one) for one in pressed.split()] if pressed != NONE else []
        _start(desk, group.key, curves.text, people.text, day.text, beside=numbers)


def _start(desk: Desk, group: str, curves: str, people: str, day: str, *, beside: Sequence[int]) -> None:
    settings = read_settings()
    try:
        meeting = start_meeting(
            settings,
            editor_of(settings),
            group=group,
            indicators=[one for one in curves.split(";") if one],
            present=people.splitlines(),
            held_on=date.fromisoformat(day) if day else None,
            beside=beside,
        )
    except ObaError as error:
        html.show("error.html", error=error)
        return
    desk.clear(*NEW)
    ask.go(meeting=str(meeting.number), keys=ask.address("keys"))
