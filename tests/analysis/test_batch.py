"""One call for a whole panel says what the parts say."""

import numpy as np

from oba.analysis.batch import analyse_panel
from oba.analysis.control_rules import control_limits
from oba.analysis.forecast import forecast
from oba.analysis.interval import wilson


def test_a_whole_panel_is_exactly_its_rows_one_at_a_time() -> None:
    chance = np.random.default_rng(4)
    sizes = chance.integers(200, 900, (30, 12)).astype(np.float64)
    counts = np.floor(sizes * chance.uniform(0.05, 0.6, (30, 12)))
    counts[chance.random((30, 12)) < 0.1] = np.nan
    benchmark = np.full(12, 30.0)
    together = analyse_panel(counts, sizes, benchmark=benchmark)
    for row in range(30):
        one = slice(row, row + 1)
        alone = analyse_panel(counts[one], sizes[one], benchmark=benchmark)
        assert np.array_equal(together.comparison[one], alone.comparison, equal_nan=True)
        assert np.array_equal(together.trend.direction[one], alone.trend.direction)
        assert np.array_equal(together.trend.statistic[one], alone.trend.statistic, equal_nan=True)
        assert np.array_equal(together.forecast.upper95[one], alone.forecast.upper95, equal_nan=True)
        assert np.array_equal(together.control.upper[one], alone.control.upper, equal_nan=True)
        assert np.array_equal(together.control.rule[one], alone.control.rule)


def test_the_parts_are_the_methods_own() -> None:
    counts, sizes = np.array([[20.0, 22, 25, 27, 30, 33]]), np.full((1, 6), 200.0)
    found = analyse_panel(counts, sizes, benchmark=np.array([10.0, 10, 10, 10, 10, 30]), horizon=2)
    assert found.lower[0].tolist() == wilson(counts, sizes, multiplier=100)[0][0].tolist()
    assert found.forecast.values.tolist() == forecast(counts / 2, horizon=2).values.tolist()
    assert found.comparison[0].tolist() == [0, 0, 0, 0, 1, -1]
    assert found.control.lower.tolist() == control_limits(counts / 2).lower.tolist()
