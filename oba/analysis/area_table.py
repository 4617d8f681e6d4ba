"""One indicator of many areas as arrays: what a back-test and a survey of a whole file are computed from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from oba.analysis.panel import measure_steps, overlap, step_months, thin
from oba.analysis.sums import BoolArray, FloatArray, IntArray
from oba.model.area import Area, AreaKind
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.model.series import Observation


@dataclass(frozen=True)
class AreaTable:
    """Arrays are areas x periods, oldest first, NaN where there is no measured figure since the last break."""

    indicator: Indicator
    breakdown: str
    areas: tuple[Area, ...]
    periods: tuple[Period, ...]
    values: FloatArray
    lower: FloatArray
    upper: FloatArray
    numerators: FloatArray
    denominators: FloatArray

    @cached_property
    def steps(self) -> FloatArray:
        """The periods' positions on their own scale, 0 for the newest."""
        return np.array(measure_steps(self.periods), np.float64)

    @cached_property
    def overlapping(self) -> bool:
        return overlap(self.periods, pooled=self.indicator.years_pooled)

    @cached_property
    def steps_a_year(self) -> int:
        return 12 // step_months(self.periods[-1])

    @cached_property
    def authorities(self) -> BoolArray:
        """Which areas are authorities; countries, regions and other areas are not ranked among them."""
        return np.array([one.kind is AreaKind.LOCAL_AUTHORITY for one in self.areas], np.bool_)

    @property
    def plain(self) -> bool:
        """Whether the figures are yearly and share no data."""
        return self.steps_a_year == 1 and not self.overlapping

    @cached_property
    def independent(self) -> FloatArray:
        """The values with only those kept that are a year or more apart and share no data."""
        if self.plain:
            return self.values
        kept = np.full(self.values.shape, np.nan)
        for rows, columns in patterns_of(np.isfinite(self.values)):
            points = [Observation(self.periods[column], 0.0) for column in columns]
            wanted = {one.period for one in thin(points, pooled=self.indicator.years_pooled)}
            for column in columns:
                if self.periods[column] in wanted:
                    kept[rows, column] = self.values[rows, column]
        return kept


def patterns_of(known: BoolArray) -> Iterator[tuple[IntArray, Sequence[int]]]:
    """The rows that have figures in the same columns, and those columns."""
    different, places = np.unique(known, axis=0, return_inverse=True)
    for number, pattern in enumerate(different):
        yield np.flatnonzero(places.reshape(-1) == number), np.flatnonzero(pattern).tolist()
