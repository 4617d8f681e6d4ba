"""A value, count or denominator that cannot be: outside the indicator's bounds, below nought, a nought to divide by."""

from __future__ import annotations

import numpy as np
import pandas as pd

from oba.load.figure_rows import cell_of, of_indicators
from oba.load.reference import Reference
from oba.model.indicator import Indicator, ValueType
from oba.model.release import Outcome, Problem, Source

NAME = "impossible value"
WHY = "A value that cannot be is a slip, a wrong column or another measure"


def check(figures: pd.DataFrame, *, reference: Reference, source: Source) -> list[Problem]:
    """One CELL for each row and column outside what is possible."""
    lowest = of_indicators(figures, reference=reference, fact=lambda one: _or(one.lower_bound, -np.inf))
    highest = of_indicators(figures, reference=reference, fact=highest_possible)
    value = figures["value"].to_numpy()
    outside = np.flatnonzero((value < lowest) | (value > highest))
    found = [
        _problem(figures, row=row, column="value", expected=_range(lowest[row], highest[row]))
        for row in outside.tolist()
    ]
    for column, wrong in (
        ("numerator", figures["numerator"] < 0),
        ("denominator", figures["denominator"] <= 0),
    ):
        expected = "nought or more" if column == "numerator" else "more than nought"
        rows = np.flatnonzero(wrong.to_numpy()).tolist()
        found += [_problem(figures, row=row, column=column, expected=expected) for row in rows]
    return found


def highest_possible(indicator: Indicator) -> float:
    """The upper bound; 100 for a percentage of a whole where the plan gives none."""
    if (
        indicator.upper_bound is None
        and indicator.value_type is ValueType.PROPORTION
        and indicator.multiplier == 100
    ):
        return 100.0
    return _or(indicator.upper_bound, np.inf)


def _or(bound: float | None, instead: float) -> float:
    return instead if bound is None else bound


def _range(lowest: float, highest: float) -> str:
    if np.isinf(highest):
        return f"{lowest:g} or more"
    return f"at most {highest:g}" if np.isinf(lowest) else f"between {lowest:g} and {highest:g}"


def _problem(figures: pd.DataFrame, *, row: int, column: str, expected: str) -> Problem:
    return Problem(
        Outcome.CELL,
        cell_of(figures, row=row),
        f"found a {column} of {figures[column].iloc[row]:g}",
        f"{expected} for {figures['indicator'].iloc[row]}",
        "Correct it, or change the lowest or highest possible value in the plan's Indicators sheet",
        why=WHY,
    )
