"""Figures rounded to fives or tens: the counts, and all that is worked out from them worked out again."""

from __future__ import annotations

import math

import numpy as np

from oba.analysis.disclosure_counts import Counts, Kind
from oba.analysis.interval import poisson, wilson
from oba.model.disclosure import Cell


def round_count(number: float, base: int) -> float:
    """To the nearest multiple, half way up."""
    return base * math.floor(number / base + 0.5)


def round_range(number: float, base: int) -> tuple[float, float]:
    """The least and the most whole number that a rounded count may stand for."""
    rounded = round_count(number, base)
    return float(math.ceil(rounded - base / 2)), float(math.ceil(rounded + base / 2) - 1)


def round_numbers(cell: Cell, counts: Counts, kind: Kind, base: int) -> dict[str, float]:
    """What is published of a figure whose counts are rounded.

    The value and its interval are made again from the rounded counts. Where they cannot be (a standardised rate, or
    a value without the counts it is made from), the value is given as roughly as the counts are, without interval.
    A mean or a score holds no count, and stays.
    """
    numbers = cell.numbers
    number = None if counts.number is None else round_count(counts.number, base)
    among = None if counts.among is None else round_count(counts.among, base)
    made = {"numerator": number} if "numerator" in numbers and number is not None else {}
    if "denominator" in numbers and among is not None:
        made["denominator"] = among
    value = numbers.get("value")
    if value is None:
        return made
    if kind.counted:
        return {**made, "value": round_count(value, base)}
    if kind.multiplier is None and number is None:
        return {**made, **{name: numbers[name] for name in ("value", "lower", "upper") if name in numbers}}
    if kind.multiplier is None or kind.standardised or number is None or among is None:
        return {**made, "value": _roughly(value, counts, base)}
    if among <= 0:
        return made
    made["value"] = kind.multiplier * number / among
    if "lower" in numbers or "upper" in numbers:
        made |= _limits(number, among, kind)
    return made


def _roughly(value: float, counts: Counts, base: int) -> float:
    """A value to as many digits as its count has once it is rounded: in steps of at least value x base / count."""
    if not value or not counts.number:
        return value
    step = 10.0 ** math.ceil(math.log10(abs(value) * base / counts.number))
    return round(math.floor(value / step + 0.5) * step, 12)


def _limits(number: float, among: float, kind: Kind) -> dict[str, float]:
    counts, sizes = np.array([number]), np.array([among])
    multiplier = kind.multiplier or 1.0
    if kind.shared and number <= among:
        lower, upper = wilson(counts, sizes, multiplier=multiplier)
    else:
        lower, upper = (limit * multiplier / among for limit in poisson(counts))
    return {
        name: float(limit[0])
        for name, limit in (("lower", lower), ("upper", upper))
        if math.isfinite(float(limit[0]))
    }
