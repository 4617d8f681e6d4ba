"""The XmR chart of one series the plain way, with pandas: limits, and the rules of "plot the dots" point by point."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

RUN = 7
OUTSIDE, TREND, TWO_IN_THREE, SHIFT = 1, 2, 3, 4


def find_special_cause(value: pd.Series[Any]) -> dict[str, list[float]]:
    """Mean and limits at each point, the number of its rule (0 for none) and its side."""
    mean = value.mean()
    moving = value.diff().abs()
    average = moving.mean()
    average = moving[moving < 3.267 * average].mean()
    low, high = mean - 2.66 * average, mean + 2.66 * average
    above = np.sign(value - mean).astype(int)
    away = (value - mean).abs() / average
    outside = away > 2.66
    near = (away > 2.66 * 2 / 3) & ~outside
    trend = _find_trends(value)
    shift = _find_runs(above, length=RUN)
    two = _find_windows(near, above)
    rule = np.select(
        [outside, trend != 0, near & two, shift], [OUTSIDE, TREND, TWO_IN_THREE, SHIFT], default=0
    )
    side = np.where(rule == TREND, trend, np.where(rule == 0, 0, above))
    number = len(value)
    return {
        "mean": [mean] * number,
        "low limit": [low] * number,
        "high limit": [high] * number,
        "rule": rule.tolist(),
        "side": side.tolist(),
    }


def _find_runs(signs: pd.Series[Any], *, length: int) -> pd.Series[Any]:
    """Which points stand in a run of so many equal signs, none of them nought."""
    run = signs.ne(signs.shift()).cumsum()
    return (signs.groupby(run).transform("size") >= length) & (signs != 0)


def _find_trends(value: pd.Series[Any]) -> np.ndarray[Any, Any]:
    """The way of the newest trend that each point is part of, its first point included."""
    step = np.sign(value.diff()).fillna(0).astype(int)
    step = step.where(_find_runs(step, length=RUN - 1), 0)
    following = step.shift(-1, fill_value=0)
    return np.asarray(following.where(following != 0, step))


def _find_windows(near: pd.Series[Any], above: pd.Series[Any]) -> pd.Series[Any]:
    """Which points are one of three in a row on one side, two or more of them near a limit."""
    alike = (above.rolling(3).sum().abs() == 3) & (near.astype(int).rolling(3).sum() >= 2)
    return alike | alike.shift(-1, fill_value=False) | alike.shift(-2, fill_value=False)
