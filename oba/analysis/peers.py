"""Other areas' series of the same indicator, made comparable with ours: as many points, up to the same period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from oba.analysis.forecast import Forecast
from oba.analysis.moderation import FEWEST_PEERS
from oba.analysis.panel import Panel, lay_out, usable
from oba.analysis.placebo import typical_changes
from oba.model.baseline import PeerForecast
from oba.model.period import Period
from oba.model.series import Observation, Series

Points = tuple[Observation, ...]


def choose_peers(
    peers: Sequence[Series], *, series: Series, points: Points, data_to: Period, pooled: int
) -> dict[str, Points]:
    """By area, the newest usable points up to `data_to`, as many as ours; none where fewer than 20 areas have them.

    Areas without a figure for `data_to`, with fewer points, or with figures of another kind are left out.
    """
    found: dict[str, Points] = {}
    for one in peers:
        if one.area == series.area or (one.indicator, one.breakdown) != (series.indicator, series.breakdown):
            continue
        until = tuple(each for each in one.observations if each.period.end <= data_to.end)
        theirs = usable(replace(one, observations=until))[-len(points) :]
        if len(theirs) == len(points) and theirs[-1].period == data_to:
            found[one.area] = theirs
    if not found:
        return {}
    panel = lay_out([points, *found.values()], pooled=[pooled] * (len(found) + 1))
    alike = (panel.overlapping == panel.overlapping[0]) & (panel.steps_a_year == panel.steps_a_year[0])
    kept = {area: theirs for (area, theirs), same in zip(found.items(), alike[1:], strict=True) if same}
    return kept if len(kept) >= FEWEST_PEERS else {}


def list_peers(areas: Sequence[str], *, panel: Panel, course: Forecast) -> tuple[PeerForecast, ...]:
    """What was forecast for the areas of the panel's rows after the first, which is ours."""
    typical = typical_changes(panel.values, steps=panel.steps, steps_a_year=int(panel.steps_a_year[0]))
    return tuple(
        PeerForecast(area, float(typical[row]), tuple(course.values[row].tolist()))
        for row, area in enumerate(areas, start=1)
    )


def can_moderate(course: Forecast) -> bool:
    """Whether more than half of the areas' figures vary at all."""
    return bool(np.median(course.se1) > 0)
