"""`compute interval` gives what PHEindicatormethods expects of itself, and what scipy computes.

The expected numbers are those of PHEindicatormethods 2.1.0, tests/testthat: testdata_Proportion.xlsx,
testdata_Rate.xlsx, testdata_DSR_ISR.xlsx, testdata_Mean.xlsx, testdata_Byars_Wilson.xlsx.
"""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from oba.tasks.compute.run import compute

# count, denominator, value, lower and upper at 95%, lower and upper at 99.8%
PROPORTIONS = [
    (1, 100, 0.01, 0.0017674320641406511, 0.054486196178705294, 0.000873065697299977, 0.1045544528370582),
    (5, 100, 0.05, 0.02154367915436798, 0.11175046923191911, 0.013865320725997183, 0.16458852282596442),
    (20, 100, 0.2, 0.1333669333310325, 0.28882916559315885, 0.10519162066711432, 0.3471109417008601),
    (65, 100, 0.65, 0.5525444329688797, 0.7363575175690247, 0.4954946574070431, 0.7783540614089697),
    (9856, 12345, 0.7983799108950992, 0.7912101752909069, 0.8053640073614909, 0.7869924108419063, 0.8093061412589626),
    (7776456, 7564336677, 0.0010280420256339154, 0.0010273201001641094, 0.0010287644578977231, 0.0010269040118442213, 0.0010291812992698397),
    (222, 3215, 0.06905132192846034, 0.060791690363636595, 0.07833956681383633, 0.05647101964624248, 0.08418414185270134),
    (999, 3456, 0.2890625, 0.27418951080009873, 0.30440389662818057, 0.26583995768074953, 0.3134475449279985),
    (0.445, 1, 0.445, 0.04381744772058822, 0.9334621276979156, 0.019347006132900975, 0.9702259947019541),
    (1045, 5000, 0.209, 0.19795549880013297, 0.22049130373189027, 0.19179381799015244, 0.22731562902525818),
]  # fmt: skip
RATES = [
    (1, 100, 1, 0.025317807984289897, 5.571643390938898, 0.0010005003335835344, 9.233413476451585),
    (5, 100, 5, 1.62348639011842, 11.668332079322669, 0.739371731917839, 16.454745203680105),
    (20, 100, 20, 12.211428834875937, 30.889880369197066, 8.922802365144193, 38.08503562504191),
    (65, 100, 65, 50.163187710459454, 82.84913854593984, 42.8802614714802, 94.00029084431802),
    (9856, 12345, 79.83799108950991, 78.26949058976757, 81.4300165427214, 77.37590543271052, 82.3544727709543),
    (7776456, 7564336677, 0.10280420256339154, 0.10273196005302074, 0.10287648334092832, 0.102690317308454, 0.10291817639509068),
    (222, 3215, 6.905132192846033, 6.026574877652675, 7.87572937087185, 5.560737695259854, 8.46104668173341),
    (999, 3456, 28.90625, 27.14130493609052, 30.755833237378415, 26.162147596445767, 31.845604819822654),
    (250, 220, 113.63636363636365, 99.98494738532876, 128.63114487455782, 92.71000554438953, 137.65123772147458),
]  # fmt: skip
BIG = (127, 25, 18, 21, 12, 27, 48, 27, 29, 32, 32, 34, 45, 65, 38, 68, 74, 82, 91)
POPULATION = (636, 558, 609, 543, 384, 594, 669, 843, 660, 576, 606, 522, 426, 273, 300, 288, 153, 123, 207)
ESP_1976 = (8000, *[7000] * 10, 6000, 5000, 4000, 3000, 2000, 1000, 1000)
AREA_1 = [33.09375, 48.38596, 64.83495, 67.98475, 22.93556, 71.23587, 38.78465, 82.37927]
AREA_2 = [
    5555.66666, 6666.77777, 4444.88888, 2222.99999, 3333.88888, 5555.44444, 6666.33333, 7777.44444, 5555.99999,
    8888.33333, 2222.55555, 4444.33333, 6666.22222, 4444.11111, 4444.22222, 5555.11111, 7777.22222, 9999.77777,
]  # fmt: skip
MEANS = [
    (AREA_1, 53.70434500000001, 36.168325241336504, 71.24036475866352, 18.216705294788838, 89.19198470521118),
    (AREA_2, 5678.962957777778, 4625.790022452972, 6732.135893102583, 3859.0770997295967, 7498.848815825959),
    (AREA_1 + AREA_2, 3948.1141538461534, 2666.995676745849, 5229.232630946458, 1801.9535385474737, 6094.274769144833),
]  # fmt: skip


