"""The example as it stands in the store: published values, their sources, their frozen baselines."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from oba.model.indicator import Polarity
from oba.model.marker import read_markers
from oba.model.period_text import read_period
from oba.store.baselines import read_baselines
from oba.store.engine import Store, open_store
from oba.tasks.draw_curve import actions_of_the_whole_plan, find_other_scenario
from oba.tasks.freeze_baselines import freeze_baselines
from oba.tasks.gather import Gathered, gather
from tests.data.test_example import PUBLISHED

NEUTRAL = ("protection_plans", "children_in_need", "looked_after", "chlamydia")


@pytest.fixture(scope="module")
def store(example_url: str) -> Store:
    return open_store(example_url, read_only=True)


@pytest.fixture(scope="module")
def found(store: Store) -> Gathered:
    return gather(store, every_area=True)


@pytest.mark.parametrize(("key", "area", "period", "published", "source"), PUBLISHED)
def test_a_published_value_reaches_the_store_unchanged(
    found: Gathered, key: str, area: str, period: str, published: float | str, source: str
) -> None:
    indicator = found.indicator(key)
    code = next(one.code for one in found.book.areas if one.name == area)
    wanted = read_period(period, kind=indicator.period_kind, years_pooled=indicator.years_pooled).period
    one = next(each for each in found.series[key, code].observations if each.period == wanted)
    number, _, marks = str(published).partition("[")
    assert one.value == (float(number) if number.strip() else None), source
    assert set(read_markers(marks.rstrip("]"))) <= set(one.markers)


def test_every_figure_traces_to_a_release_a_file_and_a_cell(found: Gathered) -> None:
    for series in found.series.values():
        for one in series.observations:
            release = found.releases[one.release]
            assert one.cell
            assert release.sha256
            assert release.source.publisher
            assert release.source.licence == "Open Government Licence v3.0"


def test_at_least_24_indicators_have_findings_over_all_four_themes(found: Gathered) -> None:
    assert len(found.findings) >= 24
    assert {found.indicator(key).theme for key in found.findings} == {one.key for one in found.book.themes}


def test_the_eight_recommendations_and_their_28_actions_are_there(found: Gathered) -> None:
    assert len(found.book.actions) == 28
    assert {action.recommendation_number for action in found.book.actions} == set(range(1, 9))
    assert {"£45k", "Not applicable", "Not known at this point"} <= {
        one.budget_cost for one in found.book.actions
    }


def test_indicators_that_are_not_plainly_good_or_bad_are_never_judged(found: Gathered) -> None:
    for key in NEUTRAL:
        finding = found.findings[key]
        assert found.indicator(key).polarity is Polarity.NO_JUDGEMENT
        assert finding.trend.judgement.value == "none"
        assert finding.verdict is not None
        assert finding.verdict.word.value in (
            "above forecast",
            "below forecast",
            "as forecast",
            "too early to tell",
        )


def test_every_baseline_the_plan_asks_for_is_frozen_and_says_that_it_is_an_example(
    store: Store, found: Gathered
) -> None:
    with store.reading() as connection:
        standing = read_baselines(connection)
    assert {one.indicator for one in standing} == {one.indicator for one in found.book.baselines}
    for one in standing:
        assert one.example
        assert one.history[-1][0] == one.data_to
        assert "no group agreed it" in one.reason


def test_freezing_again_changes_no_baseline(own_example: str) -> None:
    store = open_store(own_example)
    with store.reading() as connection:
        before = read_baselines(connection)
    assert freeze_baselines(store, now=datetime(2027, 1, 1, tzinfo=UTC)) == []
    with store.reading() as connection:
        assert read_baselines(connection) == before


def test_incompatible_definitions_of_child_poverty_are_never_joined(found: Gathered) -> None:
    ours = found.place.code
    poverty = [key for key in found.findings if key.startswith("low_income")]
    assert len(poverty) >= 4
    by_release = {key: {one.release for one in found.series[key, ours].observations} for key in poverty}
    assert all(len(releases) == 1 for releases in by_release.values())


def test_the_scenario_that_was_not_agreed_is_drawn_only_where_it_differs(found: Gathered) -> None:
    rising, level = found.findings["placements_3plus"].baseline, found.findings["injury_admissions"].baseline
    assert rising is not None
    assert level is not None
    other = find_other_scenario(rising, found.indicator("placements_3plus"))
    assert other is not None
    assert {point.value for point in other.points} == {rising.origin_value}
    assert find_other_scenario(level, found.indicator("injury_admissions")) is None


def test_actions_of_the_whole_plan_are_flagged_on_every_curve(found: Gathered) -> None:
    flagged = actions_of_the_whole_plan(found.book)
    assert len(flagged) == 28
    assert any(action.starts and action.starts.year == 2010 for action in flagged)
