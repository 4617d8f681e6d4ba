"""Every figure of a file by its key, kept small: finds one given twice, however far apart in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from oba.load.refusal import RefusedFile
from oba.model.marker import Marker

MOST_PLACES = 40_000_000
AT_ONCE = 40_000
Place = Callable[[int], str]


@dataclass(slots=True)
class Twice:
    """A figure given again: where it stood first and now, and whether both say the same."""

    first: str
    again: str
    same: bool
    row: int


@dataclass(slots=True)
class Ledger:
    """`first` is a block of areas x (indicator and breakdown) x period, holding 1 + the figure's number.

    Four bytes for each figure that could be, eight for each that is: 1,000,000 figures take about 25 MB.
    """

    areas: int
    first: NDArray[np.int32] = field(default_factory=lambda: np.zeros((8, 1, 32), dtype=np.int32))
    measures: dict[tuple[int, str], int] = field(default_factory=dict)
    periods: dict[int, int] = field(default_factory=dict)
    values: list[NDArray[np.float64]] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)
    count: int = 0

    def __post_init__(self) -> None:
        self.first = np.zeros((8, max(self.areas, 1), 32), dtype=np.int32)

    def add(self, frame: pd.DataFrame, *, place: Place) -> list[Twice]:
        """Enter the rows of a frame of figures; the rows that were there already come back."""
        measures = self._measure_codes(frame)
        periods = self._period_codes(frame["period"].to_numpy(dtype=np.int64))
        areas = frame["area"].cat.codes.to_numpy(dtype=np.int64)
        self._grow()
        rows = len(frame)
        numbers = np.arange(self.count + 1, self.count + rows + 1, dtype=np.int32)
        flat = (measures * self.first.shape[1] + areas) * self.first.shape[2] + periods
        cells = self.first.reshape(-1)
        # a copy: the column alone would keep all numbers of the frame alive
        value = frame["value"].to_numpy(dtype=np.float64).copy()
        self.values.append(value)
        self.begins.append(self.count)
        self.places.append(place)
        self._keep_breaks(frame["marker"])
        self.count += rows
        # written back to front, so that of two rows in one frame the first one stays
        earlier = cells[flat]
        fresh = earlier == 0
        cells[flat[fresh][::-1]] = numbers[fresh][::-1]
        found = cells[flat]
        again = np.flatnonzero(found != numbers)
        return [
            self._twice(int(found[row]) - 1, row=int(row), place=place, value=float(value[row]))
            for row in again
        ]

    def where(self, number: int) -> str:
        """The cell of the figure with this number, counted from 0 in the order they were entered."""
        at = bisect_right(self.begins, number) - 1
        return self.places[at](number - self.begins[at])

    def tables(self, *, indicators: pd.Index[Any], areas: pd.Index[Any]) -> Iterator[pd.DataFrame]:
        """Indicator, area, breakdown, period, value, number and `break` of every figure, by series and then by time.

        `break` tells where its publisher marks a break in the series.

        An indicator is never parted, so that checks may look at all of it.
        """
        if not self.count:
            return
        values = np.concatenate(self.values)
        keys = np.array(list(self.periods), dtype=np.int64)
        for measures in self._batches():
            yield self._table(measures, keys=keys, values=values, indicators=indicators, areas=areas)

    def _batches(self) -> Iterator[list[int]]:
        by_indicator: dict[int, list[int]] = {}
        for (indicator, _), measure in self.measures.items():
            by_indicator.setdefault(indicator, []).append(measure)
        batch: list[int] = []
        size = 0
        for measures in by_indicator.values():
            figures = int(np.count_nonzero(self.first[measures]))
            if batch and size + figures > AT_ONCE:
                yield batch
                batch, size = [], 0
            batch += measures
            size += figures
        if batch:
            yield batch

    def _table(
        self,
        measures: list[int],
        *,
        keys: NDArray[np.int64],
        values: NDArray[np.float64],
        indicators: pd.Index[Any],
        areas: pd.Index[Any],
    ) -> pd.DataFrame:
        order = np.argsort(keys)
        used = self.first[measures][:, :, order]
        measure, area, period = np.nonzero(used)
        number = used[measure, area, period].astype(np.int64) - 1
        named = list(self.measures)
        keys_of = np.array([named[one][0] for one in measures], dtype=np.int64)
        places: dict[str, int] = {}
        breakdowns = [places.setdefault(named[one][1], len(places)) for one in measures]
        return pd.DataFrame(
            {
                "indicator": pd.Categorical.from_codes(keys_of[measure], categories=indicators),
                "area": pd.Categorical.from_codes(area, categories=areas),
                "breakdown": pd.Categorical.from_codes(
                    np.array(breakdowns, dtype=np.int64)[measure],
                    categories=pd.Index(list(places), dtype="str"),
                ),
                "period": keys[order][period],
                "value": values[number],
                "number": number,
                "break": np.isin(number, list(self.breaks)) if self.breaks else np.zeros(len(number), bool),
            }
        )

    def _twice(self, first: int, *, row: int, place: Place, value: float) -> Twice:
        at = bisect_right(self.begins, first) - 1
        within = first - self.begins[at]
        before = float(self.values[at][within])
        same = before == value or (np.isnan(before) and np.isnan(value))
        return Twice(self.places[at](within), place(row), bool(same), row)

    def _keep_breaks(self, markers: pd.Series[Any]) -> None:
        named = markers.cat.categories.tolist()
        codes = [code for code, text in enumerate(named) if Marker.BREAK.value in text.split()]
        if codes:
            rows = np.flatnonzero(np.isin(markers.cat.codes.to_numpy(), codes))
            self.breaks.update((rows + self.count).tolist())

    def _measure_codes(self, frame: pd.DataFrame) -> NDArray[np.int64]:
        indicator = frame["indicator"].cat.codes.to_numpy(dtype=np.int64)
        names: list[str] = frame["breakdown"].cat.categories.tolist()
        joined = indicator * max(len(names), 1) + frame["breakdown"].cat.codes.to_numpy(dtype=np.int64)
        codes, different = pd.factorize(joined)
        numbers = [
            self.measures.setdefault(
                (int(one) // max(len(names), 1), names[int(one) % max(len(names), 1)]), len(self.measures)
            )
            for one in different
        ]
        return np.array(numbers, dtype=np.int64)[codes]

    def _period_codes(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        codes, different = pd.factorize(keys)
        numbers = [self.periods.setdefault(int(key), len(self.periods)) for key in different]
        return np.array(numbers, dtype=np.int64)[codes]

    def _grow(self) -> None:
        measures, areas, periods = self.first.shape
        wanted = (_enough(measures, len(self.measures)), areas, _enough(periods, len(self.periods)))
        if wanted[0] * wanted[1] * wanted[2] > MOST_PLACES:
            raise RefusedFile(
                f"the file holds {len(self.measures):,} indicators and breakdowns over {len(self.periods):,} periods",
                expected="fewer, so that figures given twice can be found",
                remedy="Split the file, or take out columns that are no breakdown",
            )
        if wanted != self.first.shape:
            larger = np.zeros(wanted, dtype=np.int32)
            larger[:measures, :, :periods] = self.first
            self.first = larger


def _enough(size: int, needed: int) -> int:
    while size < needed:
        size += max(size // 2, 1)
    return size
