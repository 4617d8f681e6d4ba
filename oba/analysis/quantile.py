"""Quantiles of the normal, Student's t and chi-squared distributions, from the standard library alone.

scipy is too heavy for a page's path; the tests compare these with it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from statistics import NormalDist

import numpy as np

from oba.analysis.sums import FloatArray

TINY = 1e-300
STEPS = 200


def normal_quantile(probability: float) -> float:
    return NormalDist().inv_cdf(probability)


@lru_cache(maxsize=4096)
def t_quantile(probability: float, *, degrees: float) -> float:
    """The quantile of Student's t; `degrees` need not be whole. ValueError outside 0 < p < 1."""
    _check(probability, degrees)
    if probability < 0.5:
        return -t_quantile(1 - probability, degrees=degrees)
    if probability == 0.5:
        return 0.0
    return _solve(lambda t: _t_tail(t, degrees), 1 - probability, lambda t: _t_density(t, degrees))


def t_quantiles(probability: float, degrees: FloatArray) -> FloatArray:
    """The t quantile for each number of degrees; NaN where they are not a positive number."""
    if degrees.size and (degrees == degrees.flat[0]).all() and degrees.flat[0] > 0:
        return np.full(degrees.shape, t_quantile(probability, degrees=float(degrees.flat[0])))
    known, places = np.unique(degrees, return_inverse=True)
    found = [t_quantile(probability, degrees=float(d)) if d > 0 else math.nan for d in known]
    return np.array(found, np.float64)[places].reshape(degrees.shape)


def chi_squared_quantile(probability: float, *, degrees: float) -> float:
    """The quantile of chi-squared. ValueError outside 0 < p < 1."""
    _check(probability, degrees)
    half = degrees / 2
    scale = math.lgamma(half)

    def density(x: float) -> float:
        return math.exp((half - 1) * math.log(max(x, TINY)) - x - scale)

    return 2 * _solve(lambda x: _gamma_tail(half, x), 1 - probability, density)


def _check(probability: float, degrees: float) -> None:
    if not (0 < probability < 1 and degrees > 0):
        raise ValueError(f"no quantile for probability {probability} and {degrees} degrees of freedom")


def _solve(tail: Callable[[float], float], target: float, density: Callable[[float], float]) -> float:
    """Where a falling tail reaches the target: Newton's steps, halving the bracket when one leaves it."""
    low, high = 0.0, 1.0
    while tail(high) > target:
        low, high = high, high * 2
    at = (low + high) / 2
    for _ in range(STEPS):
        excess = tail(at) - target
        low, high = (at, high) if excess > 0 else (low, at)
        slope = density(at)
        following = at + excess / slope if slope > 0 else low
        if not low < following < high:
            following = (low + high) / 2
        if abs(following - at) <= 4e-16 * abs(at):
            break
        at = following
    return at


def _t_density(t: float, degrees: float) -> float:
    log_scale = math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2) - 0.5 * math.log(degrees * math.pi)
    return math.exp(log_scale - (degrees + 1) / 2 * math.log1p(t * t / degrees))


def _t_tail(t: float, degrees: float) -> float:
    """P(T > t) for t >= 0, by the regularised incomplete beta function."""
    x = degrees / (degrees + t * t)
    y = t * t / (degrees + t * t)
    if x < (degrees / 2 + 1) / (degrees / 2 + 2.5):
        return 0.5 * _beta_fraction(degrees / 2, 0.5, x, y)
    return 0.5 - 0.5 * _beta_fraction(0.5, degrees / 2, y, x)


def _beta_fraction(a: float, b: float, x: float, y: float) -> float:
    """I_x(a, b) with y = 1 - x, by Lentz's continued fraction; converges fast for x < (a+1)/(a+b+2)."""
    if x == 0:
        return 0.0
    log_scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front = math.exp(log_scale + a * math.log(x) + b * math.log(y)) / a
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    result = d
    for m in range(1, STEPS):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / (1 + term * d)
            c = 1 + term / c
            result *= d * c
        if abs(d * c - 1) < 1e-16:
            break
    return front * result


def _gamma_tail(a: float, x: float) -> float:
    """Q(a, x), the upper regularised incomplete gamma function: a series below a + 1, a fraction above."""
    if x <= 0:
        return 1.0
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    return 1 - front * _gamma_series(a, x) if x < a + 1 else front * _gamma_fraction(a, x)


def _gamma_series(a: float, x: float) -> float:
    term = result = 1 / a
    for n in range(1, STEPS * 5):
        term *= x / (a + n)
        result += term
        if term < result * 1e-17:
            break
    return result


def _gamma_fraction(a: float, x: float) -> float:
    b = x + 1 - a
    c, d = 1 / TINY, 1 / b
    result = d
    for n in range(1, STEPS * 5):
        term = -n * (n - a)
        b += 2
        d = 1 / (term * d + b)
        c = b + term / c
        result *= d * c
        if abs(d * c - 1) < 1e-16:
            break
    return result
