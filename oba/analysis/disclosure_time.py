"""What totals over stretches of time that overlap tell of each other and of the years in them.

Every total is the difference of two running totals, so what is known of totals bounds differences between dates; the
tightest bounds in whole numbers are the shortest ways between them (Bellman; Floyd and Warshall).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from oba.analysis.sums import FloatArray
from oba.model.period import Period

Ends = tuple[int, int]
MOST = 1e9
"""More than any count: what stands for no bound, so that a solution is always of finite numbers."""


@dataclass(slots=True)
class Timeline:
    """The totals of one area and breakdown. `ends` are the places of their dates, in order of time."""

    numbers: list[int]
    ends: list[Ends]
    length: int
    sound: bool = True
    apart: FloatArray = field(default_factory=lambda: np.zeros((0, 0)))

    def tighten(
        self, low: Sequence[float], high: Sequence[float], *, hold: Mapping[int, float] | None = None
    ) -> FloatArray | None:
        """How far each date's running total can be above another's; None where nothing fits all that is known."""
        apart = np.full((self.length, self.length), np.inf)
        np.fill_diagonal(apart, 0.0)
        for place in range(self.length - 1):
            apart[place + 1, place] = 0.0
            apart[place, place + 1] = MOST
        for number, (begin, end) in zip(self.numbers, self.ends, strict=True):
            least, most = low[number], high[number]
            if hold is not None and number in hold:
                least = most = hold[number]
            apart[begin, end] = min(apart[begin, end], most)
            apart[end, begin] = min(apart[end, begin], -least)
        for through in range(self.length):
            np.minimum(apart, apart[:, through, np.newaxis] + apart[through], out=apart)
        return None if bool((np.diagonal(apart) < -1e-9).any()) else apart

    def over(self, begin: int, end: int) -> list[int]:
        """The totals that share some time with a stretch."""
        pairs = zip(self.numbers, self.ends, strict=True)
        return [number for number, (first, last) in pairs if first < end and begin < last]

    def beside(self, number: int) -> list[int]:
        """The other totals that share some time with this one."""
        return [one for one in self.over(*self.ends[self.numbers.index(number)]) if one != number]

    def could_be(self, truth: Sequence[float], move: Mapping[int, float]) -> bool:
        """Whether totals that are `move` away from `truth` could come from years of which none is below nought."""
        if not self.sound:
            return True
        changed = {number: truth[number] + move.get(number, 0.0) for number in self.numbers}
        return self.tighten(truth, truth, hold=changed) is not None

    def find_other(
        self, number: int, truth: Sequence[float], *, low: Sequence[float], high: Sequence[float]
    ) -> dict[int, float] | None:
        """Another solution in which this total is one more or one less; None where it could be nothing else."""
        for step in (1.0, -1.0):
            hold = {number: truth[number] + step}
            if not low[number] <= hold[number] <= high[number]:
                continue
            apart = self.tighten(low, high, hold=hold)
            if apart is not None and self.sound:
                running = apart[0]
                return {
                    one: change
                    for one, (begin, end) in zip(self.numbers, self.ends, strict=True)
                    if (change := float(running[end] - running[begin]) - truth[one])
                }
        return None

    def find_given_away(self, low: Sequence[float], high: Sequence[float], *, small: float) -> list[Ends]:
        """Stretches whose total is known exactly, though nothing shows it, and is less than `small`."""
        apart = self.tighten(low, high) if self.sound else None
        if apart is None:
            return []
        shown = set(self.ends)
        known = np.argwhere(np.triu(apart == -apart.T, 1) & (apart > 0))
        return [
            (int(begin), int(end))
            for begin, end in known
            if (int(begin), int(end)) not in shown and apart[begin, end] < small
        ]


def make_timeline(
    numbers: Sequence[int], periods: Sequence[Period], truth: Sequence[float]
) -> Timeline | None:
    """None where no period overlaps another: then nothing can be told from one of another."""
    pairs = sorted(zip(numbers, periods, strict=True), key=lambda pair: (pair[1].start, pair[1].end))
    until = date.min
    overlap = False
    for _, period in pairs:
        overlap = overlap or period.start <= until
        until = max(until, period.end)
    if not overlap:
        return None
    days = sorted({period.start for _, period in pairs} | {_after(period) for _, period in pairs})
    place = {day: index for index, day in enumerate(days)}
    ends = [(place[period.start], place[_after(period)]) for _, period in pairs]
    made = Timeline([number for number, _ in pairs], ends, len(days))
    made.sound = made.tighten(truth, truth) is not None
    return made


def _after(period: Period) -> date:
    return period.end + timedelta(days=1)


def find_loops(timeline: Timeline) -> list[list[tuple[int, int]]]:
    """Sums of totals that come to the same stretch of time, by their numbers and signs: the shortest first."""
    edges = sorted(
        zip(timeline.ends, timeline.numbers, strict=True), key=lambda one: (one[0][1] - one[0][0], one)
    )
    beside: dict[int, list[tuple[int, int, int]]] = {}
    loops = []
    for (begin, end), number in edges:
        way = _way(beside, begin, end)
        if way is not None:
            loops.append([(number, -1), *way])
            continue
        beside.setdefault(begin, []).append((end, number, 1))
        beside.setdefault(end, []).append((begin, number, -1))
    return loops


def _way(
    beside: Mapping[int, list[tuple[int, int, int]]], begin: int, end: int
) -> list[tuple[int, int]] | None:
    """The numbers and signs on the way from a date to another; the way is the only one there is."""
    came: dict[int, tuple[int, int, int] | None] = {begin: None}
    edge = [begin]
    while edge and end not in came:
        here = edge.pop()
        for there, number, sign in beside.get(here, ()):
            if there not in came:
                came[there] = (here, number, sign)
                edge.append(there)
    if end not in came:
        return None
    way = []
    step = came[end]
    while step is not None:
        here, number, sign = step
        way.append((number, sign))
        step = came[here]
    return way
