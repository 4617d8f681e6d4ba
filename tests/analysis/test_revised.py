"""The history that a baseline was frozen from, beside the figures as they stand now."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.analysis.baseline import make_baseline
from oba.analysis.revised import find_revised_history
from oba.model.baseline import Baseline, Scenario
from oba.model.marker import Marker
from oba.model.period import Period, PeriodKind
from tests.analysis.conftest import make_indicator, make_series

FIGURES = (120.0, 118.0, 119.5, 117.0, 116.0)


def year(first: int) -> Period:
    return Period.year(first, kind=PeriodKind.FINANCIAL_YEAR)


@pytest.fixture
def frozen() -> Baseline:
    return freeze(FIGURES)


def freeze(figures: tuple[float, ...]) -> Baseline:
    return make_baseline(
        make_series(figures),
        indicator=make_indicator(),
        data_to=year(2009 + len(figures)),
        scenario=Scenario.HOLD,
        horizon=3,
        frozen_on=date(2016, 3, 1),
        recorded_at=datetime(2016, 3, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("now", "revised"),
    [
        pytest.param(FIGURES, (), id="nothing was revised"),
        pytest.param((*FIGURES, 90.0), (), id="a new figure revises nothing"),
        pytest.param(
            (120.0, 118.0, 125.0, 117.0, 116.0),
            ((year(2012), 119.5, 125.0),),
            id="a changed figure is given as it was and as it is",
        ),
        pytest.param(
            (120.0, None, 119.5, 117.0, 116.0),
            ((year(2011), 118.0, None),),
            id="a withdrawn one has no figure now",
        ),
        pytest.param(
            (121.0, 118.0, 119.5, 117.0, 0.0),
            ((year(2010), 120.0, 121.0), (year(2014), 116.0, 0.0)),
            id="the oldest first, and nought is a figure",
        ),
    ],
)
def test_the_figures_revised_since_the_freeze_are_those_that_differ(frozen, now, revised):
    assert find_revised_history(frozen, make_series(now)) == revised


def test_a_figure_that_came_for_a_gap_of_the_history_revises_nothing():
    frozen = make_baseline(
        make_series(FIGURES, missing=(2,)),
        indicator=make_indicator(),
        data_to=year(2014),
        scenario=Scenario.HOLD,
        horizon=1,
        frozen_on=date(2016, 3, 1),
        recorded_at=datetime(2016, 3, 1, tzinfo=UTC),
    )
    assert find_revised_history(frozen, make_series(FIGURES)) == ()


def test_a_forecast_put_in_the_place_of_a_figure_is_no_figure(frozen):
    now = make_series(FIGURES, markers={1: (Marker.FORECAST,)})
    assert find_revised_history(frozen, now) == ((year(2011), 118.0, None),)


@given(
    figures=st.lists(st.floats(1, 1000), min_size=2, max_size=12),
    factor=st.floats(0.99, 1.01).filter(lambda one: abs(one - 1) > 1e-6),
    place=st.integers(0, 11),
)
def test_one_changed_figure_is_found_wherever_it_stands(figures, factor, place):
    place %= len(figures)
    now = [*figures]
    now[place] *= factor
    found = find_revised_history(freeze(tuple(figures)), make_series(now))
    assert found == ((year(2010 + place), figures[place], now[place]),)
