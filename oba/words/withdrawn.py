"""What is asked before something is published again after a withdrawal."""

from __future__ import annotations

from oba.model.publication import Publication
from oba.words.numbers import say_count
from oba.words.publishing import say_fate

HEADING = "After a withdrawal"
ASKED = (
    "Say what was mended since, or why it may stand. What you say is kept here, and the public is not told."
)
FIELD = "What was mended, or why it may stand"
ANSWERED = "Kept. It is asked again after another withdrawal."


def say_place(one: Publication) -> str:
    return f"Publication {one.number}"


def say_again(one: Publication, *, loads: int) -> str:
    """What became of it and why, and whether any figures can be others than those that it showed."""
    since = (
        f"figures were loaded, or a load was taken back, {say_count(loads, noun='time')} since it was approved"
        if loads
        else "no figures were loaded, and no load was taken back, since it was approved"
    )
    fate = say_fate(one)
    return f"{fate[:1].lower()}{fate[1:]}; {since}"


def remedy_of(short: str) -> str:
    return f"Say what was mended, or why it may stand: python -m oba publish --tick {short} --note TEXT"
