"""Which source a file is read with: what a person says, before what is remembered, before what the file tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from oba.load.area_lookup import OTHER_AREAS
from oba.model.release import LEAVE_OUT, YES, Answer, QuestionKind, Source

SAID = ("publisher", "title", "release", "address", "licence", "published", "retrieved", "note")
DECIDED = ("sheets", "indicators", "symbols", "areas", "periods")


def complete(said: Source | None, described: Source) -> Source:
    """`said` where it says something, else what the file itself tells. Decisions of both hold."""
    if said is None:
        return described
    filled: dict[str, Any] = {name: getattr(said, name) or getattr(described, name) for name in SAID}
    merged: dict[str, Any] = {name: {**getattr(described, name), **getattr(said, name)} for name in DECIDED}
    left = said.leave_out_other_areas
    return replace(
        said,
        **filled,
        **merged,
        accepted=(*described.accepted, *said.accepted),
        leave_out_other_areas=described.leave_out_other_areas if left is None else left,
    )


def apply_answers(source: Source, answers: Iterable[Answer]) -> Source:
    """The source with what a person has decided about it; of two answers to one question the later holds."""
    for one in answers:
        match one.kind:
            case QuestionKind.PUBLISHER:
                source = replace(source, publisher=one.answer)
            case QuestionKind.TITLE:
                source = replace(source, title=one.answer)
            case QuestionKind.SYMBOL:
                source = replace(source, symbols={**source.symbols, one.subject: one.answer.strip("[]")})
            case QuestionKind.INDICATOR:
                source = replace(source, indicators={**source.indicators, one.subject: one.answer})
            case QuestionKind.AREA if one.subject == OTHER_AREAS:
                source = replace(source, leave_out_other_areas=one.answer == LEAVE_OUT)
            case QuestionKind.AREA:
                source = replace(source, areas={**source.areas, one.subject: one.answer})
            case QuestionKind.PERIOD:
                source = replace(source, periods={**source.periods, one.subject: one.answer})
            case QuestionKind.ACCEPT if one.answer == YES:
                source = replace(source, accepted=(*source.accepted, one.subject))
    return source


def list_answers(source: Source) -> list[Answer]:
    """The decisions that a source holds, as answers to be remembered for its next release."""
    listed = [
        *(Answer(QuestionKind.SYMBOL, subject, answer) for subject, answer in source.symbols.items()),
        *(Answer(QuestionKind.INDICATOR, subject, answer) for subject, answer in source.indicators.items()),
        *(Answer(QuestionKind.AREA, subject, answer) for subject, answer in source.areas.items()),
        *(Answer(QuestionKind.PERIOD, subject, answer) for subject, answer in source.periods.items()),
    ]
    if source.leave_out_other_areas is not None:
        answer = LEAVE_OUT if source.leave_out_other_areas else "refuse"
        listed.append(Answer(QuestionKind.AREA, OTHER_AREAS, answer))
    return listed
