"""The rate that counts give: where every value is 10,000 times count over denominator, it is per 10,000."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from oba.load.chunk import Texts
from oba.load.containers.text_file import TextFile
from oba.load.publishers.publisher_text import Unit
from oba.load.text_columns import Block, read_blocks
from oba.model.indicator import ValueType

MULTIPLIERS = (100.0, 1_000.0, 10_000.0, 100_000.0)
ENOUGH = 5
"""Fewer rows than this could agree by chance."""
CLOSE = 1e-5
BLOCKS = 10
"""How much of a long file is looked at."""
Floats = NDArray[np.float64]


def find_rates(
    text: TextFile,
    *,
    naming: list[int],
    numbers: tuple[int, int, int],
    name: Callable[[Block], Texts],
) -> dict[str, Unit]:
    """The unit that value, count and denominator show, by the code that `name` gives each row."""
    gathered: dict[str, list[Floats]] = {}
    for block in islice(read_blocks(text, texts=naming, values=numbers), BLOCKS):
        codes = name(block)
        columns = np.column_stack([_floats(block.column(index)) for index in numbers])
        usable = np.isfinite(columns).all(axis=1) & (columns > 0).all(axis=1)
        for place, code in enumerate(codes.distinct):
            gathered.setdefault(str(code), []).append(columns[usable & (codes.codes == place)])
    found = {code: find_multiplier(np.concatenate(parts)) for code, parts in gathered.items()}
    return {code: _unit(multiplier) for code, multiplier in found.items() if multiplier}


def find_multiplier(rows: Floats) -> float | None:
    """What all rows of value, count and denominator agree on; None where they do not, or are few."""
    if len(rows) < ENOUGH:
        return None
    value, count, denominator = rows.T
    for multiplier in MULTIPLIERS:
        if np.allclose(value, multiplier * count / denominator, rtol=CLOSE, atol=0):
            return multiplier
    return None


def _floats(column: pd.Series[Any]) -> Floats:
    plain = column.astype("str").str.replace(",", "", regex=False)
    return pd.to_numeric(plain, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)


def _unit(multiplier: float) -> Unit:
    if multiplier == MULTIPLIERS[0]:
        return Unit("%", ValueType.PROPORTION, multiplier)
    return Unit(f"per {multiplier:,.0f}", ValueType.CRUDE_RATE, multiplier)
