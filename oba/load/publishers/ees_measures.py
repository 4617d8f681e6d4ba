"""The measures of an Explore Education Statistics file: a numeric column, and the filters that name it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from oba.load.containers.text_file import TextFile
from oba.load.publishers.dimensions import Dimensions, Values
from oba.load.publishers.ees_columns import EesColumns, spoken
from oba.load.publishers.ees_periods import kind_of
from oba.load.publishers.plan_codes import (
    Knows,
    choose_inside,
    data_set_words,
    is_generic,
    known_to_none,
)
from oba.load.publishers.publisher_columns import combinations, combine
from oba.load.publishers.publisher_text import Unit, read_unit
from oba.load.text_columns import Block, header_of, read_blocks
from oba.model.indicator import ValueType
from oba.model.measure import Measure
from oba.model.period import PeriodKind

PUBLISHER = "Department for Education"
SHARE = re.compile(r"_(?:percent|percentage|pct|rate)$", re.IGNORECASE)
SCORE = re.compile(r"\b(?:score|average|mean)\b", re.IGNORECASE)
"""Of such a row a column headed `number` holds no count."""
WORDED = {
    "%": Unit("%", ValueType.PROPORTION, 100.0),
    "pp": Unit("percentage points"),
    "number": Unit("number", ValueType.COUNT, 1.0),
}


@dataclass(frozen=True, slots=True)
class EesMeasures:
    """`there` holds the filters' values for which a column has anything written at all.

    `groups` tells the codes of which the file holds one group only: the group, and the code that would name it.
    `nameless` are the codes that nothing in the file tells from those of other data sets.
    """

    dimensions: Dimensions
    there: frozenset[tuple[int, Values]]
    kind: PeriodKind | None
    measures: dict[str, Measure] = field(default_factory=dict)
    codes: dict[tuple[int, Values], str] = field(default_factory=dict)
    breakdowns: dict[tuple[int, Values], str] = field(default_factory=dict)
    groups: dict[str, tuple[str, str]] = field(default_factory=dict)
    nameless: set[str] = field(default_factory=set)

    def columns(self, *, of: EesColumns) -> Iterator[int]:
        """The numeric columns that hold something."""
        written = {index for index, _ in self.there}
        return (index for index in of.measures if index in written)


def survey_ees(
    text: TextFile, *, columns: EesColumns, title: str = "", knows: Knows = known_to_none
) -> EesMeasures:
    """One pass: which values the filters take together, and where each numeric column is filled.

    `title` is that of the release: columns of a name that many data sets have are told apart by it.
    """
    rows: set[Values] = set()
    there: set[tuple[int, Values]] = set()
    kinds: set[PeriodKind | None] = set()
    identifier = columns.places["time_identifier"]
    for block in read_blocks(text, texts=[identifier, *columns.filters], values=columns.measures):
        kinds |= {kind_of(said) for (said,) in combinations([block.texts(identifier)]) if said}
        rows |= filter_values(block, columns.filters)
        for index in columns.measures:
            filled = block.kept((block.column(index) != "").to_numpy(dtype=bool))
            if filled.rows:
                there |= {(index, values) for values in filter_values(filled, columns.filters)}
    labels = [text.header[index].strip() for index in columns.filters]
    dimensions = Dimensions.of(labels, rows=sorted(rows))
    known = kinds - {None}
    kind = known.pop() if len(known) == 1 else None
    found = EesMeasures(dimensions, frozenset(there), kind)
    naming = _Naming(text, columns, dimensions, kind, data_set_words(title), knows)
    for index, values in sorted(there):
        naming.add(found, index=index, values=values)
    return found


def filter_values(block: Block, filters: Sequence[int]) -> set[Values]:
    """The different values of the filters together; of a file without filters, the one row of none."""
    if not filters:
        return {()} if block.rows else set()
    return combinations([block.texts(index) for index in filters])


def rows_of(block: Block, *, index: int, found: EesMeasures, filters: Sequence[int]) -> Block:
    """The rows that belong to a column: where the filters' values do not apply to it, nothing is ever written."""
    if not filters:
        return block
    texts = combine(
        [block.texts(one) for one in filters], into=lambda *one: "yes" if (index, one) in found.there else ""
    )
    applies = np.array([bool(said) for said in texts.distinct])
    return block.kept(applies[texts.codes])


