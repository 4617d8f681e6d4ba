"""A period missing inside a series: the chart will show a gap there, never a line across."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from oba.load.reference import Reference
from oba.model.period import Period
from oba.model.release import Outcome, Problem, Source

NAME = "gap in a series"


def check(
    figures: pd.DataFrame, *, reference: Reference, source: Source, where: Callable[[int], str]
) -> list[Problem]:
    """One NOTE for each indicator and missing stretch, naming how many series miss it."""
    if len(figures) < 2:
        return []
    later = same_series_as_above(figures)
    period = figures["period"].to_numpy()
    names = figures["indicator"].cat.codes.to_numpy(dtype=np.int64)
    steps = pd.DataFrame({"name": names[1:][later], "before": period[:-1][later], "after": period[1:][later]})
    counted = steps.value_counts(sort=False).reset_index(name="series")
    problems = []
    for name, before, after, series in counted.itertuples(index=False, name=None):
        first, second = Period.from_key(int(before)), Period.from_key(int(after))
        if second.start > first.later(1).start:
            problems.append(
                _problem(figures["indicator"].cat.categories[name], first=first, second=second, series=series)
            )
    return problems


def same_series_as_above(figures: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """For each row but the first, whether it carries on the series of the row above."""
    same = np.ones(len(figures) - 1, dtype=bool)
    for name in ("indicator", "area", "breakdown"):
        codes = figures[name].cat.codes.to_numpy()
        same &= codes[1:] == codes[:-1]
    return same


def _problem(indicator: str, *, first: Period, second: Period, series: int) -> Problem:
    areas = "1 series" if series == 1 else f"{series:,} series"
    return Problem(
        Outcome.NOTE,
        str(indicator),
        f"nothing between {first.label} and {second.label} in {areas}: the chart will show a gap",
    )
