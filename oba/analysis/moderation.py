"""Moderated variance: what the other areas of an indicator say about how much one area's figures scatter.

With n - 2 degrees of freedom a standard error is itself very uncertain. Following Smyth (2004), the areas'
variances s_i^2 are taken as scattered about a common s0^2 worth d0 degrees of freedom, both estimated from
their logarithms; each area's variance is then (d0 s0^2 + d s_i^2) / (d0 + d), with d0 + d degrees.
"""

from __future__ import annotations

import math

import numpy as np

from oba.analysis.sums import FloatArray

FEWEST_PEERS = 20
FLOOR = 1e-5
"""Variances under this share of the median are raised to it: the logarithm of nought would rule the rest."""


def moderate_variances(variances: FloatArray, *, degrees: float) -> tuple[FloatArray, float]:
    """The moderated variances of one indicator's areas (all with the same degrees), and their new degrees.

    Infinite degrees mean that the areas differ by chance alone. ValueError with fewer than 20 areas or
    without any scatter.
    """
    if len(variances) < FEWEST_PEERS:
        raise ValueError(f"{len(variances)} areas are too few to moderate by; {FEWEST_PEERS} are needed")
    median = float(np.median(variances))
    if not median > 0:
        raise ValueError("more than half of the areas have figures that never vary")
    half = degrees / 2
    logs = np.log(np.maximum(variances, FLOOR * median)) - digamma(half) + math.log(half)
    excess = float(np.var(logs, ddof=1)) - trigamma(half)
    if excess <= 0:
        return np.full(len(variances), math.exp(float(np.mean(logs)))), math.inf
    half_prior = invert_trigamma(excess)
    common = math.exp(float(np.mean(logs)) + digamma(half_prior) - math.log(half_prior))
    prior = 2 * half_prior
    return (prior * common + degrees * variances) / (prior + degrees), prior + degrees


def digamma(x: float) -> float:
    """By recurrence to x >= 10 and the asymptotic series; x > 0."""
    below = 0.0
    while x < 10:
        below, x = below - 1 / x, x + 1
    y = 1 / (x * x)
    series = y * (1 / 12 - y * (1 / 120 - y * (1 / 252 - y * (1 / 240 - y * (1 / 132)))))
    return below + math.log(x) - 0.5 / x - series


def trigamma(x: float) -> float:
    """By recurrence to x >= 10 and the asymptotic series; x > 0."""
    below = 0.0
    while x < 10:
        below, x = below + 1 / (x * x), x + 1
    y = 1 / (x * x)
    series = y * (1 / 6 - y * (1 / 30 - y * (1 / 42 - y * (1 / 30 - y * (5 / 66)))))
    return below + (1 + series) / x + y / 2


def invert_trigamma(value: float) -> float:
    """The x > 0 whose trigamma is `value`, by halving on a logarithmic scale: trigamma falls with x."""
    low, high = 1e-8, 1e8
    for _ in range(200):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if trigamma(middle) > value else (low, middle)
    return math.sqrt(low * high)
