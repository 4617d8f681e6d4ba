"""Before a meeting closes: what is not saved, the cheap ideas, decisions, who was there; then its papers."""

from __future__ import annotations

from oba.tasks.open_meeting import list_decisions
from oba.ui import ask, frame, html, ideas_page
from oba.ui.meeting_moving import END, REOPEN, list_unsaved
from oba.ui.meeting_people import show_people
from oba.ui.meeting_room import Room
from oba.ui.meeting_talk import show_decisions
from oba.words import meeting as words
from oba.words import meeting_ended as after

WHOLE = "What we decide of the whole"


def show_close(room: Room) -> None:
    """What is left to do, and the end; of a meeting that has ended, its papers and what can still be put right."""
    if room.ended:
        _show_ended(room)
        return
    _list_unsaved(room)
    _ask_for_cheap_ideas(room)
    show_decisions(room, heading=WHOLE)
    html.show("meeting_people.html", heading="Who was here", meeting=room.view.meeting)
    show_people(room)
    html.show("meeting_heading.html", heading="End the meeting", empty="")
    ask.offer("End the meeting now", name="meeting_close", deed=END, shown="", main=True)


def _ask_for_cheap_ideas(room: Room) -> None:
    """Of each curve that the meeting came to; the others are only named."""
    for one in room.view.curves:
        if one.key not in room.reached:
            continue
        with frame.slot():
            gone = "" if one.in_plan else f"{words.GONE}. {words.GONE_HOW}"
            html.show("meeting_heading.html", heading=one.title, empty=gone)
            if one.in_plan and not ideas_page.ask_why_here(room.visit, one.key):
                html.show("meeting_cheap.html")
    if left := [one.title for one in room.view.curves if one.key not in room.reached]:
        html.show("meeting_heading.html", heading=words.NOT_REACHED, empty=words.say_not_reached(left))


def _show_ended(room: Room) -> None:
    html.show("meeting_papers.html", view=room.view, decisions=list_decisions(room.view))
    ask.offer("Go on with this meeting", name="meeting_reopen", deed=REOPEN, shown="")
    if list_unsaved(room):
        _list_unsaved(room, how=after.NOT_SAVED)
    html.show("meeting_heading.html", heading=after.NOTES, empty=after.NOTES_HOW)
    html.show("meeting_people.html", heading="", meeting=room.view.meeting)
    show_people(room)
    show_decisions(room, heading=WHOLE)


def _list_unsaved(room: Room, *, how: str = "") -> None:
    html.show(
        "meeting_unsaved.html",
        unsaved=list_unsaved(room),
        number=room.number,
        screen=room.screen,
        kept=room.kept,
        how=how,
    )
