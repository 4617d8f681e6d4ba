"""A step of a meeting that has ended: what stands of it today, without a field to write in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oba.model.meeting import Step
from oba.tasks.open_ideas import find_ideas
from oba.tasks.open_meeting import open_proposal
from oba.tasks.open_partners import find_contributions
from oba.tasks.open_story import find_story
from oba.ui import fetch, html
from oba.ui.meeting_room import Room
from oba.words import meeting_ended as words


def tell_ended(room: Room, *, reads: bool) -> None:
    """That and when it ended, and the ways on; `reads` where a step is shown, to be read alone."""
    html.show("meeting_ended.html", view=room.view, words=words, reads=reads, kept=room.kept)


def show_said(room: Room) -> None:
    """The story, the partners, the ideas or the actions of the curve, as a reader sees them."""
    key, area, today = room.stop.indicator, room.curve.area, room.visit.today
    shown: dict[Step | None, tuple[Callable[..., Any], dict[str, Any]]] = {
        Step.STORY: (find_story, {"area": area, "published": False}),
        Step.PARTNERS: (find_contributions, {"published": False}),
        Step.WHAT_WORKS: (find_ideas, {"area": area, "published": False, "today": today}),
        Step.PROPOSAL: (open_proposal, {"today": today}),
    }
    task, choices = shown[room.stop.step]
    view = fetch.result_of(room.visit, task, indicator=key, **choices)
    html.show("meeting_said.html", view=view, step=room.stop.step)
