"""The rules of comparison: another figure of the same period against this area's own interval, or an order."""

import pytest

from oba.analysis.compare import find_comparisons
from oba.model.area import ComparatorRole
from oba.model.finding import ComparedWith, ComparisonWord
from oba.model.indicator import Polarity, ValueType
from oba.model.marker import Marker
from oba.model.period import Period, PeriodKind
from oba.words import methods

LOW, HIGH, NEITHER = Polarity.LOW_IS_GOOD, Polarity.HIGH_IS_GOOD, Polarity.NO_JUDGEMENT
BETTER, WORSE, SIMILAR = ComparisonWord.BETTER, ComparisonWord.WORSE, ComparisonWord.SIMILAR
HIGHER, LOWER, NOT = ComparisonWord.HIGHER, ComparisonWord.LOWER, ComparisonWord.NOT_COMPARED
PUBLISHED = {"values": [90.0], "lower": [80.0], "upper": [102.0]}
SHARE = {"value_type": ValueType.PROPORTION, "multiplier": 100.0}
SCORE = {"value_type": ValueType.SCORE}
COUNTED = {"values": [20.0], "numerator": [200.0], "denominator": [1000.0]}

RULES = [
    ("below our interval, low is good", {}, PUBLISHED, 72.7, WORSE, methods.COMPARISON),
    ("below our interval, high is good", {"polarity": HIGH}, PUBLISHED, 72.7, BETTER, methods.COMPARISON),
    ("below our interval, no judgement", {"polarity": NEITHER}, PUBLISHED, 72.7, HIGHER, methods.COMPARISON),
    ("above our interval, low is good", {}, PUBLISHED, 110.0, BETTER, methods.COMPARISON),
    ("above our interval, high is good", {"polarity": HIGH}, PUBLISHED, 110.0, WORSE, methods.COMPARISON),
    ("above our interval, no judgement", {"polarity": NEITHER}, PUBLISHED, 110.0, LOWER, methods.COMPARISON),
    ("inside our interval", {}, PUBLISHED, 95.0, SIMILAR, methods.COMPARISON),
    ("on the lower limit", {}, PUBLISHED, 80.0, SIMILAR, methods.COMPARISON),
    ("on the upper limit", {}, PUBLISHED, 102.0, SIMILAR, methods.COMPARISON),
    ("a percentage with counts only: Wilson 17.6 to 22.6", SHARE, COUNTED, 17.7, SIMILAR, methods.COMPARISON_FROM_WILSON),
    ("the same, beyond", SHARE, COUNTED, 17.5, WORSE, methods.COMPARISON_FROM_WILSON),
    (
        "a rate with counts only: Byar 1,732 to 2,297",
        {},
        COUNTED | {"values": [2000.0]},
        1700.0,
        WORSE,
        methods.COMPARISON_FROM_BYAR,
    ),
    ("a score with neither", SCORE, {"values": [14.0]}, 12.0, NOT, methods.COMPARISON),
    ("counts that do not give the value", SHARE, COUNTED | {"values": [35.0]}, 12.0, NOT, methods.COMPARISON),
    ("a rounded count that still gives the value", SHARE, COUNTED | {"values": [20.2]}, 12.0, WORSE, methods.COMPARISON_FROM_WILSON),
]  # fmt: skip


@pytest.mark.parametrize(
    ("_case", "changes", "ours", "theirs", "word", "method"), RULES, ids=[row[0] for row in RULES]
)
def test_the_comparison_follows_its_rules(
    _case, changes, ours, theirs, word, method, indicator, series
) -> None:
    other = series([theirs], area="E92000001")
    (found,) = find_comparisons(series(**ours), {"E92000001": other}, indicator(**changes))
    assert (found.word, found.method, found.version) == (word, method.name, method.version)
    assert bool(found.reason) == (word is NOT)


def test_an_area_is_not_compared_with_itself(indicator, series) -> None:
    one = series(**PUBLISHED)
    (found,) = find_comparisons(one, {one.area: one}, indicator())
    assert (found.word, found.reason) == (NOT, "an area is not compared with itself")


