"""The straight line is ordinary least squares, and is refused where its interval would not hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from oba.analysis.forecast import forecast
from oba.model.baseline import Scenario

Array = np.ndarray
HOLED = arrays(
    np.float64,
    (3, 9),
    elements=st.one_of(
        st.just(np.nan),
        st.integers(0, 100).map(float),
        st.integers(0, 100).map(float),
        st.integers(0, 100).map(float),
    ),
)
LINE = Scenario.STRAIGHT_LINE


@given(
    values=HOLED,
    steps=st.sampled_from([None, np.array([0, 1, 2, 4, 5, 6, 8, 9, 12.0])]),
)
def test_a_straight_line_is_that_of_scipy_and_its_interval_that_of_least_squares(
    values: Array, steps: Array | None
) -> None:
    found = forecast(values, horizon=3, scenario=LINE, steps=steps)
    places = np.arange(9.0) if steps is None else steps
    for row, y in enumerate(values):
        known = np.isfinite(y)
        if known.sum() < 5:
            continue
        x, n = places[known], int(known.sum())
        line = stats.linregress(x, y[known])
        ahead = x[-1] + np.array([1, 2, 3])
        design = np.column_stack([np.ones(n), x])
        rest = y[known] - design @ np.linalg.lstsq(design, y[known], rcond=None)[0]
        inverse = np.linalg.inv(design.T @ design)
        new = np.column_stack([np.ones(3), ahead])
        se = np.sqrt((rest @ rest) / (n - 2) * (1 + np.einsum("ij,jk,ik->i", new, inverse, new)))
        assert found.values[row] == pytest.approx(line.intercept + line.slope * ahead, abs=1e-8)
        assert found.se[row] == pytest.approx(se, abs=1e-8)
        assert found.se1[row] == pytest.approx(se[0], abs=1e-8)
        assert found.upper95[row] == pytest.approx(
            found.values[row] + stats.t.ppf(0.975, n - 2) * se, abs=1e-7
        )
        assert (found.weight[row], found.degrees[row]) == (1, n - 2)


def test_under_five_points_there_is_no_straight_line() -> None:
    found = forecast(np.array([[1.0, 2, 3, 4]]), horizon=2, scenario=LINE)
    assert found.values[0].tolist() == [4, 4]
    assert np.isnan(found.upper80).all()
    assert found.weight[0] == 0


@pytest.mark.parametrize("changes", [{"overlapping": True}, {"steps_a_year": 4}])
def test_a_straight_line_is_not_drawn_where_its_interval_would_not_hold(changes: dict) -> None:
    with pytest.raises(ValueError, match="no straight line"):
        forecast(np.arange(10.0)[np.newaxis], horizon=1, scenario=LINE, **changes)
