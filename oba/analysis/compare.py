"""Comparison with another area for the same period: its figure against this area's own 95% interval."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from oba.analysis.interval import rate_interval, wilson
from oba.analysis.sums import FloatArray, IntArray
from oba.model.finding import Comparison, ComparisonWord
from oba.model.indicator import Indicator, Polarity, ValueType
from oba.model.marker import Marker
from oba.model.series import Observation, Series
from oba.words import methods
from oba.words.methods import Method

METHOD = methods.COMPARISON.name
VERSION = methods.COMPARISON.version

ROUNDED_TO = 5
"""Published counts are often rounded to the nearest five, so what they give may be off by half of that."""
FEWEST_FOR_QUINTILES = 5


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
    """As `compare`, with +2 and -2 where the benchmark is outside the 99.8% limits too."""
    near = compare(values, lower=lower95, upper=upper95, benchmark=benchmark)
    far = compare(values, lower=lower998, upper=upper998, benchmark=benchmark)
    return near + far * np.abs(near)


def find_quintiles(values: FloatArray, *, sign: int = 1) -> IntArray:
    """Fifths of a set of areas, 1 the best (the lowest where sign is 0); 0 for no value or fewer than five.

    As SQL's NTILE(5): the values in order are dealt into five groups, the first groups one longer where
    they do not divide. Equal values stay in the order given.
    """
    fifths = np.zeros(len(values), np.int64)
    known = np.flatnonzero(np.isfinite(values))
    if len(known) < FEWEST_FOR_QUINTILES:
        return fifths
    order = known[np.argsort(values[known] if sign <= 0 else -values[known], kind="stable")]
    short, longer = divmod(len(order), 5)
    sizes = [short + (fifth < longer) for fifth in range(5)]
    fifths[order] = np.repeat(np.arange(1, 6), sizes)
    return fifths


def find_comparisons(
    series: Series, others_by_area: Mapping[str, Series], indicator: Indicator
) -> list[Comparison]:
    """The newest figure of `series` against each other area's figure for the same period, in their order."""
    latest = _newest_measured(series)
    if latest is None:
        return [_refuse(area, reason="there is no figure to compare") for area in others_by_area]
    limits = find_interval(latest, indicator=indicator)
    return [
        _compare_one(
            area,
            own_area=series.area,
            latest=latest,
            other=_find_same_period(other, latest=latest),
            limits=limits,
            polarity=indicator.polarity,
        )
        for area, other in others_by_area.items()
    ]


def find_interval(one: Observation, *, indicator: Indicator) -> tuple[float, float, Method] | None:
    """The published 95% interval; else ours from counts that give the published value; else None."""
    if one.lower is not None and one.upper is not None and one.lower <= one.upper:
        return one.lower, one.upper, methods.COMPARISON
    if one.value is None or one.numerator is None or not one.denominator:
        return None
    implied = one.numerator / one.denominator * indicator.multiplier
    allowed = 10.0**-indicator.decimals + ROUNDED_TO / 2 / one.denominator * indicator.multiplier
    if abs(implied - one.value) > allowed or one.numerator < 0:
        return None
    counts, denominators = np.array([one.numerator]), np.array([one.denominator])
    if indicator.value_type is ValueType.PROPORTION and one.numerator <= one.denominator:
        lower, upper = wilson(counts, denominators, multiplier=indicator.multiplier)
        return float(lower[0]), float(upper[0]), methods.COMPARISON_FROM_WILSON
    if indicator.value_type is ValueType.CRUDE_RATE:
        lower, upper = rate_interval(counts, denominators, multiplier=indicator.multiplier)
        return float(lower[0]), float(upper[0]), methods.COMPARISON_FROM_BYAR
    return None


def name_side(side: int, *, polarity: Polarity) -> ComparisonWord:
    """The word for higher (+1), lower (-1) or similar (0)."""
    if side == 0:
        return ComparisonWord.SIMILAR
    if polarity.sign == 0:
        return ComparisonWord.HIGHER if side > 0 else ComparisonWord.LOWER
    return ComparisonWord.BETTER if side == polarity.sign else ComparisonWord.WORSE


def _newest_measured(series: Series) -> Observation | None:
    return next((one for one in reversed(series.observations) if _is_measured(one)), None)


def _is_measured(one: Observation) -> bool:
    return one.value is not None and Marker.FORECAST not in one.markers


def _find_same_period(other: Series, *, latest: Observation) -> Observation | None:
    """The other area's measured figure for exactly the same period."""
    same = (one for one in other.observations if one.period == latest.period and _is_measured(one))
    return next(same, None)


def _refuse(area: str, *, reason: str, latest: Observation | None = None) -> Comparison:
    return Comparison(
        area,
        ComparisonWord.NOT_COMPARED,
        METHOD,
        VERSION,
        period=latest.period if latest else None,
        value=latest.value if latest else None,
        reason=reason,
    )


def _compare_one(
    area: str,
    *,
    own_area: str,
    latest: Observation,
    other: Observation | None,
    limits: tuple[float, float, Method] | None,
    polarity: Polarity,
) -> Comparison:
    if area == own_area:
        return _refuse(area, reason="an area is not compared with itself", latest=latest)
    if other is None or other.value is None or latest.value is None:
        return _refuse(area, reason=f"the other area has no figure for {latest.period.label}", latest=latest)
    if limits is None:
        reason = "no interval is published, and none can be computed from the counts"
        method, word = methods.COMPARISON, ComparisonWord.NOT_COMPARED
    else:
        lower, upper, method = limits
        reason = ""
        side = (other.value < lower) - (other.value > upper)
        word = name_side(side, polarity=polarity)
    return Comparison(
        area, word, method.name, method.version, latest.period, latest.value, other.value, reason
    )
