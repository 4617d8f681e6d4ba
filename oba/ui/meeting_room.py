"""Where one browser is in a meeting: the meeting, the stop, the clock, and the desk of what is typed quickly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from oba.model.editor import Editor
from oba.model.meeting import StepTaken
from oba.model.meeting_walk import Stop, find_running, seconds_allowed, seconds_spent
from oba.settings import Settings
from oba.tasks.open_meeting import CurveOf, MeetingView
from oba.ui import ask
from oba.ui.desk import Desk, open_desk
from oba.ui.visit import Visit

WHOLE = "~"
"""In the place of a curve's key, what belongs to the whole meeting."""


@dataclass(frozen=True, slots=True)
class Room:
    """What every part of the page of a meeting needs. `screen` 1 moves the clock, others write along."""

    visit: Visit
    settings: Settings
    editor: Editor
    view: MeetingView
    stop: Stop
    screen: int
    steps: tuple[StepTaken, ...]
    now: datetime

    @property
    def ended(self) -> bool:
        return self.view.meeting.ended_at is not None

    @property
    def kept(self) -> str:
        """What links from here carry on, after what they say themselves."""
        return kept_keys()

    @property
    def number(self) -> int:
        return self.view.meeting.number

    @property
    def curve(self) -> CurveOf:
        return self.view.curve(self.stop.indicator)

    @property
    def reached(self) -> frozenset[str]:
        """The curves that the meeting has come to: it began a step of them, or decided something of them."""
        begun = {one.indicator for one in self.steps}
        return frozenset(begun | {one.indicator for one in self.view.decisions})

    @property
    def running(self) -> StepTaken | None:
        return find_running(self.steps)

    @property
    def taken(self) -> StepTaken | None:
        """The step that is shown, if the meeting has begun it."""
        return next(
            (one for one in self.steps if (one.indicator, one.step) == (self.stop.indicator, self.stop.step)),
            None,
        )

    @property
    def spent(self) -> int:
        return seconds_spent(self.taken, now=self.now)

    @property
    def allowed(self) -> int:
        return seconds_allowed(self.view.group, self.stop.step) if self.stop.step else 0

    def open_desk(self) -> Desk:
        """The desk of the quick fields of this stop's curve, or of the whole meeting."""
        return open_desk(self.visit, self.settings, within=quick_place(self, self.stop.indicator))


def kept_keys() -> str:
    """Keys that were switched off stay so behind a link to another page of meetings, which begins a new session."""
    return "&keys=false" if ask.address("keys") == "false" else ""


def quick_place(room: Room, indicator: str) -> str:
    """Each screen has its own, so that two browsers of one name do not write into each other's fields."""
    return f"meeting/{room.number}/{room.screen}/{indicator or WHOLE}"
