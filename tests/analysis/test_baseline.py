"""A baseline is made from the figures up to its day, holds what it was made from, and says when it cannot."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest
from scipy import stats

from oba.analysis.baseline import METHOD, VERSION, make_baseline, scenarios_for
from oba.analysis.moderation import moderate_variances
from oba.analysis.verdict import judge
from oba.errors import ObaError
from oba.model.baseline import Baseline, Scenario
from oba.model.finding import VerdictWord
from oba.model.marker import Marker
from oba.model.period import Period, PeriodKind
from oba.model.series import Observation, Series
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


def near(series, count: int, *, points: int = 7, seed: int = 3) -> list[Series]:
    """Other areas' figures for the same years, each scattering in its own way."""
    chance = np.random.default_rng(seed)
    spread = 8 * np.sqrt(5 / chance.chisquare(5, count))
    return [
        series(
            (170 + np.cumsum(chance.normal(0, one, points + 2))).tolist(),
            first=2017 - points,
            area=f"E06{place:06}",
        )
        for place, one in enumerate(spread, start=100)
    ]


def test_twenty_other_areas_steady_the_margin_and_their_forecasts_are_kept(indicator, series) -> None:
    figures = series(INJURIES)
    alone = freeze(figures, indicator())
    beside = freeze(figures, indicator(), peers=[figures, *near(series, 20)])
    assert (beside.moderated_by, len(beside.peers)) == (20, 20)
    assert beside.method == "shrunken drift, margin moderated by peer areas"
    assert [p.value for p in beside.points] == [p.value for p in alone.points]
    assert beside.degrees > alone.degrees
    assert (beside.weight, beside.points_used) == (alone.weight, alone.points_used)
    own = np.array(
        [alone.se1, *(freeze(one, indicator(), data_to=year(2016)).se1 for one in near(series, 20))]
    )
    moderated, degrees = moderate_variances(own**2, degrees=5.0)
    assert beside.se1 == pytest.approx(moderated[0] ** 0.5)
    assert beside.degrees == pytest.approx(degrees)
    margin = beside.points[1].upper95 - beside.points[1].value
    assert margin == pytest.approx(stats.t.ppf(0.975, degrees) * beside.se1 * 2**0.5)
    first = near(series, 20)[0]
    theirs = freeze(first, indicator(), data_to=year(2016))
    assert beside.peers[0].values == pytest.approx([p.value for p in theirs.points])
    assert beside.peers[0].area == first.area
    past = [one.value for one in first.observations[:7]]
    assert beside.peers[0].typical_change == pytest.approx(np.abs(np.diff(past)).mean())


def test_nineteen_other_areas_change_nothing(indicator, series) -> None:
    figures = series(INJURIES)
    assert freeze(figures, indicator(), peers=near(series, 19)) == freeze(figures, indicator())


LEFT_OUT = [
    ("too few points", {"first": 2011}),
    ("no figure for the last period", {"missing": [6]}),
    ("a new definition", {"markers": {3: (Marker.BREAK,)}}),
    ("ours once more", {"area": "E06000002"}),
]


@pytest.mark.parametrize(("_case", "changes"), LEFT_OUT, ids=[row[0] for row in LEFT_OUT])
def test_areas_that_cannot_be_set_beside_ours_are_left_out(_case, changes, indicator, series) -> None:
    figures, others = series(INJURIES), near(series, 20)
    odd = series([100 + k % 3 for k in range(7)], **({"area": "E06000999"} | changes))
    assert freeze(figures, indicator(), peers=[*others, odd]) == freeze(figures, indicator(), peers=others)
    assert freeze(figures, indicator(), peers=[*others[1:], odd]).moderated_by == 0


def test_areas_with_a_longer_history_are_cut_to_ours(indicator, series) -> None:
    figures = series(INJURIES)
    longer = near(series, 20, points=12)
    cut = [replace(one, observations=one.observations[5:]) for one in longer]
    assert freeze(figures, indicator(), peers=longer) == freeze(figures, indicator(), peers=cut)


NOT_MODERATED = [
    ("straight line", {"scenario": Scenario.STRAIGHT_LINE}, {}, "straight line"),
    ("pooled years", {}, {"years_pooled": 3}, "last value, overlapping periods"),
]


@pytest.mark.parametrize(
    ("_case", "asked", "kind", "method"), NOT_MODERATED, ids=[row[0] for row in NOT_MODERATED]
)
def test_where_moderating_is_not_sound_the_areas_are_kept_for_their_rank_alone(
    _case, asked, kind, method, indicator, series
) -> None:
    figures = series(INJURIES)
    found = freeze(figures, indicator(**kind), peers=near(series, 24), **asked)
    assert (found.moderated_by, len(found.peers), found.method) == (0, 24, method)
    assert found.points == freeze(figures, indicator(**kind), **asked).points


def test_areas_that_never_vary_moderate_nobody(indicator, series) -> None:
    flat = [series([5.0] * 7, area=f"E06{k:06}") for k in range(100, 125)]
    assert freeze(series(INJURIES), indicator(), peers=flat).moderated_by == 0


def test_a_series_too_short_for_a_margin_has_no_use_for_other_areas(indicator, series) -> None:
    found = freeze(series([1, 3, 2, 5], first=2013), indicator(), peers=near(series, 24, points=4))
    assert (found.method, found.peers, found.moderated_by) == ("last value, too few points", (), 0)


def test_a_straight_line_is_frozen_as_one(indicator, series) -> None:
    baseline = freeze(series(INJURIES), indicator(), scenario=Scenario.STRAIGHT_LINE)
    line = stats.linregress(np.arange(7), INJURIES)
    assert (baseline.method, baseline.method_version) == ("straight line", 1)
    assert baseline.points[2].value == pytest.approx(line.intercept + line.slope * 9)
    assert (baseline.weight, baseline.degrees) == (1.0, 5.0)


QUARTERLY = Series(
    "injuries",
    "E06000002",
    observations=tuple(
        Observation(Period.months(2020 + k // 4, k % 4 * 3 + 1, count=3), k % 5 + 1.0) for k in range(12)
    ),
)


@pytest.mark.parametrize("kind", ["pooled", "quarters"])
def test_a_straight_line_that_would_not_hold_is_refused_with_what_to_do(kind, indicator, series) -> None:
    figures = series(INJURIES, pooled=3) if kind == "pooled" else QUARTERLY
    one = indicator(years_pooled=3 if kind == "pooled" else 1)
    with pytest.raises(ObaError, match=r"no straight line: .*would not hold") as refused:
        freeze(figures, one, scenario=Scenario.STRAIGHT_LINE)
    assert "Choose 'carry on the trend'" in str(refused.value)
    newest = figures.observations[-1].period
    assert scenarios_for(figures, indicator=one, data_to=newest) == (Scenario.CARRY_ON, Scenario.HOLD)


def test_yearly_figures_have_all_three_scenarios_from_five_on(indicator, series) -> None:
    assert scenarios_for(series(INJURIES), indicator=indicator(), data_to=year(2016)) == tuple(Scenario)
    short = scenarios_for(series(INJURIES), indicator=indicator(), data_to=year(2013))
    assert short == (Scenario.CARRY_ON, Scenario.HOLD)
