"""The headline figures that the store holds, for checks that hold a new release against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from oba.store.engine import Store
from oba.store.series import Panel, read_panel

Cells = Mapping[int, float]


class Held(Mapping[tuple[str, str], Cells]):
    """The number of each period, by its key, for each indicator and area; an indicator is read when it is asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._of: dict[str, dict[str, dict[int, float]]] = {}

    def __getitem__(self, key: tuple[str, str]) -> Cells:
        indicator, area = key
        if indicator not in self._of:
            with self._store.reading() as connection:
                self._of[indicator] = arrange(read_panel(connection, indicators=[indicator]))
        return self._of[indicator][area]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter([(indicator, area) for indicator, areas in self._of.items() for area in areas])

    def __len__(self) -> int:
        return sum(map(len, self._of.values()))

    def __bool__(self) -> bool:
        """What has not been read yet may be there."""
        return True


def arrange(panel: Panel) -> dict[str, dict[int, float]]:
    """The numbers of one indicator by area and period."""
    keys = [period.key for period in panel.periods]
    values = panel.numbers["value"]
    return {
        area: {
            keys[place]: float(values[row, place])
            for place in np.flatnonzero(~np.isnan(values[row])).tolist()
        }
        for row, (_, area, _) in enumerate(panel.keys)
    }
