"""What checks ask of a table of figures: a fact of each row's indicator, and the name of a row's cell."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from oba.load.reference import Reference
from oba.model.indicator import Indicator


def of_indicators(
    figures: pd.DataFrame, *, reference: Reference, fact: Callable[[Indicator], float]
) -> NDArray[np.float64]:
    """The fact for the indicator of each row."""
    named = figures["indicator"].astype("category").cat
    facts = np.array([fact(reference.indicators[key]) for key in named.categories], dtype=np.float64)
    codes = named.codes.to_numpy()
    return facts[codes] if len(facts) else np.empty(0)


def cell_of(figures: pd.DataFrame, *, row: int) -> str:
    """`Year 6!D14`, or `value, line 14` of a CSV."""
    sheet, cell = figures["sheet"].iloc[row], figures["cell"].iloc[row]
    return f"{sheet}!{cell}" if sheet else str(cell)
