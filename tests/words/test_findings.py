from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from oba.model.baseline import Baseline, Scenario
from oba.model.finding import (
    Comparison,
    ComparisonWord,
    Finding,
    Judgement,
    Trend,
    TrendWord,
    Verdict,
    VerdictWord,
)
from oba.model.indicator import Indicator
from oba.model.period import Period, PeriodKind
from oba.words import baselines, comparisons, findings, trend_chart, trends, verdicts
from oba.words.methods import (
    HOLD_SEASONS,
    LAST_VALUE,
    OVERLAPPING,
    SHRUNKEN_DRIFT_OF_SEASONS,
    STRAIGHT_LINE,
    TREND_FROM_CHANGES,
)

Find = Callable[..., Finding]
START = "Under-18 conceptions: 29.2 per 1,000 in 2022"


def year(first: int) -> Period:
    return Period.year(first, kind=PeriodKind.CALENDAR_YEAR)


def trend_of(
    word: TrendWord, judgement: Judgement = Judgement.NONE, *, method: str = "recent trend"
) -> Trend:
    periods = tuple(year(2018 + i) for i in range(5))
    return Trend(word, judgement, method, 1, 27.2, -2.0, periods, 39.4, 29.2)


@pytest.mark.parametrize(
    ("word", "clause"),
    [
        (VerdictWord.TURNED, "better than the 2018 forecast (turned)"),
        (VerdictWord.EARLY_SIGN, "better than the 2018 forecast (early sign)"),
        (VerdictWord.AS_FORECAST, "in line with the 2018 forecast"),
        (VerdictWord.EARLY_WARNING, "worse than the 2018 forecast (early warning)"),
        (VerdictWord.WORSE, "worse than the 2018 forecast"),
        (VerdictWord.TOO_EARLY, "too early to tell against the 2018 forecast"),
        (VerdictWord.ABOVE, "above the 2018 forecast"),
        (VerdictWord.BELOW, "below the 2018 forecast"),
    ],
)
def test_the_title_is_the_finding_for_each_verdict(
    word: VerdictWord, clause: str, find: Find, conceptions: Indicator
) -> None:
    assert findings.say_title(find(word), indicator=conceptions) == f"{START}, {clause}"


def test_every_verdict_word_has_a_clause_of_its_own(find: Find, conceptions: Indicator) -> None:
    titles = {findings.say_title(find(word), indicator=conceptions) for word in VerdictWord}
    assert len(titles) == len(VerdictWord)


@pytest.mark.parametrize(
    ("trend", "end"),
    [
        (trend_of(TrendWord.DECREASING, Judgement.BETTER), ", getting better"),
        (trend_of(TrendWord.INCREASING, Judgement.WORSE), ", getting worse"),
        (trend_of(TrendWord.INCREASING), ", rising"),
        (trend_of(TrendWord.DECREASING), ", falling"),
        (trend_of(TrendWord.NO_SIGNIFICANT_CHANGE), ""),
        (trend_of(TrendWord.CANNOT_BE_CALCULATED), ""),
    ],
)
def test_without_a_baseline_the_title_ends_with_the_trend(
    trend: Trend, end: str, find: Find, conceptions: Indicator
) -> None:
    assert findings.say_title(find(None, trend=trend), indicator=conceptions) == START + end


def test_without_any_figure_the_title_says_so(find: Find, conceptions: Indicator) -> None:
    title = findings.say_title(find(None, value=None), indicator=conceptions)
    assert title == "Under-18 conceptions: no figures yet"


def test_an_example_forecast_is_called_one(find: Find, conceptions: Indicator, baseline: Baseline) -> None:
    finding = find(VerdictWord.EARLY_SIGN, frozen=replace(baseline, example=True))
    assert findings.say_title(finding, indicator=conceptions) == (
        f"{START}, better than the example forecast from data to 2017 (early sign)"
    )


def test_a_verdict_on_an_earlier_period_names_that_period(find: Find, conceptions: Indicator) -> None:
    finding = find(VerdictWord.TURNED)
    assert finding.verdict
    earlier = replace(finding, verdict=replace(finding.verdict, period=year(2021)))
    assert findings.say_title(earlier, indicator=conceptions).endswith("(turned) in 2021")