def limits(record: dict[str, Any]) -> tuple[float, float, float]:
    found = compute("interval", record)
    return found["value"], found["lower"], found["upper"]


@pytest.mark.parametrize("multiplier", [1, 100])
@pytest.mark.parametrize(("count", "size", "value", "low", "high", "far_low", "far_high"), PROPORTIONS)
def test_proportions_are_those_of_the_published_package(
    count, size, value, low, high, far_low, far_high, multiplier
) -> None:
    line = {"kind": "proportion", "numerator": count, "denominator": size, "multiplier": multiplier}
    assert limits(line) == pytest.approx([one * multiplier for one in (value, low, high)], rel=1e-10)
    for level in (0.998, 99.8):
        far = limits(line | {"level": level})
        assert far == pytest.approx([one * multiplier for one in (value, far_low, far_high)], rel=1e-10)


@pytest.mark.parametrize("multiplier", [100, 100_000])
@pytest.mark.parametrize(("count", "size", "value", "low", "high", "far_low", "far_high"), RATES)
def test_rates_are_those_of_the_published_package(
    count, size, value, low, high, far_low, far_high, multiplier
) -> None:
    line = {"kind": "rate", "numerator": count, "denominator": size, "multiplier": multiplier}
    times = multiplier / 100
    assert limits(line) == pytest.approx([one * times for one in (value, low, high)], rel=1e-10)
    far = limits(line | {"level": 99.8})
    assert far == pytest.approx([one * times for one in (value, far_low, far_high)], rel=1e-10)


STANDARDISED = [
    ({}, 10430.247991469423, 9717.709067985681, 11178.94091547925),
    ({"level": 0.998}, 10430.247991469423, 9323.287880219903, 11620.595999522058),
    ({"multiplier": 10_000}, 1043.0247991469423, 971.770906798568, 1117.894091547925),
]


@pytest.mark.parametrize(("changes", "value", "low", "high"), STANDARDISED)
def test_standardised_rates_are_those_of_the_published_package(changes, value, low, high) -> None:
    strata = [{"count": count, "population": size} for count, size in zip(BIG, POPULATION, strict=True)]
    line = {"kind": "standardised_rate", "strata": strata, "multiplier": 100_000}
    assert limits(line | changes) == pytest.approx([value, low, high], rel=1e-10)


def test_weights_of_another_standard_population_are_taken() -> None:
    bands = zip(BIG[:18], POPULATION[:18], ESP_1976, strict=True)
    strata = [{"numerator": count, "denominator": size, "weight": weight} for count, size, weight in bands]
    expected = [8592.097585022366, 7991.160931442103, 9225.253880318318]
    line = {"kind": "standardised_rate", "multiplier": 100_000}
    assert limits(line | {"strata": strata}) == pytest.approx(expected, rel=1e-10)
    bare = [{"numerator": one["numerator"], "denominator": one["denominator"]} for one in strata]
    assert limits(line | {"strata": bare, "weights": list(ESP_1976)}) == pytest.approx(expected, rel=1e-10)


def test_below_ten_events_there_is_no_standardised_rate() -> None:
    strata = [{"count": 1 if place < 9 else 0, "population": 500} for place in range(19)]
    found = compute("interval", {"kind": "standardised_rate", "strata": strata})
    assert (found["value"], found["lower"], found["upper"]) == (None, None, None)
    assert found["reason"] == "fewer than 10 events: no rate is given"
    strata[18]["count"] = 1
    assert compute("interval", {"kind": "standardised_rate", "strata": strata})["value"] > 0


