"""Figures on a regular scale of periods, with null where one is missing: the form that a line of JSON has."""

from __future__ import annotations

from collections.abc import Sequence

from oba.analysis.panel import MONTHS_A_STEP, measure_steps
from oba.model.indicator import Indicator
from oba.model.period import Period


def find_places(periods: Sequence[Period]) -> list[int] | None:
    """The place of each period on the series' own scale, the first being 0; None where one lies in between."""
    if not periods:
        return None
    steps = measure_steps(periods)
    places = [one - steps[0] for one in steps]
    return [int(one) for one in places] if all(one == int(one) for one in places) else None


def find_years(period: Period, indicator: Indicator) -> float:
    months = MONTHS_A_STEP.get(period.kind)
    return months / 12 if months else float(max(indicator.years_pooled, period.years, 1))


def spread(places: Sequence[int], values: Sequence[float | None]) -> list[float | None]:
    """The values at their places, with null between."""
    found: list[float | None] = [None] * (places[-1] + 1)
    for place, value in zip(places, values, strict=True):
        found[place] = value
    return found
