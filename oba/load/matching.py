"""The indicators of a file: the plan's, or new ones with a proposed record. Nothing is matched by likeness."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from oba.load.chunk import Chunk, Codes, Texts
from oba.load.headers import Role
from oba.load.lookups import LEFT_OUT, NOT_FOUND, place_of, plain_text, taken
from oba.load.problem_log import ProblemLog
from oba.load.proposal import propose_indicator
from oba.load.reference import Reference
from oba.load.values import plain_numbers
from oba.model.indicator import Indicator
from oba.model.measure import Measure
from oba.model.release import ADD, LEAVE_OUT, Outcome, Problem, Question, QuestionKind, Source

MOST_NEW = 5_000


@dataclass(slots=True)
class Matching:
    """`indicators` are the plan's, in its order, and after them the new ones as they are met.

    `measures` says what the file calls an indicator, by its number.
    """

    reference: Reference
    source: Source
    log: ProblemLog
    indicators: list[Indicator] = field(init=False)
    measures: dict[int, Measure] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.indicators = list(self.reference.indicators.values())

    @property
    def known(self) -> int:
        """How many of `indicators` are the plan's."""
        return len(self.reference.indicators)

    def find(self, chunk: Chunk) -> Codes:
        """The number of each row's indicator; LEFT_OUT where a person said so, NOT_FOUND where one must say."""
        texts = chunk.texts.get(Role.INDICATOR) or Texts.one(chunk.indicator, rows=chunk.rows)
        numbers = []
        for code, value in enumerate(texts.distinct):
            text = plain_text(value)
            if text not in self.found:
                rows = texts.codes == code
                if not rows.any():
                    numbers.append(NOT_FOUND)
                    continue
                self.found[text] = self._find(text, chunk=chunk, rows=rows)
            numbers.append(self.found[text])
        return taken(numbers, texts.codes)

    def _find(self, text: str, *, chunk: Chunk, rows: NDArray[np.bool_]) -> int:
        described = chunk.measures.get(text)
        measure = described or Measure(code=text, name=text)
        said = self.source.indicators.get(text) or self.source.indicators.get(measure.name, "")
        if said == LEAVE_OUT:
            self.log.count(
                Outcome.NOTE, f"'{measure.name}' was left out, as was decided", where=_at(chunk, rows)
            )
            return LEFT_OUT
        known = self._known(said) if said and said != ADD else self._known(text) or self._known(measure.name)
        if known is not None:
            return self._number(known, measure=measure)
        if said and said != ADD:
            self.log.add(self._wrong_answer(text, said, where=_at(chunk, rows)))
            return NOT_FOUND
        near = "" if described or said == ADD else self.reference.nearest_indicator(text)
        if near or not text:
            self.log.add(self._ask(text, near=near, where=_at(chunk, rows)))
            return NOT_FOUND
        return self._add(measure, chunk=chunk, rows=rows)

    def _known(self, text: str) -> Indicator | None:
        return self.reference.find_indicator(text) if text else None

    def _number(self, indicator: Indicator, *, measure: Measure) -> int:
        number = list(self.reference.indicators).index(indicator.key)
        self.measures.setdefault(number, measure)
        return number

    def _add(self, measure: Measure, *, chunk: Chunk, rows: NDArray[np.bool_]) -> int:
        """A new indicator: its record is proposed from the publisher's words and the periods of its rows."""
        number = len(self.indicators)
        if number - self.known >= MOST_NEW:
            self.log.count(
                Outcome.NOTE,
                f"more than {MOST_NEW:,} new indicators: the rest were not read",
                where=_at(chunk, rows),
            )
            return LEFT_OUT
        periods = chunk.texts[Role.PERIOD]
        met = [periods.distinct[code] for code in np.unique(periods.codes[rows])]
        taken_keys = {one.key for one in self.indicators}
        below = has_negative(chunk, rows)
        measure = self._completed(measure)
        self.indicators.append(propose_indicator(measure, periods=met, taken=taken_keys, below_zero=below))
        self.measures[number] = measure
        return number

    def _completed(self, measure: Measure) -> Measure:
        """With what a dictionary says of it; a day that has passed is no day of a next release."""
        whole, today = measure.completed_by(self.reference.notes.get(measure.code)), self.reference.today
        passed = whole.next_update is not None and today is not None and whole.next_update < today
        return replace(whole, next_update=None) if passed else whole

    def _ask(self, text: str, *, near: str, where: str) -> Problem:
        if not text:
            return Problem(
                Outcome.CELL,
                where,
                "the indicator is not given",
                "the key or title of an indicator",
                "Write it, or delete the row",
            )
        meant = self.reference.find_indicator(near)
        choices = {meant.key: f"It is {meant.title}"} if meant else {}
        choices |= {ADD: "It is a new indicator: add it", LEAVE_OUT: "Leave its figures out"}
        return Problem(
            Outcome.ASK,
            where,
            f"found '{text}'",
            "the key or title of an indicator of the plan",
            f"The nearest is '{near}'. Correct it, or say once what it is",
            question=Question(QuestionKind.INDICATOR, text, choices),
            why="Figures under a misspelt name would start a curve of their own",
        )

    def _wrong_answer(self, text: str, said: str, *, where: str) -> Problem:
        near = self.reference.nearest_indicator(said)
        return Problem(
            Outcome.CELL,
            where,
            f"'{text}' was said to be '{said}', which is no indicator of the plan",
            "the key of an indicator",
            f"The nearest is '{near}'" if near else "Correct the key, or add the indicator to the plan",
        )


def has_negative(chunk: Chunk, rows: NDArray[np.bool_]) -> bool:
    """Whether a plain number below zero stands among these rows. -1 is a publisher's sign for none, and is none."""
    values, _ = plain_numbers(chunk.taken(rows).values)
    return bool(((values < 0) & (values != -1)).any())


def _at(chunk: Chunk, rows: NDArray[Any]) -> str:
    return place_of(chunk, Role.INDICATOR, rows)
