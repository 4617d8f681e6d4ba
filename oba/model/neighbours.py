"""Sets of statistical neighbours: which of them belong together, and how each ends the one before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from oba.model.area import Comparator, ComparatorRole


@dataclass(frozen=True, slots=True)
class NeighbourSet:
    """A set of statistical neighbours of `area` as its publisher's file gives it: codes, the nearest first.

    `began` is the day from which it is used.
    """

    area: str
    name: str
    publisher: str
    neighbours: tuple[str, ...]
    began: date


def belongs_with(one: Comparator, found: NeighbourSet, *, publishers: Mapping[str, str]) -> bool:
    """Whether a neighbour is of an earlier or later set of the same publisher.

    Of a set that the workbook alone names, that is known where its name differs only in the month.
    """
    if one.area != found.area or one.role is not ComparatorRole.NEIGHBOUR:
        return False
    if one.set_name == found.name:
        return True
    publisher = publishers.get(one.set_name)
    return publisher == found.publisher if publisher else _series(one.set_name) == _series(found.name)


def newest_of(comparators: Iterable[Comparator], name: str, *, area: str) -> list[Comparator]:
    """The neighbours that a set of this name was last said to hold, the nearest first.

    A set that ended on the day it began was put right by another of its name.
    """
    named = [
        one
        for one in comparators
        if (one.area, one.set_name, one.role) == (area, name, ComparatorRole.NEIGHBOUR)
        and (one.ended is None or one.ended != one.began)
    ]
    newest = max((one.began or date.min for one in named), default=None)
    return sorted((one for one in named if (one.began or date.min) == newest), key=lambda one: one.rank)


def with_set(
    comparators: tuple[Comparator, ...], found: NeighbourSet, *, publishers: Mapping[str, str]
) -> tuple[Comparator, ...]:
    """The comparators with the set after them; it ends the earlier ones, and is ended by a later one."""
    later = [
        one.began
        for one in comparators
        if one.began is not None
        and one.began > found.began
        and belongs_with(one, found, publishers=publishers)
    ]
    new = (
        Comparator(
            found.area,
            code,
            ComparatorRole.NEIGHBOUR,
            found.name,
            rank,
            found.began,
            min(later, default=None),
        )
        for rank, code in enumerate(found.neighbours, start=1)
    )
    return (*ended_by(comparators, found, publishers=publishers), *new)


def ended_by(
    comparators: tuple[Comparator, ...], found: NeighbourSet, *, publishers: Mapping[str, str]
) -> tuple[Comparator, ...]:
    """Those of the same publisher that began before the set end with it."""

    def is_over(one: Comparator) -> bool:
        earlier = (one.began or date.min) <= found.began and (one.ended is None or one.ended > found.began)
        return earlier and belongs_with(one, found, publishers=publishers)

    return tuple(replace(one, ended=found.began) if is_over(one) else one for one in comparators)


def _series(name: str) -> str:
    """What a set is called without its month: `Statistical neighbours` of `Statistical neighbours, May 2025`."""
    return (name.rpartition(",")[0] or name).strip().casefold()
