"""Scenarios in words, before one is agreed and after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from oba.model.baseline import Baseline, ForecastPoint, Scenario
from oba.model.indicator import Indicator, Polarity
from oba.model.period import Period, PeriodKind
from oba.words import methods, scenarios
from oba.words.baselines import SCENARIO_NAMES


@pytest.fixture
def frozen(baseline: Baseline) -> Baseline:
    last = ForecastPoint(Period.year(2025, kind=PeriodKind.CALENDAR_YEAR), 31.2, 26.0, 36.4, 22.5, 39.9)
    return replace(
        baseline, points=(*baseline.points[:1], last), scenario=Scenario.HOLD, method=methods.HOLD.name
    )


def test_a_scenario_says_where_it_ends_and_how_sure_that_is(frozen: Baseline, conceptions: Indicator) -> None:
    assert scenarios.say_scenario(frozen, indicator=conceptions) == (
        "If the level holds: 31.2 per 1,000 in 2025 (80% interval 26.0 to 36.4)"
    )
    assert scenarios.say_title(frozen, indicator=conceptions) == (
        "Under-18 conceptions: 31.2 per 1,000 in 2025 if the level holds (80% interval 26.0 to 36.4)"
    )


def test_without_an_interval_none_is_said_and_no_verdict_is_promised(
    frozen: Baseline, conceptions: Indicator
) -> None:
    bare = replace(
        frozen, points=(replace(frozen.points[-1], lower80=None, upper80=None, lower95=None, upper95=None),)
    )
    assert scenarios.say_scenario(bare, indicator=conceptions) == "If the level holds: 31.2 per 1,000 in 2025"
    assert scenarios.say_title(bare, indicator=conceptions).endswith(
        "31.2 per 1,000 in 2025 if the level holds"
    )
    assert "no verdict" in scenarios.say_interval95(bare, indicator=conceptions)


@pytest.mark.parametrize(
    ("polarity", "called"),
    [
        (Polarity.LOW_IS_GOOD, "turned, or worse than forecast"),
        (Polarity.HIGH_IS_GOOD, "turned, or worse than forecast"),
        (Polarity.NO_JUDGEMENT, "above or below forecast"),
    ],
)
def test_without_polarity_nothing_would_be_called_turned_or_worse(
    frozen: Baseline, conceptions: Indicator, polarity: Polarity, called: str
) -> None:
    said = scenarios.say_interval95(frozen, indicator=replace(conceptions, polarity=polarity))
    assert said == f"95% interval in 2025: 22.5 to 39.9. Only a figure outside it would be called {called}."


@pytest.mark.parametrize(
    ("weight", "method", "said"),
    [
        (0.38, methods.SHRUNKEN_DRIFT, "38% of the average yearly change is carried on"),
        (0.0, methods.SHRUNKEN_DRIFT, "because it does not stand out from year-to-year noise"),
        (0.0, methods.OVERLAPPING, "because the periods overlap"),
    ],
)
def test_how_much_of_the_trend_is_carried_on_is_said_with_its_reason(
    frozen: Baseline, conceptions: Indicator, weight: float, method: methods.Method, said: str
) -> None:
    one = replace(frozen, scenario=Scenario.CARRY_ON, weight=weight, method=method.name)
    assert said in scenarios.say_made(one, indicator=conceptions)


def test_the_areas_that_steady_the_margin_are_counted(frozen: Baseline, conceptions: Indicator) -> None:
    assert "other area" not in scenarios.say_made(frozen, indicator=conceptions)
    said = scenarios.say_made(replace(frozen, moderated_by=141), indicator=conceptions)
    assert said.endswith("How much it scatters from year to year is judged together with 141 other areas.")


@pytest.mark.parametrize("scenario", list(Scenario))
def test_every_scenario_has_a_name_and_a_reason_to_take_it(scenario: Scenario) -> None:
    assert SCENARIO_NAMES[scenario].startswith("If ")
    assert scenarios.WHY[scenario].startswith("Take it ")


FORECASTING = [
    one
    for one in methods.METHODS
    if any(word in one.name for word in ("drift", "hold the level", "straight line", "last value"))
]


@pytest.mark.parametrize("method", FORECASTING, ids=lambda one: one.name)
def test_every_rule_says_how_it_is_made_and_is_known_by_the_name_a_baseline_keeps(
    frozen: Baseline, method: methods.Method
) -> None:
    one = replace(frozen, method=method.name)
    assert scenarios.say_method(one) == method.text
    assert set(scenarios.MEASURED) <= {each.name for each in FORECASTING}


def test_lines_that_are_one_are_named_together() -> None:
    assert scenarios.name_line((Scenario.HOLD,)) == "If the level holds"
    assert (
        scenarios.name_line((Scenario.CARRY_ON, Scenario.HOLD))
        == "If the trend carries on, or the level holds"
    )


def test_a_forecast_whose_outcome_is_known_says_so(frozen: Baseline) -> None:
    assert scenarios.say_known_since(frozen, known=0) == ""
    assert scenarios.say_known_since(frozen, known=1).startswith("1 figure after 2017 is known already.")
    assert "judged on them at once" in scenarios.say_known_since(frozen, known=3)


def test_what_superseded_a_forecast_is_named_with_its_reason(frozen: Baseline) -> None:
    assert scenarios.say_standing(frozen, by=None) == "Stands: new figures are judged against it."
    later = replace(frozen, id=9, frozen_on=date(2026, 12, 1), replaces_because="It ended in 2025.")
    assert scenarios.say_standing(frozen, by=later) == (
        "Superseded by the one frozen 1 December 2026 (number 9). Reason: It ended in 2025."
    )
    silent = replace(later, replaces_because="")
    assert (
        scenarios.say_standing(frozen, by=silent)
        == "Superseded by the one frozen 1 December 2026 (number 9)."
    )


def test_no_sentence_names_a_cause(frozen: Baseline, conceptions: Indicator) -> None:
    said = [
        *scenarios.WHY.values(),
        *scenarios.MEASURED.values(),
        scenarios.say_frozen(frozen, indicator=conceptions, area_name="Middlesbrough", replaced=True),
        scenarios.say_alt(frozen, indicator=conceptions, area_name="Middlesbrough", others=(frozen,)),
    ]
    for word in ("caused", "because of", "due to", "thanks to", "programme"):
        assert not any(word in one for one in said)
