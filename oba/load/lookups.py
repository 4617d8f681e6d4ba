"""The words of a file turned into the plan's indicators, areas and periods, each different text once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from oba.load.chunk import Chunk, Codes, Texts
from oba.load.headers import Role
from oba.load.problem_log import ProblemLog
from oba.load.reference import Reference, folded
from oba.load.sheet import Cell, CellValue
from oba.model.area import Area
from oba.model.indicator import Indicator
from oba.model.marker import Marker
from oba.model.period_text import PeriodError, read_period
from oba.model.release import Outcome, Problem, Source

NOT_FOUND = -1
LEFT_OUT = -2
GSS_CODE = re.compile(r"[A-Z][0-9]{8}", re.ASCII)
BREAKDOWN_ROLES = (Role.BREAKDOWN, Role.SEX, Role.CATEGORY_TYPE, Role.CATEGORY)
HEADLINE = frozenset({"", "persons", "all", "total", "all persons", "both sexes", "all ages", "all children"})


@dataclass(slots=True)
class Lookups:
    """`indicators` and `areas` are in the plan's order: codes that come back point into them."""

    reference: Reference
    source: Source
    log: ProblemLog
    indicators: list[Indicator] = field(init=False)
    areas: list[str] = field(init=False)
    known: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    told: set[tuple[Any, ...]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.indicators = list(self.reference.indicators.values())
        self.areas = list(self.reference.areas)

    def find_indicators(self, chunk: Chunk) -> Codes:
        """The indicator of each row; NOT_FOUND, and a problem, for a name that the plan does not have."""
        texts = chunk.texts.get(Role.INDICATOR) or Texts.one(chunk.indicator, rows=chunk.rows)
        keys = [indicator.key for indicator in self.indicators]
        found = []
        for code, value in enumerate(texts.distinct):
            text = _text(value)
            indicator = self.reference.find_indicator(self.source.indicators.get(text, text))
            found.append(keys.index(indicator.key) if indicator else NOT_FOUND)
            if indicator is None and self._first_time("indicator", folded(text)):
                self.log.add(
                    self._unknown_indicator(
                        text, where=self._place(chunk, Role.INDICATOR, texts.codes == code)
                    )
                )
        return _taken(found, texts.codes)

    def find_areas(self, chunk: Chunk) -> Codes:
        """The area of each row, by its code and its name, which must agree."""
        blank = Texts.one("", rows=chunk.rows)
        codes, names = chunk.texts.get(Role.AREA_CODE, blank), chunk.texts.get(Role.AREA, blank)
        pairs, different = pd.factorize(codes.codes * len(names.distinct) + names.codes)
        found = []
        for place, pair in enumerate(different.tolist()):
            code, name = divmod(pair, len(names.distinct))
            written = ("area", codes.distinct[code], names.distinct[name])
            if written not in self.known:
                said, called = _text(codes.distinct[code]), _text(names.distinct[name])
                at = self._placer(chunk, Role.AREA_CODE if said else Role.AREA, pairs, place)
                self.known[written] = self._find_area(said, called, where=at)
            found.append(self.known[written])
        result = _taken(found, pairs)
        if left_out := int((result == LEFT_OUT).sum()):
            first = chunk.where(Role.AREA, int(np.argmax(result == LEFT_OUT)))
            self.log.count(
                Outcome.NOTE,
                "the area is not in the plan and was left out, as the sidecar says",
                where=first,
                number=left_out,
            )
        return result

    def find_periods(
        self, chunk: Chunk, *, indicators: Codes
    ) -> tuple[Codes, Codes, list[tuple[Marker, ...]]]:
        """The key of each row's period, 0 where unread; and its flags, as codes into the list."""
        texts = chunk.texts[Role.PERIOD]
        specs = [(one.period_kind, one.years_pooled) for one in self.indicators]
        different_specs = list(dict.fromkeys(specs))
        spec_of = np.array([different_specs.index(spec) for spec in specs] + [NOT_FOUND], dtype=np.int64)
        spec = spec_of[indicators]
        pairs, different = pd.factorize(spec * len(texts.distinct) + texts.codes)
        keys: list[int] = []
        flags: list[tuple[Marker, ...]] = []
        for place, pair in enumerate(different.tolist()):
            number, text = divmod(pair, len(texts.distinct))
            if number < 0:
                keys.append(0)
                flags.append(())
                continue
            kind, pooled = different_specs[number]
            value = texts.distinct[text]
            written = ("period", type(value), value, number)
            if written not in self.known:
                at = self._placer(chunk, Role.PERIOD, pairs, place)
                self.known[written] = self._find_period(value, where=at, kind=kind, pooled=pooled)
            key, flag = self.known[written]
            keys.append(key)
            flags.append(flag)
        listed = list(dict.fromkeys(flags))
        flag_codes = _taken([listed.index(flag) for flag in flags], pairs)
        return _taken(keys, pairs), flag_codes, listed

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
                words.append(_breakdown(role, _text(texts.distinct[place])))
            said.append(", ".join(word for word in reversed(words) if word))
        # different rows may come to the same words: Persons and a blank are both everyone
        named = Texts.of(said)
        return Texts(named.codes[codes], named.distinct)

    def check_ages(self, chunk: Chunk, *, indicators: Codes) -> None:
        """An age belongs to the indicator, so one indicator may have one only."""
        texts = chunk.texts.get(Role.AGE)
        if texts is None:
            return
        pairs, different = pd.factorize(indicators * len(texts.distinct) + texts.codes)
        for place, pair in enumerate(different.tolist()):
            indicator, age = divmod(pair, len(texts.distinct))
            said = folded(_text(texts.distinct[age]))
            if indicator < 0:
                continue
            first = self.known.setdefault(("age", indicator), said)
            if first != said and self._first_time("age of", indicator, said):
                self.log.add(
                    Problem(
                        Outcome.CELL,
                        self._place(chunk, Role.AGE, pairs == place),
                        f"found the age '{said}', above it '{first}'",
                        f"one age for {self.indicators[indicator].title}",
                        "Keep the rows of the indicator's own age, or say the ages in a column named breakdown",
                    )
                )

    def _unknown_indicator(self, text: str, *, where: str) -> Problem:
        near = self.reference.nearest_indicator(text)
        remedy = f"The nearest is '{near}'. " if near else ""
        return Problem(
            Outcome.CELL,
            where,
            f"found '{text}'",
            "the key or title of an indicator of the plan",
            f"{remedy}Correct it, add the indicator to the plan workbook, or write [indicators] and below it"
            f' "{text}" = "its key" in the sidecar',
        )

    def _find_area(self, code: str, name: str, *, where: Callable[[], str]) -> int:
        by_code = self.reference.find_area(code) if code else None
        by_name = self.reference.find_area(name) if name else None
        if by_code and by_name and by_code != by_name:
            self.log.add(
                Problem(
                    Outcome.CELL,
                    where(),
                    f"the code {code} is {by_code.name}, the name says '{name}'",
                    "a code and a name of one area",
                    "Correct one of the two",
                )
            )
            return NOT_FOUND
        found = by_code or (by_name if not code else None)
        if found:
            if (code or name) not in (found.code, found.name):
                example = f": '{code or name}' as {found.name} ({found.code})"
                said = "areas were read by another code or name"
                self.log.count(Outcome.FIX, said, where=where(), example=example)
            return self.areas.index(found.code)
        if self.source.leave_out_other_areas and (code or name) and not _may_be(by_name, code=code):
            return LEFT_OUT
        self.log.add(self._unknown_area(code, name, where=where()))
        return NOT_FOUND

    def _unknown_area(self, code: str, name: str, *, where: str) -> Problem:
        if not code and not name:
            return Problem(
                Outcome.CELL,
                where,
                "the area is not given",
                "a code or a name",
                "Write it, or delete the row",
            )
        near = self.reference.nearest_area(name) if name else ""
        near = near or self.reference.nearest_area(code)
        found = f"{code} ({name})" if code and name else code or name
        remedy = f"The nearest is {near}. " if near else ""
        return Problem(
            Outcome.ASK if near and not code else Outcome.CELL,
            where,
            f"found '{found[:80]}'",
            "an area of the plan",
            f"{remedy}Correct it, add it or another name for it to the plan's Areas sheet, or write"
            ' other_areas = "leave out" in the sidecar',
        )

    def _find_period(
        self, value: CellValue, *, where: Callable[[], str], kind: Any, pooled: int
    ) -> tuple[int, tuple[Marker, ...]]:
        try:
            if value is None or not isinstance(value, str | int | float | date):
                raise PeriodError(
                    "found nothing" if value is None else f"found {value}", expected=f"a {kind.value}"
                )
            reading = read_period(value, kind=kind, years_pooled=pooled)
        except PeriodError as error:
            self.log.add(Problem(Outcome.CELL, where(), error.found, error.expected, error.remedy))
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

    def _placer(self, chunk: Chunk, role: Role, codes: NDArray[Any], code: int) -> Callable[[], str]:
        return lambda: self._place(chunk, role, codes == code)

    @staticmethod
    def _place(chunk: Chunk, role: Role, rows: NDArray[np.bool_]) -> str:
        return chunk.where(role, int(np.argmax(rows)))


def _may_be(area: Area | None, *, code: str) -> bool:
    """Whether an unknown code may be a slip for the area of this name.

    The first three signs of a GSS code say what sort of place it is: there is a combined authority that
    has the name of the region it lies in, and it is not the region.
    """
    return area is not None and (not GSS_CODE.fullmatch(code) or code[:3] == area.code[:3])


def _breakdown(role: Role, text: str) -> str:
    plain = " ".join(text.split())
    if folded(plain) in HEADLINE:
        return ""
    return f"Sex: {plain}" if role is Role.SEX else plain


def _text(value: CellValue) -> str:
    return " ".join(Cell(value).text.split())


def _taken(found: list[int], codes: NDArray[Any]) -> Codes:
    taken: Codes = np.array(found, dtype=np.int64)[codes]
    return taken