@pytest.mark.parametrize(("observations", "value", "low", "high", "far_low", "far_high"), MEANS)
def test_means_are_those_of_the_published_package(observations, value, low, high, far_low, far_high) -> None:
    line = {"kind": "mean", "observations": observations}
    assert limits(line) == pytest.approx([value, low, high], rel=1e-10)
    assert limits(line | {"level": 99.8}) == pytest.approx([value, far_low, far_high], rel=1e-10)


def test_a_mean_may_be_given_by_its_size_and_scatter() -> None:
    line = {"kind": "mean", "mean": 53.70434500000001, "sd": 20.97557525770931, "n": 8}
    assert limits(line) == pytest.approx([53.704345, 36.168325241336504, 71.24036475866352], rel=1e-10)


@given(count=st.integers(0, 400), extra=st.integers(0, 4000), level=st.sampled_from([0.9, 0.95, 0.99, 0.998]))
def test_a_proportion_is_scipys_wilson(count: int, extra: int, level: float) -> None:
    size = count + extra + 1
    expected = stats.binomtest(count, size).proportion_ci(level, method="wilson")
    found = limits({"kind": "proportion", "numerator": count, "denominator": size, "level": level})
    assert found == pytest.approx([count / size, expected.low, expected.high], abs=1e-12)


@given(count=st.integers(0, 9), level=st.sampled_from([0.9, 0.95, 0.998]))
def test_a_small_count_has_scipys_exact_poisson_limits(count: int, level: float) -> None:
    tail = (1 - level) / 2
    low = stats.chi2.ppf(tail, 2 * count) / 2 if count else 0.0
    high = stats.chi2.isf(tail, 2 * count + 2) / 2
    found = limits({"kind": "rate", "numerator": count, "denominator": 1, "level": level})
    assert found == pytest.approx([count, low, high], abs=1e-9)


EDGES = [
    ("none of a hundred", {"kind": "proportion", "numerator": 0, "denominator": 100}, 0, 0.0369935),
    ("all of a hundred", {"kind": "proportion", "numerator": 100, "denominator": 100}, 0.9630065, 1),
    ("no event", {"kind": "rate", "numerator": 0, "denominator": 1}, 0, 3.688879),
    ("nine events are exact", {"kind": "rate", "numerator": 9, "denominator": 1}, 4.115373, 17.084803),
    ("ten events are Byar's", {"kind": "rate", "numerator": 10, "denominator": 1, "level": 99.8}, 2.9163184, 24.1937249),
    ("certainty about a proportion", {"kind": "proportion", "numerator": 65, "denominator": 100, "level": 1}, 0, 1),
    ("certainty about a percentage", {"kind": "proportion", "numerator": 65, "denominator": 100, "level": 100, "multiplier": 100}, 0, 100),
]  # fmt: skip


@pytest.mark.parametrize(("_case", "line", "low", "high"), EDGES, ids=[row[0] for row in EDGES])
def test_the_edges_are_those_published(_case, line, low, high) -> None:
    found = compute("interval", line)
    assert (found["lower"], found["upper"]) == pytest.approx((low, high), abs=5e-7)


def test_certainty_about_a_rate_or_a_mean_has_no_limit() -> None:
    for line in (
        {"kind": "rate", "numerator": 65, "denominator": 1},
        {"kind": "mean", "observations": [1, 2, 4]},
    ):
        found = compute("interval", line | {"level": 1})
        assert (found["lower"], found["upper"]) == (None, None)
        assert "no limit" in found["reason"]


def test_one_measurement_has_a_mean_and_no_limits() -> None:
    found = compute("interval", {"kind": "mean", "observations": [4.5]})
    assert (found["value"], found["lower"], found["upper"]) == (4.5, None, None)
    assert "one measurement" in found["reason"]


