"""Back-tests: how far the methods are right where the answer is known, on many areas' figures of one measure.

The newest n + h figures of each area are cut off: the first n are the history that a forecast is made from, the
last h are what came. An error is judged against that of carrying the last value forward. A placebo start is a
freeze at which nothing is known to have begun: whatever is then called better is a false alarm, but for what
moved all areas at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from oba.analysis.control_rules import control_limits
from oba.analysis.course import FEWEST_POINTS
from oba.analysis.forecast import TAIL_80, TAIL_95, Forecast, forecast
from oba.analysis.gaps import mean_gap_errors
from oba.analysis.moderation import FEWEST_PEERS
from oba.analysis.placebo import FEWEST_AREAS, standardise_gaps, typical_changes
from oba.analysis.quantile import t_quantiles
from oba.analysis.sums import BoolArray, FloatArray, IntArray
from oba.model.baseline import Scenario

OURS, MODERATED, LAST, LINE, AVERAGE = (
    "ours",
    "ours, moderated",
    "last value",
    "straight line",
    "average change",
)
PENALTY = 2 / 0.05
"""What a 95% interval's score adds for each unit that a figure lies outside of it."""


@dataclass(frozen=True)
class Sample:
    """History (areas x n) and what came after it (areas x h), of areas whose history varies."""

    history: FloatArray
    actual: FloatArray

    @property
    def areas(self) -> int:
        return len(self.history)

    @property
    def horizon(self) -> int:
        return int(self.actual.shape[1])

    @cached_property
    def forecasts(self) -> dict[str, Forecast]:
        """Every rule's forecast; the moderated one only where more than half of the areas vary enough."""
        found = {
            OURS: forecast(self.history, horizon=self.horizon),
            LAST: forecast(self.history, horizon=self.horizon, scenario=Scenario.HOLD),
            LINE: forecast(self.history, horizon=self.horizon, scenario=Scenario.STRAIGHT_LINE),
            AVERAGE: continue_average(self.history, horizon=self.horizon),
        }
        if self.areas >= FEWEST_PEERS and np.median(found[OURS].se1) > 0:
            found[MODERATED] = forecast(self.history, horizon=self.horizon, moderated=True)
        return found


@dataclass(frozen=True, slots=True)
class Scores:
    """Of one rule on one measure. `error` and `score` (of the 95% interval) are in mean errors of the last value."""

    error: float
    cover80: float
    cover95: float
    score: float


def cut(values: FloatArray, *, steps: FloatArray, points: int, ahead: int) -> Sample | None:
    """The newest points + ahead periods; None where a period is missing among them, or under 20 areas are whole."""
    size = points + ahead
    if points < FEWEST_POINTS or values.shape[1] < size or (np.diff(steps[-size:]) != 1).any():
        return None
    newest = values[:, -size:]
    history = newest[:, :points]
    with np.errstate(invalid="ignore"):
        whole = np.isfinite(newest).all(axis=1) & (history.max(axis=1) > history.min(axis=1))
    if whole.sum() < FEWEST_AREAS:
        return None
    return Sample(history[whole], newest[whole, points:])


def continue_average(history: FloatArray, *, horizon: int) -> Forecast:
    """The average change carried on in full, with the interval of a random walk with drift: a peer, not a method."""
    changes = np.diff(history, axis=1)
    number = changes.shape[1]
    ahead = np.arange(1.0, horizon + 1)
    middle = history[:, -1:] + ahead * changes.mean(axis=1)[:, np.newaxis]
    scatter = changes.std(axis=1, ddof=1)
    se = scatter[:, np.newaxis] * np.sqrt(ahead * (1 + ahead / number))
    ones = np.ones(len(history))
    degrees = ones * (number - 1)
    near, far = (t_quantiles(tail, degrees)[:, np.newaxis] * se for tail in (TAIL_80, TAIL_95))
    limits = (middle - near, middle + near, middle - far, middle + far)
    return Forecast(middle, se, *limits, ones * history.shape[1], ones, scatter, degrees)


def score_rules(sample: Sample) -> dict[str, Scores]:
    """Each rule on one measure, all areas and periods ahead together. Nothing where the last value never erred."""
    usual = float(np.abs(sample.actual - sample.history[:, -1:]).mean())
    if not usual > 0:
        return {}
    return {name: _score(one, sample.actual, usual) for name, one in sample.forecasts.items()}


def _score(one: Forecast, actual: FloatArray, usual: float) -> Scores:
    below, above = np.maximum(one.lower95 - actual, 0), np.maximum(actual - one.upper95, 0)
    width = one.upper95 - one.lower95 + PENALTY * (below + above)
    return Scores(
        error=float(np.abs(actual - one.values).mean()) / usual,
        cover80=float(((actual >= one.lower80) & (actual <= one.upper80)).mean()),
        cover95=float(((actual >= one.lower95) & (actual <= one.upper95)).mean()),
        score=float(width.mean()) / usual,
    )


