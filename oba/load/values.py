"""The number columns of a chunk: plain numbers all at once, every odd cell by the rule for one cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from oba.load.asking import WHY_SYMBOL, ask_accept, ask_symbol, is_accepted
from oba.load.cells import EXPECTED, CellReading, CellRule, read_cell
from oba.load.chunk import Chunk, Codes
from oba.load.headers import Role
from oba.load.problem_log import ProblemLog
from oba.load.sheet import Cell
from oba.load.statuses import LONG_STATUS, Markers, read_status
from oba.model.indicator import Indicator
from oba.model.marker import MEANING, Marker
from oba.model.release import Outcome, Problem, QuestionKind, Source

Floats = NDArray[np.float64]
PLAIN = r"-?[0-9]{1,15}(?:\.[0-9]{1,17})?"


@dataclass(slots=True)
class Values:
    """Reads value cells and the numbers beside them; what it cannot read it tells the log."""

    indicators: list[Indicator]
    source: Source
    log: ProblemLog
    rules: list[CellRule] = field(default_factory=list)
    read: dict[tuple[str, CellRuleKey], CellReading] = field(default_factory=dict)
    signs: dict[str, str] = field(default_factory=dict)

    def read_values(
        self, chunk: Chunk, *, indicators: Codes
    ) -> tuple[Floats, Codes, list[Markers], NDArray[np.bool_]]:
        """Values (NaN for none), markers as codes into a list, and which rows could be read at all."""
        # the list of indicators may have grown
        self.rules += [
            CellRule.of(one, symbols=self.source.symbols) for one in self.indicators[len(self.rules) :]
        ]
        rules = self._rules_of(chunk)
        values, odd = plain_numbers(chunk.values)
        listed: dict[Markers, int] = {(): 0}
        codes = np.zeros(chunk.rows, dtype=np.int64)
        good = np.ones(chunk.rows, dtype=bool)
        cells = _cells_at(chunk.values, odd)
        for row, cell in zip(odd, cells, strict=True):
            if indicators[row] < 0:
                continue
            reading = self._reading(cell, rule=rules[indicators[row]])
            if reading.shown is not None:
                reading = self._ask_shown(reading, chunk=chunk, row=row)
            if reading.outcome is not None:
                self._tell(reading, chunk=chunk, row=row)
            good[row] = reading.readable
            if reading.value is not None:
                values[row] = reading.value
            codes[row] = listed.setdefault(reading.markers, len(listed))
        return settle(values), codes, list(listed), good

    def read_numbers(
        self, chunk: Chunk, *, role: Role, indicators: Codes, values: Floats
    ) -> tuple[Floats, NDArray[np.bool_]]:
        """An interval bound or a count: NaN for a blank or a marker; and which rows could be read.

        Where there is no value, -1 is a publisher's sign for no interval and is none.
        """
        column = chunk.numbers.get(role)
        good = np.ones(chunk.rows, dtype=bool)
        if column is None:
            return np.full(chunk.rows, np.nan), good
        numbers, odd = plain_numbers(column)
        counts = role in (Role.NUMERATOR, Role.DENOMINATOR)
        for row, cell in zip(odd, _cells_at(column, odd), strict=True):
            if indicators[row] < 0:
                continue
            rule = CellRule(symbols=self.source.symbols) if counts else self.rules[indicators[row]]
            reading = self._reading(cell, rule=rule)
            if reading.shown is not None:
                reading = self._ask_shown(reading, chunk=chunk, row=row, role=role)
            good[row] = reading.readable
            if not reading.readable:
                self.log.add(_problem(reading, where=chunk.where(role, row)))
            elif reading.value is not None:
                numbers[row] = reading.value
        sentinel = (numbers == -1) & np.isnan(values)
        if sentinel.any():
            where = chunk.where(role, int(np.argmax(sentinel)))
            said = f"-1 in the {role} stands for none where there is no value"
            self.log.count(Outcome.FIX, said, where=where, number=int(sentinel.sum()))
            numbers = np.where(sentinel, np.nan, numbers)
        return settle(numbers), good

    def _rules_of(self, chunk: Chunk) -> list[CellRule]:
        """The rules with what the table's own notes say of its signs, under what a person has answered."""
        if chunk.symbols != self.signs:
            self.signs, self.read = chunk.symbols, {}
        symbols = {**chunk.symbols, **self.source.symbols}
        return [replace(rule, symbols=symbols) for rule in self.rules] if chunk.symbols else self.rules

    def read_statuses(self, chunk: Chunk) -> tuple[Codes, list[Markers]]:
        """The marker column: codes into a list of markers."""
        texts = chunk.texts.get(Role.MARKER)
        if texts is None:
            return np.zeros(chunk.rows, dtype=np.int64), [()]
        found: list[Markers] = []
        present = set(np.unique(texts.codes).tolist())
        for code, value in enumerate(texts.distinct):
            if code not in present:
                found.append(())
                continue
            text = Cell(value).text.strip()
            markers = read_status(text, symbols=self.source.symbols)
            if markers is None:
                rows = texts.codes == code
                self._tell_status(
                    text, where=chunk.where(Role.MARKER, int(np.argmax(rows))), number=int(rows.sum())
                )
            found.append(markers or ())
        return texts.codes, found

    def _reading(self, cell: Cell, *, rule: CellRule) -> CellReading:
        if not isinstance(cell.value, str):
            return read_cell(cell, rule=rule)
        key = (cell.value, (rule.percent, rule.pounds))
        if key not in self.read:
            if len(self.read) > REMEMBERED:
                self.read.clear()
            self.read[key] = read_cell(cell, rule=rule)
        return self.read[key]

    def _ask_shown(
        self, reading: CellReading, *, chunk: Chunk, row: int, role: Role = Role.VALUE
    ) -> CellReading:
        """What was asked about as it is shown: taken where a person has accepted it, else with its question."""
        where = chunk.where(role, row)
        named = (Role.INDICATOR, Role.AREA_CODE, Role.AREA, Role.BREAKDOWN, Role.SEX, Role.PERIOD)
        texts = [one for role in named if (one := chunk.texts.get(role)) is not None]
        figure = [Cell(one.distinct[one.codes[row]]).text.strip() for one in texts]
        subject = ", ".join(
            filter(
                None,
                [
                    chunk.indicator,
                    *figure,
                    "" if role is Role.VALUE else role.value,
                    f"shown as {reading.shown:g}%",
                ],
            )
        )
        if is_accepted(self.source, subject=subject, cell=where):
            return CellReading(reading.shown)
        return replace(reading, question=ask_accept(subject))

    def _tell(self, reading: CellReading, *, chunk: Chunk, row: int) -> None:
        where = chunk.where(Role.VALUE, row)
        if reading.outcome is Outcome.MARK:
            marker = reading.markers[0]
            said = (
                f"[{marker}] {MEANING[marker]}"
                if marker is not Marker.BLANK
                else "the cell is empty: stored as missing"
            )
            self.log.count(Outcome.MARK, said, where=where)
        elif reading.outcome is Outcome.FIX:
            self.log.count(Outcome.FIX, reading.said, where=where)
        else:
            self.log.add(_problem(reading, where=where))

    def _tell_status(self, text: str, *, where: str, number: int) -> None:
        if len(text) > LONG_STATUS:
            self.log.count(
                Outcome.NOTE,
                f"a status is no marker and was not kept: '{text[:100]}'",
                where=where,
                number=number,
            )
        else:
            self.log.add(
                Problem(
                    Outcome.ASK,
                    where,
                    f"found the status '{text}'",
                    "a marker such as [p], [x] or [c]",
                    "Write the marker, or say once what the sign stands for",
                    question=ask_symbol(text),
                    why=WHY_SYMBOL,
                )
            )


