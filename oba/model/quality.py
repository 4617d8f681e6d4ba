"""How current and how complete one series is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oba.model.marker import Marker
from oba.model.period import Period


@dataclass(frozen=True, slots=True)
class Quality:
    """`latest` is the newest period with a measured figure, `age_months` whole months since it ended.

    `missing` are periods between the first and the last cell for which nothing stands at all; `markers`
    counts the cells where a marker stands for the value. `overdue` says that the release expected by
    `next_release` has not brought a newer figure; `stale` that the latest figure is older than figures of
    this kind usually are.
    """

    indicator: str
    area: str
    breakdown: str
    figures: int
    latest: Period | None
    age_months: int | None
    missing: tuple[Period, ...] = ()
    markers: tuple[tuple[Marker, int], ...] = ()
    next_release: date | None = None
    overdue: bool = False
    stale: bool = False

    @property
    def suppressed(self) -> int:
        return dict(self.markers).get(Marker.CONFIDENTIAL, 0)


def is_past(release: date, *, today: date) -> bool:
    """Whether a release date has passed. The first of a month stands for the month, as publishers announce it."""
    if release.day == 1:
        return (release.year, release.month) < (today.year, today.month)
    return release < today
