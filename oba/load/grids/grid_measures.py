"""What each column of a publisher's grid measures: its code, which stays from release to release, and its record."""

from __future__ import annotations

from oba.load.grids.grid import Grid
from oba.load.grids.grid_headings import GridColumn
from oba.load.grids.grid_words import find_unit, take_digits
from oba.model.measure import Measure


def describe_columns(
    grid: Grid, *, scheme: str, group: str, title: str, publisher: str
) -> tuple[dict[int, str], dict[str, Measure]]:
    """The code of each column by its place, and the measure of each code."""
    names: dict[int, str] = {}
    measures: dict[str, Measure] = {}
    for column in grid.columns:
        path = [take_digits(part, footnotes=None) for part in column.path]
        said = " / ".join(path)
        code = f"{scheme}:{group}|{said.casefold()}" if said else f"{scheme}:{group}"
        names[column.index] = code
        if code not in measures:
            name = f"{title}: {said}" if said and title else said or title
            measures[code] = _measure(column, code=code, name=name, path=path, publisher=publisher)
    return names, measures


def _measure(column: GridColumn, *, code: str, name: str, path: list[str], publisher: str) -> Measure:
    unit = find_unit(([column.unit] if column.unit else []) + path[::-1])
    return Measure(
        code=code,
        name=name[:1].upper() + name[1:],
        unit=unit.words,
        value_type=unit.value_type,
        period_kind=column.when.kind if column.when else None,
        multiplier=unit.multiplier,
        publisher=publisher,
    )
