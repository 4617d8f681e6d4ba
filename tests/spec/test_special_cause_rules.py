"""The rules of special cause detection, with the numbers and expectations of NHSRplotthedots 0.2.2.

Source: github.com/nhs-r-community/NHSRplotthedots (MIT), tests/testthat: test-ptd_calculate_point_type.R,
test-ptd_spc_standard.R and its snapshot, test-ptd_calculate_assurance_type.R, _snaps/ptd_spc.md. Twenty normal
deviates are R's `set.seed(123); rnorm(20)`.
"""

import numpy as np
import pytest

from oba.analysis.control import control_limits, control_of_values
from oba.analysis.control_rules import RULES
from oba.model.control import Assurance, PointKind, Rule, Variation

NORMAL = [
    -0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123,
    -0.68685285, -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272, -0.55584113, 1.78691314,
    0.49785048, -1.96661716, 0.70135590, -0.47279141,
]  # fmt: skip
WITH_AN_OUTLIER = [*NORMAL[:14], 10.0, *NORMAL[15:]]


def rules_of(values, **settings):
    panel = control_limits(np.array([values], float), **settings)
    return [RULES[number] for number in panel.rule[0]]


def where(values, rule, *, head, **settings):
    """Which of the first `head` points the rule has found: a tail after them keeps mean and limits apart."""
    return [one is rule for one in rules_of(values, **settings)][:head]


@pytest.mark.parametrize(
    ("values", "screen", "mean", "lower", "upper"),
    [
        (NORMAL, True, 0.1416238, -3.01138, 3.294627),
        (WITH_AN_OUTLIER, True, 0.6694159, -2.383666, 3.722497),
        (WITH_AN_OUTLIER, False, 0.6694159, -4.596625, 5.935457),
        (NORMAL[:10], True, 0.0746, -2.60, 2.75),
        (NORMAL[10:], True, 0.209, -3.28, 3.70),
    ],
)
def test_the_mean_and_the_limits_are_those_of_the_package(values, screen, mean, lower, upper) -> None:
    panel = control_limits(np.array([values]), screen=screen)
    digits = 5e-7 if len(values) == 20 else 5e-3
    assert panel.mean[0, 0] == pytest.approx(mean, abs=digits)
    assert panel.lower[0, 0] == pytest.approx(lower, abs=digits * 10)
    assert panel.upper[0, 0] == pytest.approx(upper, abs=digits * 10)
    assert panel.dropped[0] == (2 if screen and 10.0 in values else 0)


def test_a_phase_has_the_limits_it_would_have_alone() -> None:
    phases = np.repeat([0, 1], 10)
    panel = control_limits(np.array([NORMAL]), phases=phases)
    assert panel.mean[0, [0, 10]] == pytest.approx([0.0746, 0.209], abs=5e-4)
    assert panel.lower[0, [9, 19]] == pytest.approx([-2.60, -3.28], abs=5e-3)
    assert panel.upper[0, [9, 19]] == pytest.approx([2.75, 3.70], abs=5e-3)


def test_the_package_s_twenty_normal_points_are_all_common_cause() -> None:
    assert set(rules_of(NORMAL)) == {None}


WILD = [100.0, -100.0] * 12
TRENDS = [
    ("six rises are not yet seven points", [1, 2, 3, 4, 5, 6], []),
    ("a tie breaks a trend", [1, 2, 3, 3, 4, 5, 6], []),
    ("seven rising points", [1, 2, 3, 4, 5, 6, 7], [0, 1, 2, 3, 4, 5, 6]),
    ("the whole run and no more", [2, 1, 2, 3, 4, 5, 6, 7, 3], [1, 2, 3, 4, 5, 6, 7]),
    ("seven falling points", [7, 6, 5, 4, 3, 2, 1], [0, 1, 2, 3, 4, 5, 6]),
    ("the whole fall and no more", [2, 7, 6, 5, 4, 3, 2, 1, 3], [1, 2, 3, 4, 5, 6, 7]),
]


@pytest.mark.parametrize(("values", "found"), [row[1:] for row in TRENDS], ids=[row[0] for row in TRENDS])
def test_a_trend_is_seven_points_that_strictly_rise_or_fall(values, found) -> None:
    break_off = [values[-1] - 5, values[-1] + 5] if values[-1] > values[-2] else [values[-1] + 5, values[-1]]
    flags = where([*values, *break_off, *WILD], Rule.TREND, head=len(values))
    assert [place for place, flag in enumerate(flags) if flag] == found


