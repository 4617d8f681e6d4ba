"""Chunks of rows become the table of figures: looked up, read, joined, and each figure kept once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from oba.load.area_lookup import AreaLookup
from oba.load.chunk import Chunk, Codes, Texts
from oba.load.figure_rows import figures_of
from oba.load.headers import NUMBER_ROLES, Role
from oba.load.ledger import Ledger
from oba.load.lookups import LEFT_OUT, Lookups
from oba.load.matching import Matching
from oba.load.problem_log import ProblemLog
from oba.load.reference import Reference
from oba.load.sheet import Cell
from oba.load.statuses import Markers, combine_markers
from oba.load.values import Floats, Values
from oba.model.figures import FIGURE_COLUMNS
from oba.model.marker import write_markers
from oba.model.period import Period
from oba.model.release import LEAVE_OUT, Outcome, Problem, Question, QuestionKind, Source


@dataclass(slots=True)
class Account:
    """What became of the value cells that were met, in counts that add up to `total`."""

    total: int = 0
    kept: int = 0
    twice: int = 0
    other_area: int = 0
    left_out: int = 0
    new_indicator: int = 0
    refused: int = 0


class Assembly:
    """One file's reading: what was looked up, what was met, what there is to tell.

    Figures of new indicators go by a side of their own, `aside`: what is wrong with them is told there and stops
    nothing, for they are only shown.
    """

    def __init__(self, *, reference: Reference, source: Source, log: ProblemLog, leave_out: bool) -> None:
        self.reference = reference
        self.log = log
        self.matching = Matching(reference, source, log)
        self.areas = AreaLookup(reference, source, log, leave_out=leave_out)
        self.account = Account()
        self.wrong = [
            (number, area)
            for number, key in enumerate(reference.indicators)
            for area in reference.areas
            if source.areas and source.areas.get(figures_of(key, area)) == LEAVE_OUT
        ]
        known = pd.Index(list(reference.indicators), dtype="str")
        self.main = Side(self.matching, source, log, areas=self.areas, only=known)
        self.aside = Side(self.matching, source, ProblemLog(), areas=self.areas)

    def build(self, chunk: Chunk) -> pd.DataFrame:
        """The figures of the plan's indicators with FIGURE_COLUMNS. What could not be read is told of.

        indicator, area, breakdown, marker and sheet are categories; source_text and cell are text.
        """
        self.account.total += chunk.rows
        indicators = self.matching.find(chunk)
        areas = self.areas.find(chunk)
        indicators = self._leave_out(indicators, areas=areas)
        if (indicators < 0).any() or (areas < 0).any():
            chunk, indicators, areas = self._drop(chunk, indicators=indicators, areas=areas)
        new = indicators >= self.matching.known
        if new.any():
            built = self.aside.build(chunk.taken(new), indicators=indicators[new], areas=areas[new])
            self.account.new_indicator += int(new.sum())
            self.aside.kept += len(built)
            chunk, indicators, areas = chunk.taken(~new), indicators[~new], areas[~new]
        frame = self.main.build(chunk, indicators=indicators, areas=areas)
        self.account.kept += len(frame)
        self.account.twice = self.main.twice
        self.account.left_out += self.main.left_here
        self.account.refused += chunk.rows - len(frame) - self.main.twice_here - self.main.left_here
        return frame

    def _leave_out(self, indicators: Codes, *, areas: Codes) -> Codes:
        """Without the figures of an indicator in one area, where a person has said that they are wrong."""
        for number, area in self.wrong:
            indicators = np.where(
                (indicators == number) & (areas == self.areas.areas.index(area)), LEFT_OUT, indicators
            )
        return indicators

    def _drop(self, chunk: Chunk, *, indicators: Codes, areas: Codes) -> tuple[Chunk, Codes, Codes]:
        """Without the rows that are left out, which take their odd cells with them, and those told of."""
        other = areas == LEFT_OUT
        left = (indicators == LEFT_OUT) & ~other
        gone = (indicators < 0) | (areas < 0)
        self.account.other_area += int(other.sum())
        self.account.left_out += int(left.sum())
        self.account.refused += int((gone & ~other & ~left).sum())
        return chunk.taken(~gone), indicators[~gone], areas[~gone]


class Side:
    """The part of a reading that looks up and keeps the figures of known indicators, or of new ones.

    `only` are the keys of the known ones, where there can be no others.
    """

    def __init__(
        self,
        matching: Matching,
        source: Source,
        log: ProblemLog,
        *,
        areas: AreaLookup,
        only: pd.Index[Any] | None = None,
    ) -> None:
        self.only = only
        self.log = log
        self.matching = matching
        self.lookups = Lookups(log, matching.indicators, source, matching.reference.proposed)
        self.values = Values(matching.indicators, source, log)
        self.mapped = areas.mapped
        self.names = matching.reference.names
        self.ledger = Ledger(len(areas.areas))
        self.area_names = pd.Index(areas.areas, dtype="str")
        self.kept = self.twice = self.twice_here = self.left_here = 0

    @property
    def indicator_names(self) -> pd.Index[Any]:
        if self.only is not None:
            return self.only
        return pd.Index([one.key for one in self.matching.indicators], dtype="str")

    def build(self, chunk: Chunk, *, indicators: Codes, areas: Codes) -> pd.DataFrame:
        """The figures of rows whose indicator and area are known by number."""
        periods, flag_codes, flags = self.lookups.find_periods(chunk, indicators=indicators)
        left = periods == LEFT_OUT
        self.left_here = 0
        if left.any():
            kept = ~left
            frame = self.build(chunk.taken(kept), indicators=indicators[kept], areas=areas[kept])
            self.left_here = int(left.sum())
            return frame
        self.lookups.check_ages(chunk, indicators=indicators)
        values, marker_codes, markers, good = self.values.read_values(chunk, indicators=indicators)
        numbers: dict[Role, Floats] = {}
        for role in NUMBER_ROLES:
            numbers[role], readable = self.values.read_numbers(
                chunk, role=role, indicators=indicators, values=values
            )
            good &= readable
        status_codes, statuses = self.values.read_statuses(chunk)
        combined, contradicting = _combine(
            [(marker_codes, markers), (status_codes, statuses), (flag_codes, flags)],
            has_value=~np.isnan(values),
        )
        breakdowns = self.lookups.find_breakdowns(chunk)
        good &= (periods > 0) & self.lookups.check_names(chunk)
        self._tell_contradictions(chunk, rows=np.flatnonzero(contradicting & good), values=values)
        good &= ~contradicting
        frame = pd.DataFrame(
            {
                "indicator": pd.Categorical.from_codes(indicators, categories=self.indicator_names),
                "area": pd.Categorical.from_codes(areas, categories=self.area_names),
                "breakdown": _categories(breakdowns),
                "period": periods,
                "value": values,
                "lower": numbers[Role.LOWER],
                "upper": numbers[Role.UPPER],
                "numerator": numbers[Role.NUMERATOR],
                "denominator": numbers[Role.DENOMINATOR],
                "marker": combined,
                "source_text": _source_texts(chunk.values),
                "sheet": _categories(Texts.one(chunk.sheet, rows=chunk.rows)),
                "cell": chunk.places,
            },
            columns=list(FIGURE_COLUMNS),
        )
        if good.all():
            return self._keep_once(frame, chunk=chunk, rows=range(chunk.rows))
        kept = frame[good].reset_index(drop=True)
        return self._keep_once(kept, chunk=chunk, rows=np.flatnonzero(good).tolist())

    def _keep_once(self, frame: pd.DataFrame, *, chunk: Chunk, rows: Sequence[int]) -> pd.DataFrame:
        """Without the figures that were met before, each of them told of with both cells."""
        where = chunk.where
        twice = self.ledger.add(frame, place=lambda row: where(Role.VALUE, rows[row]))
        self.twice_here = sum(one.same for one in twice)
        self.twice += self.twice_here
        if not twice:
            return frame
        for one in twice:
            if one.same:
                self.log.count(
                    Outcome.FIX,
                    "a figure is given twice with one value: it was read once",
                    where=f"{one.first} and {one.again}",
                )
        differ = [one for one in twice if not one.same]
        keys = frame.iloc[[one.row for one in differ]][["indicator", "area", "breakdown", "period"]]
        for one, key in zip(differ, keys.itertuples(index=False, name=None), strict=True):
            told = _given_twice(key, names=self.names, first=one.first, again=one.again)
            area = str(key[1])
            old = self.mapped.get(area)
            self.log.add(_of_old_code(told, old=old, code=area) if old else told)
        return frame.drop(index=[one.row for one in twice]).reset_index(drop=True)

    def _tell_contradictions(self, chunk: Chunk, *, rows: NDArray[np.int64], values: Floats) -> None:
        for row in rows.tolist():
            status = chunk.texts[Role.MARKER]
            said = Cell(status.distinct[status.codes[row]]).text
            self.log.add(
                Problem(
                    Outcome.CELL,
                    chunk.where(Role.VALUE, row),
                    f"found {values[row]:g} beside the marker '{said}', which stands for a number",
                    "a number or a marker",
                    "Keep one of the two",
                )
            )


def _given_twice(
    key: tuple[str, str, str, int], *, names: Mapping[str, str], first: str, again: str
) -> Problem:
    indicator, area, breakdown, period = key
    parts = (names.get(indicator, indicator), names.get(area, area), breakdown, Period.from_key(period).label)
    what = ", ".join(part for part in parts if part)
    return Problem(
        Outcome.CELL,
        f"{first} and {again}",
        f"both give a figure for {what}, and they differ",
        "one figure for one indicator, area, breakdown and period",
        "Take one of the two out, or say in a column named breakdown what parts them",
    )


def _of_old_code(told: Problem, *, old: str, code: str) -> Problem:
    """A figure that is given under an old code of its area and under the present one: which holds is one question."""
    return replace(
        told,
        outcome=Outcome.ASK,
        expected=f"figures under {code} alone",
        remedy=f"'{old}' is an old code of {code}: say once whether its rows are left out",
        question=Question(QuestionKind.AREA, old, {LEAVE_OUT: f"Leave out the rows of '{old}'"}),
    )


def _combine(
    parts: list[tuple[Codes, list[Markers]]], *, has_value: NDArray[np.bool_]
) -> tuple[pd.Categorical[Any], NDArray[np.bool_]]:
    """The marker text of each row, and the rows where what is said contradicts itself."""
    joined = has_value.astype(np.int64)
    for codes, listed in parts:
        joined = joined * len(listed) + codes
    codes, different = pd.factorize(joined)
    texts: list[str] = []
    against: list[bool] = []
    for code in different.tolist():
        said: list[Markers] = []
        for _, listed in reversed(parts):
            code, place = divmod(code, len(listed))
            said.insert(0, listed[place])
        markers = combine_markers(*said, has_value=bool(code))
        texts.append(write_markers(markers or ()))
        against.append(markers is None)
    named = Texts.of(texts)
    return _categories(Texts(named.codes[codes], named.distinct)), np.array(against, dtype=bool)[codes]


def _categories(texts: Texts) -> pd.Categorical[Any]:
    return pd.Categorical.from_codes(texts.codes, categories=pd.Index(texts.distinct, dtype="str"))


def _source_texts(values: pd.Series[Any] | list[Cell]) -> pd.Series[Any]:
    if isinstance(values, list):
        return pd.Series([cell.text for cell in values], dtype="str")
    return values
