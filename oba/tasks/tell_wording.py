"""Tell how the outcomes of a theme are worded, for the group that words them."""

from __future__ import annotations

from dataclasses import dataclass

from oba.store.engine import Store
from oba.store.plans import read_plan
from oba.words.outcome_lint import lint_outcome, say_note


@dataclass(frozen=True, slots=True)
class WordedOutcome:
    sentence: str
    notes: tuple[str, ...]


def tell_wording(store: Store, *, theme: str) -> tuple[WordedOutcome, ...]:
    """The outcomes of the theme of which there is something to say."""
    with store.reading() as connection:
        book = read_plan(connection)
    names = [*(one.name for one in book.partners), *(one.name for one in book.services.services)]
    place = next((one.name for one in book.areas if one.code == book.plan.area), "")
    told = (
        WordedOutcome(
            one.sentence, tuple(map(say_note, lint_outcome(one.sentence, names=names, place=place)))
        )
        for one in book.outcomes
        if one.theme == theme
    )
    return tuple(one for one in told if one.notes)
