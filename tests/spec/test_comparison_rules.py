"""The rules of comparison: another area's figure against this area's own interval, for the same period."""

import pytest

from oba.analysis.compare import find_comparisons
from oba.model.finding import ComparisonWord
from oba.model.indicator import Polarity, ValueType
from oba.model.marker import Marker
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
