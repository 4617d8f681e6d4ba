"""A publisher's file as it was read: its figures by indicator, area, period and breakdown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from oba.load.reading import Reading
from oba.model.period import Period

Published = Callable[..., "Read"]


class Read:
    """A file's figures by indicator, area, period and breakdown, with the reading they came from."""

    def __init__(self, reading: Reading) -> None:
        frames = list(reading.frames())
        self.reading = reading
        self.figures = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
        self.said = [problem.found for problem in reading.problems]
        self.stops = [problem for problem in reading.problems if problem.stops]
        self.measures = {one.measure.code: one for one in reading.measures}

    def value(self, indicator: str, area: str, period: str, breakdown: str = "") -> float | str:
        """The one value there is; its markers where there is none."""
        return self._pick(indicator, area, period, breakdown, column="value")

    def cell(self, indicator: str, area: str, period: str, breakdown: str = "") -> str:
        return str(self._pick(indicator, area, period, breakdown, column="cell"))

    def number(self, column: str, indicator: str, area: str, period: str) -> Any:
        return self._pick(indicator, area, period, "", column=column)

    def _pick(self, indicator: str, area: str, period: str, breakdown: str, *, column: str) -> Any:
        table = self.figures
        labels = [Period.from_key(int(key)).label for key in table["period"]]
        found = table[
            (table["indicator"] == indicator)
            & (table["area"] == area)
            & (table["breakdown"] == breakdown)
            & pd.Series([label == period for label in labels], dtype=bool, index=table.index)
        ]
        assert len(found) == 1, f"{len(found)} figures; there are {sorted(set(labels))}"
        value = found[column].iloc[0]
        return found["marker"].iloc[0] if column == "value" and pd.isna(value) else value