@pytest.mark.parametrize(
    ("direction", "value", "word", "says"),
    [
        (TrendWord.INCREASING, 38.0, VerdictWord.EARLY_SIGN, "Still rising, but slower than forecast."),
        (TrendWord.INCREASING, 50.0, VerdictWord.WORSE, "Rising faster than forecast."),
        (TrendWord.INCREASING, 38.0, VerdictWord.AS_FORECAST, ""),
        (TrendWord.INCREASING, 38.0, VerdictWord.TOO_EARLY, ""),
        (TrendWord.NO_SIGNIFICANT_CHANGE, 38.0, VerdictWord.EARLY_SIGN, ""),
        (TrendWord.INCREASING, 30.0, VerdictWord.EARLY_SIGN, ""),
        (TrendWord.DECREASING, 30.0, VerdictWord.TURNED, "Falling, where the forecast was for a rise."),
    ],
)
def test_the_movement_is_said_beside_the_verdict_only_when_it_is_true(
    direction: TrendWord, value: float, word: VerdictWord, says: str, find: Find, conceptions: Indicator
) -> None:
    finding = find(word, value=value, trend=trend_of(direction))
    assert findings.say_movement(finding, indicator=conceptions) == says


@pytest.mark.parametrize(("month", "says"), [(1, ""), (10, "Still rising, but slower than forecast.")])
def test_a_quarter_is_not_held_against_one_of_another_season(
    month: int, says: str, find: Find, conceptions: Indicator, baseline: Baseline
) -> None:
    frozen = replace(baseline, data_to=Period.months(2017, 10, count=3))
    finding = find(VerdictWord.EARLY_SIGN, value=38.0, trend=trend_of(TrendWord.INCREASING), frozen=frozen)
    assert finding.verdict
    moved = replace(finding.verdict, period=Period.months(2022, month, count=3))
    assert findings.say_movement(replace(finding, verdict=moved), indicator=conceptions) == says


@pytest.mark.parametrize(
    ("scenario", "weight", "says"),
    [
        (Scenario.CARRY_ON, 0.4, "a year before, and 40% of the average change on the year before (weight 0.40)."),
        (Scenario.CARRY_ON, 0.0, "a year before, and nothing of the average change on the year before, which does"),
        (Scenario.HOLD, 0.0, "It carries forward the figure of the same quarter a year before, and holds it level."),
    ],
)  # fmt: skip
def test_a_forecast_by_seasons_carries_forward_the_same_quarter_and_not_the_newest(
    scenario: Scenario, weight: float, says: str, baseline: Baseline, conceptions: Indicator
) -> None:
    method = HOLD_SEASONS if scenario is Scenario.HOLD else SHRUNKEN_DRIFT_OF_SEASONS
    quarters = replace(
        baseline,
        data_to=Period.months(2017, 10, count=3),
        scenario=scenario,
        method=method.name,
        weight=weight,
    )
    said = baselines.say_baseline_working(quarters, indicator=conceptions)
    assert says in said
    assert "the figure for Oct to Dec 2017" not in said


def test_the_trend_gives_periods_size_and_statistic(conceptions: Indicator) -> None:
    trend = trend_of(TrendWord.DECREASING, Judgement.BETTER)
    assert trends.say_trend(trend, indicator=conceptions) == (
        "Getting better: falling between 2018 and 2022 (5 figures), from 39.4 to 29.2, "
        "10.2 per 1,000 lower (26%) (chi-squared 27.20)."
    )


def test_a_trend_whose_ends_lie_the_other_way_is_not_said_to_go_from_one_to_the_other(
    conceptions: Indicator,
) -> None:
    """50, 44, 47, 49.5, 49.9 with narrow intervals: the line rises, the ends do not."""
    trend = replace(trend_of(TrendWord.INCREASING, Judgement.WORSE), first_value=50.0, last_value=49.9)
    assert trends.say_trend(trend, indicator=conceptions) == (
        "Getting worse: rising between 2018 and 2022 (5 figures) by the line through all of them, "
        "though the last, 49.9, is not above the first, 50.0 (chi-squared 27.20)."
    )
    title = trend_chart.say_title(trend, indicator=conceptions)
    assert title == "Under-18 conceptions: getting worse between 2018 and 2022"


