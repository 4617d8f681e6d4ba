"""The example's plan is whole, honest about itself, and claims nothing that was not agreed."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any

import pytest

Plan = dict[str, list[dict[str, Any]]]


@pytest.mark.parametrize("column", ["Lay definition", "Technical definition", "Unit", "Polarity", "Owner"])
def test_every_indicator_says_what_it_is_and_whose(plan: Plan, column: str) -> None:
    assert [row["Key"] for row in plan["Indicators"] if not row[column]] == []


def test_an_owner_or_a_leader_of_a_theme_is_a_partner(plan: Plan) -> None:
    partners = {row["Partner"] for row in plan["Partners"]}
    assert {row["Owner"] for row in plan["Indicators"]} <= partners
    assert {row["Lead partner"] for row in plan["Themes"] if row["Lead partner"]} == {
        "Middlesbrough Partnership"
    }


def test_a_theme_has_three_to_five_headlines_and_an_outcome_at_most_four(plan: Plan) -> None:
    headline = [row for row in plan["Indicators"] if row["Standing"] == "headline"]
    assert {3, 4, 5} >= set(Counter(row["Theme"] for row in headline).values())
    assert max(Counter(row["Outcome"] for row in headline).values()) <= 4
    assert {row["Theme"] for row in headline} == {row["Key"] for row in plan["Themes"]}


def test_an_outcome_is_a_condition_of_wellbeing_without_numbers_services_or_direction(plan: Plan) -> None:
    unwanted = re.compile(
        r"\d|\b(reduc|increas|improv|fewer|more|service|social care|council|nhs|trust)\w*", re.IGNORECASE
    )
    assert [row["Outcome"] for row in plan["Outcomes"] if unwanted.search(row["Outcome"])] == []
    assert all("Middlesbrough" in row["Outcome"] for row in plan["Outcomes"])


@pytest.mark.parametrize(
    "key",
    [
        "protection_plans",
        "children_in_need",
        "looked_after",
        "section_47",
        "re_referrals",
        "chlamydia",
        "free_school_meals",
    ],
)
def test_an_indicator_that_is_not_plainly_good_or_bad_is_not_judged(plan: Plan, key: str) -> None:
    polarity = {row["Key"]: row["Polarity"] for row in plan["Indicators"]}
    assert polarity[key] == "no judgement"


def test_statutory_numbers_are_those_of_the_national_indicator_set(plan: Plan) -> None:
    numbers = {row["Key"]: row["Statutory number"] for row in plan["Indicators"] if row["Statutory number"]}
    assert all(re.fullmatch(r"NI \d{1,3}", number) for number in numbers.values())
    assert numbers["under18_conceptions"] == "NI 112"
    assert numbers["excess_weight_year6"] == "NI 56"
    assert numbers["low_income_hmrc"] == "NI 116"


def test_the_obesity_indicators_say_that_theirs_is_not_the_statutory_definition(plan: Plan) -> None:
    notes = {
        row["Key"]: row["Notes"]
        for row in plan["Indicators"]
        if row["Statutory number"] in ("NI 55", "NI 56")
    }
    assert len(notes) == 4
    assert all("obesity only" in note for note in notes.values())


def test_the_action_plan_is_whole_and_nothing_is_claimed_of_it(plan: Plan) -> None:
    actions = plan["Actions"]
    assert len(actions) == 28
    assert Counter(row["Scrutiny recommendation number"] for row in actions) == {
        1: 3,
        2: 4,
        3: 5,
        4: 5,
        5: 2,
        6: 3,
        7: 3,
        8: 3,
    }
    assert len({row["Scrutiny recommendation"] for row in actions}) == 8
    assert {row["Status"] for row in actions} == {"not recorded"}


def test_the_action_plan_keeps_its_own_words_for_cost_and_time(plan: Plan) -> None:
    actions = plan["Actions"]
    assert {row["Timescale"] for row in actions} >= {
        "January 2010",
        "Ongoing",
        "2010 - 2012",
        "April 10 - March 11",
        "2010-2014",
    }
    assert {row["Budget cost"] for row in actions} == {
        "£0",
        "£45k",
        "Not applicable",
        "Not known at this point",
        None,
    }


def test_a_baseline_says_that_it_is_an_example_and_that_nobody_agreed_it(plan: Plan) -> None:
    assert len(plan["Baselines"]) >= 24
    for row in plan["Baselines"]:
        assert row["Area"] == "E06000002"
        assert row["Agreed by"] == "Example"
        assert row["Frozen on"].date() == date(2026, 11, 22)
        assert row["Reason"] == (
            f"Example: made in 2026 from figures up to {row['Data to']}; no group agreed it at the time."
        )


def test_overlapping_three_year_figures_are_held_level(plan: Plan) -> None:
    pooled = {row["Key"] for row in plan["Indicators"] if row["Years pooled"] > 1}
    assert pooled == {"alcohol_admissions"}
    assert {row["Scenario"] for row in plan["Baselines"] if row["Indicator"] in pooled} == {"hold the level"}


def test_no_baseline_is_made_from_a_series_that_breaks(plan: Plan) -> None:
    assert not {"good_development", "long_plans"} & {row["Indicator"] for row in plan["Baselines"]}


def test_the_neighbours_are_the_ten_of_may_2025_in_their_order(plan: Plan) -> None:
    names = {row["Code"]: row["Name"] for row in plan["Areas"]}
    neighbours = [row for row in plan["Comparators"] if row["Role"] == "statistical neighbour"]
    assert [names[row["Compared with"]] for row in neighbours] == [
        "Blackpool",
        "Hartlepool",
        "Stoke-on-Trent",
        "Rochdale",
        "Newcastle upon Tyne",
        "Wolverhampton",
        "Walsall",
        "South Tyneside",
        "Liverpool",
        "Salford",
    ]
    assert {row["Set"] for row in neighbours} == {"Statistical neighbours, May 2025"}


def test_the_plan_says_that_it_is_an_example(plan: Plan) -> None:
    fields = {row["Field"]: row["Value"] for row in plan["Plan"]}
    assert fields["Example"] == "yes"
    assert "not the Trust's own document" in fields["Statement"]
