"""A curve in plain words: shares, reasons, comparisons, ages; and findings made at random that may not be turned round."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oba.analysis.baseline import make_baseline
from oba.analysis.change import find_changes
from oba.analysis.compare import find_comparisons
from oba.analysis.quality import assess_quality
from oba.analysis.trend import find_trends, judge_direction
from oba.analysis.verdict import find_outside, judge, name_verdict
from oba.model.area import ComparatorRole
from oba.model.baseline import ForecastPoint, Scenario
from oba.model.finding import (
    ComparedWith,
    Comparison,
    ComparisonWord,
    Doubt,
    DoubtKind,
    Finding,
    Gap,
    Judgement,
    Outlook,
    Rank,
    Trend,
    TrendWord,
    Verdict,
    VerdictWord,
)
from oba.model.indicator import Indicator, Polarity, ValueType
from oba.model.marker import Marker
from oba.model.period import Period, PeriodKind
from oba.model.series import Observation, Series
from oba.words.methods import TARGET_BY_VALUE
from oba.words.plain_comparisons import say_plain_comparisons
from oba.words.plain_data import say_plain_age, say_plain_doubt, say_plain_margin, say_plain_revised
from oba.words.plain_figures import (
    PERHAPS_ON_AVERAGE,
    RARE,
    RARE_ON_AVERAGE,
    say_plain_gap,
    say_plain_value,
    say_share,
    say_whole_value,
)
from oba.words.plain_forecasts import say_plain_forecast, say_plain_several, say_when_known
from oba.words.plain_reading import read_plainly, say_brief, say_counted, say_headline
from oba.words.plain_trends import say_plain_trend
from oba.words.plain_verdicts import say_plain_verdict
from tests.readability import count_syllables, jargon_in, reading_grade
from tests.series_making import make_indicator, make_series
from tests.spec.test_plain_sentences import check_direction, numbers_without_a_source, say_in_full

RATE = make_indicator(unit="per 10,000 children aged 0 to 14")
SHARE = make_indicator(
    unit="% of children", value_type=ValueType.PROPORTION, multiplier=100.0, upper_bound=100.0
)
SCORE = make_indicator(unit="average score, 0 to 40", value_type=ValueType.SCORE, multiplier=1.0)
COUNT = make_indicator(unit="children", value_type=ValueType.COUNT, multiplier=1.0, decimals=0)
NAMES = {"E92000001": "England", "E12000001": "the North East"}


def year(first: int) -> Period:
    return Period.year(first, kind=PeriodKind.FINANCIAL_YEAR)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (25.0, "about 1 in 4"), (24.4, "about 1 in 4"), (33.3, "about 1 in 3"), (40.4, "about 2 in 5"),
        (50.2, "about half"), (66.1, "about 2 in 3"), (70.5, "about 7 in 10"), (90.3, "about 9 in 10"),
        (10.2, "about 1 in 10"), (5.1, "about 1 in 20"), (2.0, "about 1 in 50"), (1.0, "about 1 in 100"),
        (27.0, ""), (34.4, ""), (22.1, ""), (96.5, ""), (99.0, ""), (0.0, ""), (100.0, ""), (0.5, ""), (1.2, ""),
    ],
)  # fmt: skip
def test_a_simple_share_stands_beside_a_percentage_only_where_it_is_exact_enough(
    value: float, said: str
) -> None:
    assert say_share(value, indicator=SHARE) == said


@given(st.floats(0.0, 100.0))
def test_a_simple_share_is_never_a_point_or_a_twentieth_of_the_smaller_part_away(value: float) -> None:
    found = re.fullmatch(r"about (\d+) in (\d+)", say_share(value, indicator=SHARE).replace("half", "1 in 2"))
    if found:
        share = 100.0 * int(found.group(1)) / int(found.group(2))
        off = abs(round(value, 1) - share)
        assert off < 1.0
        assert off < 0.05 * min(share, 100.0 - share)


def test_no_share_is_made_of_what_is_no_percentage_of_people_or_things() -> None:
    assert say_share(25.0, indicator=RATE) == ""
    assert say_share(25.0, indicator=replace(SHARE, value_type=ValueType.MEAN)) == ""


@pytest.mark.parametrize(
    ("indicator", "value", "short", "whole", "gap"),
    [
        (RATE, 90.9, "90.9 for every 10,000", "90.9 for every 10,000 children aged 0 to 14",
         "7.1 fewer for every 10,000"),
        (SHARE, 24.4, "24.4%", "24.4% of children (about 1 in 4)", "7.1 fewer out of every 100"),
        (SCORE, 13.5, "13.5", "13.5", "7.1 lower"),
        (COUNT, 1240.0, "1,240 children", "1,240 children", "7 fewer"),
    ],
)  # fmt: skip
def test_a_figure_keeps_its_number_and_rounding(
    indicator: Indicator, value: float, short: str, whole: str, gap: str
) -> None:
    assert say_plain_value(value, indicator=indicator) == short
    assert say_whole_value(value, indicator=indicator) == whole
    assert say_plain_gap(-7.1, indicator=indicator) == gap
    assert say_plain_gap(0.04, indicator=indicator) == ""


OVERLAPPING = make_series([50.0, 48.0, 47.0, 45.0, 44.0, 42.0, 41.0], pooled=3)
WHOLE = make_series(
    [99.0, 98.0, 99.5, 99.0, 100.0],
    numerator=[99.0, 98.0, 99.5, 99.0, 100.0],
    denominator=[100.0] * 5,
)
BARE = make_series([50.0, 48.0, 47.0, 45.0, 44.0])


@pytest.mark.parametrize(
    ("series", "indicator", "said"),
    [
        (make_series([50.0, 48.0, 47.0]), RATE, "We need five yearly figures, and have 3."),
        (make_series([50.0]), RATE, "We need five yearly figures, and have 1."),
        (OVERLAPPING, RATE, "Some figures share years, so we leave those out."),
        (WHOLE, SHARE, "In 2014/15 it was all of them, and the test cannot use that."),
        (BARE, RATE, "Too few of the 5 figures say how exact they are."),
    ],
)
def test_each_reason_why_there_is_no_trend_has_plain_words(
    series: Series, indicator: Indicator, said: str
) -> None:
    (trend,) = find_trends([series], {indicator.key: indicator})
    assert trend.word is TrendWord.CANNOT_BE_CALCULATED
    told = say_plain_trend(trend, indicator=indicator)
    assert told[0] == "We cannot say yet if it is going up or down."
    assert said in told
    assert jargon_in(" ".join(told)) == set()


def test_a_reason_that_nobody_foresaw_is_said_as_it_stands() -> None:
    trend = Trend(TrendWord.CANNOT_BE_CALCULATED, Judgement.NONE, "m", 1, reason="the moon was full")
    assert say_plain_trend(trend, indicator=RATE)[1] == "The moon was full."
    verdict = Verdict(VerdictWord.TOO_EARLY, "v", 1, reason="the moon was full")
    assert say_plain_verdict(verdict, indicator=RATE) == ("The moon was full.",)


def test_a_trend_whose_ends_belie_it_says_so() -> None:
    trend = Trend(
        TrendWord.INCREASING, Judgement.WORSE, "m", 1, None, 1.0, (year(2010), year(2014)), 9.0, 8.0
    )
    said = " ".join(say_plain_trend(trend, indicator=RATE))
    assert (
        "A line through all the figures goes up. But the last one, 8.0, is not above the first, 9.0." in said
    )


HISTORY = make_series([50.0, 48.0, 47.0, 49.0, 48.0, 46.0])
FLAT = make_series([50.0] * 6)


def freeze(series: Series, *, horizon: int = 2):
    return make_baseline(
        series, indicator=RATE, data_to=series.observations[-1].period, scenario=Scenario.CARRY_ON,
        horizon=horizon, frozen_on=date(2017, 1, 1), recorded_at=datetime(2017, 1, 1, tzinfo=UTC),
    )  # fmt: skip


def later(series: Series, *steps: int, markers: tuple[Marker, ...] = ()) -> Series:
    last = series.observations[-1].period
    more = tuple(Observation(last.later(step), 48.0, markers=markers) for step in steps)
    return replace(series, observations=(*series.observations, *more))


@pytest.mark.parametrize(
    ("series", "known", "said"),
    [
        (HISTORY, HISTORY, "There is no figure after 2015/16 yet."),
        (later(HISTORY, 1), HISTORY, "Since the forecast there is only one figure that shares no years with another."),
        (later(HISTORY, 1, markers=(Marker.BREAK,)), HISTORY, "From 2016/17 it is counted in another way."),
        (later(HISTORY, 5), HISTORY, "The forecast ends with 2017/18, and this figure is for 2020/21."),
        (later(FLAT, 1), FLAT, "The forecast had too few figures to show what chance can do."),
    ],
)  # fmt: skip
def test_each_reason_why_there_is_no_verdict_has_plain_words(
    series: Series, known: Series, said: str
) -> None:
    verdict = judge(freeze(known), series, RATE)
    assert verdict.word is VerdictWord.TOO_EARLY
    told = say_plain_verdict(verdict, indicator=RATE)
    assert said in told
    assert jargon_in(" ".join(told)) == set()
    assert ("A new forecast is needed." in told) == verdict.reason.startswith("cannot be judged")


def compare(word: ComparisonWord, how: ComparedWith, **facts: object) -> Comparison:
    given_facts = {"period": year(2023), "value": 90.9, "other_value": 72.7, "compared_with": how, **facts}
    area = "E92000001" if how is ComparedWith.COUNTRY else ""
    return Comparison(area, word, "m", 1, **given_facts)  # type: ignore[arg-type]


@pytest.mark.parametrize("how", list(ComparedWith))
@pytest.mark.parametrize("word", list(ComparisonWord))
def test_every_comparison_has_plain_words_that_never_turn_it_round(
    word: ComparisonWord, how: ComparedWith
) -> None:
    one = compare(word, how, fifth=0 if word is ComparisonWord.NOT_COMPARED else 4, of=11)
    if how is ComparedWith.AREAS and word is ComparisonWord.NOT_COMPARED:
        assert say_all([one]) == "" or "Beside" not in say_all([one])
        return
    said = say_all([one])
    assert said
    if how in (ComparedWith.AREAS, ComparedWith.TARGET):
        return
    for other in ("better", "worse", "higher", "lower"):
        assert (f"That is {other} than" in said) == (word.value == other)
    assert (RARE in said) == (word.value in ("better", "worse", "higher", "lower"))
    assert ("too close" in said) == (word is ComparisonWord.SIMILAR)
    assert ("Nobody can tell how much" in said) == (word is ComparisonWord.NOT_COMPARED)


def say_all(comparisons: list[Comparison], *, indicator: Indicator = RATE) -> str:
    return " ".join(
        say_plain_comparisons(
            comparisons,
            indicator=indicator,
            names=lambda code: NAMES.get(code, code),
            own_name="Middlesbrough",
        )
    )


@pytest.mark.parametrize(
    ("word", "method", "said"),
    [
        (ComparisonWord.BETTER, "m", "The figure, 90.9, meets it."),
        (ComparisonWord.WORSE, "m", "The figure, 90.9, misses it."),
        (ComparisonWord.HIGHER, "m", "The figure, 90.9, is higher."),
        (ComparisonWord.LOWER, "m", "The figure, 90.9, is lower."),
        (ComparisonWord.SIMILAR, "m", "is too close to the target to tell if it is met."),
        (
            ComparisonWord.SIMILAR,
            TARGET_BY_VALUE.name,
            "The figure, 90.9, is the same. Chance may play a part",
        ),
        (ComparisonWord.BETTER, TARGET_BY_VALUE.name, "meets it. Chance may play a part in that."),
        (ComparisonWord.NOT_COMPARED, "m", "There is no figure for that time yet."),
    ],
)
def test_a_target_is_met_missed_or_too_close_to_tell(word: ComparisonWord, method: str, said: str) -> None:
    one = replace(compare(word, ComparedWith.TARGET), method=method)
    assert f"The target for 2023/24 is 72.7. " in say_all([one])  # noqa: F541
    assert said in say_all([one])


@pytest.mark.parametrize(("fifth", "judged", "unjudged"), [(1, "best", "lowest"), (2, "second-best", "second-lowest"),
    (3, "middle", "middle"), (4, "second-worst", "second-highest"), (5, "worst", "highest")])  # fmt: skip
def test_a_place_among_areas_is_an_order_that_chance_has_a_part_in(
    fifth: int, judged: str, unjudged: str
) -> None:
    one = compare(ComparisonWord.WORSE, ComparedWith.AREAS, fifth=fifth, of=11)
    assert f"It is in the {judged} group. Chance may play a part in that." in say_all([one])
    neutral = replace(RATE, polarity=Polarity.NO_JUDGEMENT)
    assert f"It is in the {unjudged} group." in say_all([one], indicator=neutral)


def test_what_is_not_there_or_looks_wrong_is_not_compared_with_and_says_so() -> None:
    gone = compare(
        ComparisonWord.NOT_COMPARED, ComparedWith.COUNTRY, other_value=None,
        reason="the other area has no figure for 2023/24",
    )  # fmt: skip
    wrong = compare(
        ComparisonWord.NOT_COMPARED,
        ComparedWith.COUNTRY,
        reason="the published figure for 2023/24 looks wrong",
    )
    few = compare(
        ComparisonWord.NOT_COMPARED, ComparedWith.NEIGHBOURS, other_value=None, reason="none of them"
    )
    assert say_all([gone]) == "England has no figure for 2023/24 to compare with."
    assert say_all([wrong]) == "We do not compare it with England, whose figure looks wrong."
    assert say_all([few]) == "Too few areas like it have a figure to compare with."


def test_a_doubt_is_told_in_plain_words() -> None:
    wrong = Doubt(DoubtKind.COMPARATOR, "E92000001", (year(2020), year(2021)))
    assert say_plain_doubt(wrong, name="England") == (
        "The figures of England for 2020/21 and 2021/22 look wrong, so we do not use them."
    )
    one = replace(wrong, periods=(year(2020),))
    assert say_plain_doubt(one, name="England").endswith("for 2020/21 looks wrong, so we do not use it.")
    assert say_plain_revised(replace(one, kind=DoubtKind.REVISED)) == (
        "One figure behind the forecast has changed since. The forecast has not."
    )


def test_an_old_first_count_says_both_and_when_the_next_was_due() -> None:
    latest = Observation(year(2018), 20.0, 18.0, 22.0, markers=(Marker.PROVISIONAL,))
    series = Series("injuries", "E06000002", observations=(latest,))
    indicator = replace(RATE, next_release=date(2020, 3, 1))
    today = date(2026, 12, 1)
    quality = assess_quality(series, indicator=indicator, today=today)
    said = say_plain_age(latest, indicator=indicator, quality=quality, today=today)
    assert said[:5] == (
        "The newest figure is for 2018/19.",
        "That time ended 7 years ago.",
        "That is older than usual.",
        "It may still change a little, as it is a first count.",
        "The next one was due in March 2020.",
    )
    earlier = say_plain_age(latest, indicator=indicator, quality=quality, today=today, as_of=True)
    assert not any("due" in one or "ago" in one for one in earlier)
    margin = " ".join(say_plain_margin(latest, indicator=indicator, quality=quality))
    assert "its margin of error, is 18.0 to 22.0." in margin


def test_the_definition_of_the_plan_stands_first_with_which_way_is_good() -> None:
    indicator = replace(RATE, lay_definition="How many children were hurt.", years_pooled=3)
    assert say_counted(indicator) == (
        "How many children were hurt.", "Each figure covers 3 years.", "A lower figure is better.",
    )  # fmt: skip


def test_a_curve_without_figures_says_so_and_makes_nothing_up() -> None:
    trend = Trend(TrendWord.CANNOT_BE_CALCULATED, Judgement.NONE, "m", 1, reason="there are no figures yet")
    nothing = Finding("injuries", "E06000002", None, trend)
    reading = read_plainly(
        nothing, indicator=RATE, area_name="Middlesbrough", names=str, today=date(2026, 12, 1)
    )
    assert reading.headline == ("There are no figures yet.",)
    assert reading.verdict == ()
    assert [part.heading for part in reading.parts] == ["Is it going up or down?"]
    assert say_brief(nothing) == "trend not known"


@pytest.mark.parametrize("scenario", list(Scenario))
@pytest.mark.parametrize("example", [True, False])
def test_every_forecast_says_what_it_assumes_and_who_agreed(scenario: Scenario, example: bool) -> None:
    frozen = replace(freeze(HISTORY), scenario=scenario, weight=0.5, example=example, agreed_by="the group")
    said = " ".join(say_plain_forecast(frozen))
    assumed = {
        Scenario.HOLD: "would stay as it was",
        Scenario.CARRY_ON: "part of the past change would go on",
        Scenario.STRAIGHT_LINE: "goes on in a straight line",
    }
    assert [one for one in assumed.values() if one in said] == [assumed[scenario]]
    assert ("only an example" in said) == example
    assert ("It was agreed by: the group." in said) == (not example)


def test_a_gap_on_average_is_chance_unless_its_interval_leaves_nought_out() -> None:
    base = Verdict(VerdictWord.AS_FORECAST, "v", 1)
    said = say_plain_several(replace(base, mean_gap=Gap(-6.2, -11.3, -1.1, 4)), indicator=RATE)
    assert said == (
        "Over 4 figures it was, on average, better than the forecast, by 6.2 for every 10,000.",
        RARE_ON_AVERAGE,
    )
    said = say_plain_several(replace(base, mean_gap=Gap(-6.2, -11.3, 1.1, 4)), indicator=RATE)
    assert said[1] == PERHAPS_ON_AVERAGE
    said = say_plain_several(replace(base, cumulative=Gap(-46.0, -90.0, -5.0, 4)), indicator=COUNT)
    assert said == ("Added up, that is about 46 fewer children than if nothing had changed.", RARE)
    said = say_plain_several(replace(base, rank=Rank(3, 152)), indicator=RATE)
    assert said == ("Of 152 areas 3 did this well or better, each beside its own forecast.",)


@pytest.mark.parametrize(
    ("soon", "sure", "said"),
    [
        (None, None, "These figures cannot show such a change within the forecast's 8 years."),
        (0, 0, "A steady change like that would most likely have shown by now."),
        (2, 5, "An early sign of a steady change like that would most likely show after 2 more figures. "
               "It would most likely show clearly after 5 more figures."),
        (1, None, "An early sign of a steady change like that would most likely show after 1 more figure. "
                  "The figures cannot show it clearly within the forecast's 8 years."),
        (None, 3, "It would most likely show clearly after 3 more figures."),
    ],
)  # fmt: skip
def test_when_we_will_know_is_said_only_while_we_do_not(
    soon: int | None, sure: int | None, said: str
) -> None:
    open_yet = Verdict(VerdictWord.AS_FORECAST, "v", 1, outlook=Outlook(1.8, soon, sure, 8))
    told = say_when_known(open_yet, indicator=RATE)
    assert " ".join(told) == f"In a usual year it changes by 1.8 for every 10,000. {said}"
    assert say_when_known(replace(open_yet, word=VerdictWord.TURNED), indicator=RATE) == ()


values = st.floats(1.0, 90.0).map(lambda one: round(one, 1))
indicators = st.sampled_from([RATE, SHARE, SCORE]).flatmap(
    lambda one: st.sampled_from(list(Polarity)).map(lambda polarity: replace(one, polarity=polarity))
)


@st.composite
def findings(draw: st.DrawFn) -> tuple[Finding, Indicator]:
    """A finding whose words follow from its numbers, as the analysis makes them."""
    indicator = draw(indicators)
    forecast, value = draw(values), draw(values)
    near = draw(st.floats(0.1, 20.0))
    far = near + draw(st.floats(0.1, 20.0))
    point = ForecastPoint(
        year(2018), forecast, forecast - near, forecast + near, forecast - far, forecast + far
    )
    outside, enough = find_outside(value, point=point), draw(st.integers(0, 3))
    sign = indicator.polarity.sign
    gap = value - forecast
    word = name_verdict(outside, gap=gap, sign=sign, independent=enough)
    ends = sorted((draw(st.floats(-30, 30)), draw(st.floats(-30, 30))))
    mean = Gap(sum(ends) / 2, ends[0], ends[1], draw(st.integers(2, 6)))
    verdict = Verdict(
        word, "v", 1, year(2018), value, point, gap, gap * sign if sign else None, enough, outside,
        reason="inside the forecast's margin" if word is VerdictWord.TOO_EARLY else "", mean_gap=mean,
    )  # fmt: skip
    way = draw(st.sampled_from([-1, 0, 1]))
    word_of = {-1: TrendWord.DECREASING, 0: TrendWord.NO_SIGNIFICANT_CHANGE, 1: TrendWord.INCREASING}[way]
    trend = Trend(
        word_of, judge_direction(way, polarity=indicator.polarity), "m", 1, 12.0, float(way),
        tuple(year(2014 + step) for step in range(5)), draw(values), value,
    )  # fmt: skip
    latest = Observation(year(2018), value, lower=value - 1.0, upper=value + 1.0)
    ours = Series("injuries", "E06000002", observations=(Observation(year(2014), 40.0, 38.0, 42.0), latest))
    others = {
        code: Series("injuries", code, observations=tuple(
            Observation(year(first), other, other - 1.0, other + 1.0) for first, other in ((2014, draw(values)), (2018, draw(values)))
        ))
        for code in ("E92000001", "E12000001")
    }  # fmt: skip
    roles = {"E92000001": ComparatorRole.COUNTRY, "E12000001": ComparatorRole.REGION}
    baseline = replace(freeze(HISTORY), points=(point,))
    found = Finding(
        "injuries", "E06000002", latest, trend, baseline=baseline, verdict=verdict,
        comparisons=tuple(find_comparisons(ours, others, indicator, roles=roles, target=draw(st.none() | values))),
        changes=tuple(find_changes(ours, others, indicator, since=year(2014), roles=roles)),
    )  # fmt: skip
    return found, indicator


@given(findings())
@settings(deadline=None)
def test_no_finding_made_at_random_is_turned_round_or_given_a_number_of_its_own(
    made: tuple[Finding, Indicator],
) -> None:
    finding, indicator = made
    check_direction(finding, indicator)
    reading = read_plainly(
        finding, indicator=indicator, area_name="Middlesbrough", names=lambda code: NAMES.get(code, code),
        today=date(2020, 6, 1),
    )  # fmt: skip
    assert numbers_without_a_source(reading, say_in_full(finding, indicator)) == set()
    assert jargon_in(" ".join(reading.sentences)) == set()
    beside = " ".join(
        next(one.sentences for one in reading.parts if one.heading.startswith("How does it compare"))
    )
    for one in finding.comparisons:
        if one.compared_with is not ComparedWith.TARGET and one.level:
            assert f"That is {one.word.value} than {NAMES[one.with_area]}" in beside


def test_a_headline_of_a_figure_that_was_judged_earlier_says_of_when() -> None:
    frozen = freeze(HISTORY)
    verdict = Verdict(VerdictWord.TURNED, "v", 1, year(2016), 30.0, frozen.points[0], -16.0, 16.0, 1, "95%")
    latest = Observation(year(2017), 31.0)
    trend = Trend(TrendWord.NO_SIGNIFICANT_CHANGE, Judgement.NONE, "m", 1)
    found = Finding("injuries", "E06000002", latest, trend, baseline=frozen, verdict=verdict)
    assert say_headline(found, indicator=RATE)[1] == "In 2016/17 it was better than the forecast (turned)."


def test_the_measure_of_readability_counts_as_it_says() -> None:
    assert [count_syllables(word) for word in ("cat", "figure", "children", "made", "little", "31.8%")] == [
        1, 2, 2, 1, 2, 1,
    ]  # fmt: skip
    assert reading_grade(["The cat sat on the mat."]) == pytest.approx(0.39 * 6 + 11.8 - 15.59)