def test_a_t_test_is_called_one(conceptions: Indicator) -> None:
    trend = trend_of(TrendWord.INCREASING, method=TREND_FROM_CHANGES.name)
    assert "(t 27.20)" in trends.say_trend(trend, indicator=conceptions)


def test_the_number_of_a_test_can_be_told_apart_from_what_it_found(conceptions: Indicator) -> None:
    clear = trend_of(TrendWord.DECREASING, Judgement.BETTER)
    unclear = trend_of(TrendWord.NO_SIGNIFICANT_CHANGE, method=TREND_FROM_CHANGES.name)
    for trend in (clear, unclear):
        said = trends.say_trend(trend, indicator=conceptions, tested=False)
        assert "27.20" not in said
        assert said.endswith(".")
        whole = trends.say_trend(trend, indicator=conceptions)
        assert whole.startswith(said.removesuffix("."))
    assert trends.say_trend_test(unclear) == (
        f"The recent trend is worked out by {TREND_FROM_CHANGES.name}, version {unclear.version} (t 27.20)."
    )
    assert trends.say_trend_test(replace(clear, statistic=None)) == ""


def test_a_change_inside_the_margin_is_never_called_a_change(conceptions: Indicator) -> None:
    said = trends.say_trend(trend_of(TrendWord.NO_SIGNIFICANT_CHANGE), indicator=conceptions)
    assert said.startswith(
        "No clear change between 2018 and 2022 (5 figures, the first 39.4, the last 29.2): "
    )
    assert not re.search(r"rising|falling|higher|lower|better|worse|\d+\.\d to", said)


def test_a_trend_beside_a_verdict_is_its_word_alone() -> None:
    words = [
        trends.say_short_trend(trend_of(TrendWord.INCREASING, Judgement.WORSE)),
        trends.say_short_trend(trend_of(TrendWord.DECREASING)),
        trends.say_short_trend(trend_of(TrendWord.NO_SIGNIFICANT_CHANGE)),
        trends.say_short_trend(trend_of(TrendWord.CANNOT_BE_CALCULATED)),
    ]
    assert words == ["getting worse", "falling", "no clear change", "trend not known"]


def test_a_trend_that_cannot_be_calculated_says_why(conceptions: Indicator) -> None:
    trend = Trend(TrendWord.CANNOT_BE_CALCULATED, Judgement.NONE, "m", 1, reason="the periods overlap.")
    assert (
        trends.say_trend(trend, indicator=conceptions)
        == "The trend cannot be calculated: the periods overlap."
    )


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (ComparisonWord.HIGHER, "In 2022, 29.2 per 1,000: higher than England (13.9)."),
        (ComparisonWord.WORSE, "In 2022, 29.2 per 1,000: worse than England (13.9)."),
        (
            ComparisonWord.SIMILAR,
            "In 2022, 29.2 per 1,000: similar to England (13.9): the difference is inside the margin of error.",
        ),
        (
            ComparisonWord.NOT_COMPARED,
            "In 2022, 29.2 per 1,000; England 13.9. The difference is not tested: no interval.",
        ),
    ],
)
def test_a_comparison_names_both_figures_or_why_there_is_none(
    word: ComparisonWord, said: str, conceptions: Indicator
) -> None:
    comparison = Comparison("E92000001", word, "m", 1, year(2022), 29.2, 13.9, reason="no interval")
    assert comparisons.say_comparison(comparison, indicator=conceptions, other_name="England") == said


def test_an_area_without_a_figure_is_not_compared_and_the_reason_is_said(conceptions: Indicator) -> None:
    none = Comparison("E92000001", ComparisonWord.NOT_COMPARED, "m", 1, reason="no figure for 2022")
    said = comparisons.say_comparison(none, indicator=conceptions, other_name="England")
    assert said == "Not compared with England: no figure for 2022."


