"""Columns that come twice under the same headings: numbers first and percentages after, where the sheet shows it."""

from __future__ import annotations

import re
from dataclasses import replace

from oba.load.grids.grid_cells import Kind, at, kind_of
from oba.load.grids.grid_headings import GridColumn
from oba.load.sheet import Row, column_letters

BOTH = re.compile(r"numbers? and percentages?", re.IGNORECASE)
ROWS_NEEDED = 3
"""So many rows of 100 are no chance."""


def part_halves(
    columns: list[GridColumn], *, units: list[str], data: list[Row]
) -> tuple[list[GridColumn], str]:
    """The columns with their unit where all that come twice come in two sets; and what showed it.

    Either a line above says `numbers and percentages`, or the second set is of a whole that is 100 in every row.
    """
    firsts, seconds = _twice(columns)
    if not firsts or max(firsts) > min(seconds):
        return columns, ""
    said = any(BOTH.fullmatch(" ".join(line.split())) for line in units) and not any(
        one.unit for one in columns
    )
    whole = columns[min(seconds)].index
    if not said and not (
        _always_100(data, index=whole) and not _always_100(data, index=columns[min(firsts)].index)
    ):
        return columns, ""
    middle = min(seconds)
    named = range(len(columns)) if said else {*firsts, *seconds}
    parted = [
        replace(one, unit=unit, path=(unit, *one.path)) if place in named else one
        for place, one in enumerate(columns)
        for unit in ["numbers" if place < middle else "percentages"]
    ]
    why = "" if said else f"its first column, {column_letters(whole)}, is 100 in every row"
    why = why or "the line above says numbers and percentages"
    return (
        parted,
        f"headings come twice: the first set was read as numbers, the second as percentages, for {why}",
    )


def _twice(columns: list[GridColumn]) -> tuple[list[int], list[int]]:
    """The places of the columns that come twice, the first and the second time; none where one comes thrice."""
    places: dict[tuple[object, object], list[int]] = {}
    for place, one in enumerate(columns):
        places.setdefault((one.path, one.when), []).append(place)
    if any(len(found) > 2 for found in places.values()):
        return [], []
    pairs = [found for found in places.values() if len(found) == 2]
    return [first for first, _ in pairs], [second for _, second in pairs]


def _always_100(data: list[Row], *, index: int) -> bool:
    """Whether every number in the column is 100."""
    cells = [at(cells, index) for _, cells in data]
    numbers = [cell.text.strip() for cell in cells if kind_of(cell) in (Kind.NUMBER, Kind.PERIOD)]
    return len(numbers) >= ROWS_NEEDED and all(number in ("100", "100.0", "100%") for number in numbers)
