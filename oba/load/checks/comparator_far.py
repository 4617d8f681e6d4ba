"""A country or region far from every authority of the file: publishers have printed wrong comparators for years."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from oba.load.reference import Reference
from oba.model.area import AreaKind
from oba.model.indicator import ValueType
from oba.model.release import Outcome, Problem, Source

NAME = "comparator far from its areas"
TIMES = 3.0
FEWEST = 3
WHY = "Every sentence that compares the Trust with it would mislead"
LARGER = (AreaKind.COUNTRY, AreaKind.REGION)


def check(
    figures: pd.DataFrame, *, reference: Reference, source: Source, where: Callable[[int], str]
) -> list[Problem]:
    """One NOTE for each indicator and area that is more than threefold from the median of the authorities.

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
    far = above[np.maximum(ratio, 1 / ratio) > TIMES]
    first = far.groupby(["indicator", "area"], observed=True).first()
    return [
        Problem(
            Outcome.NOTE,
            where(number),
            f"found {value:g} for {reference.areas[area].name}, where the authorities have a median of {median:g}",
            remedy="Check it against the publisher's own tables",
            why=WHY,
        )
        for (_, area), number, value, median in zip(
            first.index,
            first["number"].tolist(),
            first["value"].tolist(),
            first["median"].tolist(),
            strict=True,
        )
    ]
