"""The questions that reading and checking put to a person, and whether they have been answered."""

from __future__ import annotations

from oba.model.marker import MEANING, STANDS_FOR_A_VALUE, Marker
from oba.model.release import YES, Question, QuestionKind, Source

INSTEAD = (
    Marker.CONFIDENTIAL,
    Marker.NOT_AVAILABLE,
    Marker.NOT_APPLICABLE,
    Marker.LOW,
    Marker.NONE_RECORDED,
    Marker.UNRELIABLE,
    Marker.BLANK,
)
WHY_SYMBOL = (
    "Suppressed, missing, not applicable, low and none are different things, and none of them is a nought"
)


def ask_symbol(sign: str, *, beside_number: bool = False) -> Question:
    """What a publisher's own sign stands for: in place of a number, or about the number beside it."""
    about = [one for one in Marker if one not in STANDS_FOR_A_VALUE]
    markers = about if beside_number else INSTEAD
    return Question(QuestionKind.SYMBOL, sign, {one.value: _begin(MEANING[one]) for one in markers})


def ask_accept(subject: str) -> Question:
    """Whether what looks wrong is right."""
    return Question(QuestionKind.ACCEPT, subject, {YES: "It is right as it stands"})


def is_accepted(source: Source, *, subject: str, cell: str) -> bool:
    """Whether a person has said that it is right: of the thing itself, or of its cell in this file's sidecar.

    The subject holds the figure, not its cell: next month another figure may stand in the cell.
    """
    return subject in source.accepted or cell in source.accepted


def _begin(words: str) -> str:
    return words[:1].upper() + words[1:]
