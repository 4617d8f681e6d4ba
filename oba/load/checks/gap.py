"""A period missing inside a series: the chart will show a gap there, never a line across."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

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
    places, known = pd.factorize(period)
    steps = (names[1:] * len(known) + places[:-1]) * len(known) + places[1:]
    codes, different = pd.factorize(steps[later])
    problems = []
    for step, series in zip(different.tolist(), np.bincount(codes).tolist(), strict=True):
        rest, after = divmod(step, len(known))
        name, before = divmod(rest, len(known))
        first, second = Period.from_key(int(known[before])), Period.from_key(int(known[after]))
        if second.start > first.later(1).start:
            indicator = str(figures["indicator"].cat.categories[name])
            problems.append(_problem(indicator, first=first, second=second, series=series))
    return problems + _missing_values(figures, follows=later, where=where)


def _missing_values(
    figures: pd.DataFrame, *, follows: NDArray[np.bool_], where: Callable[[int], str]
) -> list[Problem]:
    """Rows without a number that have numbers before and after them in their series."""
    measured = ~np.isnan(figures["value"].to_numpy())
    if measured.all():
        return []
    begins = np.flatnonzero(np.concatenate([[True], ~follows]))
    lengths = np.diff(begins, append=len(figures))
    in_all = np.repeat(np.add.reduceat(measured.astype(np.int64), begins), lengths)
    counted = np.cumsum(measured)
    so_far = counted - np.repeat(counted[begins] - measured[begins], lengths)
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
