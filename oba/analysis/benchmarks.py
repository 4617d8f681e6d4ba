"""Further ways to hold one figure against a benchmark: two intervals, control limits about it, a target range.

Each gives a side: +1 higher, -1 lower, 0 similar (limits included).
The rules are those of Fingertips (PholioVisualisationWS/Analysis/*Comparer.cs, seen in fingertips-open).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from oba.analysis.interval import byar
from oba.analysis.quantile import chi_squared_quantile

NEAR, FAR = 0.95, 0.998
SCORES = {NEAR: 1.96, FAR: 3.0902}
"""The normal quantiles as Fingertips rounds them for control limits."""
TAILS = {NEAR: 0.025, FAR: 0.001}
EXACT_TO = 50_000.0
"""Beyond so many expected events Byar's limits differ from the exact ones by less than 1 in 10 million."""


@dataclass(frozen=True, slots=True)
class Span:
    lower: float
    upper: float


def find_side(figure: float, *, limits: Span) -> int:
    """Where a figure lies of limits: +1 above, -1 below, 0 inside, the limits included."""
    return (figure > limits.upper) - (figure < limits.lower)


def compare_intervals(ours: Span, *, theirs: Span) -> int:
    """+1 where all of ours lies above theirs, -1 below; intervals that touch are similar."""
    return (ours.lower > theirs.upper) - (ours.upper < theirs.lower)


def limit_proportion(benchmark: float, *, denominator: float, level: float) -> Span:
    """Wilson's limits about a benchmark proportion (0 to 1) at this denominator."""
    z = SCORES[level]
    expected = benchmark * denominator
    middle = 2 * expected + z * z
    spread = z * sqrt(max(z * z + 4 * expected * (1 - benchmark), 0.0))
    scale = 2 * (denominator + z * z)
    return Span((middle - spread) / scale, (middle + spread) / scale)


def limit_count(expected: float, *, level: float) -> Span:
    """Exact Poisson limits about a number of expected events, which need not be whole."""
    tail = TAILS[level]
    if expected > EXACT_TO:
        lower, upper = byar(np.array([expected]), confidence=level)
        return Span(float(lower[0]), float(upper[0]))
    low = chi_squared_quantile(tail, degrees=2 * expected) / 2 if expected > 0 else 0.0
    return Span(low, chi_squared_quantile(1 - tail, degrees=2 * expected + 2) / 2)


def find_place_in_range(value: float, *, target: Span, sign: int) -> int:
    """+1 beyond a target range on the good side, -1 on the bad one, 0 within: its lower end included, its upper not.

    `sign` is +1 where high is good, -1 where low is; 0 gives +1 above and -1 below.
    """
    return (sign or 1) * ((value >= target.upper) - (value < target.lower))
