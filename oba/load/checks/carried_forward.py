"""Every area with last period's value again: an index carried forward, or a column copied by mistake."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from oba.load.figure_rows import label_of, same_series_as_above
from oba.load.reference import Reference
from oba.model.release import Outcome, Problem, Source

NAME = "carried forward"
FEWEST = 4
WHY = "A copied period looks like a level curve, and counts as news where there is none"


def check(
    figures: pd.DataFrame, *, reference: Reference, source: Source, where: Callable[[int], str]
) -> list[Problem]:
    """One NOTE for each indicator and period in which four series or more, and all of them, stand as before."""
    if len(figures) < 2 * FEWEST:
        return []
    value = figures["value"].to_numpy()
    rows = np.flatnonzero(same_series_as_above(figures) & ~np.isnan(value[1:] + value[:-1])) + 1
    indicators = figures["indicator"].cat.codes.to_numpy(dtype=np.int64)
    places, known = pd.factorize(figures["period"].to_numpy()[rows])
    groups, _ = pd.factorize(indicators[rows] * len(known) + places)
    same = value[rows] == value[rows - 1]
    rows = rows[(np.bincount(groups, weights=~same) == 0)[groups]]
    steps = pd.DataFrame(
        {
            "indicator": indicators[rows],
            "period": figures["period"].to_numpy()[rows],
            "value": value[rows],
            "number": figures["number"].to_numpy()[rows],
        }
    )
    found = []
    for _, group in steps.groupby(["indicator", "period"]):
        # areas that all stand at one value, such as 100% everywhere, are no copy
        if len(group) >= FEWEST and group["value"].nunique() > 1:
            name = str(figures["indicator"].cat.categories[int(group["indicator"].iloc[0])])
            found.append(_problem(name, period=int(group["period"].iloc[0]), group=group, where=where))
    return found


def _problem(indicator: str, *, period: int, group: pd.DataFrame, where: Callable[[int], str]) -> Problem:
    return Problem(
        Outcome.NOTE,
        where(int(group["number"].iloc[0])),
        f"all {len(group):,} series of {indicator} have the value of the period before again in {label_of(period)}",
        remedy="Check that the column was not copied",
        why=WHY,
    )
