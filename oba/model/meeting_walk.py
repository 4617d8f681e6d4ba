"""The way through a meeting: the start, each curve with its five steps, and the close; and the clock of each step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from oba.model.meeting import USUAL_MINUTES, Group, Step, StepTaken

STEPS = tuple(Step)
CLOSE = "close"
"""What the address calls the end of the way."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One place on the way. The start has neither a curve nor a step; nor has the close, which is `closing`."""

    indicator: str = ""
    step: Step | None = None
    closing: bool = False

    @property
    def address(self) -> dict[str, str]:
        """The names that lead here, beside the meeting's number."""
        step = CLOSE if self.closing else self.step.name.lower() if self.step else ""
        return {"indicator": self.indicator, "step": step}


START, CLOSING = Stop(), Stop(closing=True)


def list_stops(indicators: Iterable[str]) -> tuple[Stop, ...]:
    """The whole way, in its order."""
    return (START, *(Stop(key, step) for key in indicators for step in STEPS), CLOSING)


def read_stop(indicators: Sequence[str], *, indicator: str, step: str) -> Stop:
    """Where an address leads. A curve without a step is at its first; what is not on the way leads to the start."""
    if step == CLOSE:
        return CLOSING
    if indicator not in indicators:
        return START
    found = next((one for one in STEPS if one.name.lower() == step), STEPS[0])
    return Stop(indicator, found)


def find_neighbours(indicators: Sequence[str], stop: Stop) -> tuple[Stop | None, Stop | None]:
    """What comes before a stop and what after it; None at either end."""
    stops = list_stops(indicators)
    place = stops.index(stop)
    return stops[place - 1] if place else None, stops[place + 1] if place + 1 < len(stops) else None


def seconds_allowed(group: Group, step: Step) -> int:
    """The group's own time for a step; the usual where it has set none."""
    place = STEPS.index(step)
    minutes = group.minutes if place < len(group.minutes) else USUAL_MINUTES
    return minutes[place] * 60


def seconds_spent(taken: StepTaken | None, *, now: datetime) -> int:
    """What was spent on a step by now. A clock that was set back takes nothing away."""
    if taken is None:
        return 0
    if taken.running_since is None:
        return taken.seconds
    return taken.seconds + max(0, int((now - taken.running_since).total_seconds()))


def find_running(steps: Iterable[StepTaken]) -> StepTaken | None:
    """The step that the meeting is at; None where it pauses, or has not begun one."""
    return next((one for one in steps if one.running_since is not None), None)


def stop_clock(steps: Iterable[StepTaken], *, now: datetime) -> tuple[StepTaken, ...]:
    """The steps that change when the clock is stopped: what ran is added up."""
    return tuple(
        replace(one, seconds=seconds_spent(one, now=now), running_since=None)
        for one in steps
        if one.running_since is not None
    )


def start_clock(
    steps: Sequence[StepTaken], *, meeting: int, stop: Stop, now: datetime
) -> tuple[StepTaken, ...]:
    """The steps that change when a meeting goes to a stop: the one it leaves stops, this one goes on or begins.

    One clock runs at a time. At the start and the close there is none.
    """
    here = next((one for one in steps if (one.indicator, one.step) == (stop.indicator, stop.step)), None)
    left = stop_clock([one for one in steps if one is not here], now=now)
    if stop.step is None or (here and here.running_since is not None):
        return left
    begun = here or StepTaken(meeting, stop.indicator, stop.step, began_at=now)
    return (*left, replace(begun, running_since=now))
