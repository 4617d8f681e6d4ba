"""Counts of one to four people: published beside a total, they may tell who they are."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from oba.load.figure_rows import ask, cell_of, of_indicators, subject_of
from oba.load.reference import Reference
from oba.model.indicator import Indicator, ValueType
from oba.model.release import Problem, Source

NAME = "small numbers"
SMALLEST, LARGEST = 1, 4
WHY = "A count of one to four beside its total can reveal a child; a second one must then be suppressed too"


def check(figures: pd.DataFrame, *, reference: Reference, source: Source) -> list[Problem]:
    """One ASK for each indicator, on its first such count; once it is said to be published so, never again."""
    if not len(figures):
        return []
    people = of_indicators(figures, reference=reference, fact=_counts_people) == 1
    value = np.where(people, figures["value"].to_numpy(), np.nan)
    small = _is_small(value) | _is_small(figures["numerator"].to_numpy())
    found: list[Problem] = []
    if not small.any():
        return found
    for key, rows in figures[small].groupby("indicator", observed=True):
        first = int(np.flatnonzero(small & (figures["indicator"] == key).to_numpy())[0])
        found += ask(
            source,
            subject=subject_of(NAME, key),
            cell=cell_of(figures, row=first),
            found=f"{len(rows):,} counts of {key} are from {SMALLEST} to {LARGEST}",
            expected="small counts suppressed with [c], and a second one with them",
            remedy="Suppress them; if the publisher has published them so, say that it is right",
            why=WHY,
        )
    return found


def _counts_people(indicator: Indicator) -> float:
    return float(indicator.value_type is ValueType.COUNT and not indicator.unit.startswith("£"))


def _is_small(counts: NDArray[np.float64]) -> NDArray[np.bool_]:
    small: NDArray[np.bool_] = (counts >= SMALLEST) & (counts <= LARGEST) & (counts == np.round(counts))
    return small