SHARE = {"kind": "proportion", "numerator": 65, "denominator": 100}
BAND = {"numerator": 5, "denominator": 100, "weight": 1}
REFUSED = [
    ("a negative count", SHARE | {"numerator": -80}, "numerator"),
    ("no denominator", {"kind": "rate", "numerator": 65}, "denominator"),
    ("a denominator of nought", SHARE | {"denominator": 0}, "denominator"),
    ("a negative denominator", SHARE | {"denominator": -100}, "denominator"),
    ("more than all", SHARE | {"numerator": 101}, "numerator"),
    ("a level of 0.8", SHARE | {"level": 0.8}, "level"),
    ("a level of 50", SHARE | {"level": 50}, "level"),
    ("a level of 130", SHARE | {"level": 130}, "level"),
    ("a level of 1.5", SHARE | {"level": 1.5}, "level"),
    ("a multiplier of nought", SHARE | {"multiplier": 0}, "multiplier"),
    ("no kind", {"numerator": 65, "denominator": 100}, "kind"),
    ("an unknown kind", SHARE | {"kind": "ratio"}, "kind"),
    ("a text for a number", SHARE | {"numerator": "65"}, "numerator"),
    ("true for a number", SHARE | {"numerator": True}, "numerator"),
    ("a misspelt field", SHARE | {"multiplyer": 100}, "multiplyer"),
    ("strata of a proportion", SHARE | {"strata": [BAND]}, "strata"),
    ("no strata", {"kind": "standardised_rate"}, "strata"),
    ("a negative count in a band", {"kind": "standardised_rate", "strata": [BAND | {"numerator": -26}]}, "strata"),
    ("a population of nought", {"kind": "standardised_rate", "strata": [BAND | {"denominator": 0}]}, "strata"),
    ("a negative weight", {"kind": "standardised_rate", "strata": [BAND | {"weight": -6000}]}, "strata"),
    ("a misspelt part of a band", {"kind": "standardised_rate", "strata": [BAND | {"size": 1}]}, "strata"),
    ("two bands without weights", {"kind": "standardised_rate", "strata": [{"count": 5, "population": 9}] * 2}, "weights"),
    ("too few weights", {"kind": "standardised_rate", "strata": [{"count": 5, "population": 9}] * 2, "weights": [1]}, "weights"),
    ("weights twice", {"kind": "standardised_rate", "strata": [BAND], "weights": [1]}, "weights"),
    ("weights of nought", {"kind": "standardised_rate", "strata": [BAND | {"weight": 0}]}, "weights"),
    ("no measurement", {"kind": "mean"}, "observations"),
    ("an empty list", {"kind": "mean", "observations": []}, "observations"),
    ("a missing measurement", {"kind": "mean", "observations": [1, None]}, "observations"),
    ("a mean without its scatter", {"kind": "mean", "mean": 4, "n": 3}, "sd"),
    ("a negative scatter", {"kind": "mean", "mean": 4, "n": 3, "sd": -1}, "sd"),
    ("half a measurement", {"kind": "mean", "mean": 4, "n": 2.5, "sd": 1}, "n"),
]  # fmt: skip


@pytest.mark.parametrize(("_case", "line", "field"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_has_no_interval_is_refused_by_its_field(_case, line, field) -> None:
    error = compute("interval", line)["error"]
    assert error["field"] == field
    assert error["found"]
    assert error["expected"]


@given(st.integers(1, 40), st.integers(1, 1000), st.integers(1, 1000))
def test_a_rate_does_not_change_with_the_unit_of_its_denominator(count: int, size: int, times: int) -> None:
    one = limits({"kind": "rate", "numerator": count, "denominator": size})
    other = limits({"kind": "rate", "numerator": count, "denominator": size * times, "multiplier": times})
    assert one == pytest.approx(other, rel=1e-12)


@given(st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=30))
def test_a_mean_lies_in_the_middle_of_its_interval(observations: list[float]) -> None:
    value, low, high = limits({"kind": "mean", "observations": observations})
    assert low <= value + 1e-9
    assert high >= value - 1e-9
    assert math.isclose((low + high) / 2, value, abs_tol=1e-6)


def test_a_percent_is_a_proportion_and_a_mean_is_asked_for_in_plain_words() -> None:
    one = {"numerator": 5, "denominator": 100}
    assert compute("interval", one | {"kind": "percent"}) == compute("interval", one | {"kind": "proportion"})
    error = compute("interval", one | {"kind": "mean"})["error"]
    assert (error["field"], error["expected"]) == ("numerator", "observations, or mean, sd and n for a mean")