SHIFTS = [
    ("six on one side are not yet a shift", [1] * 6 + [-1], []),
    ("seven on one side", [1] * 7 + [-1], range(7)),
    ("eight above: all eight", [1] * 8 + [-1], range(8)),
    ("eight below: all eight", [-1] * 8 + [1], range(8)),
    ("a point exactly on the mean breaks it", [1] * 4 + [0] + [1] * 4 + [-1], []),
    ("seven after a point on the mean", [1, 0] + [1] * 7 + [-1], range(2, 9)),
]


@pytest.mark.parametrize(("values", "found"), [row[1:] for row in SHIFTS], ids=[row[0] for row in SHIFTS])
def test_a_shift_is_seven_points_on_one_side_of_the_mean(values, found) -> None:
    tail = [40.0, -40.0] * 10
    flags = where([*values, *tail, -sum(values)], Rule.SHIFT, head=len(values))  # the mean is nought
    assert [place for place, flag in enumerate(flags) if flag] == list(found)


NEAR, MILD = 5.0, 0.5
WINDOWS = [
    ([1, 0, 1], [1, 1, 1], [0, 2]),
    ([0, 1, 1], [1, 1, 1], [1, 2]),
    ([1, 1, 0], [1, 1, 1], [0, 1]),
    ([0, 0, 1, 0, 1, 0], [1, 1, 1, 1, 1, 1], [2, 4]),
    ([0, 0, 1, 1, 0, 0], [1, 1, 1, 1, 1, 1], [2, 3]),
    ([1, 0, 0, 1], [1, 1, 1, 1], []),
    ([1, 0, 0, 1, 1], [1, 1, 1, 1, 1], [3, 4]),
    ([1, 0, 1], [1, -1, 1], []),
    ([0, 1, 1], [1, -1, 1], []),
    ([1, 1, 0], [1, -1, 1], []),
    ([0, 0, 1, 0, 1, 0, 0], [1, -1, 1, -1, 1, -1, 1], []),
    ([0, 0, 1, 1, 0, 0, 0], [-1, 1, -1, 1, -1, 1, -1], []),
]


@pytest.mark.parametrize(("near", "sides", "found"), WINDOWS)
def test_two_of_three_near_a_limit_count_only_with_all_three_on_one_side(near, sides, found) -> None:
    head = [side * (NEAR if close else MILD) for close, side in zip(near, sides, strict=True)]
    values = [*head, *([-1.25, 1.25] * 60), -sum(head)]
    panel = control_limits(np.array([values]), screen=False)
    middle, upper = panel.mean[0, 0], panel.upper[0, 0]
    assert middle == pytest.approx(0.0, abs=1e-12)
    assert MILD < upper * 2 / 3 < NEAR < upper  # the table says what it means
    flags = where(values, Rule.TWO_IN_THREE, head=len(head), screen=False)
    assert [place for place, flag in enumerate(flags) if flag] == found


def test_two_successive_points_near_opposite_limits_are_common_cause() -> None:
    values = [1, -1] * 7 + [5.5, -5.5]
    assert rules_of(values)[-2:] == [None, None]


ON_THE_LIMIT = 6027400 / 17207
"""Solves y = mean + 2.66 average ranges for ten pairs of 0 and 100 followed by y."""


def test_a_point_exactly_on_a_limit_is_inside() -> None:
    pairs = [0.0, 100.0] * 10
    assert rules_of([*pairs, ON_THE_LIMIT], screen=False)[-1] is None
    assert rules_of([*pairs, ON_THE_LIMIT * (1 + 1e-9)], screen=False)[-1] is Rule.OUTSIDE


ORDER = [
    ("a trend whose end lies outside", [0, 1] * 6 + [2, 3, 4, 5, 6, 7, 30], Rule.OUTSIDE, Rule.TREND),
    (
        "a trend whose end is near a limit",
        [-3, 3] * 8 + [-2.1, -1.5, 0.5, 3.5, 9, 10.5, 12],
        Rule.TREND,
        Rule.TREND,
    ),
    (
        "a shift whose end is near a limit",
        [-3, 3] * 14 + [2, 2.5] * 2 + [2, 13, 13],
        Rule.TWO_IN_THREE,
        Rule.SHIFT,
    ),
    ("a shift and nothing else", [-4, 4] * 12 + [1, 2, 1, 2, 1, 2, 1], Rule.SHIFT, Rule.SHIFT),
]


