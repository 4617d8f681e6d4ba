"""A frozen record gives its own errors back, also where its limits were cut off at what is possible."""

from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from oba.analysis.baseline import forecast_panel, make_baseline
from oba.analysis.frozen import elapsed_periods, frozen_errors, gap_covariance, usual_change
from oba.analysis.panel import lay_out
from oba.model.baseline import Baseline, Scenario

FIGURES = st.lists(st.integers(4, 60).map(lambda whole: whole / 4), min_size=5, max_size=9)
AHEAD = np.arange(1.0, 5)


def freeze(figures, indicator, scenario: Scenario = Scenario.CARRY_ON) -> Baseline:
    return make_baseline(
        figures,
        indicator=indicator,
        data_to=figures.observations[-1].period,
        scenario=scenario,
        horizon=4,
        frozen_on=date(2020, 1, 1),
        recorded_at=datetime(2020, 1, 1, tzinfo=UTC),
    )


@given(
    values=FIGURES,
    scenario=st.sampled_from(Scenario),
    lowest=st.sampled_from([0.0, None]),
    highest=st.sampled_from([15.0, None]),
)
@example(values=[0.0, 15.0, 0.0, 15.0, 7.5, 3.0], scenario=Scenario.HOLD, lowest=0.0, highest=15.0)
def test_the_errors_are_those_that_the_forecast_was_made_with(
    values, scenario, lowest, highest, indicator, series
) -> None:
    one, figures = indicator(lower_bound=lowest, upper_bound=highest), series(values)
    baseline = freeze(figures, one, scenario)
    course = forecast_panel(lay_out([figures.observations], pooled=[1]), [one], horizon=4, scenario=scenario)
    if baseline.points[0].lower80 is None:
        return
    assert frozen_errors(baseline) == pytest.approx(course.se[0], rel=1e-6)
    assert np.sqrt(np.diag(gap_covariance(baseline, AHEAD))) == pytest.approx(course.se[0], rel=1e-6)


def test_pooled_years_are_taken_to_err_together(indicator, series) -> None:
    one = indicator(years_pooled=3)
    baseline = freeze(series([10, 11, 13, 12, 16, 15], pooled=3), one)
    errors = frozen_errors(baseline)
    assert gap_covariance(baseline, AHEAD) == pytest.approx(np.outer(errors, errors))


def test_the_history_tells_how_long_it_is_and_how_much_it_usually_moves(indicator, series) -> None:
    baseline = freeze(series([10, 12, 0, 15, 16, 18], missing=[2]), indicator())
    assert elapsed_periods(baseline) == 5
    assert usual_change(baseline) == pytest.approx((2 + 3 / 2**0.5 + 1 + 2) / 4)
