"""Special cause in many series at once: XmR control charts with the rules of "plot the dots".

Limits, screening, rules and their order as in NHSRplotthedots 0.2.2 (NHS-R community, MIT licence). Three things
are done otherwise. Where all figures of a phase are the same, the limits lie on the mean; the package loses them,
because its screening then drops every range. Of a point where two trends meet, one behind the other, the direction
is that of the newest trend it is part of; the package may give it the way to a point that is part of neither. And
a difference of a rounding error from the mean or from a limit is none.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from oba.analysis.sums import BoolArray, FloatArray, IntArray
from oba.model.control import Rule

LIMIT = 2.66
"""Limits in average moving ranges: 3 / 1.128, as the package rounds it."""
NEAR = LIMIT * 2 / 3
SCREEN = 3.267
RUN_LENGTH = 7
SHORTEST_RUN = 3
RULES = (None, Rule.OUTSIDE, Rule.TREND, Rule.TWO_IN_THREE, Rule.SHIFT)
"""What the numbers in `ControlPanel.rule` stand for, in the order in which the rules take precedence."""
_ROUNDING = 1e-12
SignArray = NDArray[np.int8]
"""+1, -1 or nought, or the number of a rule, for each value."""


@dataclass(frozen=True, slots=True)
class ControlPanel:
    """`mean`, `lower`, `upper` are n x T: those of the phase a value belongs to, NaN where there is no value.

    The limits are also NaN in a phase of a single value. `rule` (n x T) is the place of the rule in RULES, nought
    for common cause; `side` (n x T) is +1 for a signal above the mean or rising, -1 below or falling, nought for
    no signal. `dropped` (n) counts the moving ranges screened out of the limits.
    """

    mean: FloatArray
    lower: FloatArray
    upper: FloatArray
    side: IntArray
    rule: IntArray
    dropped: IntArray


@dataclass(frozen=True, slots=True)
class _Phases:
    """All values of all series in one row, series after series. `first` marks where a phase begins, `of` is the
    phase of each value, `starts` the place of each phase's first value, `size` how many values it has."""

    values: FloatArray
    first: BoolArray
    of: IntArray
    starts: IntArray
    size: IntArray


def control_limits(
    values: FloatArray, *, screen: bool = True, run_length: int = RUN_LENGTH, phases: IntArray | None = None
) -> ControlPanel:
    """The limits and signals of n x T values, oldest first, NaN where missing: its neighbours become adjacent.

    A moving range of 3.267 times their average or more is dropped, once, when `screen` is set. `run_length` points
    make a shift or a trend. A new phase begins wherever `phases` (n x T or T) changes; nothing is carried from one
    to the next. ValueError for a run shorter than three.
    """
    if run_length < SHORTEST_RUN:
        raise ValueError(f"a run of {run_length} points is no run; it takes {SHORTEST_RUN} or more")
    known = np.isfinite(values)
    with np.errstate(all="ignore"):
        row = _split(values, known, phases)
        mean, average, dropped = _measure(row, screen=screen)
        reach = average[row.of]
        offset = row.values - mean[row.of]
        slack = _ROUNDING * _largest(row)[row.of]
        above = (offset > slack).view(np.int8) - (offset < -slack).view(np.int8)
        rule, side = _find_signals(row, above, far=np.abs(offset) - slack, reach=reach, run_length=run_length)
    series = np.nonzero(known)[0][row.starts]
    return ControlPanel(
        mean=_unfold(mean[row.of], known),
        lower=_unfold(mean[row.of] - LIMIT * reach, known),
        upper=_unfold(mean[row.of] + LIMIT * reach, known),
        side=_unfold_codes(side, known),
        rule=_unfold_codes(rule, known),
        dropped=np.bincount(series, weights=dropped, minlength=len(values)).astype(np.int64),
    )


def _split(values: FloatArray, known: BoolArray, phases: IntArray | None) -> _Phases:
    counts = known.sum(axis=1)
    begins = np.cumsum(counts) - counts
    flat = values[known]
    first = np.zeros(len(flat), np.bool_)
    first[begins[counts > 0]] = True
    if phases is not None:
        phase = np.broadcast_to(phases, values.shape)[known]
        first[1:] |= phase[1:] != phase[:-1]
    starts = np.flatnonzero(first)
    size = np.diff(np.append(starts, len(flat)))
    return _Phases(flat, first, np.repeat(np.arange(len(starts)), size), starts, size)


