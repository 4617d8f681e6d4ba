"""A period missing inside a series: the chart will show a gap there, never a line across."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from oba.load.figure_rows import same_series_as_above
from oba.load.reference import Reference
from oba.model.period import Period
from oba.model.release import Outcome, Problem, Source

NAME = "gap in a series"
WHY = "A line across a gap would show a change that nobody measured"


def check(
    figures: pd.DataFrame, *, reference: Reference, source: Source, where: Callable[[int], str]
) -> list[Problem]:
    """One NOTE for each indicator and missing stretch, naming how many series miss it; one for missing values."""
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
            indicator = str(figures["indicator"].cat.categories[name])
            problems.append(_problem(indicator, first=first, second=second, series=series))
    return problems + _missing_values(figures, where=where)


def _missing_values(figures: pd.DataFrame, *, where: Callable[[int], str]) -> list[Problem]:
    """Rows without a number that have numbers before and after them in their series."""
    measured = figures["value"].notna()
    if measured.all():
        return []
    keys = [figures[name].cat.codes for name in ("indicator", "area", "breakdown")]
    so_far = measured.groupby(keys, sort=False).cumsum()
    in_all = measured.groupby(keys, sort=False).transform("sum")
    inside = figures[~measured & (so_far > 0) & (so_far < in_all)]
    return [
        Problem(
            Outcome.NOTE,
            where(int(rows["number"].iloc[0])),
            f"{key}: {len(rows):,} of its figures inside a series hold no number: the chart will show gaps",
            why=WHY,
        )
        for key, rows in inside.groupby("indicator", observed=True)
    ]


def _problem(indicator: str, *, first: Period, second: Period, series: int) -> Problem:
    areas = "1 series" if series == 1 else f"{series:,} series"
    return Problem(
        Outcome.NOTE,
        indicator,
        f"nothing between {first.label} and {second.label} in {areas}: the chart will show a gap",
        why=WHY,
    )
