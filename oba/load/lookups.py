"""The words of a file turned into periods and breakdowns, each different text once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from oba.load.chunk import Chunk, Codes, Texts
from oba.load.headers import Role
from oba.load.problem_log import ProblemLog
from oba.load.reference import folded
from oba.load.sheet import Cell, CellValue
from oba.model.indicator import Indicator
from oba.model.marker import Marker
from oba.model.period import PeriodKind
from oba.model.period_text import PeriodError, read_period
from oba.model.release import LEAVE_OUT, Outcome, Problem, Question, QuestionKind, Source

LONGEST_NAME = 120
NOT_FOUND = -1
LEFT_OUT = -2
BREAKDOWN_ROLES = (Role.BREAKDOWN, Role.SEX, Role.CATEGORY_TYPE, Role.CATEGORY)
HEADLINE = frozenset({"", "persons", "all", "total", "all persons", "both sexes", "all ages", "all children"})

CHANGE_KIND = (
    "Its kind of period was proposed from the file's first rows: another can be chosen when adding it"
)


@dataclass(slots=True)
class Lookups:
    """`indicators` are those of the matching, which may grow while the file is read.

    `proposed` are the keys of those whose kind of period was proposed from a file and can still be changed.
    """

    log: ProblemLog
    indicators: list[Indicator]
    source: Source
    proposed: Collection[str] = ()
    known: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    told: set[tuple[Any, ...]] = field(default_factory=set)

    def find_periods(
        self, chunk: Chunk, *, indicators: Codes
    ) -> tuple[Codes, Codes, list[tuple[Marker, ...]]]:
        """The key of each row's period, 0 where unread, LEFT_OUT as answered; its flags, as codes into the list."""
        texts = chunk.texts[Role.PERIOD]
        specs = [(one.period_kind, one.years_pooled, one.key in self.proposed) for one in self.indicators]
        numbers = {spec: number for number, spec in enumerate(dict.fromkeys(specs))}
        different_specs = list(numbers)
        spec_of = np.array([numbers[spec] for spec in specs] + [NOT_FOUND], dtype=np.int64)
        spec = spec_of[indicators]
        pairs, different = pd.factorize(spec * len(texts.distinct) + texts.codes)
        firsts = np.unique(pairs, return_index=True)[1].tolist()
        keys: list[int] = []
        flags: list[tuple[Marker, ...]] = []
        for place, pair in enumerate(different.tolist()):
            number, text = divmod(pair, len(texts.distinct))
            if number < 0:
                keys.append(0)
                flags.append(())
                continue
            spec_here = different_specs[number]
            value = texts.distinct[text]
            written = ("period", type(value), value, spec_here)
            if written not in self.known:
                at = _placer(chunk, Role.PERIOD, row=firsts[place])
                self.known[written] = self._find_period(value, where=at, spec=spec_here)
            key, flag = self.known[written]
            keys.append(key)
            flags.append(flag)
        listed = list(dict.fromkeys(flags))
        flag_codes = taken([listed.index(flag) for flag in flags], pairs)
        return taken(keys, pairs), flag_codes, listed

    def find_breakdowns(self, chunk: Chunk) -> Texts:
        """What part of the population a row is about: '' for all of it."""
        parts = [(role, chunk.texts[role]) for role in BREAKDOWN_ROLES if role in chunk.texts]
        joined = np.zeros(chunk.rows, dtype=np.int64)
        for _, texts in parts:
            joined = joined * len(texts.distinct) + texts.codes
        codes, different = pd.factorize(joined)
        said = []
        for code in different.tolist():
            words = []
            for role, texts in reversed(parts):
                code, place = divmod(code, len(texts.distinct))
                words.append(_breakdown(role, plain_text(texts.distinct[place])))
            said.append(", ".join(word for word in reversed(words) if word))
        # different rows may come to the same words: Persons and a blank are both everyone
        named = Texts.of(said)
        return Texts(named.codes[codes], named.distinct)

    def check_names(self, chunk: Chunk) -> NDArray[np.bool_]:
        """Which rows are parted by names of a length that can be shown; the others are told of."""
        kept = np.ones(chunk.rows, dtype=bool)
        for role in BREAKDOWN_ROLES:
            if role not in chunk.texts:
                continue
            texts = chunk.texts[role]
            for code, value in enumerate(texts.distinct):
                name = plain_text(value)
                if len(name) <= LONGEST_NAME or not (rows := texts.codes == code).any():
                    continue
                kept &= ~rows
                self.log.add(
                    Problem(
                        Outcome.CELL,
                        place_of(chunk, role, rows),
                        f"found a name of {len(name):,} characters",
                        f"a name of at most {LONGEST_NAME}",
                        "Shorten it, or check that the column holds what parts the figures",
                    )
                )
        return kept

    def check_ages(self, chunk: Chunk, *, indicators: Codes) -> None:
        """An age belongs to the indicator, so one indicator may have one only."""
        texts = chunk.texts.get(Role.AGE)
        if texts is None:
            return
        pairs, different = pd.factorize(indicators * len(texts.distinct) + texts.codes)
        for place, pair in enumerate(different.tolist()):
            indicator, age = divmod(pair, len(texts.distinct))
            said = folded(plain_text(texts.distinct[age]))
            if indicator < 0:
                continue
            first = self.known.setdefault(("age", indicator), said)
            if first != said and self._first_time("age of", indicator, said):
                self.log.add(
                    Problem(
                        Outcome.CELL,
                        place_of(chunk, Role.AGE, pairs == place),
                        f"found the age '{said}', above it '{first}'",
                        f"one age for {self.indicators[indicator].title}",
                        "Keep the rows of the indicator's own age, or say the ages in a column named breakdown",
                    )
                )

    def _find_period(
        self, value: CellValue, *, where: Callable[[], str], spec: tuple[PeriodKind, int, bool]
    ) -> tuple[int, tuple[Marker, ...]]:
        kind, pooled, proposed = spec
        written = plain_text(value)
        said = self.source.periods.get(written, "")
        if said == LEAVE_OUT:
            self.log.count(Outcome.NOTE, f"'{written}' was left out, as was decided", where=where())
            return LEFT_OUT, ()
        try:
            if value is None or not isinstance(value, str | int | float | date):
                raise PeriodError(
                    "found nothing" if value is None else f"found {value}", expected=f"one {kind.value}"
                )
            reading = read_period(said or value, kind=kind, years_pooled=pooled)
        except PeriodError as error:
            unread = _unread(written, error=error, where=where())
            more = f"{unread.remedy}. {CHANGE_KIND}" if unread.remedy else CHANGE_KIND
            self.log.add(replace(unread, remedy=more) if proposed else unread)
            return 0, ()
        if reading.fixed:
            example = f": '{value}' as {reading.period.label}"
            self.log.count(Outcome.FIX, "periods were tidied", where=where(), example=example)
        return reading.period.key, reading.flags

    def _first_time(self, *key: Any) -> bool:
        if key in self.told:
            return False
        self.told.add(key)
        return True


