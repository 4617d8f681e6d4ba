"""Confidence intervals for proportions, rates, directly standardised rates and means.

The formulas are those of PHEindicatormethods 2.1.0 (Wilson, exact Poisson, Byar, Dobson, Student's t).
All take arrays of any one shape and give NaN where the inputs are missing or impossible.
"""

from __future__ import annotations

import numpy as np

from oba.analysis.quantile import chi_squared_quantile, normal_quantile, t_quantiles
from oba.analysis.sums import FloatArray, total

EXACT_BELOW = 10
"""Counts under this take exact Poisson limits, and directly standardised rates none."""


def _tail(confidence: float) -> float:
    if not 0.9 <= confidence <= 1:
        raise ValueError(f"confidence {confidence} is outside 0.9 to 1")
    return 1 - (1 - confidence) / 2


def _score(confidence: float) -> float:
    """The normal quantile; infinite for a confidence of 1, which leaves only what is possible at all."""
    tail = _tail(confidence)
    return normal_quantile(tail) if tail < 1 else np.inf


def wilson(
    counts: FloatArray,
    denominators: FloatArray,
    *,
    confidence: float = 0.95,
    multiplier: float | FloatArray = 1,
) -> tuple[FloatArray, FloatArray]:
    """Limits of counts / denominators x multiplier. ValueError when a count exceeds its denominator."""
    z = _score(confidence)
    if bool(np.any(counts > denominators)):
        raise ValueError("a count is greater than its denominator")
    with np.errstate(all="ignore"):
        possible = (counts >= 0) & (denominators > 0)
        if np.isinf(z):
            return np.where(possible, 0.0, np.nan), np.where(possible, 1.0 * multiplier, np.nan)
        spread = z * np.sqrt(z * z + 4 * counts * (1 - counts / denominators))
        scale = multiplier / (2 * (denominators + z * z))
        middle = 2 * counts + z * z
        lower, upper = np.maximum(middle - spread, 0) * scale, (middle + spread) * scale
    if not possible.all():
        lower[~possible] = upper[~possible] = np.nan
    return lower, upper


def byar(counts: FloatArray, *, confidence: float = 0.95) -> tuple[FloatArray, FloatArray]:
    """Byar's approximate limits of a count; NaN for a lower limit that would be negative."""
    z = _score(confidence)
    with np.errstate(all="ignore"):
        low = 1 - 1 / (9 * counts) - z / (3 * np.sqrt(counts))
        more = counts + 1
        high = 1 - 1 / (9 * more) + z / (3 * np.sqrt(more))
        lower = np.where(low >= 0, counts * low * low * low, np.nan)
        upper = np.where(counts >= 0, more * high * high * high, np.nan)
    return lower, upper


def exact_poisson(counts: FloatArray, *, confidence: float = 0.95) -> tuple[FloatArray, FloatArray]:
    """Exact limits of a Poisson count, by chi-squared quantiles."""
    upper_tail = _tail(confidence)
    known, places = np.unique(counts, return_inverse=True)
    limits = np.full((2, len(known)), np.nan)
    for index, count in enumerate(known):
        if count >= 0 and upper_tail == 1:
            limits[:, index] = 0.0, np.inf
        elif count >= 0:
            lower = chi_squared_quantile(1 - upper_tail, degrees=2 * count) / 2 if count else 0.0
            limits[:, index] = lower, chi_squared_quantile(upper_tail, degrees=2 * count + 2) / 2
    return limits[0][places].reshape(counts.shape), limits[1][places].reshape(counts.shape)


def poisson(counts: FloatArray, *, confidence: float = 0.95) -> tuple[FloatArray, FloatArray]:
    """Limits of a count: exact below 10, Byar's from 10."""
    lower, upper = byar(counts, confidence=confidence)
    small = counts < EXACT_BELOW
    if small.any():
        lower, upper = lower.copy(), upper.copy()
        lower[small], upper[small] = exact_poisson(counts[small], confidence=confidence)
    return lower, upper


def rate_interval(
    counts: FloatArray, denominators: FloatArray, *, multiplier: float | FloatArray, confidence: float = 0.95
) -> tuple[FloatArray, FloatArray]:
    """Limits of counts / denominators x multiplier, the denominator taken as known."""
    lower, upper = poisson(counts, confidence=confidence)
    with np.errstate(all="ignore"):
        scale = np.where(denominators > 0, multiplier / denominators, np.nan)
    return lower * scale, upper * scale


def dobson(
    counts: FloatArray,
    populations: FloatArray,
    *,
    weights: FloatArray,
    multiplier: float,
    confidence: float = 0.95,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Directly standardised rate and its limits; `counts` and `populations` are n areas x bands.

    NaN where the total count is below 10.
    """
    share = weights / weights.sum()
    with np.errstate(all="ignore"):
        terms = share / populations
        observed = total(counts)
        rate = total(counts * terms)
        variance = total(counts * terms * terms)
        enough = np.where(observed >= EXACT_BELOW, multiplier, np.nan)
        low, high = byar(observed, confidence=confidence)
        stretch = np.sqrt(variance / observed)
    return (
        rate * enough,
        (rate + stretch * (low - observed)) * enough,
        (rate + stretch * (high - observed)) * enough,
    )


def mean_interval(
    means: FloatArray, *, deviations: FloatArray, sizes: FloatArray, confidence: float = 0.95
) -> tuple[FloatArray, FloatArray]:
    """Limits of a mean from the standard deviation and the size of its sample."""
    tail = _tail(confidence)
    with np.errstate(all="ignore"):
        t = t_quantiles(tail, sizes - 1) if tail < 1 else np.where(sizes > 1, np.inf, np.nan)
        margin = t * deviations / np.sqrt(sizes)
    return means - margin, means + margin
