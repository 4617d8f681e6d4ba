"""The bar that is always there in a meeting: where we are, how long we have, and the ways on."""

from __future__ import annotations

from oba.model.meeting_walk import CLOSING, START, STEPS, Stop, find_neighbours
from oba.ui import ask, frame, html
from oba.ui.meeting_moving import GO, PAUSE, RESUME
from oba.ui.meeting_room import Room
from oba.words import meeting as words


def show_bar(room: Room, title: str) -> None:
    """The heading with the clock, then Previous, the steps, Next, what was done; keys and clock are the script's."""
    view, stop = room.view, room.stop
    before, after = find_neighbours(view.keys, stop)
    keys = ask.address("keys") != "false"
    with frame.part("meeting_bar"):
        html.show(
            "meeting_bar.html",
            view=view,
            title=title,
            stop=" ".join(stop.address.values()),
            place=words.say_place(view.keys.index(stop.indicator) + 1, len(view.keys)) if stop.step else "",
            step=words.STEP_TITLES[stop.step] if stop.step else "",
            ask=words.ASKS[stop.step] if stop.step else "",
            clock=_tell_clock(room),
            keys=keys,
            screen=room.screen,
            ended=room.ended,
        )
        with ask.row():
            if before is not None:
                _offer("Previous", "previous", before)
            if stop.step:
                _show_steps(stop)
            if after is not None:
                _offer("Start" if stop == START else "Next", "next", after, main=True)
            _show_clock_deeds(room)
            if stop != CLOSING:
                ended = view.meeting.ended_at is not None
                _offer("Its papers" if ended else "End the meeting", "end", CLOSING)
        with frame.slot():
            if said := ask.take_word():
                html.show("story_done.html", said=said)


def _show_steps(stop: Stop) -> None:
    """The steps of the curve; the one that is shown says so in words."""
    for number, step in enumerate(STEPS, start=1):
        now = step is stop.step
        label = f"{'Now: ' if now else ''}{number}. {words.STEP_NAMES[step]}"
        _offer(label, f"step_{step.name.lower()}", Stop(stop.indicator, step))


def _offer(label: str, name: str, stop: Stop, *, main: bool = False) -> None:
    shown = f"{stop.address['indicator']} {stop.address['step']}"
    ask.offer(label, name=f"meeting_{name}", deed=GO, shown=shown, main=main)


def _show_clock_deeds(room: Room) -> None:
    if room.stop.step is None or room.screen != 1 or room.view.meeting.ended_at is not None:
        return
    if room.taken is not None and room.taken == room.running:
        ask.offer("Pause", name="meeting_clock", deed=PAUSE, shown="")
    else:
        label = "Bring the meeting here" if room.running else "Go on"
        ask.offer(label, name="meeting_clock", deed=RESUME, shown="")


def _tell_clock(room: Room) -> dict[str, object] | None:
    """What the clock shows without the script, and what the script counts on from; None where there is none."""
    if room.stop.step is None:
        return None
    running = room.running
    here = running is not None and running == room.taken
    elsewhere = ""
    if running is not None and not here and running.indicator in room.view.keys:
        step = words.STEP_NAMES[running.step].lower()
        elsewhere = f"The meeting is at {step} of {room.view.curve(running.indicator).title}."
    return {
        "running": here,
        "began": running.running_since.isoformat() if here and running and running.running_since else "",
        "now": room.now.isoformat(),
        "spent": room.spent,
        "allowed": room.allowed,
        "said": words.say_clock(allowed=room.allowed, spent=room.spent),
        "over": room.spent >= room.allowed,
        "minutes": room.allowed // 60,
        "state": _say_state(room, here=here),
        "elsewhere": elsewhere,
    }


def _say_state(room: Room, *, here: bool) -> str:
    """Why the clock does not run; '' while it does."""
    if here:
        return ""
    if room.view.meeting.ended_at is not None:
        return "ended"
    return "paused" if room.taken and room.running is None else "not running"
