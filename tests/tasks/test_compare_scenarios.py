"""Scenarios side by side, and every baseline that was frozen for a curve."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from sqlalchemy import text

from oba.errors import NotFoundError, UsageError
from oba.model.baseline import Scenario
from oba.model.editor import editor_of
from oba.settings import Settings
from oba.store.engine import open_store
from oba.tasks.agree_baseline import Agreement, agree
from oba.tasks.compare_scenarios import compare_scenarios, list_baseline_choices
from oba.tasks.draw_curve import draw_curve
from oba.tasks.gather import gather
from oba.tasks.list_baselines import list_baselines
from oba.tasks.write_chart import write_chart
from oba.words.baselines import SCENARIO_NAMES

TOWN, TODAY = "E06000002", date(2026, 12, 1)
KEY = "persistent_absence"


@pytest.fixture
def example(example_url):
    store = open_store(example_url, read_only=True)
    yield store
    store.close()


def compare(store, key=KEY, **wish):
    return compare_scenarios(store, indicator=key, area=TOWN, today=TODAY, dark=False, **wish)


def column(table, head):
    place = [one.text for one in table.heads].index(head)
    return {row[0]: row[place] for row in table.rows if row[place]}


@pytest.mark.parametrize("scenario", list(Scenario))
def test_every_scenario_is_on_the_chart_and_in_the_table_and_the_chosen_one_has_the_fan(example, scenario):
    view = compare(example, scenario=scenario)
    assert [one.key for one in view.scenarios] == ["hold", "carry_on", "straight_line"]
    assert [one.key for one in view.scenarios if one.chosen] == [scenario.name.lower()]
    heads = [one.text for one in view.chart.table.heads]
    assert {"80% low", "95% high"} <= set(heads)
    assert "Forecast" not in heads
    for name in SCENARIO_NAMES.values():
        assert any(name.removeprefix("If ") in head for head in heads), name
    for one in view.scenarios:
        assert one.name in heads or one.chosen or any("one line for both" in line for line in one.lines)


def test_two_scenarios_that_are_one_line_are_drawn_once_and_named_together(example):
    view = compare(example)
    assert "If the level holds" not in {one.text for one in view.chart.table.heads}
    assert "the level holds" in view.chart.svg
    assert any("same line as 'if the trend carries on'" in line for line in view.scenarios[0].lines)


def test_each_scenario_says_where_it_ends_how_it_is_made_how_well_it_does_and_why(example):
    hold, carry, line = compare(example, horizon=3).scenarios
    assert hold.headline.startswith("If the level holds: ")
    assert "in 2027/28 (80% interval " in hold.headline
    assert any(one.startswith("95% interval in 2027/28: ") for one in hold.lines)
    assert any("figures up to 2024/25" in one for one in carry.lines)
    assert any("1.31 to 1.40 times" in one for one in line.lines)
    assert all(any(one.startswith("Take it ") for one in each.lines) for each in (hold, carry, line))


def test_the_title_of_the_chart_is_what_would_be_frozen(example):
    view = compare(example, scenario=Scenario.HOLD, horizon=2)
    assert view.chart.title.startswith("Persistent absence from school: ")
    assert " in 2026/27 if the level holds (80% interval " in view.chart.title
    assert view.chart.title in view.chart.files.draw()


def test_the_files_of_the_chart_hold_the_numbers_of_its_table(example):
    view = compare(example)
    written = write_chart(view.chart.files, ending="csv").decode("utf-8-sig")
    rows = {row["Period"]: row for row in csv.DictReader(io.StringIO(written))}
    name = "If the trend carries on, or the level holds"
    shown = column(view.chart.table, name)
    assert list(shown) == ["2025/26", "2026/27", "2027/28", "2028/29", "2029/30"]
    assert {period: f"{float(rows[period][name]):.1f}%" for period in shown} == shown
    assert {row["Area"] for row in rows.values()} == {"Middlesbrough"}


def test_the_files_write_no_number_with_more_than_ten_digits(example):
    written = write_chart(compare(example).chart.files, ending="csv").decode("utf-8-sig")
    numbers = [
        cell for row in csv.reader(io.StringIO(written)) for cell in row if cell.replace(".", "").isdigit()
    ]
    assert numbers
    assert max(len(one.replace(".", "").lstrip("0")) for one in numbers) == 10


def test_figures_known_after_the_last_one_used_are_warned_of(example):
    assert compare(example).cautions == ()
    (said,) = compare(example, data_to="2021/22", horizon=4).cautions
    assert said.startswith("3 figures after 2021/22 are known already.")


def test_a_forecast_that_ends_before_anything_new_can_come_is_warned_of_before_it_is_refused(example):
    (said,) = compare(example, data_to="2021/22", horizon=3).cautions
    assert said.startswith("The forecast ends with 2024/25, and the figures up to 2024/25 are known already")


def test_a_straight_line_that_these_figures_do_not_allow_gives_way_and_says_why(example):
    view = compare(example, key="alcohol_admissions", scenario=Scenario.STRAIGHT_LINE)
    assert view.scenario is Scenario.CARRY_ON
    assert [one.key for one in view.scenarios] == ["hold", "carry_on"]
    assert any("A straight line cannot be drawn here" in line for line in view.cautions)


def test_what_would_be_superseded_is_named(example):
    assert compare(example).stands.startswith("Example 22 November 2026, data to 2017/18")
    there = compare_scenarios(example, indicator=KEY, area="England", today=TODAY, dark=False)
    assert there.stands == ""
    assert there.digest.startswith("0-")


def test_choices_begin_with_the_newest_figure_and_look_up_to_fifteen_periods_ahead(example):
    choices = list_baseline_choices(example, indicator=KEY, area=TOWN)
    assert next(iter(choices.origins.items())) == ("2024/25", "2024/25 (the newest)")
    assert "2019/20" not in choices.origins
    assert list(choices.horizons) == [str(one) for one in range(1, 16)]


def test_a_curve_that_is_not_there_is_named(example):
    with pytest.raises(NotFoundError, match="indicator 'nothing'"):
        compare(example, key="nothing")
    with pytest.raises(UsageError, match="no measured figure for '2019/20'"):
        compare(example, data_to="2019/20")


@pytest.fixture
def frozen_twice(own_example):
    """The example's baseline superseded in 2025, and that of 2025 superseded today."""
    for day, data_to in (("2025-06-01", "2021/22"), ("2026-12-01", "")):
        settings = Settings(store=own_example, user="ann", today=day)
        agree(
            settings,
            editor_of(settings),
            Agreement(KEY, "Board", f"The course of {day}", data_to=data_to, replaces_because=f"It is {day}"),
        )
    store = open_store(own_example)
    yield store
    store.close()


