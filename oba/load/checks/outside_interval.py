"""A value outside its own interval, or an interval whose ends are the wrong way round."""

from __future__ import annotations

import numpy as np
import pandas as pd

from oba.load.figure_rows import cell_of, of_indicators
from oba.load.reference import Reference
from oba.model.release import Outcome, Problem, Source

NAME = "outside its interval"
WHY = "Whether areas differ and whether a curve has turned is judged by the interval"


def check(figures: pd.DataFrame, *, reference: Reference, source: Source) -> list[Problem]:
    """One CELL a row. Half a unit of the indicator's last decimal is left to rounding."""
    half = of_indicators(figures, reference=reference, fact=lambda one: 0.5 * 10.0**-one.decimals)
    value, lower, upper = (figures[name].to_numpy() for name in ("value", "lower", "upper"))
    wrong = np.flatnonzero((value < lower - half) | (value > upper + half) | (lower > upper + half))
    return [
        Problem(
            Outcome.CELL,
            cell_of(figures, row=row),
            f"found {value[row]:g} with an interval from {lower[row]:g} to {upper[row]:g}",
            "a value inside its interval",
            "Check whether the columns have been swapped",
            why=WHY,
        )
        for row in wrong.tolist()
    ]
