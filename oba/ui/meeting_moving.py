"""From one stop of a meeting to the next: what is typed is saved on the way, and the clock goes along."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from oba.errors import ObaError
from oba.model.meeting import Step
from oba.model.meeting_walk import CLOSING, Stop, find_running, read_stop
from oba.store.drafts import Draft
from oba.tasks.keep_drafts import read
from oba.tasks.open_meeting import open_meeting, read_clock
from oba.tasks.record_meeting import discard_meeting, end_meeting, move_clock, pause_clock, reopen_meeting
from oba.ui import ask, contribution_form, fetch, frame, ideas_form, story_form
from oba.ui.desk import Desk
from oba.ui.meeting_quick import DEED, FIELDS, add_quick, save_quick
from oba.ui.meeting_room import Room, quick_place
from oba.words import meeting as words

GO, PAUSE, RESUME, END, REOPEN, DISCARD = (
    "meeting_go",
    "meeting_pause",
    "meeting_resume",
    "meeting_end",
    "meeting_reopen",
    "meeting_discard",
)
DEEDS = (GO, PAUSE, RESUME, END, REOPEN, DISCARD, DEED)
DROPPED = ("edit", "action", "decision")
"""Names of the address that say what is being changed at one stop."""
FORMS: Mapping[str, Callable[[Desk, str], list[str]]] = {
    "story": story_form.save_written,
    "contributions": contribution_form.save_written,
    "ideas": ideas_form.save_written,
}
"""Whose forms stand on the steps, by where their drafts lie, and how what lies there is saved."""
TYPED = {
    *(name for fields in FIELDS.values() for name, _ in fields),
    *("text", "evidence", "where_from", "link", "owner", "dissent", "dissenters", "role", "brings"),
    *("present", "apologies", "note"),
}
"""The fields of words, by their names on a desk."""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What someone typed at a curve and did not save."""

    curve: str
    stop: Stop
    text: str


def do_deeds(room: Room) -> Room:
    """Do what a button asked for before anything is shown, and come to the stop that the address then names."""
    deed, shown = ask.take_deed(*DEEDS)
    try:
        if deed == GO:
            _go(room, shown)
        elif deed == PAUSE:
            pause_clock(room.settings, room.editor, room.number)
        elif deed == RESUME:
            _move(room, room.stop)
        elif deed == END:
            _say_saved(room, save_written(room))
            end_meeting(room.settings, room.editor, room.number)
        elif deed == REOPEN:
            reopen_meeting(room.settings, room.editor, room.number)
        elif deed == DISCARD:
            discard_meeting(room.settings, room.editor, room.number)
            ask.leave_word(words.DISCARDED)
            ask.go(keys=ask.address("keys"))
        elif deed == DEED:
            add_quick(room, shown)
    except ObaError as error:
        ask.leave_word(str(error))
    return _come(renew(room) if deed else room)


def renew(room: Room) -> Room:
    """The room after something was written, at the stop that the address names."""
    visit = frame.renew(room.visit)
    view = fetch.result_of(visit, open_meeting, number=room.number)
    stop = read_stop(view.keys, indicator=ask.address("indicator"), step=ask.address("step"))
    return replace(room, visit=visit, view=view, stop=stop)


def save_written(room: Room) -> list[str]:
    """Save what was typed of this stop's curve and not saved yet, where it can be; what was saved, in words.

    Of the forms, which every screen of one name has before it, only what was typed in this browser: somebody may be in
    the middle of a sentence at another.
    """
    key, said = room.stop.indicator, []
    drafts = read(fetch.reading_store(room.visit), room.editor, within="")
    quick = _lay(room, drafts, quick_place(room, key))
    for kind in FIELDS if quick.drafts else ():
        try:
            said.append(save_quick(room, quick, kind).removeprefix("Saved: "))
        except ObaError:
            continue  # it stays as it was typed, and the end of the meeting lists it
    mine = {place: one for place, one in drafts.items() if ask.written_here(place)}
    for within, save in FORMS.items() if key else ():
        said += save(_lay(room, mine, f"{within}/{key}"), key)
    return [one for one in said if one]


def _lay(room: Room, drafts: Mapping[str, Draft], within: str) -> Desk:
    """The desk of one part, of all that lies there."""
    lying = {place: one for place, one in drafts.items() if place.startswith(f"{within}/")}
    return Desk(room.settings, room.editor, within, lying)


def _move(room: Room, stop: Stop) -> None:
    store = fetch.desk_store(room.settings)
    move_clock(room.settings, room.editor, room.number, stop, store=store)


def list_unsaved(room: Room, *, of: str | None = None) -> list[Unsaved]:
    """What this editor typed and did not save: of the meeting's curves and of the whole, or `of` one curve."""
    drafts = read(fetch.reading_store(room.visit), room.editor, within="")
    keys = [*room.view.keys, ""] if of is None else [of]
    found = []
    for key in keys:
        title = room.view.curve(key).title if key else "The whole meeting"
        for within, step in _places(room, key):
            stop = Stop(key, step) if key else CLOSING
            lying = [one for place, one in drafts.items() if place.startswith(f"{within}/")]
            found += [Unsaved(title, stop, words.shorten(one.text)) for one in lying if _is_words(one)]
    return found


def _go(room: Room, shown: str) -> None:
    indicator, _, step = shown.partition(" ")
    _say_saved(room, save_written(room))
    ask.readdress(indicator=indicator, step=step, **dict.fromkeys(DROPPED, ""))


def _say_saved(room: Room, said: Sequence[str]) -> None:
    lines = (words.say_saved(said), words.say_kept(len(list_unsaved(room, of=room.stop.indicator))))
    if word := " ".join(filter(None, lines)):
        ask.leave_word(word)


def _come(room: Room) -> Room:
    """Read the clock. It goes along with whoever moves from stop to stop; a reload or a new screen leaves it."""
    stop = room.stop
    here = " ".join(stop.address.values())
    before = ask.last_seen(f"meeting {room.number}", here)
    steps = read_clock(fetch.reading_store(room.visit), room.number)
    begun = any((one.indicator, one.step) == (stop.indicator, stop.step) for one in steps)
    fresh = not before and stop.step is not None and not begun and find_running(steps) is None
    if room.screen == 1 and room.view.meeting.ended_at is None and (fresh or before not in ("", here)):
        _move(room, stop)
        steps = read_clock(fetch.reading_store(room.visit), room.number)
    return replace(room, steps=steps, now=room.settings.clock())


def _is_words(one: Draft) -> bool:
    """A choice or a day is none."""
    return bool(one.text.strip()) and one.place.rpartition("/")[2] in TYPED


def _places(room: Room, key: str) -> list[tuple[str, Step]]:
    """Where what is typed of a curve lies, and the step at which it is found again."""
    quick = (quick_place(room, key), Step.PROPOSAL)
    if not key:
        return [quick]
    return [
        quick,
        (f"story/{key}", Step.STORY),
        (f"contributions/{key}", Step.PARTNERS),
        (f"ideas/{key}", Step.WHAT_WORKS),
    ]
