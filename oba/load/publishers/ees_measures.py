"""The measures of an Explore Education Statistics file: a numeric column, and the filters that name it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from oba.load.containers.text_file import TextFile
from oba.load.publishers.dimensions import Dimensions, Values
from oba.load.publishers.ees_columns import EesColumns, spoken
from oba.load.publishers.ees_periods import kind_of
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
    """`there` holds the filters' values for which a column has anything written at all."""

    dimensions: Dimensions
    there: frozenset[tuple[int, Values]]
    kind: PeriodKind | None
    measures: dict[str, Measure]
    codes: dict[tuple[int, Values], str]

    def columns(self, *, of: EesColumns) -> Iterator[int]:
        """The numeric columns that hold something."""
        written = {index for index, _ in self.there}
        return (index for index in of.measures if index in written)


def survey_ees(text: TextFile, *, columns: EesColumns) -> EesMeasures:
    """One pass: which values the filters take together, and where each numeric column is filled."""
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
    found = EesMeasures(dimensions, frozenset(there), kind, {}, {})
    for index, values in sorted(there):
        _add(found, text=text, columns=columns, index=index, values=values)
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


def _add(found: EesMeasures, *, text: TextFile, columns: EesColumns, index: int, values: Values) -> None:
    header = text.header[index].strip()
    suffix = found.dimensions.code(values)
    code = f"ees:{header}" + (f"|{suffix}" if suffix else "")
    found.codes[index, values] = code
    if code in found.measures:
        return
    words, label = found.dimensions.words(values), spoken(header, described=columns.described)
    unit = Unit() if SCORE.search(words) else _unit(header, columns=columns)
    said = columns.described.get(header.casefold())
    found.measures[code] = Measure(
        code=code,
        name=f"{words}: {label}" if words else label[:1].upper() + label[1:],
        unit=unit.unit,
        value_type=unit.value_type,
        period_kind=found.kind,
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
