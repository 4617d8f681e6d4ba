"""The rules of the verdict: six words against a frozen forecast, two more where there is no good direction.

The forecast is 100 with an 80% interval of 90 to 110 and a 95% interval of 80 to 120.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from oba.analysis.verdict import judge, judge_history, target_change
from oba.model.baseline import Baseline, ForecastPoint, PeerForecast, Scenario
from oba.model.finding import VerdictWord
from oba.model.indicator import Polarity, ValueType
from oba.model.marker import Marker
from oba.model.period import Period, PeriodKind
from oba.model.series import Observation, Series
from oba.words.methods import OVERLAPPING

LOW, HIGH, NEITHER = Polarity.LOW_IS_GOOD, Polarity.HIGH_IS_GOOD, Polarity.NO_JUDGEMENT
TURNED, SIGN, AS = VerdictWord.TURNED, VerdictWord.EARLY_SIGN, VerdictWord.AS_FORECAST
WARNING, WORSE, EARLY = VerdictWord.EARLY_WARNING, VerdictWord.WORSE, VerdictWord.TOO_EARLY
ABOVE, BELOW = VerdictWord.ABOVE, VerdictWord.BELOW


def year(first: int, pooled: int = 1) -> Period:
    return Period.year(first, kind=PeriodKind.FINANCIAL_YEAR, years=pooled)


def freeze(*, pooled: int = 1, limits: bool = True, se1: float = 5.0) -> Baseline:
    origin = year(2010, pooled)
    bounds = (90.0, 110.0, 80.0, 120.0) if limits else (None,) * 4
    return Baseline(
        id=1, indicator="injuries", area="E06000002", breakdown="", frozen_on=date(2011, 9, 1),
        recorded_at=datetime(2011, 9, 1, tzinfo=UTC), data_to=origin, origin_value=100.0,
        scenario=Scenario.CARRY_ON, method="shrunken drift", method_version=1, horizon=4,
        points=tuple(ForecastPoint(origin.later(h), 100.0, *bounds) for h in (1, 2, 3, 4)),
        points_used=8, weight=0.0, se1=se1, degrees=6.0,
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
    assert found.reason.startswith("cannot be judged: the forecast has no margin of error")


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


FIRST_THREE = [98.0, 95.0, 93.0]
MEAN_GAPS = [
    ("one figure is its own gap, within the stored limits", [85.0], -15.0, 1, (-35.0, 5.0)),
    ("three figures, se1 5, w 0, 6 degrees", FIRST_THREE, -14 / 3, 3, None),
]


@pytest.mark.parametrize(
    ("_case", "since", "value", "figures", "limits"), MEAN_GAPS, ids=[row[0] for row in MEAN_GAPS]
)
def test_the_mean_gap_is_over_all_figures_since_the_freeze(
    _case, since, value, figures, limits, indicator, series
) -> None:
    found = judge(freeze(se1=10.0), series([100.0, *since]), indicator()).mean_gap
    assert found.value == pytest.approx(value)
    assert found.figures == figures
    margin = 2.4469118511449697 * 10 * (14 / 9) ** 0.5
    expected = limits or (max(value - margin, value - 20), min(value + margin, value + 20))
    assert (found.lower95, found.upper95) == pytest.approx(expected)


def test_the_margin_of_the_mean_gap_is_that_of_the_formula(indicator, series) -> None:
    """se1 = 5 and three figures: 25 (14/9); t of 6 degrees at 97.5% is 2.4469."""
    found = judge(freeze(), series([100.0, *FIRST_THREE]), indicator()).mean_gap
    margin = 2.4469118511449697 * 5 * (14 / 9) ** 0.5
    assert (found.lower95, found.upper95) == pytest.approx((-14 / 3 - margin, -14 / 3 + margin))


def test_the_limits_of_a_mean_gap_end_where_the_frozen_limits_do(indicator, series) -> None:
    """A forecast of 5 whose lower limits were cut off at nought: no figure could have been more than 4 better."""
    cut = replace(
        freeze(),
        points=tuple(
            replace(p, value=5.0, lower80=0.0, upper80=12.2, lower95=0.0, upper95=17.2)
            for p in freeze().points
        ),
    )
    found = judge(cut, series([9.0, 4.0, 4.0]), indicator()).mean_gap
    assert found.value == -1
    assert found.upper95 == 4.0


SINCE = {"denominators": [None, 2000.0, 2500.0, 2000.0]}
CUMULATIVE = [
    ("a crude rate per 1,000 with denominators", {}, SINCE, -2 * 2 - 5 * 2.5 - 7 * 2),
    ("a percentage", {"value_type": ValueType.PROPORTION, "multiplier": 100.0}, SINCE, -40 - 125 - 140),
    ("a count needs no denominator", {"value_type": ValueType.COUNT}, {}, -14.0),
    ("a rate without one of the denominators", {}, {"denominators": [None, 2000.0, None, 2000.0]}, None),
    ("a rate without any", {}, {}, None),
    ("a directly standardised rate", {"value_type": ValueType.STANDARDISED_RATE}, SINCE, None),
    ("a mean", {"value_type": ValueType.MEAN}, SINCE, None),
    ("a score", {"value_type": ValueType.SCORE}, SINCE, None),
    ("figures that pool three years", {"years_pooled": 3}, SINCE, None),
]


@pytest.mark.parametrize(
    ("_case", "kind", "columns", "value"), CUMULATIVE, ids=[row[0] for row in CUMULATIVE]
)
def test_gaps_are_added_up_only_where_they_count_something(
    _case, kind, columns, value, indicator, series
) -> None:
    figures = series(
        [100.0, *FIRST_THREE], **{name.removesuffix("s"): column for name, column in columns.items()}
    )
    found = judge(freeze(), figures, indicator(**({"multiplier": 1000.0} | kind))).cumulative
    assert (found.value if found else None) == (pytest.approx(value) if value else None)


def test_the_sum_has_the_same_covariance_as_the_mean(indicator, series) -> None:
    """Counts: 1'C1 = 25 (1+1+1+1+2+2+1+2+3) = 25 * 14."""
    found = judge(freeze(), series([100.0, *FIRST_THREE]), indicator(value_type=ValueType.COUNT)).cumulative
    margin = 2.4469118511449697 * 5 * 14**0.5
    assert (found.lower95, found.upper95) == pytest.approx((-14 - margin, -14 + margin))


