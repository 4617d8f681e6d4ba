"""The rules of the recent trend: what is tested how, and when nothing can be said.

Each row: the situation, changes to the indicator, the figures, the word, the method, and words of the reason.
"""

import pytest

from oba.analysis.trend import find_trends
from oba.model.finding import TrendWord
from oba.model.indicator import ValueType
from oba.model.marker import Marker
from oba.words import methods

UP = [100.0, 120.0, 140.0, 160.0, 180.0]
SHARE = {"value_type": ValueType.PROPORTION, "multiplier": 100.0}
BREAK, SUPPRESSED = (Marker.BREAK,), (Marker.CONFIDENTIAL,)
RISES, FALLS = TrendWord.INCREASING, TrendWord.DECREASING
FLAT, NONE = TrendWord.NO_SIGNIFICANT_CHANGE, TrendWord.CANNOT_BE_CALCULATED


def bounded(values, width=10.0):
    return {
        "values": values,
        "lower": [None if v is None else v - width for v in values],
        "upper": [None if v is None else v + width for v in values],
    }


def counted(counts, size=1000.0, per=100.0):
    return {
        "values": [100.0 if c is None else c / size * per for c in counts],
        "numerator": counts,
        "denominator": [size] * len(counts),
    }


RULES = [
    ("intervals and a clear rise", {}, bounded(UP), RISES, methods.TREND_FROM_INTERVALS, ""),
    ("intervals and a clear fall", {}, bounded(UP[::-1]), FALLS, methods.TREND_FROM_INTERVALS, ""),
    ("a rise inside the intervals", {}, bounded(UP, width=200.0), FLAT, methods.TREND_FROM_INTERVALS, ""),
    (
        "one year alone makes the direction",
        {},
        bounded([100.0, 99.0, 98.0, 97.0, 180.0]),
        FLAT,
        methods.TREND_FROM_INTERVALS,
        "turns the direction round",
    ),
    ("only the newest five count", {}, bounded([900.0, 500.0, *UP]), RISES, methods.TREND_FROM_INTERVALS, ""),
    (
        "a percentage with counts",
        SHARE,
        counted([100, 200, 300, 400, 500]),
        RISES,
        methods.TREND_FROM_COUNTS,
        "",
    ),
    (
        "a percentage with a missing count and no interval",
        SHARE,
        counted([100, None, 300, 400, 500]),
        NONE,
        methods.TREND,
        "have an interval or counts",
    ),
    (
        "a percentage with a missing count and intervals",
        SHARE,
        counted([100, None, 300, 400, 500])
        | {k: v for k, v in bounded(UP).items() if k != "values"}
        | {"values": UP},
        RISES,
        methods.TREND_FROM_INTERVALS,
        "",
    ),
    (
        "a crude rate with counts but no interval is not called unchanged",
        {},
        counted([100, 200, 300, 400, 500], size=100_000.0, per=10_000.0),
        RISES,
        methods.TREND_FROM_OWN_INTERVALS,
        "",
    ),
    (
        "a count that is the whole of its denominator",
        SHARE,
        counted([1000, 200, 300, 400, 500, 600]),
        NONE,
        methods.TREND,
        "in 2010/11 the count is the whole",
    ),
    ("four figures", {}, bounded(UP[:4]), NONE, methods.TREND, "only 4 yearly figures"),
    ("no figure", {}, {"values": []}, NONE, methods.TREND, "only 0 yearly figures"),
    ("five figures with neither", {}, {"values": UP}, NONE, methods.TREND, "six figures are needed"),
    ("six figures with neither", {}, {"values": [1, 3, 4, 6, 7, 9]}, RISES, methods.TREND_FROM_CHANGES, ""),
    (
        "six restless figures with neither",
        {},
        {"values": [1, 9, 2, 8, 3, 7]},
        FLAT,
        methods.TREND_FROM_CHANGES,
        "",
    ),
    (
        "six figures that change by the same amount",
        {},
        {"values": [1, 2, 3, 4, 5, 6]},
        RISES,
        methods.TREND_FROM_CHANGES,
        "every yearly change was the same",
    ),
    (
        "a suppressed year is passed over",
        {},
        bounded([100.0, 120.0, None, 140.0, 160.0, 180.0]) | {"markers": {2: SUPPRESSED}},
        RISES,
        methods.TREND_FROM_INTERVALS,
        "",
    ),
    (
        "a break leaves too few",
        {},
        bounded([80.0, *UP]) | {"markers": {2: BREAK}},
        NONE,
        methods.TREND,
        "only 4 yearly figures",
    ),
    (
        "a break further back leaves enough",
        {},
        bounded([900.0, *UP]) | {"markers": {1: BREAK}},
        RISES,
        methods.TREND_FROM_INTERVALS,
        "",
    ),
    (
        "overlapping periods with fewer than five apart",
        {"years_pooled": 3},
        bounded([100.0 + 10 * k for k in range(12)]) | {"pooled": 3},
        NONE,
        methods.TREND,
        "the published periods overlap",
    ),
    (
        "overlapping periods with five that share no data",
        {"years_pooled": 3},
        bounded([100.0 + 10 * k for k in range(13)]) | {"pooled": 3},
        RISES,
        methods.TREND_FROM_INTERVALS,
        "only figures that share no data",
    ),
    (
        "the publisher's own forecast is not a figure",
        {},
        bounded(UP) | {"markers": {4: (Marker.FORECAST,)}},
        NONE,
        methods.TREND,
        "only 4 yearly figures",
    ),
]


@pytest.mark.parametrize(
    ("_case", "changes", "figures", "word", "method", "reason"), RULES, ids=[row[0] for row in RULES]
)
def test_the_recent_trend_follows_its_rules(
    _case, changes, figures, word, method, reason, indicator, series
) -> None:
    (found,) = find_trends([series(**figures)], {"injuries": indicator(**changes)})
    assert (found.word, found.method, found.version) == (word, method.name, method.version)
    assert reason in found.reason
    assert bool(found.reason) == bool(reason)
