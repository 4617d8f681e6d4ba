"""Where a publisher gives counts and no interval, the chart shows ours and says so."""

from __future__ import annotations

from datetime import date

import pytest

from oba.analysis.limits import fill_limits
from oba.charts import turn_the_curve
from oba.charts.curve import Curve
from oba.charts.description import Whiskers
from oba.charts.table import make_table
from oba.model.indicator import ValueType
from oba.model.series import Series
from oba.tasks.draw_curve import nothing_found
from tests.spec.conftest import make_indicator, make_series

SHARE = make_indicator(value_type=ValueType.PROPORTION, multiplier=100.0, unit="% of pupils")
COUNTS = {"numerator": [200.0, 210.0, 190.0], "denominator": [1000.0] * 3}


def draw(series: Series) -> turn_the_curve.ChartDescription:
    filled, own = fill_limits(series, indicator=SHARE)
    finding = nothing_found("injuries", series.area)
    return turn_the_curve.describe(
        Curve(SHARE, "Middlesbrough", filled, finding, date(2014, 1, 1), own_limits=own)
    )


def test_intervals_from_counts_are_drawn_and_marked_as_computed_here() -> None:
    drawn = draw(make_series([20.0, 21.0, 19.0], **COUNTS))
    (bars,) = (layer for layer in drawn.layers if isinstance(layer, Whiskers))
    # Wilson's interval for 200 of 1,000
    assert (bars.spans[0].lower, bars.spans[0].upper) == pytest.approx((17.6377, 22.5919), abs=1e-4)
    assert "Bars show 95% intervals computed here from the counts." in drawn.subtitle
    assert make_table(drawn).heads[2:4] == ("Lower, computed here", "Upper, computed here")
    assert make_table(drawn).numbers[0][2] == pytest.approx(17.6377, abs=1e-4)


def test_where_some_are_published_those_computed_here_are_named() -> None:
    drawn = draw(
        make_series([20.0, 21.0, 19.0], lower=[17.0, None, None], upper=[23.0, None, None], **COUNTS)
    )
    assert "Bars show 95% intervals." in drawn.subtitle
    assert (
        "No interval is published for 2 figures, the newest of 2012/13: there the bars are computed here from the counts."
        in drawn.notes
    )


def test_a_published_interval_is_never_replaced() -> None:
    series = make_series([20.0, 21.0, 19.0], lower=[1.0] * 3, upper=[50.0] * 3, **COUNTS)
    assert fill_limits(series, indicator=SHARE) == (series, ())


def test_counts_that_do_not_give_the_value_give_no_interval() -> None:
    series = make_series([35.0, 36.0, 37.0], **COUNTS)
    assert fill_limits(series, indicator=SHARE) == (series, ())


def test_a_figure_without_a_value_gets_no_interval() -> None:
    series = make_series([None, 21.0, 19.0], **COUNTS)
    filled, own = fill_limits(series, indicator=SHARE)
    assert filled.observations[0].lower is None
    assert len(own) == 2
