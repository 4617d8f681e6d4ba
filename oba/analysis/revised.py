"""Revised history: figures that a baseline was frozen from and that have since been changed or withdrawn."""

from __future__ import annotations

from math import isclose

from oba.model.baseline import Baseline
from oba.model.period import Period
from oba.model.series import Series

SAME = 1e-9
"""Two numbers that part by less than this share are one number that was computed twice."""

Revised = tuple[Period, float, float | None]
"""The period, its figure at the freeze, and its figure now: None where it has been withdrawn."""


def find_revised_history(baseline: Baseline, series: Series) -> tuple[Revised, ...]:
    """The figures of the frozen history that `series` no longer holds as they were, oldest first.

    `series` is the baseline's own, as it stands now. A period that had no figure at the freeze is none of them.
    """
    now = {one.period: one.value for one in series.observations if one.measured}
    return tuple(
        (period, frozen, now.get(period))
        for period, frozen in baseline.history
        if not _same(frozen, now.get(period))
    )


def _same(frozen: float, now: float | None) -> bool:
    return now is not None and isclose(frozen, now, rel_tol=SAME, abs_tol=0.0)
