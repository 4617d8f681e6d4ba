"""The rules of the verdict: six words against a frozen forecast, two more where there is no good direction.

The forecast is 100 with an 80% interval of 90 to 110 and a 95% interval of 80 to 120.
"""

from datetime import UTC, date, datetime

import pytest

from oba.analysis.verdict import judge
from oba.model.baseline import Baseline, ForecastPoint, Scenario
from oba.model.finding import VerdictWord
from oba.model.indicator import Polarity
from oba.model.marker import Marker
from oba.model.period import Period, PeriodKind

LOW, HIGH, NEITHER = Polarity.LOW_IS_GOOD, Polarity.HIGH_IS_GOOD, Polarity.NO_JUDGEMENT
TURNED, SIGN, AS = VerdictWord.TURNED, VerdictWord.EARLY_SIGN, VerdictWord.AS_FORECAST
WARNING, WORSE, EARLY = VerdictWord.EARLY_WARNING, VerdictWord.WORSE, VerdictWord.TOO_EARLY
ABOVE, BELOW = VerdictWord.ABOVE, VerdictWord.BELOW


def year(first: int, pooled: int = 1) -> Period:
    return Period.year(first, kind=PeriodKind.FINANCIAL_YEAR, years=pooled)


def freeze(*, pooled: int = 1, limits: bool = True) -> Baseline:
    origin = year(2010, pooled)
    bounds = (90.0, 110.0, 80.0, 120.0) if limits else (None,) * 4
    return Baseline(
        id=1, indicator="injuries", area="E06000002", breakdown="", frozen_on=date(2011, 9, 1),
        recorded_at=datetime(2011, 9, 1, tzinfo=UTC), data_to=origin, origin_value=100.0,
        scenario=Scenario.CARRY_ON, method="shrunken drift", method_version=1, horizon=4,
        points=tuple(ForecastPoint(origin.later(h), 100.0, *bounds) for h in (1, 2, 3, 4)),
        points_used=8, weight=0.0, se1=5.0, degrees=6.0,
    )  # fmt: skip


RULES = [
    ("beyond the 95% interval, low is good", LOW, [79.9], TURNED, "95%"),
    ("beyond the 95% interval, high is good", HIGH, [120.1], TURNED, "95%"),
    ("on the 95% bound is not beyond it", LOW, [80.0], SIGN, "80%"),
    ("beyond the 80% interval, low is good", LOW, [89.9], SIGN, "80%"),
    ("beyond the 80% interval, high is good", HIGH, [110.1], SIGN, "80%"),
    ("on the 80% bound is inside", LOW, [90.0, 90.0], AS, ""),
    ("the wrong side of 80%, low is good", LOW, [110.1], WARNING, "80%"),
    ("the wrong side of 80%, high is good", HIGH, [89.9], WARNING, "80%"),
    ("the wrong side of 95%, low is good", LOW, [120.1], WORSE, "95%"),
    ("the wrong side of 95%, high is good", HIGH, [79.9], WORSE, "95%"),
    ("inside, one figure since", LOW, [100.0], EARLY, ""),
    ("inside, two figures since", LOW, [85.0, 100.0], AS, ""),
    ("the newest figure decides, not an earlier one", LOW, [70.0, 95.0], AS, ""),
    ("without polarity beyond 80%", NEITHER, [110.1], ABOVE, "80%"),
    ("without polarity beyond 95%", NEITHER, [79.0], BELOW, "95%"),
    ("without polarity inside, one figure", NEITHER, [100.0], EARLY, ""),
    ("without polarity inside, two figures", NEITHER, [100.0, 101.0], AS, ""),
]


@pytest.mark.parametrize(
    ("_case", "polarity", "since", "word", "outside"), RULES, ids=[row[0] for row in RULES]
)
def test_the_verdict_follows_its_rules(_case, polarity, since, word, outside, indicator, series) -> None:
    found = judge(freeze(), series([100.0, *since]), indicator(polarity=polarity))
    assert (found.word, found.outside) == (word, outside)
    assert found.gap == pytest.approx(since[-1] - 100)
    assert found.better_by == (None if polarity is NEITHER else found.gap * polarity.sign)


POSTPONED = [
    ("no figure since the freeze", {"values": [100.0]}, "no figure after 2010/11"),
    ("only a suppressed figure since", {"values": [100.0, None]}, "no figure after 2010/11"),
    (
        "only the publisher's forecast since",
        {"values": [100.0, 70.0], "markers": {1: (Marker.FORECAST,)}},
        "no figure",
    ),
    (
        "beyond the horizon",
        {"values": [100.0] * 5 + [50.0]},
        "2015/16 lies beyond the forecast, which ends with 2014/15",
    ),
    (
        "a new definition since the freeze",
        {"values": [100.0, 70.0, 60.0], "markers": {1: (Marker.BREAK,)}},
        "from 2011/12 the definition differs",
    ),
]


@pytest.mark.parametrize(("_case", "figures", "reason"), POSTPONED, ids=[row[0] for row in POSTPONED])
def test_what_cannot_be_judged_is_too_early_with_the_reason(
    _case, figures, reason, indicator, series
) -> None:
    found = judge(freeze(), series(**figures), indicator())
    assert (found.word, found.gap, found.outside) == (EARLY, None, "")
    assert reason in found.reason


def test_a_forecast_without_margin_gives_no_verdict_but_shows_the_gap(indicator, series) -> None:
    found = judge(freeze(limits=False), series([100.0, 10.0, 10.0, 10.0]), indicator())
    assert found.word is EARLY
    assert found.gap == -90
    assert "no margin of error" in found.reason


INDEPENDENT = [
    ("yearly figures", 1, 3, 3),
    ("three-year periods that still share the last year known", 3, 2, 0),
    ("the first three-year period that shares nothing", 3, 3, 1),
    ("a second one that overlaps the first", 3, 4, 1),
]


@pytest.mark.parametrize(
    ("_case", "pooled", "later", "independent"), INDEPENDENT, ids=[row[0] for row in INDEPENDENT]
)
def test_only_figures_that_share_no_data_count_as_independent(
    _case, pooled, later, independent, indicator, series
) -> None:
    figures = series([100.0] * (later + 1), pooled=pooled)
    found = judge(freeze(pooled=pooled), figures, indicator(years_pooled=pooled))
    assert found.independent_points == independent
    assert found.word is (AS if independent >= 2 else EARLY)
