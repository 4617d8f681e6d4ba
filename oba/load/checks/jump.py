"""A value ten times the one before it, or a tenth of it: a change of unit, a slipped point, or news."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

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
    if not len(figures):
        return []
    before, period_before = _find_before(figures, reference=reference)
    after = figures["value"].to_numpy()
    jumps = (after >= TIMES * before) | (before >= TIMES * after)
    rows = np.flatnonzero((before > 0) & (after > 0) & jumps)
    found = []
    for row in rows.tolist():
        cell = where(int(figures["number"].iloc[row]))
        if cell not in source.accepted:
            was = (float(before[row]), int(period_before[row]))
            found.append(_problem(figures, row=row, was=was, cell=cell))
    return found


def _find_before(
    figures: pd.DataFrame, *, reference: Reference
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The value and period before each row: the row above, or what the store holds; NaN where there is none."""
    value, period = figures["value"].to_numpy(), figures["period"].to_numpy()
    before, period_before = np.full(len(figures), np.nan), np.zeros(len(figures), dtype=np.int64)
    follows = np.zeros(len(figures), dtype=bool)
    follows[1:] = same_series_as_above(figures)
    before[1:], period_before[1:] = value[:-1], period[:-1]
    before[~follows] = np.nan
    for row in np.flatnonzero(~follows).tolist() if reference.newest else []:
        series = figures.iloc[row]
        held = reference.newest.get((str(series["indicator"]), str(series["area"])))
        if held and not series["breakdown"] and held[0] < period[row]:
            period_before[row], before[row] = held
    return before, period_before


def _problem(figures: pd.DataFrame, *, row: int, was: tuple[float, int], cell: str) -> Problem:
    value, now = figures["value"].iloc[row], Period.from_key(int(figures["period"].iloc[row])).label
    return Problem(
        Outcome.ASK,
        cell,
        f"found {value:g} for {now} after {was[0]:g} for {Period.from_key(was[1]).label}, tenfold or more",
        "values of one unit and one definition",
        f'Correct it if it is wrong. If it is right, say so in the sidecar: accepted = ["{cell}"]',
    )
