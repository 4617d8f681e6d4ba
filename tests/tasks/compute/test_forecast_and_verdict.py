"""`compute spc`, `forecast` and `verdict`: worked by hand, held against scipy, and refused by the field."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from oba.tasks.compute.run import compute

HISTORY = [40.1, 38.7, 37.9, 38.2, 37.8, 38.0]
FALLING = [50.0, 48.0, 45.0, 44.0, 41.0, 39.0, 36.0]
LOW = "low is good"


def forecast(**line: Any) -> dict[str, Any]:
    return compute("forecast", line)


def verdict(**line: Any) -> dict[str, Any]:
    return compute("verdict", {"polarity": LOW} | line)


@given(st.lists(st.floats(1, 99), min_size=5, max_size=12), st.integers(1, 6))
def test_a_forecast_is_the_formula_of_shrunken_drift(values: list[float], horizon: int) -> None:
    changes = np.diff(values)
    m, mean, variance = len(changes), float(np.mean(changes)), float(np.var(changes, ddof=1))
    if variance < 1e-6:
        return
    weight = max(0.0, 1 - 3 / (mean**2 * m / variance)) if mean else 0.0
    se1 = math.sqrt(float(np.sum((changes - weight * mean) ** 2)) / (m - weight))
    ahead = np.arange(1, horizon + 1)
    se = se1 * np.sqrt(ahead * (1 + weight**2 * ahead / m))
    middle = values[-1] + ahead * weight * mean
    found = forecast(values=values, horizon=horizon)
    assert found["weight"] == pytest.approx(weight, abs=1e-9)
    assert found["points"] == pytest.approx(middle.tolist())
    assert found["se"] == pytest.approx(se.tolist(), rel=1e-6)
    for name, tail in (("80", 0.9), ("95", 0.975)):
        margin = stats.t.ppf(tail, m - 1) * se
        assert found[f"lower{name}"] == pytest.approx((middle - margin).tolist(), rel=1e-6, abs=1e-6)
        assert found[f"upper{name}"] == pytest.approx((middle + margin).tolist(), rel=1e-6, abs=1e-6)


@given(st.lists(st.floats(1, 99), min_size=5, max_size=12))
def test_a_straight_line_is_scipys_regression(values: list[float]) -> None:
    if np.ptp(values) < 1e-3:
        return
    line = stats.linregress(range(len(values)), values)
    found = forecast(values=values, horizon=2, scenario="straight_line")
    at = np.array([len(values), len(values) + 1])
    assert found["points"] == pytest.approx((line.intercept + line.slope * at).tolist(), abs=1e-6)


SCENARIOS = [
    ({}, "shrunken drift"),
    ({"scenario": "carry on the trend"}, "shrunken drift"),
    ({"scenario": "hold"}, "hold the level"),
    ({"scenario": "Hold the level"}, "hold the level"),
    ({"scenario": "STRAIGHT LINE"}, "straight line"),
    ({"years_per_period": 3}, "last value, overlapping periods"),
    ({"years_per_period": 0.25, "values": FALLING * 3}, "shrunken drift, year on year"),
    ({"values": FALLING[:4]}, "last value, too few points"),
]


@pytest.mark.parametrize(("changes", "method"), SCENARIOS)
def test_a_forecast_names_its_rule(changes, method) -> None:
    found = forecast(**{"values": FALLING} | changes)
    assert found["method"] == method
    assert len(found["points"]) == 5


def test_holding_the_level_carries_the_last_figure_forward() -> None:
    assert forecast(values=FALLING, scenario="hold", horizon=3)["points"] == [36.0, 36.0, 36.0]


def test_what_is_impossible_is_not_forecast() -> None:
    found = forecast(values=[9, 7, 5, 3.5, 1.5], lower_bound=0, upper_bound=100, horizon=4)
    assert min(found["lower95"] + found["points"]) == 0
    assert found["points"][-1] == 0


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([1, 2, 3, 4], "fewer than five figures"),
        ([5, 5, 5, 5, 5, 5], "the changes never varied"),
        ([1, 2, 3, 4, 5, 6], "the changes never varied"),
    ],
)
def test_without_a_margin_the_reason_is_given(values, reason) -> None:
    found = forecast(values=values)
    assert found["lower95"] == [None] * 5
    assert reason in found["reason"]


def test_a_missing_newest_figure_is_noted() -> None:
    found = forecast(values=[*FALLING, None])
    assert found["points"] == forecast(values=FALLING)["points"]
    assert "begins after the newest figure" in found["notes"][0]


def areas(number: int, size: int) -> list[list[float]]:
    random = np.random.default_rng(7)
    return np.round(50 + np.cumsum(random.normal(0, 2, (number, size)), axis=1), 3).tolist()


def test_twenty_peers_steady_the_margin_and_nineteen_do_not() -> None:
    peers = areas(20, 7)
    many, few = forecast(values=FALLING, peers=peers), forecast(values=FALLING, peers=peers[:19])
    assert (many["moderated_by"], few["moderated_by"]) == (20, 0)
    assert many["degrees"] > few["degrees"] == 5
    assert "moderated" in many["method"] or many["method"] != few["method"]
    assert "fewer than 20 other areas" in few["notes"][0]
    assert many["points"] == few["points"]


def test_peers_with_longer_histories_end_with_the_same_period() -> None:
    longer = [[1.0, *row] for row in areas(20, 7)]
    assert forecast(values=FALLING, peers=longer)["degrees"] == pytest.approx(
        forecast(values=FALLING, peers=areas(20, 7))["degrees"]
    )


# the level of HISTORY is held: 38 and the 80% interval 36.35 to 39.65, the 95% interval 35.01 to 40.99 two years ahead
WORDS = [
    ([37.9, 35.0], LOW, "turned"),
    ([37.9, 35.1], LOW, "early sign"),
    ([37.9, 36.4], LOW, "as forecast"),
    ([37.9, 39.7], LOW, "early warning"),
    ([37.9, 41.0], LOW, "worse than forecast"),
    ([37.9, 41.0], "high is good", "turned"),
    ([37.9, 41.0], "no judgement", "above forecast"),
    ([37.9, 35.0], "no judgement", "below forecast"),
    ([37.9], LOW, "too early to tell"),
    ([], LOW, "too early to tell"),
    ([None, None], LOW, "too early to tell"),
]


@pytest.mark.parametrize(("since", "polarity", "word"), WORDS)
def test_the_verdict_follows_its_rules(since, polarity, word) -> None:
    found = verdict(history=HISTORY, since=since, polarity=polarity)
    assert found["verdict"] == word
    assert bool(found["reason"]) == (word == "too early to tell")


def test_the_gaps_are_worked_by_hand() -> None:
    found = verdict(history=HISTORY, since=[35.5, 30.2])
    # mean gap -5.15; se1 0.76026 (root mean square change); variance se1^2 x (1 + 1 + 1 + 2) / 4; t(4) 2.776445
    changes = np.diff(HISTORY)
    se1 = math.sqrt(float(np.mean(changes**2)))
    margin = stats.t.ppf(0.975, 4) * se1 * math.sqrt(5 / 4)
    assert found["gap"] == pytest.approx(-7.8)
    assert found["mean_gap"] == pytest.approx(-5.15)
    assert found["mean_gap_interval"] == pytest.approx([-5.15 - margin, -5.15 + margin])
    wide = stats.t.ppf(0.975, 4) * se1 * math.sqrt(2)
    assert found["gap_interval"] == pytest.approx([-7.8 - wide, -7.8 + wide])
    assert found["when_will_we_know"]["change"] == pytest.approx(float(np.mean(np.abs(changes))))
    assert found["forecast"]["value"] == pytest.approx(38.0)


def test_counts_add_up_to_children() -> None:
    line = {
        "history": HISTORY,
        "since": [35.5, 30.2],
        "denominators": [2000, 2100],
        "value_type": "proportion",
    }
    found = verdict(**line, multiplier=100)
    assert found["cumulative"]["value"] == pytest.approx(-2.5 * 20 - 7.8 * 21)
    assert found["cumulative"]["lower"] < found["cumulative"]["value"] < found["cumulative"]["upper"]
    assert verdict(**line)["error"]["field"] == "multiplier"
    assert verdict(**line | {"value_type": "mean"})["cumulative"] is None


def test_a_stated_change_says_when_we_will_know() -> None:
    big = verdict(history=HISTORY, since=[37.9], change=3)["when_will_we_know"]
    assert big["change"] == 3
    assert big["periods80"] is not None
    assert verdict(history=HISTORY, since=[37.9], change=0.01)["when_will_we_know"]["periods95"] is None


def test_twenty_areas_rank_our_gap_among_theirs() -> None:
    rows = areas(19, 9)
    peers = [{"history": row[:7], "since": row[7:]} for row in rows]
    found = verdict(history=FALLING, since=[20.0, 5.0], peers=peers)
    assert found["rank"] is None
    peers.append({"history": rows[0][:7], "since": rows[0][7:]})
    found = verdict(history=FALLING, since=[20.0, 5.0], peers=peers)
    assert found["rank"] == {"place": 1, "of": 21, "chance": pytest.approx(1 / 21)}
    assert verdict(history=FALLING, since=[60.0, 80.0], peers=peers)["rank"]["place"] == 21


def test_a_figure_beyond_the_horizon_is_told_by_its_place() -> None:
    found = verdict(history=HISTORY, since=[38, 38, 38], horizon=2)
    assert found["verdict"] == "too early to tell"
    assert found["reason"].startswith(
        "cannot be judged: figure 9 lies beyond the forecast, which ends with figure 8"
    )


REFUSED = [
    ("forecast", {"values": []}, "values"),
    ("forecast", {"values": [None]}, "values"),
    ("forecast", {"values": FALLING, "horizon": 0}, "horizon"),
    ("forecast", {"values": FALLING, "horizon": 2.5}, "horizon"),
    ("forecast", {"values": FALLING, "horizon": 1000}, "horizon"),
    ("forecast", {"values": FALLING, "scenario": "hope"}, "scenario"),
    ("forecast", {"values": FALLING, "scenario": "straight_line", "years_per_period": 3}, "scenario"),
    ("forecast", {"values": FALLING, "lower_bound": 9, "upper_bound": 1}, "lower_bound"),
    ("forecast", {"values": FALLING, "upper_bound": 49}, "upper_bound"),
    ("forecast", {"values": FALLING, "peers": [1]}, "peers"),
    ("verdict", {"since": [1]}, "history"),
    ("verdict", {"history": [None], "since": [1]}, "history"),
    ("verdict", {"history": HISTORY, "since": [1], "lower_bound": 2}, "lower_bound"),
    ("verdict", {"history": HISTORY, "since": [1, 2], "denominators": [1]}, "denominators"),
    ("verdict", {"history": HISTORY, "since": [1], "peers": [{"since": [1]}]}, "peers"),
    ("verdict", {"history": HISTORY, "since": [1], "peers": [[1, 2]]}, "peers"),
    ("verdict", {"history": HISTORY, "since": [1], "change": 0}, "change"),
    ("verdict", {"history": HISTORY, "sinse": [1]}, "sinse"),
    ("spc", {"values": []}, "values"),
    ("spc", {"values": [None, None]}, "values"),
    ("spc", {}, "values"),
    ("spc", {"values": FALLING, "improvement": "up"}, "improvement"),
    ("spc", {"values": FALLING, "run_length": 2}, "run_length"),
    ("spc", {"values": FALLING, "rebase_at": [7]}, "rebase_at"),
    ("spc", {"values": FALLING, "rebase_at": [-1]}, "rebase_at"),
    ("spc", {"values": FALLING, "rebase_at": [1.5]}, "rebase_at"),
    ("spc", {"values": FALLING, "screen": "yes"}, "screen"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "line", "field"), REFUSED)
def test_a_line_that_cannot_be_taken_is_refused_by_its_field(method, line, field) -> None:
    assert compute(method, line)["error"]["field"] == field


def test_a_control_chart_is_worked_by_hand() -> None:
    values = [12, 14, 11, 13, 12, 15, 13, 12, 14, 13, 12, 25]
    found = compute("spc", {"values": values, "improvement": "decrease", "target": 30})
    # moving ranges 2 3 2 1 3 2 1 2 1 1 13: mean 2.8182, and 13 is above 3.267 times that; without it 18 / 10
    mean = sum(values) / 12
    assert found["mean"] == pytest.approx(mean)
    assert (found["lower_limit"], found["upper_limit"]) == pytest.approx(
        (mean - 2.66 * 1.8, mean + 2.66 * 1.8)
    )
    assert [one["special_cause"] for one in found["points"]] == [False] * 11 + [True]
    assert found["points"][-1]["rule"] == "outside the limits"
    assert (found["variation"], found["assurance"], found["trial"]) == (
        "concern_high",
        "consistently_pass",
        False,
    )
    plain = compute("spc", {"values": values, "screen": False})
    assert plain["upper_limit"] == pytest.approx(mean + 2.66 * 31 / 11)


def test_new_limits_begin_where_they_are_asked_for_and_gaps_keep_their_place() -> None:
    values = [10, 12, 11, 13, 12, 11, None, 30, 32, 31, 33, 32, 31]
    found = compute("spc", {"values": values, "rebase_at": [7]})
    assert (found["points"][0]["mean"], found["mean"]) == (pytest.approx(11.5), pytest.approx(31.5))
    assert found["points"][6] == {"special_cause": False} | dict.fromkeys(
        ("rule", "kind", "value", "mean", "lower_limit", "upper_limit")
    )
    assert (found["trial"], found["assurance"]) == (True, "no_target")
    assert "trial limits" in found["reason"]


PHASES = [
    ("two figures in the newest phase", [4, 5, 3, 4, 6], [3], "fewer than 3 figures"),
    ("one figure in the newest phase", [4, 5, 3, 4, 6], [4], "fewer than 3 figures"),
    ("a phase without a figure is none", [4, 5, 3, 4, 6, None], [5], "trial limits"),
]


@pytest.mark.parametrize(("_case", "values", "rebase_at", "reason"), PHASES, ids=[row[0] for row in PHASES])
def test_the_reason_tells_of_the_phase_whose_limits_are_given(_case, values, rebase_at, reason) -> None:
    found = compute("spc", {"values": values, "rebase_at": rebase_at})
    assert reason in found["reason"]
    assert "no limits" not in found["reason"]


@pytest.mark.parametrize(("quarters", "reason"), [(7, "less than two years"), (8, "")])
def test_quarters_need_two_years_and_the_reason_says_so(quarters: int, reason: str) -> None:
    values = [3.0, 5.0, 4.0, 6.0, 3.5, 5.2, 4.1, 6.6][:quarters]
    found = compute("forecast", {"values": values, "years_per_period": 0.25})
    assert (found["lower80"][0] is None) == (quarters < 8)
    assert reason in found["reason"]
    assert bool(reason) == bool(found["reason"])
