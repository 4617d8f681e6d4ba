"""Percentages that all lie below one: shares of one, a hundred times too small?"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from oba.load.cells import CellRule
from oba.load.reference import Reference
from oba.model.release import Outcome, Problem, Source

NAME = "shares for percentages"
FEWEST = 4


def check(
    figures: pd.DataFrame, *, reference: Reference, source: Source, where: Callable[[int], str]
) -> list[Problem]:
    """One ASK for each percentage indicator of four figures or more, none of them above one."""
    percentages = {key for key, one in reference.indicators.items() if CellRule.of(one, symbols={}).percent}
    known = figures[figures["indicator"].isin(percentages) & (figures["value"] > 0)]
    found = []
    for key, rows in known.groupby("indicator", observed=True):
        if len(rows) < FEWEST or rows["value"].max() > 1:
            continue
        cell = where(int(rows["number"].iloc[0]))
        if cell not in source.accepted:
            found.append(_problem(str(key), value=float(rows["value"].iloc[0]), cell=cell))
    return found


def _problem(indicator: str, *, value: float, cell: str) -> Problem:
    return Problem(
        Outcome.ASK,
        cell,
        f"found {value:g}, and no value of {indicator} is above 1",
        "percentages, such as 42.4 for 0.424 of the whole",
        f'Format the cells as percentages. If they are as small as that, say so: accepted = ["{cell}"]',
    )
