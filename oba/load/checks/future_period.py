"""A period that has not begun: a mistyped year, which would stand as the newest figure for years."""

from __future__ import annotations

import numpy as np
import pandas as pd

from oba.load.figure_rows import cell_of
from oba.load.reference import Reference
from oba.model.marker import Marker
from oba.model.period import Period
from oba.model.release import Outcome, Problem, Source

NAME = "future period"
WHY = "A mistyped year would stand as the newest figure until that year comes"


def check(figures: pd.DataFrame, *, reference: Reference, source: Source) -> list[Problem]:
    """One CELL for each row whose period starts after today, but for publishers' own forecasts [f]."""
    if reference.today is None:
        return []
    after = (reference.today.year * 10_000 + reference.today.month * 100 + reference.today.day + 1) * 10_000
    late = figures["period"].to_numpy() >= after
    if not late.any():
        return []
    forecast = figures["marker"].astype("str").str.split().map(lambda codes: Marker.FORECAST.value in codes)
    rows = np.flatnonzero(late & ~forecast.to_numpy(dtype=bool)).tolist()
    return [
        Problem(
            Outcome.CELL,
            cell_of(figures, row=row),
            f"found the period {Period.from_key(int(figures['period'].iloc[row])).label}, which has not begun",
            "a period that has begun",
            "Correct the year; mark a publisher's own forecast with [f]",
            why=WHY,
        )
        for row in rows
    ]
