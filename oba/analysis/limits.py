"""The 95% and 99.8% limits of one published figure: as published, or computed from what is published with it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from oba.analysis.interval import rate_interval, wilson
from oba.model.indicator import Indicator, ValueType
from oba.model.period import Period
from oba.model.series import Observation, Series
from oba.words import methods
from oba.words.methods import Method

ROUNDED_TO = 5
"""Published counts are often rounded to the nearest five, so what they give may be off by half of that."""
WIDER = 3.090232 / 1.959964
"""How much farther from the figure a 99.8% limit lies than a 95% limit, where chance is normal."""
STRETCHED = (ValueType.STANDARDISED_RATE, ValueType.MEAN)
"""What may be stretched: limits that lie a number of standard errors from the figure."""
COUNTED = {
    ValueType.PROPORTION: methods.COMPARISON_FROM_WILSON,
    ValueType.CRUDE_RATE: methods.COMPARISON_FROM_BYAR,
}
UNKNOWN = (math.nan, math.nan)


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits in the indicator's unit. Those at 99.8% are NaN where the method allows none."""

    lower95: float
    upper95: float
    lower998: float
    upper998: float
    method: Method


def find_limits(one: Observation, *, indicator: Indicator) -> Limits | None:
    """The published 95% interval; else ours from counts that give the published value; else None.

    At 99.8%: from such counts (Wilson; exact Poisson or Byar); else for directly standardised rates and means
    the published 95% limits, each moved away from the figure by the ratio of the normal quantiles.
    """
    if one.value is None:
        return None
    far = _from_counts(one, indicator=indicator, confidence=0.998)
    if published := _published(one):
        if far is None:
            far = _stretch(one.value, *published) if indicator.value_type in STRETCHED else UNKNOWN
        return Limits(*published, *far, methods.COMPARISON)
    near = _from_counts(one, indicator=indicator, confidence=0.95)
    if near is None or far is None:
        return None
    return Limits(*near, *far, COUNTED[indicator.value_type])


def find_interval(one: Observation, *, indicator: Indicator) -> tuple[float, float] | None:
    """The 95% limits of `find_limits`, without working out those at 99.8%."""
    if one.value is None:
        return None
    return _published(one) or _from_counts(one, indicator=indicator, confidence=0.95)


def _published(one: Observation) -> tuple[float, float] | None:
    """Both limits, where they are published and the right way round."""
    if one.lower is None or one.upper is None or one.lower > one.upper:
        return None
    return one.lower, one.upper


def fill_limits(series: Series, *, indicator: Indicator) -> tuple[Series, tuple[Period, ...]]:
    """The series with our 95% limits where none are published and its counts allow them, and for which periods."""
    filled: list[Observation] = []
    own: list[Period] = []
    for one in series.observations:
        bare = one.lower is None and one.upper is None and one.denominator
        limits = find_interval(one, indicator=indicator) if bare else None
        filled.append(one if limits is None else replace(one, lower=limits[0], upper=limits[1]))
        own += [one.period] if limits else []
    return (replace(series, observations=tuple(filled)), tuple(own)) if own else (series, ())


def _stretch(value: float, lower: float, upper: float) -> tuple[float, float]:
    return value - (value - lower) * WIDER, value + (upper - value) * WIDER


def _from_counts(one: Observation, *, indicator: Indicator, confidence: float) -> tuple[float, float] | None:
    """Limits from numerator and denominator, where they give the published value as far as it is rounded."""
    if one.value is None or one.numerator is None or one.denominator is None:
        return None
    if one.numerator < 0 or one.denominator <= 0:
        return None
    implied = one.numerator / one.denominator * indicator.multiplier
    allowed = 10.0**-indicator.decimals + ROUNDED_TO / 2 / one.denominator * indicator.multiplier
    if not abs(implied - one.value) <= allowed:
        return None
    counts, denominators = np.array([one.numerator]), np.array([one.denominator])
    if indicator.value_type is ValueType.PROPORTION and one.numerator <= one.denominator:
        lower, upper = wilson(counts, denominators, multiplier=indicator.multiplier, confidence=confidence)
    elif indicator.value_type is ValueType.CRUDE_RATE:
        lower, upper = rate_interval(
            counts, denominators, multiplier=indicator.multiplier, confidence=confidence
        )
    else:
        return None
    return float(lower[0]), float(upper[0])
