"""How the numbers behind figures add up: parts of a whole, areas of an area, years of a longer stretch.

What adds up is found in the numbers themselves. Parts that fall short of their total leave a number that nobody
shows; parts that come to more than it overlap, and those of them that do add up, in every year and area, are sought.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from oba.analysis.disclosure_figures import Figures, Track, read_parts
from oba.analysis.disclosure_system import Equation, Sum, System
from oba.analysis.disclosure_time import find_loops, make_timeline
from oba.analysis.sums import BoolArray, FloatArray, IntArray
from oba.model.period import Period

Named = TypeVar("Named")
Parts = frozenset[tuple[str, str]]
Context = tuple[Track, str, Period]
MOST_PARTS = 14
"""Of how many parts every choice is tried."""
FEWEST_CONTEXTS = 3
"""In how many years and areas some parts must add up before that is taken for more than chance."""
ROUNDED_TO = (10.0, 5.0)
COUNTRY_OF = {"E12": "E92", "E06": "E92", "E07": "E92", "E08": "E92", "E09": "E92", "E10": "E92"}
"""Kinds of GSS codes that lie in another kind."""


@dataclass(slots=True)
class Builder:
    """Adds to a system the sums that hold among the numbers of some tracks. `within` names the area of an area."""

    figures: Figures
    system: System
    within: Mapping[str, str]
    seen: set[frozenset[tuple[int, int]]] = field(default_factory=set)

    def build(self, tracks: Iterable[Track]) -> None:
        wanted = set(tracks)
        nodes: dict[Context, dict[Parts, int]] = defaultdict(dict)
        lines: dict[tuple[Track, str, Parts], list[tuple[int, Period]]] = defaultdict(list)
        for number, (track, area, breakdown, period) in enumerate(self.figures.places):
            if track in wanted:
                parts = read_parts(breakdown)
                nodes[track, area, period][parts] = number
                lines[track, area, parts].append((number, period))
        self._add_breakdowns(nodes)
        self._add_areas(nodes)
        for line in lines.values():
            self._add_years(line)

    def _add_breakdowns(self, nodes: Mapping[Context, dict[Parts, int]]) -> None:
        groups: dict[tuple[Track, Parts, str], dict[Context, dict[str, int]]] = defaultdict(dict)
        for context, known in nodes.items():
            self._complete(known)
            for parts, number in known.items():
                for dimension, value in parts:
                    key = (context[0], parts - {(dimension, value)}, dimension)
                    groups[key].setdefault(context, {})[value] = number
        for (_, parent, _), found in groups.items():
            self._add_group(
                {context: (nodes[context].get(parent), parts) for context, parts in found.items()}
            )

    def _complete(self, known: dict[Parts, int]) -> None:
        """Totals that nobody gives, though parts of them are given in two ways or of two dimensions."""
        for size in range(max((len(parts) for parts in known), default=0), 0, -1):
            sums: dict[Parts, dict[str, float]] = defaultdict(lambda: defaultdict(float))
            for parts in [one for one in known if len(one) == size]:
                for dimension, value in parts:
                    sums[parts - {(dimension, value)}][dimension] += self.system.truth[known[parts]]
            for parent in sorted(sums, key=sorted):
                if parent not in known and (parent or len(sums[parent]) > 1):
                    known[parent] = self.system.add_number(max(sums[parent].values()))

    def _add_group(self, found: Mapping[Context, tuple[int | None, Mapping[str, int]]]) -> None:
        """Parts along one dimension against their total, over all years and areas."""
        over = False
        for total, parts in found.values():
            if total is not None and len(parts) > 1:
                over |= not self._add_sum(total, list(parts.values()))
        if over:
            names = sorted({name for _, parts in found.values() for name in parts})
            rows = [
                {**{("", name): number for name, number in parts.items()}, ("total", ""): total}
                for total, parts in found.values()
                if total is not None
            ]
            self._search(
                [("", name) for name in names], rows, totals=[("total", ""), *(("", name) for name in names)]
            )

    def _add_areas(self, nodes: Mapping[Context, Mapping[Parts, int]]) -> None:
        at: dict[tuple[Track, Parts], dict[Period, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
        for (track, area, period), known in nodes.items():
            for parts, number in known.items():
                at[track, parts][period][area] = number
        tables: dict[Track, list[dict[str, int]]] = defaultdict(list)
        for (track, _), periods in at.items():
            for areas in periods.values():
                tables[track].append(areas)
                self._add_known_areas(areas)
        for rows in tables.values():
            names = sorted({name for areas in rows for name in areas})
            if len(names) > 2:
                self._search(names, rows, totals=names, few=True)

    def _add_known_areas(self, areas: Mapping[str, int]) -> None:
        groups: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for area, number in areas.items():
            inside = self.within.get(area, "")
            if inside in areas:
                groups[inside]["said"].append(number)
            country = COUNTRY_OF.get(area[:3], "")
            for whole in areas:
                if country and whole.startswith(country):
                    groups[whole]["region" if area.startswith("E12") else "authority"].append(number)
        for whole, kinds in groups.items():
            for numbers in kinds.values():
                if len(numbers) > 1:
                    self._add_sum(areas[whole], numbers)

    def add_between(self, total: Track, parts: Sequence[Track]) -> None:
        """Indicators that come to another, wherever all of them are known."""
        index = self.figures.index
        for track, area, breakdown, period in list(self.figures.places):
            if track == total:
                numbers = [index.get((part, area, breakdown, period)) for part in parts]
                known = [number for number in numbers if number is not None]
                if len(known) == len(parts):
                    self._add_sum(index[total, area, breakdown, period], known)

    def _search(
        self,
        names: Sequence[Named],
        rows: Sequence[Mapping[Named, int]],
        *,
        totals: Sequence[Named],
        few: bool = False,
    ) -> None:
        """Which of some parts add up to another, or to their total, wherever all of them are given."""
        if len(names) > MOST_PARTS:
            return
        truth = self.system.truth
        table = np.array([[truth[row[name]] if name in row else np.nan for name in names] for row in rows])
        for total in totals:
            whole = np.array([truth[row[total]] if total in row else np.nan for row in rows])
            others = [place for place, name in enumerate(names) if name != total]
            for chosen in find_adding(table[:, others], whole, few=few):
                parts = [names[others[place]] for place in chosen]
                for row in rows:
                    if total in row and all(part in row for part in parts):
                        self._add_sum(row[total], [row[part] for part in parts])

    def _add_sum(self, total: int, parts: Sequence[int], *, kind: Sum = Sum.PARTS) -> bool:
        """False where the parts come to more than their total, by more than rounding in the source explains."""
        truth = self.system.truth
        left = truth[total] - sum(truth[part] for part in parts)
        terms = [(total, -1), *((part, 1) for part in parts)]
        if left < -1e-9 and -left > _slip([truth[number] for number, _ in terms]):
            return False
        if left > 1e-9:
            if frozenset(terms) in self.seen:
                return True
            self.seen.add(frozenset(terms))
            terms.append((self.system.add_number(left), 1))
        self._add(terms, kind)
        return True

    def _add_years(self, line: Sequence[tuple[int, Period]]) -> None:
        truth = self.system.truth
        timeline = make_timeline([number for number, _ in line], [period for _, period in line], truth)
        if timeline is None:
            return
        for number in timeline.numbers:
            self.system.timeline_of[number] = len(self.system.timelines)
        self.system.timelines.append(timeline)
        for loop in find_loops(timeline):
            off = sum(sign * truth[number] for number, sign in loop)
            if abs(off) <= max(_slip([truth[number] for number, _ in loop]), FEWEST_CONTEXTS):
                self._add(loop, Sum.TIME)

    def _add(self, terms: Sequence[tuple[int, int]], kind: Sum) -> None:
        key = frozenset(terms)
        if key not in self.seen:
            self.seen.add(key)
            self.system.add_equation(Equation(tuple(sorted(terms)), kind))


def _slip(numbers: Sequence[float]) -> float:
    """By how much a sum may be out where its source has rounded every number."""
    for base in ROUNDED_TO:
        if all(number % base == 0 for number in numbers):
            return base * len(numbers) / 2
    return 0.0


def find_adding(table: FloatArray, whole: FloatArray, *, few: bool = False) -> Iterator[tuple[int, ...]]:
    """The fewest columns that add up to `whole` in every row that has them all, in three rows at least.

    `table` is rows x columns, `whole` has one number a row, NaN where missing. With `few`, all columns together are
    also taken where they add up in fewer rows.
    """
    columns = table.shape[1]
    if columns < 2:
        return
    choices = _choices(columns)
    with np.errstate(invalid="ignore"):
        sums = choices @ np.nan_to_num(table).T
        complete: BoolArray = (choices @ np.isnan(table).T.astype(np.float64) == 0) & (whole > 0)
        agrees = complete & (np.abs(sums - whole) < 1e-6)
    often: IntArray = complete.sum(axis=1)
    enough = np.where(choices.sum(axis=1) == columns, 1 if few else FEWEST_CONTEXTS, FEWEST_CONTEXTS)
    chosen: list[frozenset[int]] = []
    for place in np.flatnonzero((often >= enough) & (agrees.sum(axis=1) == often)):
        one = frozenset(np.flatnonzero(choices[place]).tolist())
        if not any(before <= one for before in chosen):
            chosen.append(one)
            yield tuple(sorted(one))


def _choices(columns: int) -> FloatArray:
    """Every choice of two columns or more, the fewest columns first: choices x columns of 0 and 1."""
    bits = (np.arange(2**columns)[:, np.newaxis] >> np.arange(columns)) & 1
    many = bits.sum(axis=1)
    order = np.argsort(many, kind="stable")
    choices: FloatArray = bits[order[many[order] >= 2]].astype(np.float64)
    return choices
