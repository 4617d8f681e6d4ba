"""Observations as points, parted where a period is missing and where the definition changes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from oba.charts.description import Absence, Point
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.model.series import Observation
from oba.words.markers import say_absence, say_markers
from oba.words.numbers import say_bare_value, say_range, say_value

_UNLISTED = "no figure"


def segments(observations: tuple[Observation, ...], *, indicator: Indicator) -> tuple[tuple[Point, ...], ...]:
    """Runs of points that may be joined: no missing period inside, no break in definition."""
    step = typical_step(observations)
    runs: list[list[Point]] = []
    before: Observation | None = None
    for observation in observations:
        if observation.value is not None:
            if before is None or observation.breaks or _apart(before, after=observation, step=step):
                runs.append([])
            runs[-1].append(as_point(observation, indicator=indicator))
        before = observation if observation.value is not None else None
    return tuple(tuple(run) for run in runs)


def as_point(observation: Observation, *, indicator: Indicator) -> Point:
    value = observation.value or 0.0
    note, label = say_markers(observation.markers), observation.period.label
    return Point(
        x=observation.period.decimal_year,
        y=value,
        period=observation.period.key,
        label=label,
        text=say_bare_value(value, indicator=indicator),
        hollow=observation.provisional,
        note=note,
        hover=_say_hover(observation, label=label, note=note, indicator=indicator),
    )


def absent_runs(observations: tuple[Observation, ...]) -> tuple[Absence, ...]:
    """Neighbouring periods without a number and with the same reason, together."""
    runs: list[list[tuple[Period, str]]] = []
    before: Period | None = None
    for period, word in _absent(observations, step=typical_step(observations)):
        if not word:
            before = None
        elif before is not None and runs[-1][-1][1] == word:
            runs[-1].append((period, word))
            before = period
        else:
            runs.append([(period, word)])
            before = period
    return tuple(_as_absence(run) for run in runs)


def typical_step(observations: tuple[Observation, ...]) -> float:
    """Years from one observation to the next, as a rule; 1 when there are fewer than two."""
    ends = [observation.period.decimal_year for observation in observations]
    steps = [b - a for a, b in pairwise(ends) if b > a]
    return median(steps) if steps else 1.0


def _absent(observations: tuple[Observation, ...], *, step: float) -> Iterator[tuple[Period, str]]:
    """Every period in order with the word for its absence; '' where there is a number."""
    for index, observation in enumerate(observations):
        if index and _apart(observations[index - 1], after=observation, step=step):
            yield from _unlisted(observations[index - 1].period, before=observation.period, step=step)
        yield observation.period, say_absence(observation) if observation.value is None else ""


def _unlisted(after: Period, *, before: Period, step: float) -> Iterator[tuple[Period, str]]:
    """The periods nobody lists between two that are listed, where one period is one step."""
    period = after.later(1)
    if abs(period.decimal_year - after.decimal_year - step) > step / 4:
        return
    while period.decimal_year < before.decimal_year - step / 4:
        yield period, _UNLISTED
        period = period.later(1)


def _apart(before: Observation, *, after: Observation, step: float) -> bool:
    return after.period.decimal_year - before.period.decimal_year > 1.5 * step


def _as_absence(run: list[tuple[Period, str]]) -> Absence:
    return Absence(
        start=run[0][0].decimal_year,
        end=run[-1][0].decimal_year,
        word=run[0][1],
        periods=tuple((period.key, period.label, period.short_label) for period, _ in run),
    )


def _say_hover(observation: Observation, *, label: str, note: str, indicator: Indicator) -> str:
    text = f"{label}: {say_value(observation.value or 0.0, indicator=indicator)}"
    if observation.lower is not None and observation.upper is not None:
        interval = say_range(observation.lower, observation.upper, indicator=indicator)
        text += f" (95% interval {interval})"
    return f"{text}, {note}" if note else text
