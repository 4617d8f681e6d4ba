"""The numbers that figures show, each once: two indicators that count the same children show the same number."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from oba.analysis.disclosure_counts import Counts, Kind, count
from oba.model.disclosure import Cell
from oba.model.period import Period

Track = tuple[str, str]
"""An indicator, and NUMBER or AMONG: how many, or of how many."""
NUMBER, AMONG = "number", "among"
Where = tuple[str, str, Period]
"""Area, breakdown, period."""
Place = tuple[Track, str, str, Period]
FEWEST_ALIKE = 6
"""Figures in which two series of counts must agree before they are taken for the same counts."""
MOSTLY = 0.95
SPANS = (2, 3, 4, 5)
"""Years that rolling totals pool."""
PARTED = re.compile(r"[,;]\s+(?=[^,;:=]+[:=])")


@dataclass(slots=True)
class Figures:
    """`places` are the numbers in order, `truth` what they are, `cells` which cells show each.

    `shows` has the numbers of each cell, with what each is to it: NUMBER or AMONG.
    """

    places: list[Place] = field(default_factory=list)
    truth: list[float] = field(default_factory=list)
    cells: list[list[int]] = field(default_factory=list)
    shows: list[dict[int, str]] = field(default_factory=list)
    index: dict[Place, int] = field(default_factory=dict)

    def add(self, place: Place, number: float) -> int:
        """The number of a place, which is made where there is none yet."""
        found = self.index.get(place)
        if found is None:
            found = self.index[place] = len(self.places)
            self.places.append(place)
            self.truth.append(number)
            self.cells.append([])
        return found


def order_of(cell: Cell) -> tuple[str, str, str, int]:
    return (cell.indicator, cell.area, cell.breakdown, cell.period.key)


def read_parts(breakdown: str) -> frozenset[tuple[str, str]]:
    """`Sex: Girls, Age: 10-14` or `sex=girls` as pairs of a dimension and a value; a bare text has no dimension."""
    if not breakdown:
        return frozenset()
    pairs = []
    for part in PARTED.split(breakdown):
        label, mark, value = part.partition(":") if ":" in part else part.partition("=")
        pairs.append((label.strip().casefold(), value.strip()) if mark else ("", part.strip()))
    return frozenset(pairs)


def gather(cells: Sequence[Cell], counts: Sequence[Counts]) -> tuple[Figures, dict[Track, Track]]:
    """The numbers of all cells, those of the same children under one place; and which track stands for which."""
    given = list(_given(cells, counts))
    same = find_same([(track, where, number) for _, track, where, number in given])
    figures = Figures(shows=[{} for _ in cells])
    for cell, track, (area, breakdown, period), number in given:
        place = (same.get(track, track), area, breakdown, period)
        known = figures.index.get(place)
        if known is not None and figures.truth[known] != number:
            place = (track, area, breakdown, period)
        found = figures.add(place, number)
        if cell not in figures.cells[found]:
            figures.cells[found].append(cell)
            figures.shows[cell][found] = track[1]
    return figures, same


def _given(cells: Sequence[Cell], counts: Sequence[Counts]) -> Iterable[tuple[int, Track, Where, float]]:
    for index, (cell, one) in enumerate(zip(cells, counts, strict=True)):
        where = (cell.area, cell.breakdown, cell.period)
        for kind, number in ((NUMBER, one.number), (AMONG, one.among)):
            if number is not None:
                yield index, (cell.indicator, kind), where, number


Numbers = Mapping[Track, Mapping[int, float]]
"""The numbers of each track that are more than nought, by the number of their Where."""


def find_same(given: Sequence[tuple[Track, Where, float]]) -> dict[Track, Track]:
    """Each track that counts the same children as another, with the one that stands for both."""
    known: dict[Where, int] = {}
    numbers: dict[Track, dict[int, float]] = defaultdict(dict)
    for track, where, number in given:
        if number > 0:
            numbers[track][known.setdefault(where, len(known))] = number
    root: dict[Track, Track] = {}

    def find(track: Track) -> Track:
        while track in root:
            track = root[track]
        return track

    for one, other in sorted(_alike(numbers) | _pooled(numbers, known)):
        first, second = sorted((find(one), find(other)))
        if first != second:
            root[second] = first
    return {track: find(track) for track in root}


def _alike(numbers: Numbers) -> set[tuple[Track, Track]]:
    """Tracks that agree wherever both have a number."""
    at: dict[tuple[int, float], list[Track]] = defaultdict(list)
    for track, found in numbers.items():
        for where, number in found.items():
            at[where, number].append(track)
    agree = Counter(pair for tracks in at.values() for pair in combinations(sorted(tracks), 2))
    return {
        pair
        for pair, often in agree.items()
        if often >= FEWEST_ALIKE
        and often >= MOSTLY * len(numbers[pair[0]].keys() & numbers[pair[1]].keys())
        and _differ(numbers[pair[0]].values())
    }


def _pooled(numbers: Numbers, known: Mapping[Where, int]) -> set[tuple[Track, Track]]:
    """Tracks of which one has the other's years added up."""
    wheres = list(known)
    pooled: dict[int, list[tuple[Track, float]]] = defaultdict(list)
    for track, found in numbers.items():
        for where, number in found.items():
            if wheres[where][2].years in SPANS:
                pooled[where].append((track, number))
    if not pooled:
        return set()
    agree: Counter[tuple[Track, Track]] = Counter()
    tried: Counter[tuple[Track, Track]] = Counter()
    for track, found in numbers.items():
        own = {wheres[where]: number for where, number in found.items()}
        for place, total in _windows(own):
            for other, number in pooled.get(known.get(place, -1), ()):
                if track != other:
                    tried[track, other] += 1
                    agree[track, other] += total == number
    return {
        pair
        for pair, often in agree.items()
        if often >= FEWEST_ALIKE and often >= MOSTLY * tried[pair] and _differ(numbers[pair[1]].values())
    }


def _windows(found: Mapping[Where, float]) -> Iterable[tuple[Where, float]]:
    """The sums of 2 to 5 years of a track's single years."""
    for (area, breakdown, period), number in found.items():
        if period.years != 1:
            continue
        total, year = number, period
        for _ in SPANS:
            year = year.later(1)
            more = found.get((area, breakdown, year))
            if more is None:
                break
            total += more
            yield (area, breakdown, Period(period.start, year.end)), total


def _differ(numbers: Iterable[float]) -> bool:
    return len(set(numbers)) >= 4


def count_all(cells: Sequence[Cell], kind_of: Callable[[str], Kind]) -> list[Counts]:
    return [count(cell, kind_of(cell.indicator)) for cell in cells]
