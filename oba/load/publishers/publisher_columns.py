"""What the publishers' formats share: texts put together, rows surveyed, notes kept, columns that are passed over."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from oba.load.chunk import Codes, Texts
from oba.load.containers.text_file import TextFile
from oba.load.problem_log import ProblemLog
from oba.load.reference import Reference
from oba.load.sheet import Cell, CellValue
from oba.load.text_columns import Block, header_of, read_blocks
from oba.model.indicator import Indicator
from oba.model.measure import Measure
from oba.model.release import Outcome, Problem, Source

OPEN_GOVERNMENT = "Open Government Licence v3.0"
NOTES_TOLD = 20
"""How many different notes of a publisher are told in their words; the rest are counted together."""


def combine(parts: Sequence[Texts], *, into: Callable[..., str]) -> Texts:
    """A new text from the texts of several columns, worked out once for each combination there is."""
    codes, different = _combinations(parts)
    said = Texts.of(into(*values) for values in different)
    return Texts(said.codes[codes], said.distinct)


def combinations(parts: Sequence[Texts]) -> set[tuple[str, ...]]:
    """The different rows of several columns."""
    return set(_combinations(parts)[1])


def _combinations(parts: Sequence[Texts]) -> tuple[Codes, list[tuple[str, ...]]]:
    rows = len(parts[0].codes)
    codes: Codes = np.zeros(rows, dtype=np.int64)
    found: list[tuple[str, ...]] = [()]
    for part in parts:
        # numbered anew after each column: the product of many would outgrow a number
        codes, different = pd.factorize(codes * len(part.distinct) + part.codes)
        places = [divmod(int(one), len(part.distinct)) for one in different]
        found = [(*found[before], plain(part.distinct[place])) for before, place in places]
    return codes, found


def plain(value: CellValue) -> str:
    """A text on one line, without spaces around it."""
    return " ".join((value if isinstance(value, str) else Cell(value).text).split())


def survey(text: TextFile, *, columns: Sequence[int]) -> list[tuple[str, ...]]:
    """The different rows of some columns of a whole file, in the order they are met.

    A file is passed once for columns that were asked about before, alone or among others.
    """
    wanted = tuple(columns)
    known = next((one for one in text.surveys if set(one) >= set(wanted)), None)
    if known is None:
        found: dict[tuple[str, ...], None] = {}
        for block in read_blocks(text, texts=columns):
            found |= dict.fromkeys(_combinations([block.texts(index) for index in columns])[1])
        text.surveys[wanted] = list(found)
        known = wanted
    places = [known.index(index) for index in wanted]
    return list(dict.fromkeys(tuple(row[place] for place in places) for row in text.surveys[known]))


def tell_unread(text: TextFile, *, read: Collection[int], log: ProblemLog, why: str = "") -> None:
    """Name the columns that are passed over; `why` says what a reader may miss among them."""
    unread = [header_of(text, index) for index in range(len(text.header)) if index not in read]
    named = [header for header in unread if header]
    if named:
        found = f"columns not read: {', '.join(named)[:300]}"
        log.add(Problem(Outcome.NOTE, "the first line", f"{found}. {why}" if why else found))


@dataclass(slots=True)
class Notes:
    """Keeps a publisher's notes on figures of the plan's areas, each counted once told."""

    reference: Reference
    log: ProblemLog
    told: set[str] = field(default_factory=set)
    ours: dict[str, bool] = field(default_factory=dict)

    def keep(self, block: Block, *, column: int, areas: Texts) -> None:
        notes = block.texts(column)
        if not any(plain(words) for words in notes.distinct):
            return
        ours = np.array([self._is_ours(area) for area in areas.distinct])
        kept = notes.codes[ours[areas.codes]] if len(ours) else notes.codes[:0]
        for code, number in zip(*np.unique(kept, return_counts=True), strict=True):
            if not (words := plain(notes.distinct[code])):
                continue
            if words not in self.told and len(self.told) >= NOTES_TOLD:
                said = "notes of the publisher on single figures, not kept with them"
            else:
                self.told.add(words)
                said = f"the publisher notes: '{words[:200]}'"
            first = int(np.argmax((notes.codes == code) & ours[areas.codes]))
            where = f"{block.header(column)}, line {block.lines[first]}"
            self.log.count(Outcome.NOTE, said, where=where, number=int(number))

    def _is_ours(self, area: CellValue) -> bool:
        name = plain(area)
        if name not in self.ours:
            self.ours[name] = self.reference.find_area(name) is not None
        return self.ours[name]


def indicator_of(measure: Measure, *, reference: Reference, source: Source) -> Indicator | None:
    """The plan's indicator that a measure answers to, so that a bare year can be read by its kind."""
    for text in (measure.code, measure.name):
        answer = source.indicators.get(text, text)
        if found := reference.find_indicator(answer):
            return found
    return None


def one_title(names: Iterable[str], *, of: str) -> str:
    """A title that says the same of each release: the one thing a file is about, else the first few."""
    listed = sorted(set(names))
    if len(listed) == 1:
        return f"{of}: {listed[0]}"
    more = f" and {len(listed) - 3} more" if len(listed) > 3 else ""
    return f"{of}: {', '.join(listed[:3])}{more}"
