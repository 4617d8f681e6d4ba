"""A part larger than its whole, or a value that its own numerator and denominator do not give."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from oba.load.figure_rows import cell_of, of_indicators
from oba.load.reference import Reference
from oba.model.indicator import ValueType
from oba.model.release import Outcome, Problem, Source

NAME = "counts disagree"
WHY = "Tests and intervals are computed from the counts, the chart from the value: both must say one thing"
PLAIN = r"-?[0-9]+(?:\.[0-9]+)?"
MOST_DECIMALS = 8
"""More decimals than this in the text are float noise: the decimals are then taken from the number."""


def check(figures: pd.DataFrame, *, reference: Reference, source: Source) -> list[Problem]:
    """One CELL a row. Counts that all end in 0 or 5 may have been rounded to 10 or 5, the value to its decimals."""
    multiplier = of_indicators(
        figures,
        reference=reference,
        fact=lambda one: (
            one.multiplier if one.value_type in (ValueType.PROPORTION, ValueType.CRUDE_RATE) else np.nan
        ),
    )
    part = of_indicators(
        figures, reference=reference, fact=lambda one: one.value_type is ValueType.PROPORTION
    )
    value, top, bottom = (figures[name].to_numpy() for name in ("value", "numerator", "denominator"))
    larger = (part == 1) & (top > bottom)
    found = [_too_large(figures, row=row) for row in np.flatnonzero(larger).tolist()]
    rows = np.flatnonzero(~np.isnan(value + top + bottom + multiplier) & ~larger & (bottom > 0) & (top >= 0))
    if not len(rows):
        return found
    value, top, bottom, multiplier = value[rows], top[rows], bottom[rows], multiplier[rows]
    slack = _half_unit(top, bottom)
    half = 0.5 * 10.0 ** -_decimals(figures["source_text"].iloc[rows], value=value) + 1e-9 * np.abs(value)
    lowest = multiplier * np.maximum(top - slack, 0) / (bottom + slack) - half
    highest = multiplier * (top + slack) / np.maximum(bottom - slack, 0.5) + half
    for place in np.flatnonzero((value < lowest) | (value > highest)).tolist():
        given = multiplier[place] * top[place] / bottom[place]
        found.append(
            _differs(figures, row=int(rows[place]), given=given, top=top[place], bottom=bottom[place])
        )
    return found


def _half_unit(top: NDArray[np.float64], bottom: NDArray[np.float64]) -> NDArray[np.float64]:
    """By how much each count may have been rounded: 5, 2.5, or not at all."""
    tens = (top % 10 == 0) & (bottom % 10 == 0)
    fives = (top % 5 == 0) & (bottom % 5 == 0)
    return np.where(tens, 5.0, np.where(fives, 2.5, 0.0))


def _decimals(texts: pd.Series[str], *, value: NDArray[np.float64]) -> NDArray[np.float64]:
    """The decimals a value was published with: those of its text, where the text is the value."""
    plain = texts.astype("str")
    point = plain.str.find(".").to_numpy(dtype=np.int64, na_value=-1)
    length = plain.str.len().to_numpy(dtype=np.int64, na_value=0)
    decimals = np.where(point < 0, 0, length - point - 1).astype(np.float64)
    written = plain.str.fullmatch(PLAIN).to_numpy(dtype=bool, na_value=False)
    noisy = ~written | (decimals > MOST_DECIMALS)
    noisy[written] |= plain[written].to_numpy(dtype=np.float64) != value[written]
    for place in np.flatnonzero(noisy).tolist():
        short = f"{value[place]:.{MOST_DECIMALS}f}".rstrip("0")
        decimals[place] = len(short) - short.index(".") - 1
    return decimals


def _too_large(figures: pd.DataFrame, *, row: int) -> Problem:
    top, bottom = figures["numerator"].iloc[row], figures["denominator"].iloc[row]
    return Problem(
        Outcome.CELL,
        cell_of(figures, row=row),
        f"found a numerator of {top:,.10g} and a denominator of {bottom:,.10g}",
        "a numerator no larger than its denominator",
        "Check whether the columns have been swapped",
        why=WHY,
    )


def _differs(figures: pd.DataFrame, *, row: int, given: float, top: float, bottom: float) -> Problem:
    return Problem(
        Outcome.CELL,
        cell_of(figures, row=row),
        f"found {figures['value'].iloc[row]:.10g}, where {top:,.10g} of {bottom:,.10g} gives {given:.6g}",
        "a value that its counts give, apart from rounding",
        "Correct the one that is wrong; leave the counts out if they are of something else",
        why=WHY,
    )
