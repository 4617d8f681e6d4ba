"""Axes: round ticks, a range that holds the values, and which ticks to show when room is short."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise

from oba.charts.description import Axis, Tick
from oba.model.period import Period
from oba.words.numbers import say_number

_TINY = 1e-12  # a difference that no figure of ours can mean
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def value_axis(
    values: Iterable[float], *, zero_based: bool = True, suffix: str = "", ceiling: float | None = None
) -> Axis:
    """A value axis over `values`. From zero when asked and no value lies below it; at most to `ceiling`."""
    found = [value for value in values if math.isfinite(value)] or [0.0, 1.0]
    low, high = min(found), max(found)
    if zero_based:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low <= max(abs(high) * 1e-9, _TINY):
        low, high = _widen(high)
    step = nice_step((high - low) / 4.5)
    bottom = math.floor(low / step) * step if low < 0 or not zero_based else 0.0
    top = high if ceiling is not None and high >= ceiling * 0.98 else high + (high - low) * 0.04
    count = math.floor((top - bottom) / step + 1e-9)
    ticks = tuple(_tick(bottom + i * step, step=step, suffix=suffix) for i in range(count + 1))
    return Axis(bottom, max(top, ticks[-1].at), ticks)


def nice_step(rough: float) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that is not below `rough`."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough * (1 - 1e-9))


def time_ticks(periods: Iterable[Period]) -> tuple[Tick, ...]:
    """One tick a period, at its end."""
    return tuple(Tick(period.decimal_year, period.short_label) for period in sorted(set(periods)))


def position(day: date) -> float:
    """A day on the time axis: the morning of 1 January 2019 is 2019."""
    first, after = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return day.year + (day - first).days / (after - first).days


def thin(ticks: tuple[Tick, ...], *, room: int, keep: float | None = None) -> tuple[Tick, ...]:
    """At most `room` of `ticks`, evenly stepped, among them the one at `keep` where there is one."""
    if len(ticks) <= max(room, 1):
        return ticks
    step = math.ceil(len(ticks) / max(room, 1))
    anchor = next((i for i, tick in enumerate(ticks) if tick.at == keep), 0)
    return ticks[anchor % step :: step]


def fit(
    ticks: tuple[Tick, ...],
    *,
    extent: Callable[[Tick], tuple[float, float]],
    apart: float,
    most: int,
    keep: float | None = None,
) -> tuple[Tick, ...]:
    """The most of `ticks`, evenly stepped, whose labels stay `apart` pixels clear of each other; at least one.

    `extent` is where a label begins and ends, in pixels.
    """
    for room in range(min(len(ticks), most), 0, -1):
        shown = thin(ticks, room=room, keep=keep)
        if all(a[1] + apart <= b[0] for a, b in pairwise(map(extent, shown))):
            return shown
    return ticks[-1:]


def _widen(value: float) -> tuple[float, float]:
    """A range of some size around values that are all the same."""
    if abs(value) <= _TINY:
        return 0.0, 1.0
    margin = abs(value) * 0.1
    return value - margin, value + margin


def _tick(at: float, *, step: float, suffix: str) -> Tick:
    decimals = 0 if step >= 1 and float(step).is_integer() else _decimals(step)
    clean = round(at, decimals + 6)
    return Tick(clean, say_number(clean, decimals=decimals) + suffix)


def _decimals(step: float) -> int:
    """How many decimals tell two neighbouring ticks apart: 0.25 needs two, 2.5 needs one."""
    places = max(0, -math.floor(math.log10(step) + 1e-9))
    scaled = step * 10**places
    return places if math.isclose(scaled, round(scaled), rel_tol=1e-6) else places + 1