def test_how_things_stand_on_one_day_is_never_added_up(indicator) -> None:
    days = [Period.point(date(2011 + k, 3, 31)) for k in range(3)]
    baseline = replace(
        freeze(),
        data_to=days[0],
        points=tuple(replace(p, period=d) for p, d in zip(freeze().points, days[1:], strict=False)),
    )
    figures = Series(
        "injuries", "E06000002", observations=tuple(Observation(d, 95.0, denominator=1000.0) for d in days)
    )
    found = judge(baseline, figures, indicator())
    assert found.mean_gap.figures == 2
    assert found.cumulative is None


PLACES = [
    ("low is good and ours fell most", LOW, -3.0, 24, (1, 25)),
    ("high is good and ours fell most", HIGH, -3.0, 24, (25, 25)),
    ("without polarity the higher comes first", NEITHER, 3.0, 24, (1, 25)),
    ("twenty areas with ours", LOW, -3.0, 19, (1, 20)),
    ("nineteen areas with ours", LOW, -3.0, 18, None),
    ("as good as another counts behind it", LOW, -1.5, 24, (17, 25)),
]


@pytest.mark.parametrize(
    ("_case", "polarity", "gap", "others", "place"), PLACES, ids=[row[0] for row in PLACES]
)
def test_our_place_is_among_areas_against_their_own_forecasts(
    _case, polarity, gap, others, place, indicator, series
) -> None:
    """Ours moved by 2 a year; the others' z are 0.05 k less one, the improvement being a fall."""
    areas = [f"E0{k:07}" for k in range(others)]
    baseline = replace(
        freeze(),
        history=tuple((year(2005 + k), 100.0 + 2 * (k % 2)) for k in range(6)),
        peers=tuple(PeerForecast(area, 1.0, (50.0,) * 4) for area in areas),
    )
    z = {area: 0.75 if gap == -1.5 and k < 16 else k / 25 - 0.5 for k, area in enumerate(areas)}
    peers = {area: series([50.0, 50.0 - z[area]], area=area) for area in areas}
    found = judge(baseline, series([100.0, 100 + gap]), indicator(polarity=polarity), peers=peers).rank
    assert (found and (found.place, found.of)) == place


def test_an_area_without_the_figures_or_with_a_new_definition_has_no_place(indicator, series) -> None:
    areas = [f"E0{k:07}" for k in range(22)]
    baseline = replace(
        freeze(),
        history=tuple((year(2005 + k), 100.0 + k % 2) for k in range(6)),
        peers=tuple(PeerForecast(area, 1.0, (50.0,) * 4) for area in areas),
    )
    peers = {area: series([50.0, 51.0, 51.0], area=area) for area in areas}
    peers[areas[0]] = series([50.0, None, 51.0], area=areas[0])
    peers[areas[1]] = series([50.0, 51.0, 40.0], area=areas[1], markers={2: (Marker.BREAK,)})
    del peers[areas[2]]
    found = judge(baseline, series([100.0, 99.0, 99.0]), indicator(), peers=peers)
    assert (found.rank.place, found.rank.of) == (1, 20)
    first, second = judge_history(baseline, series([100.0, 99.0, 99.0]), indicator(), peers=peers)
    assert first.rank.of == 21
    assert second == found