@dataclass(frozen=True, slots=True)
class _Naming:
    """`words` are those of the data set, for columns that nothing else tells apart."""

    text: TextFile
    columns: EesColumns
    dimensions: Dimensions
    kind: PeriodKind | None
    words: str
    knows: Knows
    settled: dict[tuple[int, str], tuple[Measure, frozenset[int]]] = field(default_factory=dict)

    def add(self, found: EesMeasures, *, index: int, values: Values) -> None:
        """The measure of a column with these values of the filters, as far as the plan parts it."""
        key = index, self.dimensions.code(values)
        # the values that only break a measure down are many, and all lead to the same measure
        if key not in self.settled:
            self.settled[key] = self._settle(index, values=values)
        measure, inside = self.settled[key]
        found.measures.setdefault(measure.code, measure)
        found.codes[index, values] = measure.code
        found.breakdowns[index, values] = self.dimensions.breakdown(values, inside=inside)
        if self._is_nameless(index, values=values, inside=inside):
            found.nameless.add(measure.code)
        outside = self.dimensions.lone - inside
        if outside and measure.code not in found.groups:
            group = ", ".join(values[place] for place in sorted(outside))
            full = self.describe(index, values=values, inside=inside | outside).code
            found.groups[measure.code] = (group, full)

    def _settle(self, index: int, *, values: Values) -> tuple[Measure, frozenset[int]]:
        singles = self.dimensions.topics | self.dimensions.lone
        generic = is_generic(header_of(self.text, index))
        inside = choose_inside(
            self.dimensions,
            describe=lambda places: self.describe(index, values=values, inside=places),
            knows=self.knows,
            required=[one for one in singles if generic and not self.dimensions.of_people(one)],
        )
        return self.describe(index, values=values, inside=inside), inside

    def _is_nameless(self, index: int, *, values: Values, inside: Collection[int]) -> bool:
        """Whether neither the column's name nor a value says what is counted."""
        generic = is_generic(header_of(self.text, index))
        return generic and not self.dimensions.tells_apart(values, inside=inside)

    def describe(self, index: int, *, values: Values, inside: Collection[int]) -> Measure:
        header = self.text.header[index].strip()
        parts = [f"ees:{header}", self.dimensions.code(values, inside=inside)]
        if self._is_nameless(index, values=values, inside=inside):
            parts.append(self.words)
        described = self.columns.described
        words, label = self.dimensions.words(values, inside=inside), spoken(header, described=described)
        unit = Unit() if SCORE.search(words) else _unit(header, columns=self.columns)
        said = described.get(header.casefold())
        return Measure(
            code="|".join(part for part in parts if part),
            name=f"{words}: {label}" if words else label[:1].upper() + label[1:],
            unit=unit.unit,
            value_type=unit.value_type,
            period_kind=self.kind,
            multiplier=unit.multiplier,
            decimals=said.decimals if said else None,
            publisher=PUBLISHER,
        )


def _unit(header: str, *, columns: EesColumns) -> Unit:
    said = columns.described.get(header.casefold())
    if said and said.unit:
        return WORDED.get(said.unit.casefold(), Unit(said.unit))
    words = re.sub(r"per_(?=[0-9])", "per ", header).replace("_", " ")
    return read_unit(words)


def numerator_of(index: int, *, text: TextFile, columns: EesColumns) -> int | None:
    """The column of counts that a share is named after: `x` or `x_count` beside `x_percent`. None else."""
    header = header_of(text, index).casefold()
    if not SHARE.search(header):
        return None
    stem = SHARE.sub("", header)
    for name in (f"{stem}_count", f"{stem}_number", stem):
        place = columns.places.get(name)
        if place is not None and place in columns.measures:
            return place
    return None
