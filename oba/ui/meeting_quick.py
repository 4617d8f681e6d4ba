"""Fields to type into while talking: one line, and Enter or a button adds what it says; details come later."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from oba.errors import ObaError
from oba.model.story import Direction
from oba.tasks.record_action import add_action
from oba.tasks.record_decision import decide
from oba.tasks.record_idea import add_idea
from oba.tasks.record_story import add
from oba.ui import ask, frame
from oba.ui.desk import Desk
from oba.ui.meeting_room import Room
from oba.words.meeting import shorten
from oba.words.public_fields import HINTS

FIELDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "helps": (("helps", "What helps, in a sentence"),),
    "hinders": (("hinders", "What hinders, in a sentence"),),
    "idea": (("idea", "What might work, in a sentence"),),
    "action": (
        ("action", "What we will do, in a sentence"),
        ("by_whom", "Who does it"),
        ("timescale", "By when"),
        ("budget_cost", "What it costs"),
    ),
    "decision": (("decision", "What we decide, in a sentence"),),
}
"""Each kind with the names of its fields on the desk and what they are called; the first is needed."""
BUTTONS = {
    "helps": "Add what helps",
    "hinders": "Add what hinders",
    "idea": "Add this idea",
    "action": "Add this action",
    "decision": "Keep this decision",
}
KINDS = {
    "helps": "what helps",
    "hinders": "what hinders",
    "idea": "an idea",
    "action": "an action",
    "decision": "a decision",
}
DEED = "quick"


def show_quick(desk: Desk, kind: str) -> None:
    """The fields of one kind and the button that adds what they say."""
    with frame.part(f"quick_{kind}"):
        names = FIELDS[kind]
        for (name, label), place in zip(names, _places(len(names)), strict=True):
            with place:
                most, hint = 1000 if name == kind else 400, HINTS.get(name, "")
                ask.draft_text(label, desk=desk, name=name, lines=False, most=most, hint=hint)
        ask.offer(BUTTONS[kind], name=f"quick_{kind}", deed=DEED, shown=kind)


def add_quick(room: Room, kind: str) -> None:
    """Add what the fields of one kind say. What cannot be added is said, and stays in its field."""
    desk = room.open_desk()
    try:
        ask.leave_word(save_quick(room, desk, kind) or "Nothing is written there yet.")
    except ObaError as error:
        ask.leave_word(str(error))


def save_quick(room: Room, desk: Desk, kind: str) -> str:
    """What was saved, in words, and the fields are empty again; '' where nothing stood in the first of them."""
    texts = {name: desk.text(name, "") for name, _ in FIELDS[kind]}
    said = " ".join(texts[kind].split())
    if not said:
        return ""
    write(room, kind, texts | {kind: said}, drafts=desk.places(*texts))
    return f"Saved: {shorten(said)} ({KINDS[kind]})"


def write(room: Room, kind: str, texts: Mapping[str, str], *, drafts: Collection[str]) -> None:
    """Save what was typed, and empty its fields with the same stroke."""
    settings, editor, key = room.settings, room.editor, room.stop.indicator
    said = texts[kind]
    if kind in list(Direction):
        add(settings, "force", {"text": said, "direction": kind}, editor=editor, indicator=key, drafts=drafts)
    elif kind == "idea":
        add_idea(settings, editor, {"text": said}, indicator=key, drafts=drafts)
    elif kind == "action":
        rest = {name: texts[name] for name in ("by_whom", "timescale", "budget_cost")}
        about = {"proposed_action": said, "theme": room.curve.theme, "indicators": key}
        add_action(settings, editor, {**about, **rest}, drafts=drafts)
    else:
        decide(settings, editor, room.number, said, indicator=key, drafts=drafts)


def _places(count: int) -> list[Any]:
    return [frame.slot()] if count == 1 else [frame.slot(), *frame.columns(count - 1)]