def test_comparisons_are_one_sentence(conceptions: Indicator) -> None:
    found = tuple(
        Comparison(area, ComparisonWord.HIGHER, "m", 1, year(2022), 29.2, other)
        for area, other in (("E", 13.9), ("N", 19.7))
    )
    names = {"E": "England", "N": "North East"}
    assert comparisons.say_comparisons(found, indicator=conceptions, names=names) == (
        "In 2022: higher than England (13.9) and higher than North East (19.7)."
    )
    assert comparisons.say_comparisons((), indicator=conceptions, names=names) == ""


def test_the_working_of_a_verdict_gives_forecast_intervals_figure_and_gap(
    find: Find, conceptions: Indicator
) -> None:
    finding = find(VerdictWord.EARLY_SIGN)
    assert finding.verdict
    assert verdicts.say_verdict_working(finding.verdict, indicator=conceptions) == (
        "For 2022 the forecast was 41.0, 80% interval 33.0 to 40.0, 95% interval 30.0 to 44.0. "
        "The actual figure is 29.2 per 1,000: 11.8 per 1,000 below forecast. "
        "Early sign: better than forecast, beyond its 80% interval but still inside its 95% interval. "
        "Judged on 5 independent figures since the forecast's last figure."
    )


def test_a_gap_that_is_as_forecast_is_not_said_to_be_above_or_below_it(
    find: Find, conceptions: Indicator
) -> None:
    verdict = find(VerdictWord.AS_FORECAST).verdict
    assert verdict
    said = verdicts.say_gap(verdict, indicator=conceptions)
    assert said == "11.8 per 1,000 below, within what chance would do"
    assert verdicts.say_arrow(verdict, indicator=conceptions) == "as forecast (11.8 below)"
    early = replace(verdict, word=VerdictWord.EARLY_SIGN)
    assert verdicts.say_arrow(early, indicator=conceptions) == "11.8 below forecast"
    assert verdict.forecast
    level = replace(verdict, value=verdict.forecast.value)
    assert verdicts.say_arrow(level, indicator=conceptions) == "the same as forecast"
    assert verdicts.say_gap(level, indicator=conceptions) == "the same as forecast"


def test_a_verdict_that_can_never_come_is_not_called_too_early(find: Find, conceptions: Indicator) -> None:
    finding = find(word=VerdictWord.TOO_EARLY)
    assert finding.verdict
    never = replace(
        finding.verdict,
        forecast=None,
        reason="cannot be judged: 2022 lies beyond the forecast, which ends with 2020",
    )
    title = findings.say_title(replace(finding, verdict=never), indicator=conceptions)
    assert title == f"{START}, cannot be judged against the 2018 forecast"
    said = verdicts.say_verdict_working(never, indicator=conceptions)
    assert said == "Cannot be judged: 2022 lies beyond the forecast, which ends with 2020."
    unlike = replace(never, reason="only one figure")
    assert "too early to tell" in findings.say_title(replace(finding, verdict=unlike), indicator=conceptions)


def test_pooled_years_are_written_short_beside_from_and_to(conceptions: Indicator) -> None:
    pooled = tuple(Period.year(one, kind=PeriodKind.FINANCIAL_YEAR, years=3) for one in (2012, 2019))
    trend = replace(trend_of(TrendWord.INCREASING), periods=pooled)
    assert " between 2012/13-14/15 and 2019/20-21/22 (2 figures)" in trends.say_trend(
        trend, indicator=conceptions
    )


def test_a_verdict_without_a_figure_says_what_is_missing(conceptions: Indicator) -> None:
    verdict = Verdict(VerdictWord.TOO_EARLY, "v", 1, reason="no figure after 2017")
    said = verdicts.say_verdict_working(verdict, indicator=conceptions)
    assert said == "Too early to tell: no figure after 2017."


@pytest.mark.parametrize(
    ("gap", "unit", "said"),
    [
        (-7.13, "per 1,000", "7.1 below forecast"),
        (2.34, "% of pupils", "2.3 points above forecast"),
        (0.01, "per 1,000", "the same as forecast"),
    ],
)
def test_the_gap_is_named_in_a_few_words(gap: float, unit: str, said: str, conceptions: Indicator) -> None:
    assert verdicts.say_short_gap(gap, indicator=replace(conceptions, unit=unit)) == said


