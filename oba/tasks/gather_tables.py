"""Figures as they are read from a file, gathered into one table of areas by periods for each indicator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from oba.analysis.area_table import AreaTable
from oba.load.checks.impossible_value import highest_possible
from oba.model.area import Area
from oba.model.indicator import Indicator
from oba.model.marker import Marker
from oba.model.period import Period

NUMBERS = ("value", "lower", "upper", "numerator", "denominator")
IMPOSSIBLE = "figures outside what their unit allows"
OTHER_LENGTH = "figures of a period of another length than most of their indicator's"
FORECAST = "forecasts of the publisher's"
Figures = dict[str, np.ndarray[Any, Any]]


@dataclass
class Gathering:
    """Figures as they are read: names as numbers, so that millions of them stay small."""

    indicators: dict[str, Indicator]
    areas: dict[str, Area]
    names: dict[str, dict[str, int]] = field(
        default_factory=lambda: {name: {} for name in ("indicator", "area", "breakdown", "marker")}
    )
    parts: list[Figures] = field(default_factory=list)

    def add(self, frame: pd.DataFrame) -> None:
        part: Figures = {name: self._numbers(frame, name) for name in self.names}
        part["period"] = frame["period"].to_numpy(np.int64).copy()
        part |= {name: frame[name].to_numpy(np.float64).copy() for name in NUMBERS}
        if len(frame):
            self.parts.append(part)

    def _numbers(self, frame: pd.DataFrame, name: str) -> np.ndarray[Any, Any]:
        known = self.names[name]
        column = frame[name].cat
        codes = column.codes.to_numpy(np.int64)
        used = np.unique(codes)
        numbers = np.zeros(len(column.categories), np.int32)
        for code in used.tolist():
            numbers[code] = known.setdefault(str(column.categories[code]), len(known))
        return numbers[codes]

    def tables(self, left_out: Counter[str], *, possible_only: bool) -> Iterator[AreaTable]:
        """One table an indicator and breakdown, in the order of the file."""
        whole = {name: np.concatenate([part[name] for part in self.parts]) for name in self.parts[0]}
        self.parts.clear()
        breakdowns = list(self.names["breakdown"])
        keys = whole["indicator"].astype(np.int64) * len(breakdowns) + whole["breakdown"]
        order = np.argsort(keys, kind="stable")
        starts = np.flatnonzero(np.diff(keys[order], prepend=-1))
        indicators = list(self.names["indicator"])
        for rows in np.split(order, starts[1:]):
            indicator, breakdown = divmod(int(keys[rows[0]]), len(breakdowns))
            table = self._table(
                self.indicators[indicators[indicator]],
                breakdowns[breakdown],
                {name: column[rows] for name, column in whole.items()},
                left_out,
                possible_only=possible_only,
            )
            if table is not None:
                yield table

    def _table(
        self,
        indicator: Indicator,
        breakdown: str,
        figures: Figures,
        left_out: Counter[str],
        *,
        possible_only: bool,
    ) -> AreaTable | None:
        self._leave_out(indicator, figures, left_out, possible_only=possible_only)
        periods, columns = _choose_periods(figures, left_out)
        numbers, rows = np.unique(figures["area"], return_inverse=True)
        if not periods:
            return None
        shown = columns >= 0
        arrays = {}
        for name in NUMBERS:
            array = np.full((len(numbers), len(periods)), np.nan)
            array[rows[shown], columns[shown]] = figures[name][shown]
            arrays[name] = array
        breaks = np.zeros((len(numbers), len(periods)), np.bool_)
        breaks[rows[shown], columns[shown]] = self._marked(figures["marker"], Marker.BREAK)[shown]
        before = np.flip(np.cumsum(np.flip(breaks, axis=1), axis=1), axis=1) - breaks > 0
        unmeasured = before | np.isnan(arrays["value"])
        for array in arrays.values():
            array[unmeasured] = np.nan
        codes = list(self.names["area"])
        return AreaTable(
            indicator,
            breakdown,
            tuple(self.areas[codes[number]] for number in numbers.tolist()),
            periods,
            *(arrays[name] for name in NUMBERS),
        )

    def _leave_out(
        self,
        indicator: Indicator,
        figures: Figures,
        left_out: Counter[str],
        *,
        possible_only: bool,
    ) -> None:
        values = figures["value"]
        forecast = self._marked(figures["marker"], Marker.FORECAST) & np.isfinite(values)
        left_out[FORECAST] += int(forecast.sum())
        values[forecast] = np.nan
        if possible_only:
            lowest = -np.inf if indicator.lower_bound is None else indicator.lower_bound
            wrong = (values < lowest) | (values > highest_possible(indicator))
            left_out[IMPOSSIBLE] += int(wrong.sum())
            values[wrong] = np.nan

    def _marked(self, markers: np.ndarray[Any, Any], marker: Marker) -> np.ndarray[Any, Any]:
        wanted = [number for text, number in self.names["marker"].items() if marker.value in text.split()]
        return np.isin(markers, wanted)


def _choose_periods(
    figures: Figures, left_out: Counter[str]
) -> tuple[tuple[Period, ...], np.ndarray[Any, Any]]:
    """The periods of the length that most figures have, by their end, and each row's place among them (-1: none)."""
    known = np.isfinite(figures["value"])
    keys, places = np.unique(figures["period"], return_inverse=True)
    counts = np.bincount(places[known], minlength=len(keys)).tolist()
    periods = [Period.from_key(int(key)) for key in keys]
    weights = Counter[object]()
    for period, count in zip(periods, counts, strict=True):
        weights[period.kind, period.years] += count
    usual = weights.most_common(1)[0][0]
    of_length = [(one.kind, one.years) == usual for one in periods]
    pairs = zip(periods, counts, of_length, strict=True)
    kept = sorted(
        (one for one, count, usual_length in pairs if count and usual_length), key=lambda one: one.end
    )
    place = {period: number for number, period in enumerate(kept)}
    columns = np.array([place.get(one, -1) for one in periods])[places]
    left_out[OTHER_LENGTH] += int((known & ~np.array(of_length)[places]).sum())
    return tuple(kept), columns