STEADY = (1.4397557472651481 * 5, 2.4469118511449697 * 5)
"""The margins of a standard error of 5 with 6 degrees, at 80% and at 95%."""


def freeze_steady(value: float = 100.0, *, lowest: float = 0.0) -> Baseline:
    """The limits of every point are those of a standard error of 5, cut off at what is possible.

    That is no drift's, whose errors grow: the method is one whose errors are read from its limits.
    """
    narrow, wide = STEADY
    bounds = (max(value - narrow, lowest), value + narrow, max(value - wide, lowest), value + wide)
    points = tuple(ForecastPoint(point.period, value, *bounds) for point in freeze().points)
    return replace(freeze(), points=points, method=OVERLAPPING.name)


OUTLOOKS = [
    ("no figure yet", [], 6.0, (2, 3)),
    ("after the first", [97.0], 6.0, (1, 2)),
    ("it would have shown", [97.0, 97.0, 97.0], 6.0, (0, 0)),
    ("too small a change", [97.0], 1.0, (None, None)),
]


@pytest.mark.parametrize(("_case", "since", "change", "periods"), OUTLOOKS, ids=[row[0] for row in OUTLOOKS])
def test_when_we_will_know_follows_from_the_frozen_margin(
    _case, since, change, periods, indicator, series
) -> None:
    """At 6 degrees t is 1.440, 2.447 and 0.906: movements of 5 times 2.346 (11.7) and 3.353 (16.8) are needed."""
    found = judge(freeze_steady(), series([100.0, *since]), indicator(), change=change).outlook
    assert (found.periods80, found.periods95) == periods
    assert (found.change, found.stated, found.horizon) == (change, True, 4)


def test_the_change_asked_about_is_the_usual_one_unless_stated(indicator, series) -> None:
    baseline = replace(
        freeze(), history=tuple((year(2005 + k), v) for k, v in enumerate([90.0, 96, 92, 102, 98, 100]))
    )
    found = judge(baseline, series([100.0]), indicator()).outlook
    assert (found.change, found.stated) == (pytest.approx((6 + 4 + 10 + 4 + 2) / 5), False)
    assert target_change(baseline, target=60.0, period=year(2014)) == 10
    assert target_change(baseline, target=60.0, period=year(2030)) is None


def test_what_is_cut_off_at_the_possible_is_never_promised(indicator, series) -> None:
    """No figure can lie below a limit that was cut off at nought; above, there is room."""
    found = judge(freeze_steady(10.0), series([10.0]), indicator(), change=30.0).outlook
    assert (found.periods80, found.periods95) == (1, None)
    upward = judge(freeze_steady(10.0), series([10.0]), indicator(polarity=HIGH), change=30.0).outlook
    assert (upward.periods80, upward.periods95) == (1, 1)


@pytest.mark.parametrize(
    "changes", [{"limits": False}, {}], ids=["a forecast without margin", "a new definition"]
)
def test_what_cannot_be_judged_has_no_outlook(changes, indicator, series) -> None:
    figures = series([100.0, 70.0], markers={} if changes else {1: (Marker.BREAK,)})
    found = judge(freeze(**changes), figures, indicator(), change=5.0)
    assert (found.word, found.outlook, found.cumulative) == (EARLY, None, None)


def test_history_is_a_verdict_at_each_figure_from_the_figures_up_to_it(indicator, series) -> None:
    values = [100.0, 100.0, 88.0, None, 79.0]
    figures = series(values, markers={4: ()})
    found = judge_history(freeze(), figures, indicator())
    assert [one.word for one in found] == [EARLY, SIGN, TURNED]
    assert found == tuple(judge(freeze(), series(values[:upto]), indicator()) for upto in (2, 3, 5))


def test_a_later_change_of_definition_leaves_earlier_verdicts_as_they_were(indicator, series) -> None:
    figures = series([100.0, 79.0, 70.0], markers={2: (Marker.BREAK,)})
    found = judge_history(freeze(), figures, indicator())
    assert [one.word for one in found] == [TURNED, EARLY]
    assert "from 2012/13 the definition differs" in found[1].reason
    assert judge(freeze(), figures, indicator()).word is EARLY
