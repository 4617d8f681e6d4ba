"""The line drawn through the figures of a trend is the one whose slope was tested."""

import numpy as np
import pytest

from oba.analysis.fitted import fit_trend
from oba.analysis.trend import find_trends
from oba.model.finding import Trend
from oba.model.indicator import ValueType
from oba.words import methods

VALUES = [100.0, 120.0, 125.0, 160.0, 180.0]
HALVES = [5.0, 20.0, 8.0, 10.0, 30.0]
PLACES = np.arange(1.0, 6.0)
COUNTED = {"numerator": [100, 220, 310, 390, 520], "denominator": [1000.0, 2000.0, 1500.0, 1000.0, 900.0]}


def find(one, indicator) -> Trend:
    return find_trends([one], {indicator.key: indicator})[0]


def weighted(values, weights) -> list[float]:
    """Weighted least squares by numpy, which minimises the sum of (w x residual) squared."""
    fit = np.polynomial.Polynomial.fit(PLACES, values, 1, w=np.sqrt(weights))
    return [float(fit(place)) for place in PLACES]


def test_with_intervals_it_is_the_line_weighted_by_them(series, indicator) -> None:
    bounds = {
        "lower": [v - h for v, h in zip(VALUES, HALVES, strict=True)],
        "upper": [v + h for v, h in zip(VALUES, HALVES, strict=True)],
    }
    one, of = series(VALUES, **bounds), indicator()
    trend = find(one, of)
    assert trend.method == methods.TREND_FROM_INTERVALS.name
    weights = 1 / np.array(HALVES) ** 2
    assert fit_trend(trend, one, of) == pytest.approx(weighted(VALUES, weights), rel=1e-9)


def test_with_counts_it_is_the_line_weighted_by_the_denominators(series, indicator) -> None:
    of = indicator(value_type=ValueType.PROPORTION, multiplier=100.0)
    values = [100 * n / d for n, d in zip(COUNTED["numerator"], COUNTED["denominator"], strict=True)]
    one = series(values, **COUNTED)
    trend = find(one, of)
    assert trend.method == methods.TREND_FROM_COUNTS.name
    assert fit_trend(trend, one, of) == pytest.approx(weighted(values, COUNTED["denominator"]), rel=1e-9)


def test_with_intervals_of_our_own_it_runs_through_the_weighted_middle(series, indicator) -> None:
    of = indicator()
    values = [10_000 * n / d for n, d in zip(COUNTED["numerator"], COUNTED["denominator"], strict=True)]
    one = series(values, **COUNTED)
    trend = find(one, of)
    assert trend.method == methods.TREND_FROM_OWN_INTERVALS.name
    line = fit_trend(trend, one, of)
    assert np.diff(line) == pytest.approx(trend.slope, rel=1e-9)
    assert min(values) < line[2] < max(values)


def test_of_yearly_changes_it_joins_the_first_figure_to_the_last(series, indicator) -> None:
    values = [10.0, 14.0, 11.0, 15.0, 19.0, 17.0, 22.0]
    one, of = series(values, missing=[2]), indicator()
    trend = find(one, of)
    assert trend.method == methods.TREND_FROM_CHANGES.name
    line = fit_trend(trend, one, of)
    assert line == pytest.approx([10.0, 12.0, 16.0, 18.0, 20.0, 22.0])


def test_without_a_trend_there_is_no_line(series, indicator) -> None:
    one, of = series([1.0, 2.0, 3.0]), indicator()
    assert fit_trend(find(one, of), one, of) == ()