def test_only_the_same_period_is_compared(indicator, series) -> None:
    older = series([72.7], first=2009, area="E92000001")
    (found,) = find_comparisons(series(**PUBLISHED), {"E92000001": older}, indicator())
    assert (found.word, found.reason) == (NOT, "the other area has no figure for 2010/11")


def test_a_publishers_forecast_is_not_compared_with(indicator, series) -> None:
    ahead = series([72.7], area="E92000001", markers={0: (Marker.FORECAST,)})
    (found,) = find_comparisons(series(**PUBLISHED), {"E92000001": ahead}, indicator())
    assert found.word is NOT


def test_without_a_figure_of_our_own_nothing_is_compared(indicator, series) -> None:
    (found,) = find_comparisons(series([None]), {"E92000001": series([1.0])}, indicator())
    assert (found.word, found.reason) == (NOT, "there is no figure to compare")


def test_every_area_asked_for_has_its_answer_in_order(indicator, series) -> None:
    others = {"E92000001": series([72.7]), "E12000001": series([110.0]), "E06000001": series([None])}
    found = find_comparisons(series(**PUBLISHED), others, indicator())
    assert [(one.with_area, one.word) for one in found] == [
        ("E92000001", WORSE),
        ("E12000001", BETTER),
        ("E06000001", NOT),
    ]


FAR = {"values": [20.0], "numerator": [200.0], "denominator": [1000.0], "lower": [17.6], "upper": [22.6]}
STANDARD = {"value_type": ValueType.STANDARDISED_RATE}
LEVELS = [
    ("inside the 95% limits", SHARE, FAR, 18.0, SIMILAR, ""),
    ("between the 95% and the 99.8% limits (Wilson 16.4 to 24.2)", SHARE, FAR, 17.0, WORSE, "95%"),
    ("outside both", SHARE, FAR, 16.0, WORSE, "99.8%"),
    ("above, between", SHARE, FAR, 24.0, BETTER, "95%"),
    ("above, outside both", SHARE, FAR, 25.0, BETTER, "99.8%"),
    ("a standardised rate, moved out to 74.2 and 108.9, between", STANDARD, PUBLISHED, 75.0, WORSE, "95%"),
    ("the same, outside both", STANDARD, PUBLISHED, 74.0, WORSE, "99.8%"),
    ("a score has no 99.8% limits", SCORE, PUBLISHED, 10.0, WORSE, "95%"),
    ("a rate without counts has none", {}, PUBLISHED, 10.0, WORSE, "95%"),
    ("counts that do not give the value make none", SHARE, FAR | {"numerator": [400.0]}, 10.0, WORSE, "95%"),
]


@pytest.mark.parametrize(
    ("_case", "changes", "ours", "theirs", "word", "level"), LEVELS, ids=[row[0] for row in LEVELS]
)
def test_the_level_is_that_of_the_widest_interval_outside_of_which_the_other_lies(
    _case, changes, ours, theirs, word, level, indicator, series
) -> None:
    other = series([theirs], area="E92000001")
    (found,) = find_comparisons(series(**ours), {"E92000001": other}, indicator(**changes))
    assert (found.word, found.level) == (word, level)


def some_areas(series, values, *, first=2010):
    return [series([value], area=f"E0900000{place}", first=first) for place, value in enumerate(values, 1)]


NEIGHBOURS = [
    ("the middle of three", [60.0, 70.0, 200.0], WORSE, 70.0, 3),
    ("between the two middle ones of four", [60.0, 80.0, 90.0, 200.0], SIMILAR, 85.0, 4),
    ("those without a figure do not count", [60.0, None, 70.0, 75.0], WORSE, 70.0, 3),
    ("two are too few", [60.0, 70.0, None], NOT, None, 2),
    ("none has a figure", [None, None, None], NOT, None, 0),
]


