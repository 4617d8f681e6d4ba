"""Everything for many proportions at once: intervals, trend, special cause, comparison, baseline, in one call."""

from __future__ import annotations

from dataclasses import dataclass

from oba.analysis.control_rules import ControlPanel, control_limits
from oba.analysis.forecast import Forecast, forecast
from oba.analysis.interval import wilson
from oba.analysis.recent_trend import RecentTrend, recent_trend
from oba.analysis.sides import compare
from oba.analysis.sums import FloatArray


@dataclass(frozen=True, slots=True)
class PanelFindings:
    """`lower`, `upper` and `comparison` (+1 higher, 0 similar, -1 lower, NaN) are n x T."""

    lower: FloatArray
    upper: FloatArray
    comparison: FloatArray
    trend: RecentTrend
    forecast: Forecast
    control: ControlPanel


def analyse_panel(
    numerators: FloatArray,
    denominators: FloatArray,
    *,
    benchmark: FloatArray,
    multiplier: float = 100.0,
    horizon: int = 3,
) -> PanelFindings:
    """Of n x T counts of yearly proportions, oldest first, NaN where missing.

    `benchmark` is the other area's value for each of the T years, in the unit that the multiplier gives.
    """
    values = numerators / denominators * multiplier
    lower, upper = wilson(numerators, denominators, multiplier=multiplier)
    return PanelFindings(
        lower=lower,
        upper=upper,
        comparison=compare(values, lower=lower, upper=upper, benchmark=benchmark),
        trend=recent_trend(
            values,
            lower=lower,
            upper=upper,
            numerators=numerators,
            denominators=denominators,
            proportion=True,
            multiplier=multiplier,
        ),
        forecast=forecast(values, horizon=horizon, lowest=0.0, highest=multiplier),
        control=control_limits(values),
    )
