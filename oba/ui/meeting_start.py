"""The start of a meeting: what has changed since the last one, the curves of today, and how to get through them."""

from __future__ import annotations

from oba.tasks.record_meeting import is_bare
from oba.ui import ask, html, reading
from oba.ui.meeting_moving import DISCARD, list_unsaved
from oba.ui.meeting_people import show_curves, show_people
from oba.ui.meeting_room import Room
from oba.ui.since import show_since
from oba.words import meeting as words


def show_start(room: Room) -> None:
    """Since the last meeting first; then today's curves and who is here, which can both still change."""
    show_since(room.visit, indicators=room.view.keys, before_meeting=room.number, opened=True)
    minutes, curves = room.view.group.minutes, len(room.view.curves)
    html.show(
        "meeting_start.html",
        view=room.view,
        minutes=words.say_minutes(minutes),
        whole=words.say_whole_time(minutes, curves=curves),
        advice=words.advise_time(minutes, curves=curves),
    )
    if not room.ended:
        with ask.folded("Who is here, and the curves of today"):
            show_people(room)
            show_curves(room)
        if is_bare(room.view.meeting, room.view.decisions) and not list_unsaved(room):
            with ask.folded(words.MISTAKE):
                html.show("meeting_heading.html", heading="", empty=words.MISTAKE_HOW)
                ask.offer("Discard this meeting", name="meeting_discard", deed=DISCARD, shown="")
    reading.offer()
    with ask.folded("Keys, and a second screen"):
        html.show("meeting_keys.html", number=room.number, screen=room.screen, kept=room.kept)
        ask.switch("Use the keys of the keyboard", name="keys", on=True)