def _measure(row: _Phases, *, screen: bool) -> tuple[FloatArray, FloatArray, IntArray]:
    """Mean, average moving range and number of ranges screened out, of each phase.

    The mean is taken twice, the second time of what is left over, so that equal figures lie exactly on it.
    """
    if not len(row.starts):
        return np.zeros(0), np.zeros(0), np.zeros(0, np.int64)
    mean = _add_up(row.values, row) / row.size
    mean += _add_up(row.values - mean[row.of], row) / row.size
    ranges = np.zeros(len(row.values))
    np.abs(np.diff(row.values), out=ranges[1:])
    ranges[row.starts] = 0.0
    number = row.size - 1
    average = _add_up(ranges, row) / number
    if not screen:
        return mean, average, np.zeros(len(mean), np.int64)
    large = (ranges >= SCREEN * average[row.of]) & (ranges > 0)
    if not large.any():
        return mean, average, np.zeros(len(mean), np.int64)
    ranges[large] = 0.0
    dropped: IntArray = np.add.reduceat(large, row.starts, dtype=np.int64)
    return mean, _add_up(ranges, row) / (number - dropped), dropped


def _add_up(terms: FloatArray, row: _Phases) -> FloatArray:
    sums: FloatArray = np.add.reduceat(terms, row.starts)
    return sums


def _largest(row: _Phases) -> FloatArray:
    """The largest size of a value in each phase."""
    if not len(row.starts):
        return np.zeros(0)
    largest: FloatArray = np.maximum.reduceat(np.abs(row.values), row.starts)
    return largest


def _find_signals(
    row: _Phases,
    above: SignArray,
    *,
    far: FloatArray,
    reach: FloatArray,
    run_length: int,
) -> tuple[SignArray, SignArray]:
    """The number of the rule and the side of each value; the rules in their order of precedence."""
    joined = ~row.first
    outside = far > LIMIT * reach
    near = ~outside & (far > NEAR * reach)
    way = _find_trends(row.values, joined, run_length=run_length)
    shift = _in_run(above, joined, length=run_length)
    two_in_three = near & _in_window(near, above, joined)
    rule = shift.astype(np.int8) * np.int8(4)
    np.putmask(rule, two_in_three, 3)
    np.putmask(rule, way != 0, 2)
    np.putmask(rule, outside, 1)
    side = np.where(rule == 2, way, above)
    np.putmask(side, rule == 0, 0)
    return rule, side


def _find_trends(values: FloatArray, joined: BoolArray, *, run_length: int) -> SignArray:
    """+1 for a point of a run of strict rises, -1 of strict falls, by the newest run it is part of; else 0."""
    step = np.zeros(len(values), np.int8)
    step[1:] = (values[1:] > values[:-1]).view(np.int8) - (values[1:] < values[:-1]).view(np.int8)
    step *= joined
    step *= _in_run(step, joined, length=run_length - 1)
    way = step.copy()
    np.copyto(way[:-1], step[1:], where=step[1:] != 0)
    return way


def _in_run(signs: SignArray, joined: BoolArray, *, length: int) -> BoolArray:
    """Which elements are part of a run of `length` or more equal signs, none of them nought, in one phase."""
    same = np.zeros(len(signs), np.bool_)
    same[1:] = (signs[1:] == signs[:-1]) & joined[1:] & (signs[1:] != 0)
    ends = same.copy()
    for back in range(1, length - 1):
        ends[back:] &= same[:-back]
        ends[:back] = False
    found = ends.copy()
    for back in range(1, length):
        found[:-back] |= ends[back:]
    return found


def _in_window(near: BoolArray, above: SignArray, joined: BoolArray) -> BoolArray:
    """Which elements are part of three in a row on one side of the mean of which two are near a limit."""
    covered = np.zeros(len(near), np.bool_)
    if len(near) < 3:
        return covered
    level = above[:-2] + above[1:-1] + above[2:]
    count = near[:-2].astype(np.int8) + near[1:-1] + near[2:]
    window = (np.abs(level) == 3) & (count >= 2) & joined[1:-1] & joined[2:]
    covered[:-2] |= window
    covered[1:-1] |= window
    covered[2:] |= window
    return covered


def _unfold(numbers: FloatArray, known: BoolArray) -> FloatArray:
    table = np.full(known.shape, np.nan)
    table[known] = numbers
    return table


def _unfold_codes(codes: SignArray, known: BoolArray) -> IntArray:
    table = np.zeros(known.shape, np.int64)
    table[known] = codes
    return table