CellRuleKey = tuple[bool, str]
REMEMBERED = 100_000
SMALLEST, LARGEST = 1e-6, 1e14  # between them a power of ten is exact, and so is the rounding


def plain_numbers(column: pd.Series[Any] | list[Cell]) -> tuple[Floats, list[int]]:
    """The plain numbers of a column, NaN elsewhere, and the rows that need a second look."""
    if isinstance(column, list):
        return _numbers_of_cells(column)
    if column.dtype.kind in "if":
        floats = column.to_numpy(dtype=np.float64).copy()
        return floats, np.flatnonzero(np.isinf(floats)).tolist()
    texts = column.astype("str").fillna("")
    plain = texts.str.fullmatch(PLAIN).to_numpy(dtype=bool, na_value=False)
    if plain.all():
        return texts.to_numpy(dtype=np.float64), []
    values = np.full(len(texts), np.nan)
    values[plain] = texts[plain].to_numpy(dtype=np.float64)
    return values, np.flatnonzero(~plain).tolist()


def settle(values: Floats) -> Floats:
    """The numbers without floating-point dust: 30.099999999999998 is 30.1. Fifteen digits are kept as they are."""
    long = np.flatnonzero((np.round(values, 6) != values) & np.isfinite(values))
    size = np.abs(values[long])
    long, size = long[(size >= SMALLEST) & (size < LARGEST)], size[(size >= SMALLEST) & (size < LARGEST)]
    if len(long):
        scale = 10.0 ** (14 - np.floor(np.log10(size)))
        values = values.copy()
        values[long] = np.round(values[long] * scale) / scale
    return values


def _numbers_of_cells(column: list[Cell]) -> tuple[Floats, list[int]]:
    values = np.full(len(column), np.nan)
    odd = []
    for row, cell in enumerate(column):
        value = cell.value
        if type(value) in (int, float) and not cell.shows_percent and abs(value) < 1e15:  # type: ignore[arg-type]
            values[row] = value
        else:
            odd.append(row)
    return values, odd


def _cells_at(column: pd.Series[Any] | list[Cell], rows: list[int]) -> Iterable[Cell]:
    if isinstance(column, list):
        return [column[row] for row in rows]
    return [Cell(_text_of(value)) for value in column.iloc[rows].tolist()]


def _text_of(value: object) -> str:
    """A blank of a number column comes from the parser as NaN."""
    if isinstance(value, str):
        return value
    return "" if value is None or value != value else str(value)


def _problem(reading: CellReading, *, where: str) -> Problem:
    assert reading.outcome is not None
    asked = reading.question is not None and reading.question.kind is QuestionKind.SYMBOL
    return Problem(
        reading.outcome,
        where,
        reading.said,
        EXPECTED,
        reading.remedy,
        question=reading.question,
        why=WHY_SYMBOL if asked else "",
    )
