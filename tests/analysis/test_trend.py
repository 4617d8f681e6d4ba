"""Trends of series of the plan: their periods, ends and judgement."""

import pytest

from oba.analysis.trend import find_trends
from oba.model.finding import Judgement, TrendWord
from oba.model.indicator import Polarity
from oba.model.period import Period, PeriodKind

UP = [100.0, 120.0, 140.0, 160.0, 180.0]


def bounded(values: list[float]) -> dict[str, list[float]]:
    return {"values": values, "lower": [v - 10 for v in values], "upper": [v + 10 for v in values]}


JUDGED = [
    (Polarity.HIGH_IS_GOOD, UP, Judgement.BETTER),
    (Polarity.LOW_IS_GOOD, UP, Judgement.WORSE),
    (Polarity.NO_JUDGEMENT, UP, Judgement.NONE),
    (Polarity.HIGH_IS_GOOD, UP[::-1], Judgement.WORSE),
    (Polarity.LOW_IS_GOOD, UP[::-1], Judgement.BETTER),
    (Polarity.HIGH_IS_GOOD, [100.0, 101.0, 100.0, 101.0, 100.0], Judgement.NONE),
]


@pytest.mark.parametrize(("polarity", "values", "judgement"), JUDGED)
def test_polarity_decides_what_a_direction_is_worth(polarity, values, judgement, indicator, series) -> None:
    (found,) = find_trends([series(**bounded(values))], {"injuries": indicator(polarity=polarity)})
    assert found.judgement is judgement


def test_a_trend_shows_its_periods_its_ends_and_its_slope(indicator, series) -> None:
    (found,) = find_trends([series(**bounded([500.0, *UP]))], {"injuries": indicator()})
    assert found.periods == tuple(Period.year(2011 + k, kind=PeriodKind.FINANCIAL_YEAR) for k in range(5))
    assert (found.first_value, found.last_value) == (100.0, 180.0)
    assert found.slope == pytest.approx(20)
    assert found.statistic == pytest.approx(20**2 / (5 / 50 * (20 / 3.92) ** 2))


def test_series_of_different_lengths_each_have_their_own_trend(indicator, series) -> None:
    many = [series(**bounded(UP)), series([1.0]), series(**bounded([900.0, 1.0, *UP[::-1]])), series([])]
    found = find_trends(many, {"injuries": indicator()})
    assert found == [find_trends([one], {"injuries": indicator()})[0] for one in many]
    assert [one.word for one in found] == [
        TrendWord.INCREASING,
        TrendWord.CANNOT_BE_CALCULATED,
        TrendWord.DECREASING,
        TrendWord.CANNOT_BE_CALCULATED,
    ]


def test_no_series_has_no_trends(indicator) -> None:
    assert find_trends([], {"injuries": indicator()}) == []
