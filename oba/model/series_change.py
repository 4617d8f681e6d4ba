"""What became of one series between two moments: figures that came, that were revised, and that went."""

from __future__ import annotations

from dataclasses import dataclass

from oba.model.period import Period
from oba.model.series import Observation, Series


@dataclass(frozen=True, slots=True)
class SeriesChange:
    """Oldest first. `revised` pairs a figure with the one that took its place: another value or another marker.

    `adjusted` are those of which only the interval or the counts behind the value are others.
    """

    added: tuple[Observation, ...] = ()
    revised: tuple[tuple[Observation, Observation], ...] = ()
    adjusted: tuple[Period, ...] = ()
    gone: tuple[Observation, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.revised or self.adjusted or self.gone)


def compare_series(before: Series | None, after: Series | None) -> SeriesChange:
    """None stands for a series that held nothing. The same figure given again by another release is no change."""
    old = {one.period: one for one in before.observations} if before else {}
    new = {one.period: one for one in after.observations} if after else {}
    both = [(old[period], one) for period, one in new.items() if period in old]
    return SeriesChange(
        added=tuple(one for period, one in new.items() if period not in old),
        revised=tuple(pair for pair in both if _shown(pair[0]) != _shown(pair[1])),
        adjusted=tuple(
            one.period for was, one in both if _shown(was) == _shown(one) and _behind(was) != _behind(one)
        ),
        gone=tuple(one for period, one in old.items() if period not in new),
    )


def _shown(one: Observation) -> tuple[object, ...]:
    return one.value, one.markers


def _behind(one: Observation) -> tuple[object, ...]:
    return one.lower, one.upper, one.numerator, one.denominator
