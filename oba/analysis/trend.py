"""The recent trend of series of the plan as findings, each with its word, judgement and reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from oba.analysis.interval import rate_interval
from oba.analysis.panel import Panel, build_independent_panel, usable
from oba.analysis.recent_trend import Basis, Obstacle, RecentTrend, recent_trend
from oba.analysis.sums import BoolArray, FloatArray
from oba.model.finding import Judgement, Trend, TrendWord
from oba.model.indicator import Indicator, Polarity, ValueType
from oba.model.series import Series
from oba.words import methods
from oba.words.methods import Method
from oba.words.numbers import say_count

__all__ = ["METHOD", "VERSION", "find_trends", "judge_direction", "recent_trend"]

METHOD = methods.TREND.name
VERSION = methods.TREND.version

BASIS_METHOD = {
    Basis.NONE: methods.TREND,
    Basis.COUNTS: methods.TREND_FROM_COUNTS,
    Basis.INTERVALS: methods.TREND_FROM_INTERVALS,
    Basis.CHANGES: methods.TREND_FROM_CHANGES,
}
WORDS = {1: TrendWord.INCREASING, -1: TrendWord.DECREASING, 0: TrendWord.NO_SIGNIFICANT_CHANGE}


def find_trends(series: Sequence[Series], indicators: Mapping[str, Indicator]) -> list[Trend]:
    """One trend a series, in order. KeyError for a series whose indicator is not given."""
    plan = [indicators[one.indicator] for one in series]
    panel = build_independent_panel(series, indicators=indicators)
    lower, upper, own = _fill_intervals(panel, plan)
    multipliers = np.array([one.multiplier for one in plan], np.float64)
    found = recent_trend(
        panel.values,
        lower=lower,
        upper=upper,
        numerators=panel.numerators,
        denominators=panel.denominators,
        proportion=np.array([one.value_type is ValueType.PROPORTION for one in plan], np.bool_),
        multiplier=multipliers,
        steps=panel.steps,
    )
    return [
        _tell(
            row,
            found=found,
            panel=panel,
            indicator=plan[row],
            own=bool(own[row]),
            all_points=len(usable(series[row])),
        )
        for row in range(len(plan))
    ]


def judge_direction(direction: int, *, polarity: Polarity) -> Judgement:
    return {1: Judgement.BETTER, -1: Judgement.WORSE, 0: Judgement.NONE}[direction * polarity.sign]


def _fill_intervals(panel: Panel, plan: Sequence[Indicator]) -> tuple[FloatArray, FloatArray, BoolArray]:
    """The published intervals, and ours for crude rates that have counts and no published interval at all."""
    with np.errstate(invalid="ignore"):
        published = (panel.lower < panel.upper).any(axis=1)
    crude = np.array([one.value_type is ValueType.CRUDE_RATE for one in plan], np.bool_)
    own = crude & ~published & np.isfinite(panel.numerators).any(axis=1)
    if not own.any():
        return panel.lower, panel.upper, own
    rows = np.flatnonzero(own)
    multipliers = np.array([plan[int(row)].multiplier for row in rows], np.float64)[:, np.newaxis]
    lower, upper = panel.lower.copy(), panel.upper.copy()
    lower[rows], upper[rows] = rate_interval(
        panel.numerators[rows], panel.denominators[rows], multiplier=multipliers
    )
    return lower, upper, own


def _tell(
    row: int, *, found: RecentTrend, panel: Panel, indicator: Indicator, own: bool, all_points: int
) -> Trend:
    basis = Basis(int(found.basis[row]))
    method = _name_method(basis, own=own)
    if basis is Basis.NONE:
        reason = _say_obstacle(row, found=found, panel=panel, all_points=all_points)
        return Trend(
            TrendWord.CANNOT_BE_CALCULATED, Judgement.NONE, method.name, method.version, reason=reason
        )
    columns = np.flatnonzero(found.used[row])
    before = panel.values.shape[1] - len(panel.periods[row])
    direction = int(found.direction[row])
    statistic = float(found.statistic[row])
    return Trend(
        WORDS[direction],
        judge_direction(direction, polarity=indicator.polarity),
        method.name,
        method.version,
        statistic=statistic if np.isfinite(statistic) else None,
        slope=float(found.slope[row]),
        periods=tuple(panel.periods[row][column - before] for column in columns),
        first_value=float(panel.values[row, columns[0]]),
        last_value=float(panel.values[row, columns[-1]]),
        reason=_say_reason(row, found=found, panel=panel, all_points=all_points),
    )


def _name_method(basis: Basis, *, own: bool) -> Method:
    return methods.TREND_FROM_OWN_INTERVALS if own and basis is Basis.INTERVALS else BASIS_METHOD[basis]


def _say_reason(row: int, *, found: RecentTrend, panel: Panel, all_points: int) -> str:
    """What a reader needs beside the word: figures left out, a direction that hangs on one year."""
    parts = []
    if len(panel.periods[row]) < all_points:
        parts.append(_say_thinned(row, panel=panel))
    if found.basis[row] != Basis.CHANGES and found.direction[row] == 0 and not found.steady[row]:
        parts.append("leaving out one of the five figures turns the direction round")
    if np.isinf(found.statistic[row]):
        parts.append("every yearly change was the same")
    return "; ".join(parts)


def _say_thinned(row: int, *, panel: Panel) -> str:
    if panel.steps_a_year[row] > 1:
        return "only the figures of the same season each year are used"
    return "the published periods overlap, so only figures that share no data are used"


def _say_obstacle(row: int, *, found: RecentTrend, panel: Panel, all_points: int) -> str:
    points = len(panel.periods[row])
    obstacle = Obstacle(int(found.obstacle[row]))
    if obstacle is Obstacle.WHOLE:
        at = np.flatnonzero(panel.numerators[row] == panel.denominators[row])[-1]
        period = panel.periods[row][at - (panel.values.shape[1] - points)]
        return f"in {period.label} the count is the whole of the denominator, which the test cannot take"
    thinned = f"{_say_thinned(row, panel=panel)}; " if points < all_points else ""
    if obstacle is Obstacle.TOO_FEW_POINTS:
        figures = say_count(points, noun="yearly figure")
        return f"{thinned}only {figures} can be compared, and five are needed"
    return (
        f"{thinned}too few of the {points} figures, the newest among them, have an interval or counts "
        "to test with, and without those six figures are needed"
    )
