"""Disclosure control at work: which figures are hidden, until no hidden number can be worked out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from oba.analysis.disclosure_counts import BAND, Counts, Kind, is_primary, is_small, left_over
from oba.analysis.disclosure_figures import NUMBER, Figures
from oba.analysis.disclosure_system import Sum, System
from oba.model.disclosure import Cell, Rule, Why

EACH = 10.0
"""What a further hidden figure counts for, as so many children in it; and again where it is for everyone."""
WHY_OF = {Sum.PARTS: Why.SECONDARY, Sum.TIME: Why.ROLLING, Sum.EARLIER: Why.EARLIER}


@dataclass(slots=True)
class Work:
    """`hidden` says why each cell is; `freed` are the numbers that nothing shows any more,
    `certain` those for which another solution was found.

    `known` are numbers that an earlier publication shows as they are. `open` are hidden numbers that nothing helps.
    """

    cells: Sequence[Cell]
    counts: Sequence[Counts]
    rules: Mapping[str, Rule]
    kinds: Mapping[str, Kind]
    figures: Figures
    system: System
    known: frozenset[int] = frozenset()
    veiled: frozenset[int] = frozenset()
    hidden: dict[int, Why] = field(default_factory=dict)
    freed: set[int] = field(default_factory=set)
    targets: dict[int, None] = field(default_factory=dict)
    certain: set[int] = field(default_factory=set)
    open: set[int] = field(default_factory=set)

    def rule(self, cell: int) -> Rule:
        return self.rules[self.cells[cell].indicator]

    def hide_primary(self) -> None:
        for cell, (one, counts) in enumerate(zip(self.cells, self.counts, strict=True)):
            kind, rule = self.kinds[one.indicator], self.rule(cell)
            if cell not in self.hidden and is_primary(counts, kind, rule):
                self._hide_cell(cell, Why.SMALL)

    def _hide_cell(self, cell: int, why: Why) -> None:
        """Hide a figure, and every other that shows the same number of children."""
        if cell in self.hidden:
            return
        self.hidden[cell] = why
        for number in self.figures.shows[cell]:
            if self._is_sensitive(number, cell):
                for other in self.figures.cells[number]:
                    self._hide_cell(other, why)
        for number in self.figures.shows[cell]:
            self._free(number)

    def _is_sensitive(self, number: int, cell: int) -> bool:
        """Whether hiding the cell is about this number: how many they are, or of how few."""
        small = is_small(self.figures.truth[number], self.rule(cell))
        return small or self.figures.shows[cell][number] == NUMBER

    def _free(self, number: int) -> None:
        """Let a number be unknown where no figure shows it any more, with what is known of it all the same."""
        cells = self.figures.cells[number]
        if number in self.known or number in self.freed or any(cell not in self.hidden for cell in cells):
            return
        self.freed.add(number)
        low, high = 0.0, math.inf
        for cell in cells:
            least, most = self._band(number, cell)
            low, high = max(low, least), min(high, most)
        self.system.hide(number, low, high)
        if any(self._is_sensitive(number, cell) for cell in cells):
            self.targets[number] = None

    def _band(self, number: int, cell: int) -> tuple[float, float]:
        """What somebody knows who knows the rule, the denominators and why each figure was hidden."""
        rule, counts = self.rule(cell), self.counts[cell]
        truth, threshold = self.figures.truth[number], float(rule.threshold)
        least = 1.0 if rule.zero_shown else 0.0
        if is_small(truth, rule):
            return least, threshold
        if self.figures.shows[cell][number] != NUMBER:
            return 0.0, math.inf
        among, left = counts.among, left_over(counts, self.kinds[self.cells[cell].indicator])
        if among is not None and left is not None and is_small(left, rule):
            return among - threshold, among - least
        most = math.inf if left is None or among is None else among - threshold - 1
        return (threshold + 1 if truth > threshold else 0.0), max(most, truth)

    def protect_targets(self) -> None:
        """Hide further figures until no hidden number can be worked out; those that nothing helps are `open`."""
        while (number := self._next_target()) is not None:
            move = self.system.find_other(number, price=self._price)
            if move is not None:
                self._hide_all(number, move)
            elif not self._cover(number):
                self.open.add(number)

    def _next_target(self) -> int | None:
        """A hidden number for which no other solution is known yet; the certain ones are noted on the way."""
        for number in sorted(self.targets):
            if number in self.certain or number in self.open:
                continue
            move = self.system.find_other(number)
            if move is None:
                return number
            self.certain.update(move)
        return None

    def _price(self, number: int, becomes: float) -> float | None:
        """What hiding a figure costs, where it could then be taken for another that is no small number either."""
        if not self.may_cover(number):
            return None
        for cell in self.figures.cells[number]:
            least, most = self._band(number, cell)
            if not least <= becomes <= most:
                return None
        dear = (number not in self.veiled) + (not self.figures.places[number][2])
        return self.system.truth[number] + EACH * dear

    def _hide_all(self, number: int, move: Mapping[int, float]) -> None:
        kinds = {
            self.system.equations[equation].kind for one in move for equation, _ in self.system.within[one]
        }
        mine = {self.system.equations[equation].kind for equation, _ in self.system.within[number]}
        kind = next((one for one in (Sum.EARLIER, Sum.TIME) if one in mine & kinds), Sum.PARTS)
        for one in move:
            if not self.system.is_free(one):
                self.take(one, WHY_OF[kind])
        if all(map(self.system.is_free, move)):
            self.certain.update(move)

    def _cover(self, number: int) -> bool:
        """Hide the smallest figure that stands between a reader and this number."""
        for numbers, kind in self._chances(number):
            chances = sorted({one for one in numbers if self.may_cover(one)}, key=self._rank)
            if chances:
                self.take(chances[0], WHY_OF[kind])
                return True
        return False

    def _rank(self, number: int) -> tuple[bool, float, int]:
        return (number not in self.veiled, self.system.truth[number], number)

    def take(self, number: int, why: Why) -> None:
        """Hide a figure for another's sake."""
        for cell in list(self.figures.cells[number]):
            self._hide_cell(cell, why)

    def _chances(self, number: int) -> Iterable[tuple[list[int], Sum]]:
        """Where a figure may be taken: sums in which nothing else is hidden, its other sums, its years, further off."""
        system = self.system
        mine = [equation for equation, _ in system.within[number]]
        alone = [equation for equation in mine if len(system.free_of(equation)) == 1]
        for equation in [*alone, *mine]:
            yield self._members(equation), system.equations[equation].kind
        timeline = system.timeline_of.get(number)
        if timeline is not None:
            yield system.timelines[timeline].beside(number), Sum.TIME
        near, edge = set(mine), list(mine)
        while edge:
            equation = edge.pop(0)
            for free in system.free_of(equation):
                for further, _ in system.within[free]:
                    if further not in near:
                        near.add(further)
                        edge.append(further)
                        yield self._members(further), system.equations[further].kind

    def _members(self, equation: int) -> list[int]:
        return [number for number, _ in self.system.equations[equation].terms]

    def may_cover(self, number: int) -> bool:
        """Whether hiding it would keep it unknown: it is shown, not small, not nought, never published before."""
        if number >= len(self.figures.places) or number in self.known:
            return False
        cells = self.figures.cells[number]
        return (
            any(cell not in self.hidden for cell in cells)
            and self.system.truth[number] > BAND
            and all(self.rule(cell).secondary for cell in cells)
            and all(self.counts[cell].number != 0 for cell in cells)
        )

    def was_shown(self, cell: int) -> bool:
        """Whether an earlier publication gives the number that hiding this figure is about."""
        return any(
            number in self.known and self._is_sensitive(number, cell) for number in self.figures.shows[cell]
        )

    def protect_years(self) -> None:
        """Hide a total where those around it give a small number of years away that no figure shows."""
        for timeline in self.system.timelines:
            rules = {self.rule(cell) for one in timeline.numbers for cell in self.figures.cells[one]}
            least = max((rule.threshold for rule in rules if rule.secondary), default=0) + BAND
            while True:
                away = timeline.find_given_away(self.system.low, self.system.high, small=least)
                near = {one for stretch in away for one in timeline.over(*stretch) if self.may_cover(one)}
                chances = sorted(near, key=self._rank)
                if not chances:
                    break
                self.take(chances[0], Why.ROLLING)
