"""The indicators of a file: the plan's, or new ones with a proposed record. Nothing is matched by likeness."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from oba.load.chunk import Chunk, Codes, Texts
from oba.load.headers import Role
from oba.load.lookups import LEFT_OUT, NOT_FOUND, plain_text, taken
from oba.load.problem_log import ProblemLog
from oba.load.proposal import KeyMaker, PeriodKinds, propose_indicator
from oba.load.reference import MOST_NEAR, NearNames, Reference
from oba.load.sheet import CellValue
from oba.load.values import plain_numbers
from oba.model.indicator import Indicator
from oba.model.measure import Measure
from oba.model.release import ADD, LEAVE_OUT, Outcome, Problem, Question, QuestionKind, Source

TEN = 10
MOST_NEW = 5_000


@dataclass(slots=True)
class Matching:
    """`indicators` are the plan's, in its order, and after them the new ones as they are met.

    `numbers` are theirs by key. `measures` says what the file calls an indicator, by its number.
    """

    reference: Reference
    source: Source
    log: ProblemLog
    indicators: list[Indicator] = field(init=False)
    numbers: dict[str, int] = field(init=False)
    near: NearNames = field(init=False)
    keys: KeyMaker = field(init=False)
    kinds: PeriodKinds = field(default_factory=PeriodKinds)
    measures: dict[int, Measure] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.indicators = list(self.reference.indicators.values())
        self.numbers = {one.key: number for number, one in enumerate(self.indicators)}
        self.near = NearNames(self.reference)
        self.keys = KeyMaker(self.numbers.keys() | self.reference.retired)

    @property
    def known(self) -> int:
        """How many of `indicators` are the plan's."""
        return len(self.reference.indicators)

    def find(self, chunk: Chunk) -> Codes:
        """The number of each row's indicator; LEFT_OUT where a person said so, NOT_FOUND where one must say."""
        texts = chunk.texts.get(Role.INDICATOR) or Texts.one(chunk.indicator, rows=chunk.rows)
        rows = RowsOf(chunk, texts=texts)
        numbers = []
        for code, value in enumerate(texts.distinct):
            text = plain_text(value)
            if text not in self.found:
                if not rows.count(code):
                    numbers.append(NOT_FOUND)
                    continue
                self.found[text] = self._find(text, rows=rows, code=code)
            numbers.append(self.found[text])
        return taken(numbers, texts.codes)

    def _find(self, text: str, *, rows: RowsOf, code: int) -> int:
        described = rows.chunk.measures.get(text)
        measure = described or Measure(code=text, name=text)
        said = self.source.indicators.get(text) or self.source.indicators.get(measure.name, "")
        if said == LEAVE_OUT:
            self.log.count(
                Outcome.NOTE, f"'{measure.name}' was left out, as was decided", where=rows.place(code)
            )
            return LEFT_OUT
        known = self._known(said) if said and said != ADD else self._known(text) or self._known(measure.name)
        if known is not None:
            return self._number(known, measure=measure)
        if said and said != ADD:
            self.log.add(self._wrong_answer(text, said, where=rows.place(code)))
            return NOT_FOUND
        near = "" if described or said == ADD else self._nearest(text, rows=rows, code=code)
        if near or not text:
            self.log.add(self._ask(text, near=near, where=rows.place(code)))
            return NOT_FOUND
        return self._add(measure, rows=rows, code=code)

    def _known(self, text: str) -> Indicator | None:
        return self.reference.find_indicator(text) if text else None

    def _number(self, indicator: Indicator, *, measure: Measure) -> int:
        number = self.numbers[indicator.key]
        self.measures.setdefault(number, measure)
        return number

    def _nearest(self, text: str, *, rows: RowsOf, code: int) -> str:
        if not self.near.left:
            said = (
                f"more than {MOST_NEAR} names are not the plan's: the others were not compared with its names"
            )
            self.log.count(Outcome.NOTE, said, where=rows.place(code))
        return self.near.indicator(text)

    def _add(self, measure: Measure, *, rows: RowsOf, code: int) -> int:
        """A new indicator: its record is proposed from the publisher's words and the periods of its rows."""
        number = len(self.indicators)
        if number - self.known >= MOST_NEW:
            self.log.count(
                Outcome.NOTE,
                f"more than {MOST_NEW:,} new indicators: the rest were not read",
                where=rows.place(code),
            )
            return LEFT_OUT
        measure = self._completed(measure)
        kind, pooled = self.kinds.find(measure, periods=rows.periods(code))
        proposed = propose_indicator(
            measure,
            key=self.keys.make(measure.name or measure.code),
            kind=kind,
            years_pooled=pooled,
            below_zero=rows.has_negative(code),
            decimals=rows.decimals(code),
        )
        self.indicators.append(proposed)
        self.numbers[proposed.key] = number
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
        near = self.near.indicator(said)
        return Problem(
            Outcome.CELL,
            where,
            f"'{text}' was said to be '{said}', which is no indicator of the plan",
            "the key of an indicator",
            f"The nearest is '{near}'" if near else "Correct the key, or add the indicator to the plan",
        )


class RowsOf:
    """The rows of each text of a chunk's column, all found in one pass."""

    def __init__(self, chunk: Chunk, *, texts: Texts) -> None:
        self.chunk = chunk
        self.order = np.argsort(texts.codes, kind="stable")
        self.bounds = np.searchsorted(texts.codes[self.order], np.arange(len(texts.distinct) + 1))
        self.values: NDArray[np.float64] | None = None

    def rows(self, code: int) -> Codes:
        return self.order[self.bounds[code] : self.bounds[code + 1]]

    def count(self, code: int) -> int:
        return int(self.bounds[code + 1] - self.bounds[code])

    def place(self, code: int) -> str:
        """The cell of the first of the rows."""
        return self.chunk.where(Role.INDICATOR, int(self.rows(code)[0]))

    def periods(self, code: int) -> list[CellValue]:
        """The different periods of the rows, as the file writes them."""
        texts = self.chunk.texts[Role.PERIOD]
        return [texts.distinct[one] for one in np.unique(texts.codes[self.rows(code)])]

    def has_negative(self, code: int) -> bool:
        """Whether a plain number below zero stands there. -1 is a publisher's sign for none, and is none."""
        values = self._numbers(code)
        return bool(((values < 0) & (values != -1)).any())

    def decimals(self, code: int) -> int | None:
        """How many decimals its plain numbers need: two where all are below ten; None where they are whole."""
        values = self._numbers(code)
        values = values[~np.isnan(values)]
        if not len(values) or (values == np.round(values)).all():
            return None
        return 2 if np.abs(values).max() < TEN else 1

    def _numbers(self, code: int) -> NDArray[np.float64]:
        if self.values is None:
            self.values, _ = plain_numbers(self.chunk.values)
        return self.values[self.rows(code)]
