"""`compute trend` gives the pages' own finding, and the numbers of R and of Fingertips."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.analysis.trend import find_trends
from oba.model.indicator import Indicator, Polarity, Standing, ValueType
from oba.model.period import Period, PeriodKind
from oba.model.series import Observation, Series
from oba.tasks.compute.run import compute

UP = [100.0, 120.0, 140.0, 160.0, 180.0]
NARROW = {"lower": [one - 10 for one in UP], "upper": [one + 10 for one in UP]}
STRAIGHT = {"values": [1, 2, 3, 4, 5, 6.5]}


def trend(**line: Any) -> dict[str, Any]:
    return compute("trend", line)


def test_the_counts_test_is_rs_test_for_trend_in_proportions() -> None:
    """Age at first birth of breast cancer cases and all women: Rosner, Fundamentals of Biostatistics, 10.5, prints
    chi-squared 129.01; R's prop.trend.test(c(320, 1206, 1011, 463, 220), c(1742, 5638, 3904, 1555, 626)) is the same."""
    found = trend(
        numerators=[320, 1206, 1011, 463, 220], denominators=[1742, 5638, 3904, 1555, 626],
        value_type="proportion", multiplier=100,
    )  # fmt: skip
    assert found["statistic"] == pytest.approx(129.01, abs=0.005)
    assert (found["trend"], found["method"]) == ("increasing", "recent trend from counts")
    assert any("worked out from the counts" in note for note in found["notes"])


def test_the_interval_test_is_weighted_least_squares_of_the_newest_five() -> None:
    found = trend(values=[999, *UP], lower=[998, *NARROW["lower"]], upper=[1000, *NARROW["upper"]])
    # slope 20; its standard error (20 / 3.92) / sqrt(10)
    assert found["statistic"] == pytest.approx(20**2 * 10 / (20 / 3.92) ** 2)
    assert found["slope"] == pytest.approx(20)
    assert (found["points_used"], found["positions"]) == (5, [1, 2, 3, 4, 5])


CASES = [
    ("intervals", {"values": UP, **NARROW}, "increasing", "intervals", ""),
    ("no interval is not no change", {"values": UP}, "cannot_be_calculated", "recent trend", "six figures are needed"),
    ("six bare figures", STRAIGHT, "increasing", "yearly change", ""),
    ("a missing count does not stop the interval test", {"values": UP, **NARROW, "numerators": [1, None, 3, 4, 5],
     "denominators": [9] * 5, "value_type": "dsr"}, "increasing", "intervals", ""),
    ("four figures", {"values": UP[:4]}, "cannot_be_calculated", "recent trend", "only 4 yearly figures"),
    ("a figure missing in between", {"values": [100, None, *UP[1:]], "lower": [90, None, *NARROW["lower"][1:]],
     "upper": [110, None, *NARROW["upper"][1:]]}, "increasing", "intervals", ""),
    ("the count is everybody", {"numerators": [90, 91, 100, 93, 94], "denominators": [100] * 5, "value_type": "percentage"},
     "cannot_be_calculated", "recent trend", "in figure 3 the count is the whole"),
    ("rolling three years", {"values": UP, **NARROW, "years_per_period": 3}, "cannot_be_calculated", "recent trend",
     "only figures that share no data are used; only 2 yearly"),
    ("quarters", {"values": UP, **NARROW, "years_per_period": 0.25}, "cannot_be_calculated", "recent trend", "same season"),
    ("rates with counts alone", {"values": UP, "numerators": [1000, 1200, 1400, 1600, 1800], "denominators": [100_000] * 5,
     "value_type": "crude_rate", "multiplier": 10_000}, "increasing", "intervals computed here", ""),
    ("every change the same", {"values": [1, 2, 3, 4, 5, 6]}, "increasing", "yearly change", "every yearly change was the same"),
]  # fmt: skip


@pytest.mark.parametrize(("_case", "line", "word", "method", "reason"), CASES, ids=[row[0] for row in CASES])
def test_the_trend_follows_its_rules(_case, line, word, method, reason) -> None:
    found = trend(**line)
    assert found["trend"] == word
    assert method in found["method"]
    assert reason in found["reason"]


def test_thirteen_rolling_periods_hold_five_that_share_no_year() -> None:
    values = [100.0 + 10 * place for place in range(13)]
    ends = {"lower": [one - 2 for one in values], "upper": [one + 2 for one in values]}
    found = trend(values=values, **ends, years_per_period=3)
    assert (found["trend"], found["positions"]) == ("increasing", [0, 3, 6, 9, 12])


@pytest.mark.parametrize(
    ("polarity", "judgement"),
    [("high is good", "better"), ("LOW_IS_GOOD", "worse"), ("no judgement", "none"), (None, "none"), ("low-is-good", "worse")],
)  # fmt: skip
def test_polarity_decides_what_a_rise_is_worth(polarity, judgement) -> None:
    assert trend(values=UP, **NARROW, polarity=polarity)["judgement"] == judgement


