"""A meeting that talks through curves: who meets, what they talked through, who was there, what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Step(StrEnum):
    """The steps of a turn-the-curve talk, in their order; the words are what the screen calls them."""

    HOW_ARE_WE_DOING = "how are we doing"
    STORY = "story"
    PARTNERS = "partners"
    WHAT_WORKS = "what works"
    PROPOSAL = "what we propose"


USUAL_MINUTES = (5, 15, 5, 15, 15)
"""Minutes of each step for the first pass over one curve, which then fits in an hour."""


BY_MISTAKE = "Begun by mistake"
"""The note of a meeting that was discarded."""


@dataclass(frozen=True, slots=True)
class Group:
    """Who meets. An empty `theme` is every theme, as for the Trust Executive. `minutes` are those of each step.

    `members` are those who usually come; who was there is kept with each meeting.
    """

    key: str
    name: str
    theme: str = ""
    minutes: tuple[int, ...] = USUAL_MINUTES
    members: tuple[str, ...] = ()
    version: int = 1
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of a group. `number` is its name for ever; `ended_at` is None while it goes on.

    `indicators` are the curves to talk through, in their order. Names of who was there are for the working instance.
    """

    number: int
    group: str
    held_on: date
    started_at: datetime
    started_by: str
    indicators: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    apologies: tuple[str, ...] = ()
    note: str = ""
    ended_at: datetime | None = None
    version: int = 1

    @property
    def discarded(self) -> bool:
        """Begun by mistake: kept with its edits, and in no list of meetings."""
        return self.ended_at is not None and not self.indicators and self.note == BY_MISTAKE


@dataclass(frozen=True, slots=True)
class Decision:
    """What a meeting decided, of one curve or, with an empty `indicator`, of the whole."""

    key: str
    meeting: int
    text: str
    indicator: str = ""
    written_by: str = ""
    written_at: datetime | None = None
    version: int = 1
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class StepTaken:
    """When a meeting began a step of one curve, and how many seconds it has spent there in all.

    While the meeting is at this step, the time since `running_since` is to be added; None while it is elsewhere.
    """

    meeting: int
    indicator: str
    step: Step
    began_at: datetime
    seconds: int = 0
    running_since: datetime | None = None
