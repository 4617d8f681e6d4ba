"""A value ten times the one before it, or a tenth of it: a slipped point, a change of definition, or news.

Where most areas jump together it is a change of unit, and asked about once, by the check of that name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from oba.load.checks.unit_jump import find_unit_jumps
from oba.load.figure_rows import ask, label_of, same_series_as_above, subject_of
from oba.load.reference import Reference
from oba.model.release import Problem, Source

NAME = "tenfold jump"
TIMES = 10.0
WHY = "A slipped point or a change of unit would bend the curve, the forecast and every comparison"


def check(
    figures: pd.DataFrame, *, reference: Reference, source: Source, where: Callable[[int], str]
) -> list[Problem]:
    """One ASK for each, unless it was accepted or its publisher marks a break there."""
    if not len(figures):
        return []
    before, period_before = _find_before(figures, reference=reference)
    after = figures["value"].to_numpy()
    jumps = (after >= TIMES * before) | (before >= TIMES * after)
    jumps &= (before > 0) & (after > 0) & ~figures["break"].to_numpy()
    jumps &= ~find_unit_jumps(figures)
    return [
        problem
        for row in np.flatnonzero(jumps).tolist()
        for problem in _ask(
            figures.iloc[row],
            before=float(before[row]),
            period_before=int(period_before[row]),
            source=source,
            where=where,
        )
    ]


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
    for row in np.flatnonzero(~follows).tolist() if reference.newest or reference.held else []:
        series = figures.iloc[row]
        held = _held_before(
            reference, key=(str(series["indicator"]), str(series["area"])), period=period[row]
        )
        if held and not series["breakdown"]:
            period_before[row], before[row] = held
    return before, period_before


def _held_before(reference: Reference, *, key: tuple[str, str], period: int) -> tuple[int, float] | None:
    earlier = [one for one in reference.held.get(key, {}) if one < period]
    if earlier:
        return max(earlier), reference.held[key][max(earlier)]
    newest = reference.newest.get(key)
    return newest if newest and newest[0] < period else None


def _ask(
    figure: pd.Series[Any],
    *,
    before: float,
    period_before: int,
    source: Source,
    where: Callable[[int], str],
) -> list[Problem]:
    now, number = label_of(figure["period"]), str(figure["number"])
    facts = (figure["indicator"], figure["area"], figure["breakdown"], now, f"{figure['value']:g}")
    return ask(
        source,
        subject=subject_of(NAME, *facts),
        cell=where(int(number)),
        found=f"found {figure['value']:g} for {now} after {before:g} for {label_of(period_before)}, tenfold or more",
        expected="values of one unit and one definition",
        remedy="Correct it if it is wrong; if it is right, say so",
        why=WHY,
    )