@pytest.mark.parametrize(
    ("_case", "values", "word", "middle", "of"), NEIGHBOURS, ids=[row[0] for row in NEIGHBOURS]
)
def test_neighbours_are_compared_by_their_median(_case, values, word, middle, of, indicator, series) -> None:
    neighbours = some_areas(series, values)
    (found,) = find_comparisons(series(**PUBLISHED), {}, indicator(), neighbours=neighbours)
    assert (found.word, found.other_value, found.of) == (word, middle, of)
    assert (found.with_area, found.compared_with) == ("", ComparedWith.NEIGHBOURS)
    assert bool(found.reason) == (word is NOT)


def test_our_own_figure_and_other_periods_are_no_part_of_the_neighbours(indicator, series) -> None:
    ours = series(**PUBLISHED)
    neighbours = [ours, *some_areas(series, [60.0, 70.0]), *some_areas(series, [80.0] * 4, first=2009)]
    (found,) = find_comparisons(ours, {}, indicator(), neighbours=neighbours)
    assert (found.word, found.of) == (NOT, 2)


def test_without_an_interval_the_neighbours_median_is_given_and_not_tested(indicator, series) -> None:
    neighbours = some_areas(series, [60.0, 70.0, 75.0])
    found = find_comparisons(series([14.0]), {}, indicator(**SCORE), neighbours=neighbours)
    assert (found[0].word, found[0].other_value) == (NOT, 70.0)


TARGETS = [
    ("reached by the whole interval", LOW, PUBLISHED, 102.0, BETTER, "95%", methods.COMPARISON),
    ("reached by a part of it", LOW, PUBLISHED, 101.0, SIMILAR, "", methods.COMPARISON),
    ("reached by its lower end only", LOW, PUBLISHED, 80.0, SIMILAR, "", methods.COMPARISON),
    ("reached by no part of it", LOW, PUBLISHED, 79.9, WORSE, "95%", methods.COMPARISON),
    ("high is good: reached by the whole", HIGH, PUBLISHED, 80.0, BETTER, "95%", methods.COMPARISON),
    ("high is good: reached by no part", HIGH, PUBLISHED, 102.1, WORSE, "95%", methods.COMPARISON),
    ("without polarity nothing is met", NEITHER, PUBLISHED, 79.9, HIGHER, "95%", methods.COMPARISON),
    ("no interval, equal", LOW, {"values": [90.0]}, 90.0, BETTER, "", methods.TARGET_BY_VALUE),
    ("no interval, missed", LOW, {"values": [90.1]}, 90.0, WORSE, "", methods.TARGET_BY_VALUE),
    ("no interval nor polarity", NEITHER, {"values": [90.1]}, 90.0, HIGHER, "", methods.TARGET_BY_VALUE),
    ("no interval nor polarity, equal", NEITHER, {"values": [90.0]}, 90.0, SIMILAR, "", methods.TARGET_BY_VALUE),
]  # fmt: skip


@pytest.mark.parametrize(
    ("_case", "polarity", "ours", "target", "word", "level", "method"),
    TARGETS,
    ids=[row[0] for row in TARGETS],
)
def test_a_target_is_met_missed_or_inside_the_margin(
    _case, polarity, ours, target, word, level, method, indicator, series
) -> None:
    (found,) = find_comparisons(series(**ours), {}, indicator(polarity=polarity), target=target)
    assert (found.word, found.level, found.method) == (word, level, method.name)
    assert (found.other_value, found.compared_with) == (target, ComparedWith.TARGET)


def test_a_target_met_beyond_the_wide_limits_says_so(indicator, series) -> None:
    def level(target: float) -> str:
        (found,) = find_comparisons(series(**FAR), {}, indicator(**SHARE), target=target)
        assert found.word is BETTER
        return found.level

    assert (level(23.0), level(24.0), level(25.0)) == ("95%", "95%", "99.8%")


def test_a_target_is_compared_with_the_figure_of_its_own_period_only(indicator, series) -> None:
    def year(first: int) -> Period:
        return Period.year(first, kind=PeriodKind.FINANCIAL_YEAR)

    ours = series([90.0, 60.0])
    (found,) = find_comparisons(ours, {}, indicator(), target=70.0, target_period=year(2010))
    assert (found.word, found.value, found.period) == (WORSE, 90.0, year(2010))
    (found,) = find_comparisons(ours, {}, indicator(), target=70.0, target_period=year(2012))
    assert (found.word, found.value, found.reason) == (NOT, None, "there is no figure for 2012/13 yet")


