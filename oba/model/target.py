"""A target: where a group has agreed to be. It is kept apart from the indicator, and is never a forecast."""

from __future__ import annotations

from dataclasses import dataclass

from oba.model.period import Period


@dataclass(frozen=True, slots=True)
class Target:
    """The value aimed at for one period in one area. `source` says where it is published, or who agreed it."""

    indicator: str
    area: str
    period: Period
    value: float
    source: str
    note: str = ""
