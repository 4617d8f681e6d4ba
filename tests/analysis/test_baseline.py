"""A baseline is made from the figures up to its day, holds what it was made from, and says when it cannot."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from oba.analysis.baseline import METHOD, VERSION, make_baseline
from oba.analysis.verdict import judge
from oba.errors import ObaError
from oba.model.baseline import Baseline, Scenario
from oba.model.finding import VerdictWord
from oba.model.marker import Marker
from oba.model.period import Period, PeriodKind
from oba.words import methods

INJURIES = [172.545427, 204.921155, 190.63596, 181.39904, 185.42104, 160.42781, 167.62627]
AFTER = [138.27533, 118.04686, 120.93189, 90.4063, 108.43673, 76.58301, 90.89662]


def year(first: int, pooled: int = 1) -> Period:
    return Period.year(first, kind=PeriodKind.FINANCIAL_YEAR, years=pooled)


def freeze(series, indicator, **changes: Any) -> Baseline:
    given: dict[str, Any] = {
        "data_to": series.observations[-1].period if series.observations else year(2010),
        "scenario": Scenario.CARRY_ON,
        "horizon": 3,
        "frozen_on": date(2017, 9, 1),
        "recorded_at": datetime(2026, 5, 1, 12, tzinfo=UTC),
    }
    return make_baseline(series, indicator=indicator, **(given | changes))


def test_injury_admissions_frozen_with_data_to_2016_17_show_an_early_sign_in_2023_24(
    indicator, series
) -> None:
    """Hospital admissions for injuries, Middlesbrough, children under 15: forecast 168, gap -77."""
    figures = series(INJURIES + AFTER)
    baseline = freeze(figures, indicator(), data_to=year(2016), horizon=7)
    verdict = judge(baseline, figures, indicator())
    assert (baseline.method, baseline.method_version) == (METHOD, VERSION) == ("shrunken drift", 1)
    assert (baseline.points_used, baseline.weight, baseline.degrees) == (7, 0.0, 5.0)
    assert baseline.se1 == pytest.approx(18.394887, abs=1e-6)
    assert round(baseline.points[-1].value) == 168
    assert baseline.points[-1].period == year(2023)
    assert round(verdict.gap or 0) == -77
    assert (verdict.word, verdict.outside) == (VerdictWord.EARLY_SIGN, "80%")
    assert verdict.independent_points == 7


def test_a_baseline_holds_what_it_was_made_from(indicator, series) -> None:
    baseline = freeze(
        series([1, 2, None, 4, 5, 7]), indicator(), agreed_by="The Trust", reason="Agreed", example=True
    )
    assert baseline.history == tuple((year(2010 + k), v) for k, v in ((0, 1), (1, 2), (3, 4), (4, 5), (5, 7)))
    assert baseline.releases == (1, 2)
    assert baseline.origin_value == 7
    assert (baseline.id, baseline.area, baseline.horizon) == (0, "E06000002", 3)
    assert (baseline.agreed_by, baseline.reason, baseline.example) == ("The Trust", "Agreed", True)
    assert [point.period for point in baseline.points] == [year(2016), year(2017), year(2018)]


def test_nothing_after_the_day_it_stands_for_changes_a_baseline(indicator, series) -> None:
    early = freeze(series(INJURIES), indicator())
    late = freeze(series(INJURIES + AFTER, markers={9: (Marker.BREAK,)}), indicator(), data_to=year(2016))
    assert early == late


def test_figures_before_a_break_are_not_part_of_the_history(indicator, series) -> None:
    broken = freeze(series([900, 800, 5, 6, 7, 9, 8], markers={2: (Marker.BREAK,)}), indicator())
    assert broken.points_used == 5
    assert broken.points == freeze(series([5, 6, 7, 9, 8], first=2012), indicator()).points


def test_limits_never_pass_what_is_possible(indicator, series) -> None:
    point = freeze(series([60, 20, 90, 10, 95]), indicator(upper_bound=100.0)).points[-1]
    assert (point.lower95, point.upper95) == (0.0, 100.0)


def test_without_bounds_a_forecast_may_fall_below_nought(indicator, series) -> None:
    point = freeze(series([4, 3, 2.1, 1, 0.1]), indicator(lower_bound=None)).points[-1]
    assert point.value < 0


RULES = [
    ("yearly", [1, 3, 2, 5, 4], {}, Scenario.CARRY_ON, methods.SHRUNKEN_DRIFT),
    ("yearly, held", [1, 3, 2, 5, 4], {}, Scenario.HOLD, methods.HOLD),
    ("overlapping", [1, 3, 2, 5, 4], {"years_pooled": 3}, Scenario.CARRY_ON, methods.OVERLAPPING),
    ("overlapping, held", [1, 3, 2, 5, 4], {"years_pooled": 3}, Scenario.HOLD, methods.OVERLAPPING),
    ("too few", [1, 3, 2, 5], {}, Scenario.CARRY_ON, methods.LAST_VALUE),
    ("too few overlapping", [1, 3, 2], {"years_pooled": 3}, Scenario.HOLD, methods.LAST_VALUE),
]


@pytest.mark.parametrize(
    ("_case", "values", "changes", "scenario", "method"), RULES, ids=[row[0] for row in RULES]
)
def test_the_rule_follows_from_the_figures_and_the_scenario(
    _case, values, changes, scenario, method, indicator, series
) -> None:
    baseline = freeze(
        series(values, pooled=changes.get("years_pooled", 1)), indicator(**changes), scenario=scenario
    )
    assert (baseline.method, baseline.method_version) == (method.name, method.version)


def test_too_few_points_give_the_last_value_without_limits(indicator, series) -> None:
    baseline = freeze(series([1, 3, 2, 5]), indicator())
    assert [(p.value, p.lower80, p.upper95) for p in baseline.points] == [(5.0, None, None)] * 3
    assert (baseline.se1, baseline.weight, baseline.degrees) == (None, 0.0, 0.0)


@pytest.mark.parametrize("values", [[7.0] * 6, [0.0] * 6, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]])
def test_figures_that_never_varied_give_no_margin_of_error(values, indicator, series) -> None:
    baseline = freeze(series(values), indicator())
    assert {(p.lower80, p.upper80, p.lower95, p.upper95) for p in baseline.points} == {(None,) * 4}


@pytest.mark.parametrize(
    ("values", "changes", "words"),
    [
        (
            [1, 2, 3],
            {"data_to": year(2015)},
            "no measured figure for 2015/16 (the newest figure is for 2012/13)",
        ),
        ([1, 2, None], {}, "no measured figure for 2012/13 (the newest figure is for 2011/12)"),
        ([], {}, "there are no figures at all"),
        ([1, 2, 3], {"data_to": year(2010, 3)}, "no measured figure for 2010/11 to 2012/13"),
        ([1, 2, 3], {"horizon": 0}, "at least one period ahead"),
    ],
)
def test_what_cannot_be_frozen_is_refused_in_plain_words(values, changes, words, indicator, series) -> None:
    with pytest.raises(ObaError) as refused:
        freeze(series(values), indicator(), **changes)
    assert words in str(refused.value)
    assert "Injury admissions" in str(refused.value)


def test_figures_of_another_area_are_not_judged_against_a_baseline(indicator, series) -> None:
    baseline = freeze(series(INJURIES), indicator())
    with pytest.raises(ObaError, match="same indicator, area and breakdown"):
        judge(baseline, series(INJURIES, area="E92000001"), indicator())