@pytest.mark.parametrize(
    ("values", "newest", "before"), [row[1:] for row in ORDER], ids=[row[0] for row in ORDER]
)
def test_the_first_rule_that_applies_gives_the_name(values, newest, before) -> None:
    found = rules_of(values)
    assert found[-1] is newest
    assert found[-4] is before


def test_the_trend_of_the_table_does_end_near_the_limit() -> None:
    values = ORDER[1][1]
    panel = control_limits(np.array([values], float))
    near = panel.mean[0, -1] + (panel.upper[0, -1] - panel.mean[0, -1]) * 2 / 3
    assert near < values[-2] < values[-1] < panel.upper[0, -1]


def test_where_two_trends_meet_a_point_is_part_of_the_newer_one() -> None:
    values = [*range(1, 8), *range(6, 0, -1), 8, -5, 12, *WILD]
    signals = control_limits(np.array([values], float))
    assert {RULES[number] for number in signals.rule[0, :13]} == {Rule.TREND}
    assert signals.side[0, :13].tolist() == [1] * 6 + [-1] * 7


def test_a_fall_between_two_rising_runs_makes_none_of_them_falling() -> None:
    values = [*range(1, 8), *range(7), -20, 12, *WILD]  # the package calls the seventh point decreasing
    signals = control_limits(np.array([values], float))
    assert {RULES[number] for number in signals.rule[0, :14]} == {Rule.TREND}
    assert signals.side[0, :14].tolist() == [1] * 14


STEADY = [9.0, 11.0] * 8


@pytest.mark.parametrize(
    ("last", "improvement", "kind", "variation"),
    [
        (30.0, "increase", PointKind.IMPROVEMENT, Variation.IMPROVEMENT_HIGH),
        (30.0, "decrease", PointKind.CONCERN, Variation.CONCERN_HIGH),
        (30.0, "neutral", PointKind.NEUTRAL_HIGH, Variation.NEUTRAL_HIGH),
        (-30.0, "increase", PointKind.CONCERN, Variation.CONCERN_LOW),
        (-30.0, "decrease", PointKind.IMPROVEMENT, Variation.IMPROVEMENT_LOW),
        (-30.0, "neutral", PointKind.NEUTRAL_LOW, Variation.NEUTRAL_LOW),
        (10.0, "increase", PointKind.COMMON_CAUSE, Variation.COMMON_CAUSE),
    ],
)
def test_the_variation_is_that_of_the_last_point(last, improvement, kind, variation) -> None:
    found = control_of_values([*STEADY, last], improvement=improvement)
    assert found.points[-1].kind is kind
    assert found.variation is variation


@pytest.mark.parametrize(
    ("target", "improvement", "assurance"),
    [
        (100.0, "increase", Assurance.FAIL),
        (-100.0, "increase", Assurance.PASS),
        (10.0, "increase", Assurance.INCONSISTENT),
        (100.0, "decrease", Assurance.PASS),
        (-100.0, "decrease", Assurance.FAIL),
        (10.0, "decrease", Assurance.INCONSISTENT),
        (100.0, "neutral", Assurance.NONE),
        (None, "increase", Assurance.NONE),
    ],
)
def test_the_assurance_is_that_of_the_last_limits(target, improvement, assurance) -> None:
    values = [1000.0, 1010.0, 1000.0, 1010.0, *STEADY]
    found = control_of_values(values, improvement=improvement, target=target, rebase_at=[4])
    assert found.assurance is assurance


def test_a_target_on_a_limit_is_inside_it() -> None:
    limit = control_of_values(STEADY, improvement="increase").points[-1].upper
    at = control_of_values(STEADY, improvement="increase", target=limit)
    beyond = control_of_values(STEADY, improvement="increase", target=limit + 1e-9)
    assert (at.assurance, beyond.assurance) == (Assurance.INCONSISTENT, Assurance.FAIL)
