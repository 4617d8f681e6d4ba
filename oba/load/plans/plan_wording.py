"""What there is to say of how the outcomes of a plan workbook are worded. It stops nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from oba.load.plans.record import Record
from oba.model.release import Outcome, Problem
from oba.words.outcome_lint import lint_outcome, say_note

COLUMN = "Outcome"


def tell_wording(
    rows: Iterable[Record], *, names: Collection[str], place: str, problems: list[Problem]
) -> None:
    """A note on the cell for each rule that an outcome's sentence breaks."""
    for row in rows:
        if sentence := row.text(COLUMN):
            for note in lint_outcome(sentence, names=names, place=place):
                problems.append(Problem(Outcome.NOTE, row.where(COLUMN), f"wording: {say_note(note)}"))
