"""What a reader knows of the numbers behind figures, and whether a hidden one could be another than it is.

A number is safe where a second solution is found: other whole numbers in which it differs, which agree with all that
is shown, with every sum, and with what is known of hidden numbers. Whoever has only that cannot tell the two apart.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from oba.analysis.disclosure_time import Timeline

Solution = dict[int, float]
"""The numbers in which another solution differs from the truth, and by how much."""
Price = Callable[[int, float], float | None]
"""What it costs that a shown number is hidden and might be another; None where it may not."""
DEPTH = 24
"""How many numbers may differ between two solutions."""
BREADTH = 6
"""How many ways of mending a sum are tried."""
STEPS = 400
"""How many ways are tried in all, from one number up and from it down."""
BROKEN = 12.0
"""What a further broken sum counts for, as a price."""


class Sum(StrEnum):
    """Why numbers add up."""

    PARTS = "parts of a whole"
    TIME = "years"
    EARLIER = "published before"


@dataclass(frozen=True, slots=True)
class Equation:
    """Numbers that, each with its sign, come to the same whatever is hidden."""

    terms: tuple[tuple[int, int], ...]
    kind: Sum = Sum.PARTS


@dataclass(slots=True)
class System:
    """`truth` are the numbers in order, `low` and `high` what is known of each: both are `truth` where it is shown."""

    truth: list[float]
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    equations: list[Equation] = field(default_factory=list)
    within: list[list[tuple[int, int]]] = field(default_factory=list)
    timelines: list[Timeline] = field(default_factory=list)
    timeline_of: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.low, self.high = list(self.truth), list(self.truth)
        self.within = [[] for _ in self.truth]

    def add_number(self, truth: float) -> int:
        """A number that is never shown: what parts leave of their total, or a total that nobody gives."""
        self.truth.append(truth)
        self.low.append(0.0)
        self.high.append(math.inf)
        self.within.append([])
        return len(self.truth) - 1

    def add_equation(self, equation: Equation) -> None:
        for number, sign in equation.terms:
            self.within[number].append((len(self.equations), sign))
        self.equations.append(equation)

    def hide(self, number: int, low: float, high: float) -> None:
        """A number is no longer shown; it is known to lie from `low` to `high`."""
        truth = self.truth[number]
        self.low[number], self.high[number] = min(low, truth), max(high, truth)

    def is_free(self, number: int) -> bool:
        return self.low[number] < self.high[number]

    def free_of(self, equation: int) -> list[int]:
        return [number for number, _ in self.equations[equation].terms if self.is_free(number)]

    def find_other(self, number: int, *, price: Price | None = None) -> Solution | None:
        """Another solution in which this number differs; None where none was found.

        With `price`, numbers that are shown may differ too, at their price; the cheapest solution that was found is
        given, which holds once those are hidden.
        """
        if not self.is_free(number):
            return None
        search = _Search(self, price or (lambda number, becomes: None))
        for step in (1.0, -1.0):
            if self._fits(number, step):
                search.start(number, step)
        if search.best is not None and (search.cost == 0 or price is not None):
            return search.best
        return self._alone(number)

    def _fits(self, number: int, change: float) -> bool:
        changed = self.truth[number] + change
        return self.low[number] <= changed <= self.high[number]

    def _alone(self, number: int) -> Solution | None:
        """Another solution of its own years alone, where no free number of them is part of another sum."""
        place = self.timeline_of.get(number)
        if place is None:
            return None
        timeline = self.timelines[place]
        free = [one for one in timeline.numbers if self.is_free(one)]
        if any(
            self.equations[equation].kind is not Sum.TIME for one in free for equation, _ in self.within[one]
        ):
            return None
        return timeline.find_other(number, self.truth, low=self.low, high=self.high)

    def agrees(self, move: Solution) -> bool:
        """Whether the years that are not shown could be such that the changed totals still come out."""
        places = {self.timeline_of[number] for number in move if number in self.timeline_of}
        return all(self.timelines[place].could_be(self.truth, move) for place in places)


@dataclass(slots=True)
class _Search:
    """The cheapest differences that leave every sum as it is, sought from one number outwards."""

    system: System
    price: Price
    best: Solution | None = None
    cost: float = math.inf
    left: int = 0

    def start(self, number: int, step: float) -> None:
        self.left = STEPS
        self._mend({number: step}, self._off({}, number, step), 0.0)

    def _off(self, off: dict[int, float], number: int, change: float) -> dict[int, float]:
        """By how much each sum is out once a number has changed, of those that are."""
        after = dict(off)
        for equation, sign in self.system.within[number]:
            amount = after.get(equation, 0.0) + sign * change
            if abs(amount) > 1e-9:
                after[equation] = amount
            else:
                after.pop(equation, None)
        return after

    def _mend(self, move: Solution, off: dict[int, float], cost: float) -> None:
        """Change further numbers, until every sum comes out again."""
        self.left -= 1
        if self.left < 0 or cost >= self.cost:
            return
        if not off:
            if self.system.agrees(move):
                self.best, self.cost = dict(move), cost
            return
        if len(move) >= DEPTH:
            return
        equation = min(off, key=lambda one: (len(self.system.equations[one].terms), one))
        for _, paid, number, change, after in sorted(self._ways(move, off, equation))[:BREADTH]:
            move[number] = change
            self._mend(move, after, cost + paid)
            del move[number]

    def _ways(
        self, move: Solution, off: dict[int, float], equation: int
    ) -> Iterator[tuple[float, float, int, float, dict[int, float]]]:
        """Which numbers could make up for a broken sum, those first that cost little and break few others."""
        system = self.system
        for number, sign in system.equations[equation].terms:
            if number in move:
                continue
            change = -off[equation] * sign
            if system.is_free(number):
                paid: float | None = 0.0 if system._fits(number, change) else None
            else:
                paid = self.price(number, system.truth[number] + change)
            if paid is not None:
                after = self._off(off, number, change)
                yield (len(after) - len(off)) * BROKEN + paid, paid, number, change, after
