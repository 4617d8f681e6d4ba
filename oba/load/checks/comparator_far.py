"""A country or region far from every authority of the file: publishers have printed wrong comparators for years."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from oba.load.figure_rows import figures_of
from oba.load.reference import Reference
from oba.model.area import AreaKind
from oba.model.indicator import ValueType
from oba.model.release import LEAVE_OUT, YES, Outcome, Problem, Question, QuestionKind, Source

NAME = "comparator far from its areas"
TIMES = 3.0
MOSTLY = 0.5
FEWEST = 3
WHY = "Every sentence that compares the Trust with it would mislead"
LARGER = (AreaKind.COUNTRY, AreaKind.REGION)


def check(
    figures: pd.DataFrame, *, reference: Reference, source: Source, where: Callable[[int], str]
) -> list[Problem]:
    """One ASK for each indicator and area that is mostly more than threefold from the median of the authorities.

    Counts are left out: a country's count is larger than an authority's.
    """
    larger = {area.code for area in reference.areas.values() if area.kind in LARGER}
    local = {area.code for area in reference.areas.values() if area.kind is AreaKind.LOCAL_AUTHORITY}
    areas, indicators = figures["area"].cat, figures["indicator"].cat
    is_larger = areas.categories.isin(larger)[areas.codes.to_numpy()]
    if not is_larger.any():
        return []
    counts = {one.key for one in reference.indicators.values() if one.value_type is ValueType.COUNT}
    value = figures["value"].to_numpy()
    rates = ~indicators.categories.isin(counts)[indicators.codes.to_numpy()] & (value > 0)
    groups = _groups(figures)
    is_local = areas.categories.isin(local)[areas.codes.to_numpy()]
    median, size = _medians(value, groups=groups, rows=rates & is_local)
    chosen = rates & is_larger & (size[groups] >= FEWEST)
    above = figures[chosen].assign(median=median[groups[chosen]])
    ratio = above["value"] / above["median"]
    above = above.assign(far=np.maximum(ratio, 1 / ratio) > TIMES)
    often = above.groupby(["indicator", "area"], observed=True)["far"].mean() > MOSTLY
    first = above[above["far"]].groupby(["indicator", "area"], observed=True).first()
    told = zip(first.index, *(first[name].tolist() for name in ("number", "value", "median")), strict=True)
    return [
        _tell(
            reference,
            indicator=indicator,
            area=area,
            value=value,
            median=median,
            cell=where(number),
            asked=bool(often[indicator, area]),
        )
        for (indicator, area), number, value, median in told
        if source.areas.get(figures_of(indicator, area)) != YES
    ]


def _groups(figures: pd.DataFrame) -> NDArray[np.int64]:
    """A number for each indicator, breakdown and period, from 0 on."""
    breakdown = figures["breakdown"].cat
    periods, known = pd.factorize(figures["period"].to_numpy())
    joined = figures["indicator"].cat.codes.to_numpy(dtype=np.int64) * max(len(breakdown.categories), 1)
    groups, _ = pd.factorize((joined + breakdown.codes.to_numpy()) * len(known) + periods)
    return groups.astype(np.int64)


def _medians(
    value: NDArray[np.float64], *, groups: NDArray[np.int64], rows: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The median of each group over some of the rows, NaN for none, and of how many values it is."""
    size = np.bincount(groups[rows], minlength=int(groups.max()) + 1)
    ordered = value[rows][np.lexsort((value[rows], groups[rows]))]
    begins, filled = np.cumsum(size) - size, size > 0
    median = np.full(len(size), np.nan)
    low, high = (begins + (size - 1) // 2)[filled], (begins + size // 2)[filled]
    median[filled] = (ordered[low] + ordered[high]) / 2
    return median, size


def _tell(
    reference: Reference, *, indicator: str, area: str, value: float, median: float, cell: str, asked: bool
) -> Problem:
    """A question where most of the comparator's periods are far, for then it is no odd year; else a note."""
    name, title = reference.areas[area].name, reference.indicators[indicator].title
    found = f"found {value:g} for {name} in '{title}', where the authorities have a median of {median:g}"
    if not asked:
        return Problem(
            Outcome.NOTE, cell, found, remedy="Check it against the publisher's own tables", why=WHY
        )
    choices = {
        YES: "Keep them as they are published",
        LEAVE_OUT: f"Leave the figures of {name} out of {title}",
    }
    return Problem(
        Outcome.ASK,
        cell,
        found,
        f"a figure within {TIMES:g} times of the authorities' median",
        "Check it against the publisher's own tables, and say once whether these figures are to be kept",
        question=Question(QuestionKind.AREA, figures_of(indicator, area), choices),
        why=WHY,
    )
