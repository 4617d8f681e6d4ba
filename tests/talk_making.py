"""Write a whole talk of one curve, as short or as long as a test wants it, through the product's own tasks."""

from __future__ import annotations

from oba.model.editor import Editor
from oba.settings import Settings
from oba.tasks.record_action import add_action
from oba.tasks.record_story import add

ANN = Editor("ann")
WORDS = (
    "rents rise while families wait for help that schools and nurses could give sooner in every ward".split()
)


def make_sentence(number: int, letters: int, *, start: str = "") -> str:
    """A text of about so many letters that no other has; it begins with `start` and ends with a full stop."""
    text, place = f"{start}Number {number} says", number
    while len(text) < letters:
        text += f" {WORDS[place % len(WORDS)]}"
        place += 1
    return f"{text[:letters].rstrip()}."


def write_talk(settings: Settings, key: str, *, entries: int, letters: int, hostile: str = "") -> list[str]:
    """So many forces of each kind, voices, gaps and actions of a curve, each of so many letters; all that was written."""
    said: list[str] = []

    def text(number: int) -> str:
        said.append(make_sentence(number, letters, start=hostile))
        return said[-1]

    for place in range(entries):
        for number, direction in enumerate(("helps", "hinders")):
            texts = {
                "text": text(place * 10 + number),
                "direction": direction,
                "depth": "root cause",
                "evidence": f"{hostile}Survey {place}",
            }
            add(settings, "force", texts, editor=ANN, indicator=key)
        voice = {
            "text": text(place * 10 + 2),
            "who": "parents",
            "where_from": f"{hostile}Meeting {place}",
            "said_on": "2026-11-03",
        }
        add(settings, "voice", voice, editor=ANN, indicator=key)
        gap = {"text": text(place * 10 + 3), "kind": "data", "owner": f"{hostile}Cat", "due": "2027-03-31"}
        add(settings, "gap", gap, editor=ANN, indicator=key)
        action = {
            "proposed_action": text(place * 10 + 4),
            "by_whom": f"{hostile}Head of {WORDS[place % len(WORDS)]}",
            "budget_cost": f"{hostile}£{place}k",
            "timescale": f"{hostile}By 31 March 2027",
            "status": "under way",
            "indicators": key,
        }
        add_action(settings, ANN, action)
    return said