def listed(store, **wish):
    return list_baselines(store, indicator=KEY, area=TOWN, today=TODAY, dark=False, **wish)


def test_every_baseline_is_listed_with_who_why_when_and_the_verdict_it_has_today(frozen_twice):
    newest, middle, example = listed(frozen_twice).frozen
    assert (newest.stands, middle.stands, example.stands) == (True, False, False)
    assert newest.standing == "Stands: new figures are judged against it."
    assert (
        middle.standing
        == f"Superseded by the one frozen 1 December 2026 (number {newest.number}). Reason: It is 2026-12-01."
    )
    assert (middle.agreed_by, middle.reason) == ("Board", "The course of 2025-06-01")
    assert middle.recorded == "1 June 2025, 12:00 UTC by ann"
    assert (newest.verdict.word, newest.gap) == (
        "Too early to tell",
        "No figure after 2024/25 has been published",
    )
    assert middle.gap.startswith("In 2024/25: ")
    assert example.agreed_by == "Nobody: it is an example"


def test_the_standing_one_is_drawn_and_another_on_demand_with_the_rest_dotted(frozen_twice):
    usual = listed(frozen_twice)
    assert [one.drawn for one in usual.frozen] == [True, False, False]
    first = str(usual.frozen[-1].number)
    asked = listed(frozen_twice, shown=first)
    assert [one.drawn for one in asked.frozen] == [False, False, True]
    assert {"Forecast", "Frozen 2025, data to 2021/22", "Frozen 2026, data to 2024/25"} <= {
        one.text for one in asked.chart.table.heads
    }
    assert any(line.startswith("For 2024/25 the forecast was ") for line in asked.working)
    other = listed(frozen_twice, shown="999")
    assert (other.frozen, other.chart.svg) == (usual.frozen, usual.chart.svg)


def test_a_curve_for_which_none_was_frozen_has_an_empty_list(example):
    found = list_baselines(example, indicator=KEY, area="England", today=TODAY, dark=False)
    assert (found.frozen, found.chart) == ((), None)


def test_a_history_revised_since_the_freeze_is_drawn_as_it_stood_and_as_it_stands(own_example):
    store = open_store(own_example)
    ours = f"series_id = (SELECT id FROM series WHERE indicator = '{KEY}' AND area = '{TOWN}' AND breakdown = '')"
    with store.writing() as connection:
        connection.execute(
            text(f"UPDATE observation SET value = value + 3 WHERE {ours} AND period_id < 201710010000")
        )
    choices = {"compare": False, "intervals": True, "zero": True, "published": True}
    drawn = draw_curve(store, indicator=KEY, area=TOWN, today=TODAY, dark=False, **choices)
    then, now = column(drawn.table, "As it stood at the freeze"), column(drawn.table, "Value")
    assert len(then) == 12
    assert all(float(now[one].rstrip("%")) - float(then[one].rstrip("%")) == pytest.approx(3) for one in then)
    assert any(
        "12 of the 12 figures that the forecast was made from" in note for note in drawn.description.notes
    )
    view = listed(store)
    assert "The verdict still judges against the forecast as it was frozen." in view.working[-1]
    assert view.frozen[0].headline == "If the trend carries on: 15.5% in 2026/27 (80% interval 7.2% to 23.8%)"
    store.close()


def test_an_earlier_day_shows_the_baseline_that_stood_then(frozen_twice):
    def standing(as_of):
        found = gather(
            frozen_twice, wanted=lambda one: one.key == KEY, every_area=True, as_of=as_of, published=False
        )
        baseline = found.findings[KEY].baseline
        return baseline and (baseline.frozen_on, baseline.superseded_by)

    assert standing(date(2026, 11, 1)) == (date(2025, 6, 1), None)
    assert standing(None) == (date(2026, 12, 1), None)
