"""The server's time for a click and a keystroke in a meeting, and for saving, with all the figures in the store."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from bench.plan import TODAY, key_of
from bench.result import Result
from bench.serving import serve_ours
from bench.timing import median
from bench.visitor import Visitor
from bench.workshop import Workshop, url_of
from oba.model.editor import Editor
from oba.settings import Settings
from oba.tasks.record_meeting import start_meeting

NAME = "meeting"
LIMIT_MS = 100
TIMES = 12
CURVES = 4
REST_SECONDS = 0.5
"""A group talks between two clicks, and meanwhile the next curve is made ready."""
PAGE = "meeting"
FIELD, ADD = "What hinders, in a sentence", "Add what hinders"
ADDED = (
    ("what_works", "What might work, in a sentence", "Add this idea"),
    ("proposal", "What we decide, in a sentence", "Keep this decision"),
    ("proposal", "What we will do, in a sentence", "Add this action"),
)
STEPS = ("how_are_we_doing", "story", "partners", "what_works", "proposal")


def measure(workshop: Workshop) -> list[Result]:
    store = Path(shutil.copy(workshop.filled, workshop.folder / "talked.db"))
    number = begin(store)
    with serve_ours(store) as served, Visitor(served.address) as visitor:
        found = walk(visitor, number)
    return [
        Result(f"meeting: {name}", median(each) * 1000, "ms", LIMIT_MS, "the limit", 1.0)
        for name, each in found.items()
    ]


def begin(store: Path) -> int:
    settings = Settings(store=url_of(store), user="bench", today=TODAY)
    keys = [key_of(one) for one in range(CURVES)]
    return start_meeting(settings, Editor("bench"), group="executive", indicators=keys).number


def walk(visitor: Visitor, number: int) -> dict[str, list[float]]:
    """Seconds of each kind of rerun. The meeting has looked at each of its curves once."""
    found: dict[str, list[float]] = {}

    def note(name: str, seconds: float) -> None:
        found.setdefault(name, []).append(seconds)

    def go(step: str, curve: int = 0) -> float:
        visitor.query = f"meeting={number}&indicator={key_of(curve)}&step={step}"
        return visitor.run(PAGE)

    visitor.query = f"meeting={number}"
    visitor.run(PAGE)
    for curve in range(CURVES):
        go(STEPS[0], curve)
        go(STEPS[-1], curve)
    for step in STEPS:
        go(step)
        for _ in range(TIMES):
            note(f"rerun at {step.replace('_', ' ')}", go(step))
    go("story")
    for turn in range(TIMES):
        note("a keystroke in the story", visitor.type(PAGE, FIELD, f"Reason {turn}"))
        note("a part saved and shown", visitor.press(PAGE, ADD))
        note("the keystroke after it", visitor.type(PAGE, FIELD, ""))
    for step, field, button in ADDED:
        go(step)
        for turn in range(TIMES):
            visitor.type(PAGE, field, f"Number {turn}")
            note(f"{button.lower()}, saved and shown", visitor.press(PAGE, button))
    _click_through(visitor, go, note)
    return found


def _click_through(visitor: Visitor, go: Callable[..., float], note: Callable[[str, float], None]) -> None:
    """Next, with something typed that is saved on the way; and the next curve's chart after what was saved."""
    for turn in range(TIMES):
        go("story", turn % CURVES)
        visitor.type(PAGE, FIELD, f"On the way {turn}")
        note("Next, saving what was typed", visitor.press(PAGE, "Next"))
        go("proposal", turn % (CURVES - 1))
        time.sleep(REST_SECONDS)
        note("Next, to the chart of the next curve", visitor.press(PAGE, "Next"))
