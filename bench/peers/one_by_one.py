"""The statistics of many series the plain way: pandas groupby-apply, one series after the other.

It finds what `oba.analysis.batch.analyse_panel` finds: Wilson intervals, comparison, recent trend, special cause,
forecast.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from bench.peers.one_chart import find_special_cause

HUNDRED = 100.0
WINDOW = 5
SIGNIFICANT = 0.002


def lay_long(
    counts: np.ndarray[Any, Any], sizes: np.ndarray[Any, Any], benchmark: np.ndarray[Any, Any]
) -> pd.DataFrame:
    """One row an observation, from series x periods."""
    height, width = counts.shape
    return pd.DataFrame(
        {
            "series": np.repeat(np.arange(height), width),
            "period": np.tile(np.arange(width), height),
            "count": counts.ravel(),
            "size": sizes.ravel(),
            "benchmark": np.tile(benchmark, height),
        }
    )


def analyse(figures: pd.DataFrame, *, horizon: int) -> Any:
    """One row a series; lists in the cells."""
    return figures.groupby("series")[list(figures.columns)].apply(_analyse_one, horizon=horizon)


def _analyse_one(group: pd.DataFrame, *, horizon: int) -> pd.Series:
    group = group.sort_values("period")
    value = group["count"] / group["size"] * HUNDRED
    z = stats.norm.ppf(0.975)
    spread = z * np.sqrt(z**2 + 4 * group["count"] * (1 - group["count"] / group["size"]))
    lower = (2 * group["count"] + z**2 - spread) / (2 * (group["size"] + z**2)) * HUNDRED
    upper = (2 * group["count"] + z**2 + spread) / (2 * (group["size"] + z**2)) * HUNDRED
    side = np.select([group["benchmark"] < lower, group["benchmark"] > upper], [1.0, -1.0], 0.0)
    return pd.Series(
        {
            "lower": lower.tolist(),
            "upper": upper.tolist(),
            "comparison": side.tolist(),
            "direction": _find_trend(group.tail(WINDOW)),
            **find_special_cause(value),
            **_forecast(value, horizon=horizon),
        }
    )


def _find_trend(newest: pd.DataFrame) -> int:
    """The chi-squared test for trend in proportions, and the slopes with each point left out."""
    place = np.arange(1.0, WINDOW + 1)
    n, c = newest["size"].to_numpy(), newest["count"].to_numpy()
    lead = n.sum() * (c * place).sum() - c.sum() * (n * place).sum()
    spread = n.sum() * (n * place**2).sum() - (n * place).sum() ** 2
    statistic = n.sum() * lead**2 / (c.sum() * (n.sum() - c.sum()) * spread)
    odds = np.log(c / (n - c))
    slope = _slope(place, odds)
    left_out = [_slope(np.delete(place, one), np.delete(odds, one)) for one in range(WINDOW)]
    steady = all(np.sign(one) == np.sign(slope) for one in left_out)
    return int(np.sign(slope)) if steady and stats.chi2.sf(statistic, 1) < SIGNIFICANT else 0


def _slope(places: np.ndarray[Any, Any], values: np.ndarray[Any, Any]) -> float:
    away = places - places.mean()
    return float((away * values).sum() / (away * away).sum())


def _forecast(value: pd.Series, *, horizon: int) -> dict[str, list[float]]:
    """Shrunken drift with its 80% and 95% intervals."""
    change = value.diff().dropna()
    number, mean, variance = len(change), change.mean(), change.var()
    weight = max(0.0, 1 - 3 / (mean**2 * number / variance))
    error = math.sqrt(((change - weight * mean) ** 2).sum() / (number - weight))
    found: dict[str, list[float]] = {
        "forecast": [],
        "lower80": [],
        "upper80": [],
        "lower95": [],
        "upper95": [],
    }
    for ahead in range(1, horizon + 1):
        middle = value.iloc[-1] + ahead * weight * mean
        spread = error * math.sqrt(ahead * (1 + weight**2 * ahead / number))
        found["forecast"].append(_clip(middle))
        for level, tail in ((80, 0.9), (95, 0.975)):
            margin = stats.t.ppf(tail, number - 1) * spread
            found[f"lower{level}"].append(_clip(middle - margin))
            found[f"upper{level}"].append(_clip(middle + margin))
    return found


def _clip(number: float) -> float:
    return min(max(number, 0.0), HUNDRED)
