"""Rows of a table that hold no figure: on a screen they stand in their places, on paper in one line below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from oba.tasks.tables import Table
from oba.words.reading_pages import say_without_figures

FEWEST = 3
"""Rows without a figure that are worth a line of their own."""
PERIOD = "Period"


@dataclass(frozen=True, slots=True)
class Folded:
    """Which rows are left out on paper, and what is said of them there."""

    without: tuple[bool, ...]
    said: str = ""


def fold(table: Table) -> Folded:
    without = tuple(not _has_figure(table, row) for row in table.rows)
    if sum(without) < FEWEST or all(without):
        return Folded(tuple(False for _ in without))
    in_order = table.heads[0].text == PERIOD
    return Folded(without, say_without_figures(tuple(_name_runs(table, without, in_order=in_order))))


def _has_figure(table: Table, row: tuple[str, ...]) -> bool:
    cells = zip(table.heads, row, strict=True)
    return any(head.number and any(each.isdigit() for each in cell) for head, cell in cells)


def _name_runs(
    table: Table, without: tuple[bool, ...], *, in_order: bool
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each run of rows of one reason: the reason, and their names; one by one where they are in no order."""
    rows = [
        (_reason(table, row) if bare else None, row[0]) for row, bare in zip(table.rows, without, strict=True)
    ]
    for reason, run in groupby(rows, key=lambda one: one[0]):
        if reason is None:
            continue
        names = tuple(name for _, name in run)
        yield from [(reason, names)] if in_order else [(reason, (name,)) for name in names]


def _reason(table: Table, row: tuple[str, ...]) -> str:
    """What stands in the place of a number."""
    return next((cell for head, cell in zip(table.heads, row, strict=True) if head.number and cell), "")