def test_minus_one_is_no_figure_where_none_can_be_negative_and_that_is_said() -> None:
    line = {"values": [-1, *UP], "lower": [-1, *NARROW["lower"]], "upper": [-1, *NARROW["upper"]]}
    found = trend(**line, value_type="crude rate")
    assert found["trend"] == "increasing"
    assert found["notes"][0] == "-1 in values is taken as null"
    gaps = trend(values=[-1, 0, 1, 2, 3, 4.5], value_type="score")
    assert (gaps["points_used"], gaps.get("notes")) == (6, None)


def test_minus_one_is_a_figure_where_the_type_is_not_named_and_that_is_said() -> None:
    found = trend(values=[-1, *UP, 200])
    assert found["points_used"] == 7
    assert "taken as a figure" in found["notes"][0]
    assert "notes" not in trend(values=[-2, *UP, 200])


def test_counts_of_an_unnamed_type_are_not_used_and_stop_no_test() -> None:
    found = trend(values=UP, **NARROW, numerators=[1, 2, 3, 4, 5], denominators=[5] * 5)
    assert (found["trend"], found["method"]) == ("increasing", "recent trend from intervals")
    assert found["notes"] == ["value_type is not given, so the counts are not used"]


def test_the_multiplier_is_found_from_the_figures_and_said() -> None:
    rates = {"numerators": [10, 12, 14, 16, 18], "denominators": [1000] * 5, "value_type": "rate"}
    found = trend(values=[10, 12, 14, 16, 18], **rates)
    assert any("taken as 1000" in note for note in found["notes"])
    odd = trend(values=[3, 4, 5, 6, 7], **rates)
    assert "no power of ten" in odd["notes"][0]


REFUSED = [
    ("nothing at all", {}, "values"),
    ("no list", {"values": 5}, "values"),
    ("a text in the list", {"values": [1, "2"]}, "values"),
    ("a list in the list", {"values": [[1]]}, "values"),
    ("a switch in the list", {"values": [True, 1, 2, 3, 4]}, "values"),
    ("lists of two lengths", {"values": UP, "lower": [1]}, "lower"),
    ("limits the wrong way round", {"values": UP, "lower": NARROW["upper"], "upper": NARROW["lower"]}, "lower"),
    ("a negative count", {"values": UP, "numerators": [-2] * 5}, "numerators"),
    ("a negative percentage", {"values": [-5, 1, 2, 3, 4], "value_type": "proportion"}, "values"),
    ("more than all", {"values": UP, "numerators": [9] * 5, "denominators": [8] * 5, "value_type": "proportion"}, "numerators"),
    ("two years and a half", {"values": UP, "years_per_period": 2.5}, "years_per_period"),
    ("no years", {"values": UP, "years_per_period": 0}, "years_per_period"),
    ("an unknown polarity", {"values": UP, "polarity": "up"}, "polarity"),
    ("an unknown type", {"values": UP, "value_type": "thing"}, "value_type"),
    ("a misspelt field", {"values": UP, "uper": UP}, "uper"),
    ("too many figures", {"values": [1.0] * 1001}, "values"),
    ("a number beyond all measure", {"values": [1e300]}, "values"),
]  # fmt: skip


@pytest.mark.parametrize(("_case", "line", "field"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_line_that_cannot_be_taken_is_refused_by_its_field(_case, line, field) -> None:
    assert trend(**line)["error"]["field"] == field


figure = st.one_of(st.none(), st.floats(0.5, 90).map(lambda one: round(one, 2)))


@given(values=st.lists(figure, min_size=1, max_size=12), pooled=st.sampled_from([1, 3]), data=st.data())
def test_a_line_gives_what_a_page_says_of_the_same_figures(values, pooled, data) -> None:
    widths = data.draw(st.lists(st.floats(0.1, 5), min_size=len(values), max_size=len(values)))
    kind = data.draw(st.sampled_from([ValueType.CRUDE_RATE, ValueType.PROPORTION, ValueType.SCORE]))
    lower = [None if one is None else max(one - w, 0.0) for one, w in zip(values, widths, strict=True)]
    upper = [None if one is None else one + w for one, w in zip(values, widths, strict=True)]
    sizes = [1000.0] * len(values)
    counts = [None if one is None else one * 10 for one in values]
    indicator = Indicator(
        "one", "One", "", "", Standing.HEADLINE, "%", kind, Polarity.LOW_IS_GOOD, PeriodKind.FINANCIAL_YEAR,
        years_pooled=pooled, multiplier=100.0,
    )  # fmt: skip
    columns = zip(values, lower, upper, counts, sizes, strict=True)
    observations = tuple(
        Observation(Period.year(1990 + place, kind=PeriodKind.FINANCIAL_YEAR, years=pooled), *row)
        for place, row in enumerate(columns)
    )
    (expected,) = find_trends([Series("one", "E1", observations=observations)], {"one": indicator})
    found = trend(
        values=values, lower=lower, upper=upper, numerators=counts, denominators=sizes, years_per_period=pooled,
        value_type=kind.value, polarity="low is good", multiplier=100,
    )  # fmt: skip
    assert (found["trend"], found["judgement"], found["statistic"], found["slope"], found["method"]) == (
        expected.word, expected.judgement, expected.statistic, expected.slope, expected.method,
    )  # fmt: skip
