"""`compute compare` follows the rules of Fingertips' comparers, as a table."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from oba.analysis.benchmarks import EXACT_TO, limit_count, limit_proportion
from oba.tasks.compute.run import compute

HIGH, LOW, NEITHER = "high is good", "low is good", "no judgement"
OURS = {"value": 90.0, "lower": 80.0, "upper": 100.0}
WIDE = OURS | {"method": "two_levels", "lower99_8": 75.0, "upper99_8": 105.0}
BOTH = OURS | {"method": "both_intervals", "benchmark": 110.0}
GOAL = {"value": 90.0, "method": "target"}
SPANNED = GOAL | {"lower": 80.0, "upper": 100.0}
TENTH = {"method": "spc_proportion", "denominator": 100, "multiplier": 100, "benchmark": 10.0}
FIVE = {"method": "spc_rate", "denominator": 1000, "multiplier": 1000, "benchmark": 5.0}
TEN = {"areas": [10, 1, 2, 3, 4, 5, 6, 7, 8, 9]}

RULES = [
    ("benchmark below, high is good", OURS | {"benchmark": 79.9}, HIGH, "better", "95%"),
    ("benchmark below, low is good", OURS | {"benchmark": 79.9}, LOW, "worse", "95%"),
    ("benchmark below, no judgement", OURS | {"benchmark": 79.9}, NEITHER, "higher", "95%"),
    ("benchmark above, no judgement", OURS | {"benchmark": 100.1}, NEITHER, "lower", "95%"),
    ("benchmark above, low is good", OURS | {"benchmark": 100.1}, LOW, "better", "95%"),
    ("on the lower limit", OURS | {"benchmark": 80.0}, HIGH, "similar", ""),
    ("on the upper limit", OURS | {"benchmark": 100.0}, HIGH, "similar", ""),
    ("no interval", {"value": 90.0, "benchmark": 80.0}, HIGH, "not compared", ""),
    ("no benchmark", OURS, HIGH, "not compared", ""),
    ("no value", {"lower": 1, "upper": 2, "benchmark": 3}, HIGH, "not compared", ""),
    ("inside 95%", WIDE | {"benchmark": 80.0}, HIGH, "similar", ""),
    ("between 95% and 99.8%", WIDE | {"benchmark": 79.0}, HIGH, "better", "95%"),
    ("on the 99.8% limit", WIDE | {"benchmark": 75.0}, HIGH, "better", "95%"),
    ("beyond 99.8%", WIDE | {"benchmark": 74.0}, HIGH, "better", "99.8%"),
    ("beyond 99.8%, low is good", WIDE | {"benchmark": 74.0}, LOW, "worse", "99.8%"),
    ("beyond 99.8% above", WIDE | {"benchmark": 106.0}, NEITHER, "lower", "99.8%"),
    ("no 99.8% limits", OURS | {"method": "two_levels", "benchmark": 74.0}, HIGH, "not compared", ""),
    ("intervals apart", BOTH | {"benchmark_lower": 100.1, "benchmark_upper": 120}, LOW, "better", "95%"),
    ("intervals that touch", BOTH | {"benchmark_lower": 100.0, "benchmark_upper": 120}, LOW, "similar", ""),
    ("ours above theirs", BOTH | {"benchmark_lower": 60, "benchmark_upper": 79}, HIGH, "better", "95%"),
    ("no interval of theirs", BOTH, HIGH, "not compared", ""),
    ("a target met by equality, high is good", GOAL | {"target": 90.0}, HIGH, "better", ""),
    ("a target met by equality, low is good", GOAL | {"target": 90.0}, LOW, "better", ""),
    ("a target missed, high is good", GOAL | {"target": 90.1}, HIGH, "worse", ""),
    ("a target missed, low is good", GOAL | {"target": 89.9}, LOW, "worse", ""),
    ("a target without polarity", GOAL | {"target": 89.9}, NEITHER, "higher", ""),
    ("the whole interval at or above the target", SPANNED | {"target": 80.0}, HIGH, "better", "95%"),
    ("the whole interval below the target", SPANNED | {"target": 100.1}, HIGH, "worse", "95%"),
    ("the upper limit on the target", SPANNED | {"target": 100.0}, HIGH, "similar", ""),
    ("the target inside the interval, low is good", SPANNED | {"target": 90.0}, LOW, "similar", ""),
    ("on the lower end of a range", GOAL | {"target": 90.0, "target_upper": 95.0}, HIGH, "similar", ""),
    ("on the upper end of a range, high is good", GOAL | {"target": 80.0, "target_upper": 90.0}, HIGH, "better", ""),
    ("on the upper end of a range, low is good", GOAL | {"target": 80.0, "target_upper": 90.0}, LOW, "worse", ""),
    ("below a range, low is good", GOAL | {"target": 91.0, "target_upper": 95.0}, LOW, "better", ""),
    ("below a range, high is good", GOAL | {"target": 91.0, "target_upper": 95.0}, HIGH, "worse", ""),
    ("below a range, no judgement", GOAL | {"target": 91.0, "target_upper": 95.0}, NEITHER, "lower", ""),
    # Wilson about 10% of 100 with z = 1.96: 5.5229 to 17.4368; with z = 3.0902: 3.968 to 23.006
    ("inside the control limits of a proportion", TENTH | {"value": 17.4}, LOW, "similar", ""),
    ("above them", TENTH | {"value": 17.5}, LOW, "worse", "95%"),
    ("below them", TENTH | {"numerator": 5}, LOW, "better", "95%"),
    ("above the wider ones", TENTH | {"numerator": 24}, LOW, "worse", "99.8%"),
    # exact limits of 5: 1.623486 to 11.668332; at 99.8% 0.739371 to 16.454745
    ("inside the control limits of a rate", FIVE | {"value": 11.66}, LOW, "similar", ""),
    ("above them, a rate", FIVE | {"value": 11.67}, LOW, "worse", "95%"),
    ("above the wider ones, a rate", FIVE | {"numerator": 17}, NEITHER, "higher", "99.8%"),
    ("below them, a rate", FIVE | {"numerator": 1}, HIGH, "worse", "95%"),
    ("no figure for control limits", FIVE, LOW, "not compared", ""),
]  # fmt: skip


@pytest.mark.parametrize(("_case", "line", "polarity", "word", "level"), RULES, ids=[row[0] for row in RULES])
def test_the_comparison_follows_its_rules(_case, line, polarity, word, level) -> None:
    found = compute("compare", line | {"polarity": polarity})
    assert (found["comparison"], found["level"]) == (word, level)
    assert bool(found["reason"]) == (word == "not compared")


GROUPS = [
    (1, HIGH, "quintiles", "worst", 5), (10, HIGH, "quintiles", "best", 1), (5, HIGH, "quintiles", "middle", 3),
    (1, LOW, "quintiles", "best", 1), (4, LOW, "quintiles", "better", 2), (8, LOW, "quintiles", "worse", 4),
    (1, NEITHER, "quintiles", "lowest", 1), (3, NEITHER, "quintiles", "low", 2), (10, NEITHER, "quintiles", "highest", 5),
    (3, LOW, "quartiles", "best", 1), (4, LOW, "quartiles", "better", 2), (10, LOW, "quartiles", "worst", 4),
    (7, NEITHER, "quartiles", "high", 3),
]  # fmt: skip


@pytest.mark.parametrize(("value", "polarity", "method", "label", "group"), GROUPS)
def test_areas_are_dealt_into_groups_the_first_ones_longer(value, polarity, method, label, group) -> None:
    found = compute("compare", TEN | {"value": value, "polarity": polarity, "method": method})
    name = "fifth" if method == "quintiles" else "quarter"
    assert (found["comparison"], found[name], found["of"]) == (label, group, 10)


@pytest.mark.parametrize(("method", "areas"), [("quintiles", [1, 2, 3, 4, None]), ("quartiles", [1, 2, 3])])
def test_too_few_areas_have_no_groups(method, areas) -> None:
    found = compute("compare", {"value": 1, "areas": areas, "method": method})
    assert found["comparison"] == "not compared"
    assert "fewer than" in found["reason"]


def test_a_figure_that_is_not_among_the_areas_is_one_more() -> None:
    found = compute("compare", {"value": 0, "areas": [1, 2, 3, 4], "method": "quintiles", "polarity": LOW})
    assert (found["fifth"], found["of"]) == (1, 5)


@given(share=st.floats(0, 1), size=st.integers(1, 100_000))
def test_the_limits_of_a_proportion_are_wilsons(share: float, size: int) -> None:
    found = limit_proportion(share, denominator=size, level=0.95)
    z, p = 1.96, share
    # the two roots of (x - p)^2 = z^2 x (1 - x) / n
    for root in (found.lower, found.upper):
        assert (root - p) ** 2 == pytest.approx(z * z * root * (1 - root) / size, abs=1e-9)


@given(expected=st.floats(0.01, 5000), level=st.sampled_from([0.95, 0.998]))
def test_the_limits_of_a_count_are_scipys_exact_poisson(expected: float, level: float) -> None:
    tail = {0.95: 0.025, 0.998: 0.001}[level]
    found = limit_count(expected, level=level)
    assert found.lower == pytest.approx(stats.gamma.ppf(tail, expected), rel=1e-9, abs=1e-12)
    assert found.upper == pytest.approx(stats.gamma.isf(tail, expected + 1), rel=1e-9)


def test_byars_limits_take_over_where_they_are_as_good() -> None:
    near, far = limit_count(EXACT_TO, level=0.998), limit_count(EXACT_TO * 1.0000001, level=0.998)
    assert (near.lower, near.upper) == pytest.approx((far.lower, far.upper), rel=2e-7)


REFUSED = [
    ("limits the wrong way round", {"value": 1, "lower": 2, "upper": 1}, "lower"),
    ("a range the wrong way round", GOAL | {"target": 2, "target_upper": 1}, "target"),
    ("a target that the method does not use", OURS | {"target": 2}, "target"),
    ("areas that the method does not use", OURS | {"areas": [1]}, "areas"),
    ("no areas", {"value": 1, "method": "quintiles"}, "areas"),
    ("no target", {"value": 1, "method": "target"}, "target"),
    ("no denominator", {"value": 1, "method": "spc_rate", "benchmark": 1}, "denominator"),
    ("more than all", TENTH | {"numerator": 101}, "numerator"),
    ("a share beyond the multiplier", TENTH | {"value": 1, "benchmark": 101}, "benchmark"),
    ("a negative rate", FIVE | {"value": 1, "benchmark": -1}, "benchmark"),
    ("an unknown method", OURS | {"method": "guess"}, "method"),
    ("an unknown field", OURS | {"bench_mark": 2}, "bench_mark"),
]  # fmt: skip


@pytest.mark.parametrize(("_case", "line", "field"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_line_that_cannot_be_taken_is_refused_by_its_field(_case, line, field) -> None:
    assert compute("compare", line)["error"]["field"] == field


@given(
    value=st.floats(-50, 50), below=st.floats(0, 9), above=st.floats(0, 9), benchmark=st.floats(-50, 50),
    method=st.sampled_from(["one_interval", "target"]),
)  # fmt: skip
def test_polarity_turned_round_turns_the_word_round(value, below, above, benchmark, method) -> None:
    line: dict[str, Any] = {"value": value, "lower": value - below, "upper": value + above, "method": method}
    line |= {"target": benchmark} if method == "target" else {"benchmark": benchmark}
    mirror = line | {"value": -value, "lower": -line["upper"], "upper": -line["lower"]}
    mirror |= {"target": -benchmark} if method == "target" else {"benchmark": -benchmark}
    one = compute("compare", line | {"polarity": HIGH})
    other = compute("compare", mirror | {"polarity": LOW})
    assert one["comparison"] == other["comparison"]
