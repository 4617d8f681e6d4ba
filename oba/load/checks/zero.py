"""A nought between large values: a true zero, or a missing value written as one?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from oba.load.figure_rows import same_series_as_above
from oba.load.reference import Reference
from oba.model.release import Outcome, Problem, Source

NAME = "zero among large values"
LARGE = 20.0
WHY = "A suppressed or missing figure written as 0 would be drawn as a collapse"


def check(
    figures: pd.DataFrame, *, reference: Reference, source: Source, where: Callable[[int], str]
) -> list[Problem]:
    """One NOTE for each nought whose neighbours in time are both above 20. The nought is kept."""
    if len(figures) < 3:
        return []
    value = figures["value"].to_numpy()
    same = same_series_as_above(figures)
    among = same[:-1] & same[1:] & (value[1:-1] == 0) & (value[:-2] > LARGE) & (value[2:] > LARGE)
    return [
        Problem(
            Outcome.NOTE,
            where(int(figures["number"].iloc[row])),
            f"found 0 between {value[row - 1]:g} and {value[row + 1]:g}: it was kept as a true zero",
            remedy="If the value was suppressed or is missing, write [c] or [x]",
            why=WHY,
        )
        for row in (np.flatnonzero(among) + 1).tolist()
    ]