FIFTHS = [
    ("the lowest of ten, low is good", LOW, 5.0, range(10, 100, 10), BETTER, 1, 10),
    ("the highest of ten, low is good", LOW, 500.0, range(10, 100, 10), WORSE, 5, 10),
    ("the highest of ten, high is good", HIGH, 500.0, range(10, 100, 10), BETTER, 1, 10),
    ("the middle", LOW, 45.0, range(10, 90, 10), SIMILAR, 3, 9),
    ("without polarity the lowest is lower", NEITHER, 5.0, range(10, 100, 10), LOWER, 1, 10),
    ("without polarity the highest is higher", NEITHER, 500.0, range(10, 100, 10), HIGHER, 5, 10),
    ("five are enough", LOW, 45.0, range(10, 50, 10), WORSE, 5, 5),
    ("four are too few", LOW, 45.0, range(10, 40, 10), NOT, 0, 4),
]


@pytest.mark.parametrize(
    ("_case", "polarity", "ours", "theirs", "word", "fifth", "of"), FIFTHS, ids=[row[0] for row in FIFTHS]
)
def test_without_an_interval_a_figure_has_its_fifth_among_all_areas(
    _case, polarity, ours, theirs, word, fifth, of, indicator, series
) -> None:
    areas = [series([float(value)], area=f"E09{value:06}") for value in theirs]
    score = indicator(polarity=polarity, **SCORE)
    (found,) = find_comparisons(series([ours]), {}, score, areas=areas)
    assert (found.word, found.fifth, found.of) == (word, fifth, of)
    assert (found.compared_with, found.method) == (ComparedWith.AREAS, methods.FIFTHS.name)


def test_a_figure_with_an_interval_has_no_fifth(indicator, series) -> None:
    areas = some_areas(series, [10.0, 20.0, 30.0, 40.0, 50.0])
    assert find_comparisons(series(**PUBLISHED), {}, indicator(), areas=areas) == []


def test_the_order_of_the_areas_does_not_decide_between_equal_figures(indicator, series) -> None:
    areas = some_areas(series, [14.0] * 9)
    found = [
        find_comparisons(series([14.0]), {}, indicator(**SCORE), areas=order)[0].fifth
        for order in (areas, areas[::-1])
    ]
    assert found[0] == found[1]


def test_a_doubtful_area_gives_no_word_and_no_part_of_a_median(indicator, series) -> None:
    others = {"E92000001": series([0.7], area="E92000001"), "E12000001": series([72.7], area="E12000001")}
    neighbours = some_areas(series, [60.0, 70.0, 75.0])
    england, region, middle = find_comparisons(
        series(**PUBLISHED),
        others,
        indicator(),
        roles={"E92000001": ComparatorRole.COUNTRY, "E12000001": ComparatorRole.REGION},
        neighbours=neighbours,
        doubtful={"E92000001", "E09000001"},
    )
    assert (england.word, england.other_value) == (NOT, 0.7)
    assert england.reason == "the published figure for 2010/11 looks wrong"
    assert (region.word, region.compared_with) == (WORSE, ComparedWith.REGION)
    assert (middle.word, middle.of) == (NOT, 2)


def test_everything_compared_stands_in_a_fixed_order(indicator, series) -> None:
    found = find_comparisons(
        series([14.0]),
        {"E92000001": series([12.0], area="E92000001")},
        indicator(**SCORE),
        neighbours=some_areas(series, [10.0, 20.0, 30.0]),
        target=12.0,
        areas=some_areas(series, [10.0, 20.0, 30.0, 40.0]),
    )
    assert [one.compared_with for one in found] == [
        ComparedWith.COUNTRY,
        ComparedWith.NEIGHBOURS,
        ComparedWith.TARGET,
        ComparedWith.AREAS,
    ]
