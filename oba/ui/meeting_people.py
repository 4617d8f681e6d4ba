"""Who is here, who sent apologies, notes, and the curves of a meeting: kept as typed, saved by their button."""

from __future__ import annotations

from collections.abc import Mapping

from oba.errors import ObaError
from oba.model.editor import EditConflict
from oba.tasks.open_meeting import MeetingsView, open_meetings
from oba.tasks.record_meeting import as_texts, change_meeting
from oba.ui import ask, fetch, html
from oba.ui.desk import Desk, open_desk
from oba.ui.meeting_room import Room
from oba.ui.story_form import Both
from oba.words.meeting import FIELDS
from oba.words.story import say_conflict

PEOPLE = ("present", "apologies", "note")
SAVES = {"people": "names and notes", "curves": "the curves"}
ONE_A_LINE = "One name a line; a post may follow a comma: Ann Smith, School Nursing"
HINTS = {"present": ONE_A_LINE, "apologies": ONE_A_LINE, "note": ""}


def show_people(room: Room) -> None:
    """Names one a line, and notes; both texts where someone saved them meanwhile."""
    meeting = room.view.meeting
    saved = as_texts(meeting)
    desk = open_desk(room.visit, room.settings, within=f"meeting/{room.number}/people")
    written = {
        name: ask.draft_text(
            FIELDS[name],
            desk=desk,
            name=name,
            saved=saved[name],
            version=meeting.version,
            most=4000,
            hint=HINTS[name],
        )
        for name in PEOPLE
    }
    _save(room, desk, {name: one for name, one in written.items() if one.changed}, name="people")


def show_curves(room: Room) -> None:
    """The curves of this meeting in their order; the first chosen is the first talked of."""
    groups: MeetingsView = fetch.result_of(room.visit, open_meetings)
    found = next((one for one in groups.groups if one.group.key == room.view.group.key), None)
    options = (found.curves if found else {}) | {one.key: one.title for one in room.view.curves}
    desk = open_desk(room.visit, room.settings, within=f"meeting/{room.number}/curves")
    saved = ";".join(room.view.keys)
    written = ask.draft_picks(
        FIELDS["indicators"],
        options,
        desk=desk,
        name="indicators",
        saved=saved,
        version=room.view.meeting.version,
    )
    _save(room, desk, {"indicators": written} if written.changed else {}, name="curves")


def _save(room: Room, desk: Desk, changed: Mapping[str, ask.Written], *, name: str) -> None:
    """A button that saves what was changed and nothing else; first both texts, where someone saved it meanwhile."""
    version, saved = room.view.meeting.version, as_texts(room.view.meeting)
    if newer := {one: each for one, each in changed.items() if each.version < version}:
        rows = [Both(FIELDS[one], saved[one], each.text) for one, each in newer.items()]
        html.show("story_conflict.html", rows=rows, by="")
    pressed = ask.press(f"Save {SAVES[name]}", name=f"save_{name}", shown=str(version), main=False)
    if not pressed:
        return
    texts = {
        one: each.text.replace(";", "\n") if one == "indicators" else each.text
        for one, each in changed.items()
    }
    try:
        change_meeting(room.settings, room.editor, room.number, texts, version=int(pressed))
    except EditConflict as error:
        ask.leave_word(say_conflict(error.by))
        ask.stay()
    except ObaError as error:
        html.show("error.html", error=error)
        return
    desk.clear(*changed)
    ask.leave_word(f"Saved: {SAVES[name]}.")
    ask.stay()
