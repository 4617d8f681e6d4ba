"""The headline figures that the store holds, for checks that hold a new release against them."""

from __future__ import annotations

import numpy as np

from oba.store.series import Panel


def arrange_held(panel: Panel) -> dict[tuple[str, str], dict[int, float]]:
    """The number of each period, by its key, for each indicator and area."""
    keys = [period.key for period in panel.periods]
    values = panel.numbers["value"]
    return {
        (indicator, area): {
            keys[place]: float(values[row, place])
            for place in np.flatnonzero(~np.isnan(values[row])).tolist()
        }
        for row, (indicator, area, _) in enumerate(panel.keys)
    }