def find_levels(values: FloatArray, found: Forecast) -> IntArray:
    """Where figures (n x h) lie: +-2 strictly beyond the 95% interval, +-1 beyond the 80% one, 0 inside."""
    with np.errstate(invalid="ignore"):
        level = np.zeros(values.shape, np.int64)
        level += (values > found.upper80).astype(np.int64) + (values > found.upper95)
        level -= (values < found.lower80).astype(np.int64) + (values < found.lower95)
    return level


def place_all(z: FloatArray, others: FloatArray) -> IntArray:
    """As `rank_gap` for each of n areas: its place with its own `z` among the `others` (n, its own left out)."""
    order = np.sort(others[np.isfinite(others)])
    as_good = len(order) - np.searchsorted(order, z, side="left")
    return np.asarray(1 + as_good - (np.isfinite(others) & (others >= z)), np.int64)


Alarms = dict[str, BoolArray]


def find_alarms(sample: Sample, *, sign: int, moves: float = 0.0) -> Alarms:
    """What each rule says of each area at a placebo start: whether the area is called better.

    `sign` is +1 where a rise is an improvement and -1 where a fall is. With `moves` every area in its turn improves
    by so many of its typical yearly changes a year while the others stay as they are.
    """
    rules = sample.forecasts
    typical = typical_changes(sample.history)
    ahead = np.arange(1.0, sample.horizon + 1)
    moved = sample.actual + sign * moves * typical[:, np.newaxis] * ahead
    better = {name: sign * find_levels(moved, one)[:, -1] for name, one in rules.items()}
    found: Alarms = {
        "last figure beyond 95%": better[OURS] == 2,
        "last figure beyond 80%": better[OURS] >= 1,
        "the other way beyond 95%": better[OURS] == -2,
        "the other way beyond 80%": better[OURS] <= -1,
        "straight line's 95%": better[LINE] == 2,
        "merely better than the straight line": sign * (moved - rules[LINE].values)[:, -1] > 0,
    }
    found |= _judge_means(sample, rules[OURS], sign * (moved - rules[OURS].values).mean(axis=1), "mean gap")
    if MODERATED in rules:
        found |= {
            "last figure beyond 95%, moderated": better[MODERATED] == 2,
            "last figure beyond 80%, moderated": better[MODERATED] >= 1,
            "the other way beyond 95%, moderated": better[MODERATED] == -2,
            "the other way beyond 80%, moderated": better[MODERATED] <= -1,
        }
        mean = sign * (moved - rules[MODERATED].values).mean(axis=1)
        found |= _judge_means(sample, rules[MODERATED], mean, "mean gap, moderated")
    z, still = (
        standardise_gaps(actual - rules[OURS].values, typical=typical, sign=sign)
        for actual in (moved, sample.actual)
    )
    chance = place_all(z, still) / sample.areas
    return found | {"rank among peers, 2.5%": chance <= 0.025, "rank among peers, 10%": chance <= 0.10}


def _judge_means(sample: Sample, one: Forecast, mean: FloatArray, name: str) -> Alarms:
    error = mean_gap_errors(
        np.arange(1.0, sample.horizon + 1),
        se1=one.se1,
        weight=one.weight,
        elapsed=np.full(sample.areas, sample.history.shape[1] - 1.0),
    )
    return {
        f"{name} beyond 95%": mean > t_quantiles(TAIL_95, one.degrees) * error,
        f"{name} beyond 80%": mean > t_quantiles(TAIL_80, one.degrees) * error,
    }


def find_control_alarms(values: FloatArray) -> tuple[BoolArray, BoolArray]:
    """Series with any special cause, and with one at the newest figure (which each row must have)."""
    rule = control_limits(values).rule
    anywhere = np.asarray((rule > 0).any(axis=1), np.bool_)
    return anywhere, rule[:, -1] > 0


def share_by_measure(measures: list[Mapping[str, BoolArray]]) -> dict[str, float]:
    """The share of alarms of each rule: of the areas of a measure, and then the mean over the measures that have it."""
    shares: dict[str, list[float]] = {}
    for one in measures:
        for name, alarms in one.items():
            shares.setdefault(name, []).append(float(alarms.mean()))
    return {name: float(np.mean(found)) for name, found in shares.items()}


def pool_scores(measures: list[dict[str, Scores]]) -> dict[str, Scores]:
    """Geometric means over measures of errors and interval scores, plain means of coverage."""
    names = [name for name in (LAST, LINE, AVERAGE, OURS, MODERATED) if any(name in one for one in measures)]
    return {name: _pool([one[name] for one in measures if name in one]) for name in names}


def _pool(found: list[Scores]) -> Scores:
    def middle(name: str) -> float:
        return float(np.exp(np.mean(np.log([max(getattr(one, name), 1e-300) for one in found]))))

    return Scores(
        middle("error"),
        float(np.mean([one.cover80 for one in found])),
        float(np.mean([one.cover95 for one in found])),
        middle("score"),
    )
