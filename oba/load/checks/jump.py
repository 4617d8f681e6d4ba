"""A value ten times the one before it, or a tenth of it: a change of unit, a slipped point, or news."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from oba.load.checks.gap import same_series_as_above
from oba.load.reference import Reference
from oba.model.period import Period
from oba.model.release import Outcome, Problem, Source

NAME = "tenfold jump"
TIMES = 10.0


def check(
    figures: pd.DataFrame, *, reference: Reference, source: Source, where: Callable[[int], str]
) -> list[Problem]:
    """One ASK for each, unless the sidecar lists the cell as accepted."""
    if len(figures) < 2:
        return []
    value = figures["value"].to_numpy()
    before, after = value[:-1], value[1:]
    jumps = (after >= TIMES * before) | (before >= TIMES * after)
    rows = np.flatnonzero(same_series_as_above(figures) & (before > 0) & (after > 0) & jumps) + 1
    found = []
    for row in rows.tolist():
        cell = where(int(figures["number"].iloc[row]))
        if cell not in source.accepted:
            found.append(_problem(figures, row=row, cell=cell))
    return found


def _problem(figures: pd.DataFrame, *, row: int, cell: str) -> Problem:
    value, period = figures["value"], figures["period"]
    labels = [Period.from_key(int(period.iloc[place])).label for place in (row - 1, row)]
    return Problem(
        Outcome.ASK,
        cell,
        f"found {value.iloc[row]:g} for {labels[1]} after {value.iloc[row - 1]:g} for {labels[0]}, tenfold or more",
        "values of one unit and one definition",
        f'Correct it if it is wrong. If it is right, say so in the sidecar: accepted = ["{cell}"]',
    )
