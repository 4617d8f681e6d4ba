"""The page Meeting: the list of meetings, or one meeting, full of its step and nothing else."""

from __future__ import annotations

from oba.errors import NotFoundError
from oba.model.editor import editor_of
from oba.model.meeting_walk import CLOSING, START, read_stop
from oba.settings import read_settings
from oba.tasks.open_meeting import MeetingView, open_meeting
from oba.ui import ask, fetch, frame
from oba.ui.meeting_bar import show_bar
from oba.ui.meeting_close import show_close
from oba.ui.meeting_moving import do_deeds
from oba.ui.meeting_room import Room
from oba.ui.meeting_said import tell_ended
from oba.ui.meeting_setup import show_setup
from oba.ui.meeting_start import show_start
from oba.ui.meeting_talk import show_step, warm_next
from oba.words import meeting as words

LARGEST = 1_000_000
MOST_SCREENS = 9


def show_page(page: frame.Page) -> None:
    """The meeting that the address names, else all of them."""
    asked = ask.address("meeting")
    if asked:
        _talk(page, _read_number(asked))
        return
    page.entitle("Hold a meeting")
    show_setup(page.visit)
    frame.end(page.visit)


def _talk(page: frame.Page, number: int) -> None:
    visit, settings = page.visit, read_settings()
    view: MeetingView = fetch.result_of(visit, open_meeting, number=number)
    stop = read_stop(view.keys, indicator=ask.address("indicator"), step=ask.address("step"))
    now = settings.clock()
    room = do_deeds(Room(visit, settings, editor_of(settings), view, stop, _read_screen(), (), now))
    title = _say_title(room)
    page.entitle(title, bare=True)
    show_bar(room, title)
    if room.ended:
        tell_ended(room, reads=room.stop.step is not None)
    with frame.part("meeting_body"):
        if room.stop == START:
            show_start(room)
        elif room.stop == CLOSING:
            show_close(room)
        else:
            show_step(room)
    warm_next(room)


def _say_title(room: Room) -> str:
    if room.stop.step:
        return room.curve.title
    if room.stop != CLOSING:
        return words.SINCE
    return words.CLOSING if not room.ended else words.ENDED


def _read_number(asked: str) -> int:
    if asked.isascii() and asked.isdigit() and 0 < int(asked) < LARGEST:
        return int(asked)
    raise NotFoundError("the address names no meeting", remedy="Choose one of the list on the page Meeting")


def _read_screen() -> int:
    asked = ask.address("screen")
    return int(asked) if asked.isascii() and asked.isdigit() and 1 <= int(asked) <= MOST_SCREENS else 1
