"""The server's time for a click and a keystroke in a meeting, and for saving, with all the figures in the store."""

from __future__ import annotations

import shutil
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
PAGE = "meeting"
FIELD, ADD = "What hinders, in a sentence", "Add what hinders"
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
    """Seconds of each kind of rerun. A meeting begins by looking at each of its curves once."""
    found: dict[str, list[float]] = {}

    def note(name: str, seconds: float) -> None:
        found.setdefault(name, []).append(seconds)

    def go(step: str, curve: int = 0) -> float:
        visitor.query = f"meeting={number}&indicator={key_of(curve)}&step={step}"
        return visitor.run(PAGE)

    for curve in range(CURVES):
        note("the first look at a curve", go(STEPS[0], curve))
    for step in STEPS:
        go(step)
        for _ in range(TIMES):
            note(f"rerun at {step.replace('_', ' ')}", go(step))
    go("story")
    for turn in range(TIMES):
        note("a keystroke in the story", visitor.type(PAGE, FIELD, f"Reason {turn}"))
        note("a part saved and shown", visitor.press(PAGE, ADD))
        note("the keystroke after it", visitor.type(PAGE, FIELD, ""))
    _click_through(visitor, go, note)
    return found


def _click_through(visitor: Visitor, go: Callable[..., float], note: Callable[[str, float], None]) -> None:
    """Next, with something typed that is saved on the way; and the next curve's chart after what was saved."""
    for turn in range(TIMES):
        go("story", turn % CURVES)
        visitor.type(PAGE, FIELD, f"On the way {turn}")
        note("Next, saving what was typed", visitor.press(PAGE, "Next"))
        go("proposal", turn % (CURVES - 1))
        note("Next, to the chart of the next curve", visitor.press(PAGE, "Next"))