def test_the_working_of_a_baseline_says_what_was_carried_forward_by_whom_and_why(
    baseline: Baseline, conceptions: Indicator
) -> None:
    assert baselines.say_baseline_working(baseline, indicator=conceptions) == (
        "Frozen on 12 March 2018 from data to 2017, and never redrawn. "
        "It carries forward the figure for 2017, 36.0 per 1,000, and 62% of the average yearly change "
        "(weight 0.62). It uses 9 figures and looks ahead to 2023. "
        "Agreed by Risk Taking Behaviour theme group. Reason: No new service is planned."
    )


@pytest.mark.parametrize(
    ("method", "because"),
    [
        ("shrunken drift", "which does not stand out from the year-to-year noise"),
        (OVERLAPPING.name, "because the periods overlap"),
        (LAST_VALUE.name, "because there are too few points"),
    ],
)
def test_a_baseline_that_carries_no_trend_says_why(
    method: str, because: str, baseline: Baseline, conceptions: Indicator
) -> None:
    said = baselines.say_baseline_working(replace(baseline, weight=0.0, method=method), indicator=conceptions)
    assert because in said


def test_an_example_baseline_claims_no_freeze_and_no_agreement(
    baseline: Baseline, conceptions: Indicator
) -> None:
    example = replace(baseline, example=True)
    said = baselines.say_baseline_working(example, indicator=conceptions)
    assert "example forecast" in said
    assert "no one has agreed it" in said
    assert "Agreed by" not in said
    assert "12 March" not in said
    assert baselines.say_freeze(example) == "example forecast, data to 2017"


def test_the_freeze_line_names_its_day_and_its_data(baseline: Baseline) -> None:
    assert baselines.say_freeze(baseline) == "forecast frozen 12 March 2018 (data to 2017)"


def test_a_baseline_that_holds_the_level_or_was_superseded_says_so(
    baseline: Baseline, conceptions: Indicator
) -> None:
    held = replace(baseline, scenario=Scenario.HOLD, superseded_by=2)
    said = baselines.say_baseline_working(held, indicator=conceptions)
    assert "holds it level" in said
    assert "superseded" in said


def test_no_sentence_claims_a_cause(find: Find, conceptions: Indicator, baseline: Baseline) -> None:
    said = [findings.say_title(find(word), indicator=conceptions) for word in VerdictWord]
    for word in VerdictWord:
        verdict = find(word).verdict
        assert verdict
        said.append(verdicts.say_verdict_working(verdict, indicator=conceptions))
    said.append(baselines.say_baseline_working(baseline, indicator=conceptions))
    assert not re.search(r"caus|because of|thanks to|due to|led to|result of", " ".join(said))


def test_a_straight_line_is_said_with_what_was_measured_of_it(
    baseline: Baseline, conceptions: Indicator
) -> None:
    line = replace(baseline, method=STRAIGHT_LINE.name, scenario=Scenario.STRAIGHT_LINE, weight=1.0)
    said = baselines.say_baseline_working(line, indicator=conceptions)
    assert "straight line through the figures" in said
    assert "1.31 to 1.40 times" in said
    assert "61% to 72%" in said
    assert "average yearly change" not in said


def test_a_margin_that_other_areas_steadied_says_so(baseline: Baseline, conceptions: Indicator) -> None:
    said = baselines.say_baseline_working(replace(baseline, moderated_by=151), indicator=conceptions)
    assert "steadied by how much the figures of 151 other areas scatter" in said
    assert "steadied" not in baselines.say_baseline_working(baseline, indicator=conceptions)


@pytest.mark.parametrize(
    ("se1", "says"),
    [
        (None, "It uses 8 figures. That is too few points to give it an interval."),
        (0.0, "It uses 8 figures. Their changes never varied, so it has no interval."),
    ],
)
def test_a_baseline_without_an_interval_says_why(
    se1: float | None, says: str, baseline: Baseline, conceptions: Indicator
) -> None:
    bare = replace(baseline, se1=se1, points_used=8, points=())
    assert says in baselines.say_baseline_working(bare, indicator=conceptions)
