"""On which side of another figure a figure lies: arrays of any one shape, one level or two, a target, fifths."""

from __future__ import annotations

import numpy as np

from oba.analysis.sums import FloatArray, IntArray
from oba.model.finding import ComparisonWord
from oba.model.indicator import Polarity


def compare(
    values: FloatArray, *, lower: FloatArray, upper: FloatArray, benchmark: FloatArray | float
) -> FloatArray:
    """+1 higher, -1 lower, 0 similar (limits included), NaN not compared; arrays of one shape."""
    side = np.where(benchmark < lower, 1.0, np.where(benchmark > upper, -1.0, 0.0))
    known = np.isfinite(values) & np.isfinite(lower) & np.isfinite(upper) & np.isfinite(benchmark)
    return np.where(known, side, np.nan)


def compare_at_two_levels(
    values: FloatArray,
    *,
    lower95: FloatArray,
    upper95: FloatArray,
    lower998: FloatArray,
    upper998: FloatArray,
    benchmark: FloatArray | float,
) -> FloatArray:
    """As `compare`, with +2 and -2 where the benchmark is outside the 99.8% limits too, where those are known."""
    near = compare(values, lower=lower95, upper=upper95, benchmark=benchmark)
    far = compare(values, lower=lower998, upper=upper998, benchmark=benchmark)
    return near + np.nan_to_num(far) * np.abs(near)


def compare_with_target(
    values: FloatArray, *, lower: FloatArray, upper: FloatArray, target: FloatArray | float, sign: int
) -> FloatArray:
    """+1 met, -1 missed, 0 inside the margin, NaN where value or target is missing; arrays of one shape.

    With limits, a target that the whole interval has reached (its end included) is met, and one that no part of it
    has reached is missed. Without limits the figure alone decides, and equality meets. Where `sign` is 0 nothing is
    met or missed: the answer is that of `compare`.
    """
    if sign == 0:
        alone = np.sign(values - target)
        return np.where(
            np.isfinite(lower), compare(values, lower=lower, upper=upper, benchmark=target), alone
        )
    worst, best = (lower, upper) if sign > 0 else (upper, lower)
    short = (target - worst) * sign
    tested = np.where(short <= 0, 1.0, np.where((target - best) * sign > 0, -1.0, 0.0))
    alone = np.where((target - values) * sign <= 0, 1.0, -1.0)
    side = np.where(np.isfinite(lower) & np.isfinite(upper), tested, alone)
    return np.where(np.isfinite(values) & np.isfinite(target), side, np.nan)


def find_quintiles(values: FloatArray, *, sign: int = 1, groups: int = 5) -> IntArray:
    """Fifths of a set of areas, 1 the best (the lowest where sign is 0); 0 for no value or fewer areas than groups.

    As SQL's NTILE(5), or NTILE(4) for quarters: the values in order are dealt into the groups, the first ones one
    longer where they do not divide. Equal values stay in the order given.
    """
    fifths = np.zeros(len(values), np.int64)
    known = np.flatnonzero(np.isfinite(values))
    if len(known) < groups:
        return fifths
    order = known[np.argsort(values[known] if sign <= 0 else -values[known], kind="stable")]
    short, longer = divmod(len(order), groups)
    sizes = [short + (group < longer) for group in range(groups)]
    fifths[order] = np.repeat(np.arange(1, groups + 1), sizes)
    return fifths


def name_side(side: int, *, polarity: Polarity) -> ComparisonWord:
    """The word for higher (above 0), lower (below 0) or similar (0)."""
    if side == 0:
        return ComparisonWord.SIMILAR
    if polarity.sign == 0:
        return ComparisonWord.HIGHER if side > 0 else ComparisonWord.LOWER
    return ComparisonWord.BETTER if side * polarity.sign > 0 else ComparisonWord.WORSE
