"""A country or region far from every authority of the file: publishers have printed wrong comparators for years."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

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
    if not figures["area"].isin(larger).any():
        return []
    counts = {one.key for one in reference.indicators.values() if one.value_type is ValueType.COUNT}
    rates = figures[~figures["indicator"].isin(counts) & (figures["value"] > 0)]
    keys = ["indicator", "breakdown", "period"]
    authorities = (
        rates[rates["area"].isin(local)].groupby(keys, observed=True)["value"].agg(["median", "size"])
    )
    above = rates[rates["area"].isin(larger)].join(authorities, on=keys)
    above = above[above["size"] >= FEWEST]
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


def _tell(
    reference: Reference, *, indicator: str, area: str, value: float, median: float, cell: str, asked: bool
) -> Problem:
    """A question where most of the comparator's periods are far, for then it is no odd year; else a note."""
    name, title = reference.areas[area].name, reference.indicators[indicator].title
    found = f"found {value:g} for {name} in {title}, where the authorities have a median of {median:g}"
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
