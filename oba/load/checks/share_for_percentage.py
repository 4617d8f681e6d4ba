"""Percentages that all lie below one: shares of one, a hundred times too small?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from oba.load.cells import CellRule
from oba.load.figure_rows import ask, subject_of
from oba.load.reference import Reference
from oba.model.release import Problem, Source

NAME = "shares for percentages"
FEWEST = 4
WHY = "Shares of one under a percentage would be drawn a hundred times too small"


def check(
    figures: pd.DataFrame, *, reference: Reference, source: Source, where: Callable[[int], str]
) -> list[Problem]:
    """One ASK for each percentage indicator of four figures or more, none of them above one."""
    percentages = {key for key, one in reference.indicators.items() if CellRule.of(one, symbols={}).percent}
    value, named = figures["value"].to_numpy(), figures["indicator"].cat
    codes = named.codes.to_numpy()
    highest = np.zeros(len(named.categories))
    np.fmax.at(highest, codes, value)
    below = named.categories.isin(percentages) & (highest <= 1)
    known = figures[below[codes] & (value > 0)]
    found: list[Problem] = []
    for key, rows in known.groupby("indicator", observed=True):
        if len(rows) < FEWEST:
            continue
        cell = where(int(rows["number"].iloc[0]))
        found += ask(
            source,
            subject=subject_of(NAME, key, f"{rows['value'].max():g}"),
            cell=cell,
            found=f"found {rows['value'].iloc[0]:g}, and no value of {key} is above 1",
            expected="percentages, such as 42.4 for 0.424 of the whole",
            remedy="Format the cells as percentages; if they are as small as that, say that it is right",
            why=WHY,
        )
    return found
