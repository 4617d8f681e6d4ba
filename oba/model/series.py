"""A series: one indicator, one area, one breakdown; and its observations, oldest first."""

from __future__ import annotations

from dataclasses import dataclass

from oba.model.marker import Marker
from oba.model.period import Period


@dataclass(frozen=True, slots=True)
class Observation:
    """One period's value. `value` is None when a marker stands where the number would.

    `lower` and `upper` are the 95% interval as published. `release` is the id of the release it came
    from, `cell` the sheet and cell (`Year 6!D14`), `source_text` what stood there.
    """

    period: Period
    value: float | None
    lower: float | None = None
    upper: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    markers: tuple[Marker, ...] = ()
    source_text: str = ""
    cell: str = ""
    release: int = 0

    @property
    def provisional(self) -> bool:
        return Marker.PROVISIONAL in self.markers

    @property
    def measured(self) -> bool:
        """It holds a number, and the number is no forecast of the publisher's."""
        return self.value is not None and Marker.FORECAST not in self.markers

    @property
    def breaks(self) -> bool:
        """This value is not comparable with those before it."""
        return Marker.BREAK in self.markers


@dataclass(frozen=True, slots=True)
class Series:
    """All observations of one indicator in one area; `breakdown` is '' for the headline (all persons)."""

    indicator: str
    area: str
    breakdown: str = ""
    observations: tuple[Observation, ...] = ()

    @property
    def latest(self) -> Observation | None:
        """The newest observation that holds a measured number; a publisher's own forecast is none."""
        return next((o for o in reversed(self.observations) if o.measured), None)

    @property
    def kept_back(self) -> Period | None:
        """The newest period, where its figure is there and suppressed."""
        newest = self.observations[-1] if self.observations else None
        return (
            newest.period
            if newest and newest.value is None and Marker.CONFIDENTIAL in newest.markers
            else None
        )