def _placer(chunk: Chunk, role: Role, *, row: int) -> Callable[[], str]:
    return lambda: chunk.where(role, row)


def _unread(written: str, *, error: PeriodError, where: str) -> Problem:
    """A text that could be two periods is asked about; what is none is refused."""
    choices = {one: f"It is {one}" for one in error.choices}
    asked = Question(QuestionKind.PERIOD, written, {**choices, LEAVE_OUT: "Leave its figures out"})
    return Problem(
        Outcome.ASK if error.undecided else Outcome.CELL,
        where,
        error.found,
        error.expected,
        error.remedy,
        question=asked if error.undecided else None,
        why="Under another period the figure would stand in another place on the curve",
    )


def _breakdown(role: Role, text: str) -> str:
    plain = " ".join(text.split())
    if folded(plain) in HEADLINE:
        return ""
    return f"Sex: {plain}" if role is Role.SEX else plain


def plain_text(value: CellValue) -> str:
    """The text of a cell, its spaces tidied."""
    return " ".join((value if isinstance(value, str) else Cell(value).text).split())


def taken(found: list[int], codes: NDArray[Any]) -> Codes:
    """What was found for each different text, for each row."""
    result: Codes = np.array(found, dtype=np.int64)[codes]
    return result


def place_of(chunk: Chunk, role: Role, rows: NDArray[np.bool_]) -> str:
    """The cell of the first of these rows."""
    return chunk.where(role, int(np.argmax(rows)))
