"""Run every rule of forecasting and judging over the authorities of a national file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from oba.analysis.area_table import AreaTable
from oba.analysis.backtest import (
    Sample,
    Scores,
    cut,
    find_alarms,
    find_control_alarms,
    pool_scores,
    score_rules,
    share_by_measure,
)
from oba.analysis.placebo import FEWEST_AREAS
from oba.analysis.sums import BoolArray, FloatArray
from oba.errors import ObaError
from oba.tasks.read_national import National, read_national

FORECASTS = ((5, 3), (6, 3), (7, 3), (8, 2))
STARTS = ((5, 2), (5, 3), (7, 3), (8, 2))
CONTROL_POINTS = (9, 10)
SIMULATED = 4_000
SEED = 20261122
JUDGED, ABOVE, BELOW, ANY = "judged", "above", "below", "lower unless high is good"
"""Which measures, and which way counts as better: by their polarity; without polarity, a rise or a fall; all, a fall
being better unless the dictionary says that high is good."""
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class ForecastTest:
    """What `points` figures of history forecast of the next `ahead`, over all measures that have them."""

    points: int
    ahead: int
    measures: int
    series: int
    rules: dict[str, Scores]


@dataclass(frozen=True, slots=True)
class StartTest:
    """Shares of areas called better by each rule: at placebo starts, and when they improve by a usual change a year."""

    points: int
    after: int
    group: str
    measures: int
    series: int
    alarms: dict[str, float]
    power: dict[str, float]


@dataclass(frozen=True, slots=True)
class ControlTest:
    """Shares of series with a special cause anywhere, and at their newest figure."""

    of: str
    series: int
    anywhere: float
    newest: float


@dataclass(frozen=True, slots=True)
class Backtest:
    """All that came out. `left_out` counts measures by why they were not used at all."""

    national: National
    dictionary: str
    left_out: Counter[str]
    forecasts: tuple[ForecastTest, ...]
    starts: tuple[StartTest, ...]
    controls: tuple[ControlTest, ...]


def run_backtest(
    path: Path,
    *,
    dictionary: Path | None = None,
    reading: Callable[[str, int], None] | None = None,
    progress: Progress | None = None,
) -> Backtest:
    """Read the file and back-test every rule. ObaError when it holds too few series that are long enough.

    `progress` is told what is being done, how many measures of it are done, and of how many.
    """
    national = read_national(path, dictionary=dictionary, possible_only=False, progress=reading)
    plain = [one for one in national.tables if one.plain]
    tell = progress or (lambda what, done, of: None)
    forecasts = [_test_forecasts(plain, points, ahead, tell) for points, ahead in FORECASTS]
    if not any(one.measures for one in forecasts):
        raise ObaError(
            f"no measure has {sum(FORECASTS[0])} figures in a row for {FEWEST_AREAS} authorities or more",
            where=national.name,
            expected="yearly figures of many authorities",
            remedy="Give the whole national file, such as the LAIT long table",
        )
    starts = [found for points, after in STARTS for found in _test_starts(plain, points, after, tell)]
    return Backtest(
        national=national,
        dictionary=dictionary.name if dictionary else "",
        left_out=_count_left_out(national.tables),
        forecasts=tuple(one for one in forecasts if one.measures),
        starts=tuple(starts),
        controls=tuple(_test_control(plain)),
    )


def _count_left_out(tables: Iterable[AreaTable]) -> Counter[str]:
    counts = Counter[str]()
    for one in tables:
        counts["their periods share data with one another"] += one.overlapping
        counts["they are not yearly"] += one.steps_a_year != 1
    return +counts


def _sample(table: AreaTable, points: int, ahead: int) -> Sample | None:
    return cut(table.values[table.authorities], steps=table.steps, points=points, ahead=ahead)


def _test_forecasts(tables: list[AreaTable], points: int, ahead: int, tell: Progress) -> ForecastTest:
    scored: list[dict[str, Scores]] = []
    series = 0
    for number, table in enumerate(tables, start=1):
        sample = _sample(table, points, ahead)
        found = score_rules(sample) if sample else {}
        if sample and found:
            scored.append(found)
            series += sample.areas
        tell(f"forecasts {ahead} ahead of {points}", number, len(tables))
    return ForecastTest(points, ahead, len(scored), series, pool_scores(scored))


def _test_starts(tables: list[AreaTable], points: int, after: int, tell: Progress) -> list[StartTest]:
    alarms: dict[str, list[Mapping[str, BoolArray]]] = {}
    power: dict[str, list[Mapping[str, BoolArray]]] = {}
    series = Counter[str]()
    for number, table in enumerate(tables, start=1):
        sample = _sample(table, points, after)
        if sample:
            for group, sign in list_groups(table.indicator.polarity.sign):
                alarms.setdefault(group, []).append(find_alarms(sample, sign=sign))
                power.setdefault(group, []).append(find_alarms(sample, sign=sign, moves=1.0))
                series[group] += sample.areas
        tell(f"placebo starts, {after} after {points}", number, len(tables))
    return [
        StartTest(
            points,
            after,
            group,
            len(alarms[group]),
            series[group],
            share_by_measure(alarms[group]),
            share_by_measure(power[group]),
        )
        for group in (JUDGED, ABOVE, BELOW, ANY)
        if group in alarms
    ]


def list_groups(sign: int) -> list[tuple[str, int]]:
    """The groups that a measure of this polarity counts in, each with the way that is better in it."""
    own = [(JUDGED, sign)] if sign else [(ABOVE, 1), (BELOW, -1)]
    return [*own, (ANY, sign or -1)]


def _test_control(tables: list[AreaTable]) -> Iterable[ControlTest]:
    """The control chart on the authorities' own newest figures, on a stable process and on a random walk."""
    found = [_newest_run(one) for one in tables]
    anywhere, newest = (np.concatenate([one[at] for one in found]) for at in (0, 1))
    if len(anywhere):
        yield ControlTest("real", len(anywhere), float(anywhere.mean()), float(newest.mean()))
    chance = np.random.default_rng(SEED)
    for points in (8, 10, 12, 20):
        steps = chance.normal(size=(SIMULATED, points))
        for name, values in (("stable", steps), ("walk", np.cumsum(steps, axis=1))):
            some, last = find_control_alarms(values)
            yield ControlTest(f"{name} {points}", SIMULATED, float(some.mean()), float(last.mean()))


def _newest_run(table: AreaTable) -> tuple[BoolArray, BoolArray]:
    """Alarms of the authorities whose figures of all nine or ten newest periods are known and vary."""
    values: FloatArray = table.values[table.authorities]
    none = np.zeros(0, np.bool_)
    for points in sorted(CONTROL_POINTS, reverse=True):
        if values.shape[1] >= points and (np.diff(table.steps[-points:]) == 1).all():
            newest = values[:, -points:]
            whole = np.isfinite(newest).all(axis=1)
            newest = newest[whole]
            newest = newest[newest.max(axis=1) > newest.min(axis=1)] if len(newest) else newest
            return find_control_alarms(newest) if len(newest) else (none, none)
    return none, none
