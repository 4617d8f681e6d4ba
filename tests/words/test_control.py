"""Every sentence about a special cause: variation, rule, assurance and polarity; trial limits; too few figures."""

from dataclasses import replace
from itertools import product

import pytest

from oba.analysis.control import ENOUGH
from oba.analysis.control_rules import LIMIT
from oba.model.control import Assurance, ControlChart, ControlPoint, PointKind, Rule, Variation
from oba.model.period import Period, PeriodKind
from oba.words import control

BETTER, WORSE = PointKind.IMPROVEMENT, PointKind.CONCERN
HIGH, LOW = PointKind.NEUTRAL_HIGH, PointKind.NEUTRAL_LOW
USUAL = PointKind.COMMON_CAUSE


def chart_of(kind=USUAL, rule=None, side=0, *, figures=12, **changes) -> ControlChart:
    """Level figures of which the newest is as given."""
    points = [
        ControlPoint(Period.year(2010 + i, kind=PeriodKind.CALENDAR_YEAR), 30.0, 30.0, 20.0, 40.0)
        for i in range(figures)
    ]
    points[-1] = replace(points[-1], kind=kind, rule=rule, side=side)
    given = {
        "assurance": Assurance.NONE,
        "trial": figures < 12,
        "target": None,
        "dropped": 0,
        "screened": True,
    }
    return ControlChart(
        tuple(points), Variation.COMMON_CAUSE, run_length=7, method="m", version=1, **(given | changes)
    )


NEWEST = [
    (USUAL, None, 0, "within the usual ups and downs",
     "is within the ups and downs that these figures show by themselves."),
    (BETTER, Rule.OUTSIDE, 1, "above the upper limit, for the better",
     "stands out for the better: it is above the upper limit. The chart does not say what made it."),
    (BETTER, Rule.OUTSIDE, -1, "below the lower limit, for the better",
     "stands out for the better: it is below the lower limit. The chart does not say what made it."),
    (WORSE, Rule.OUTSIDE, 1, "above the upper limit, for the worse",
     "stands out for the worse: it is above the upper limit. The chart does not say what made it."),
    (WORSE, Rule.TREND, 1, "the last of 7 or more rising figures in a row, for the worse",
     "stands out for the worse: it is the last of 7 or more rising figures in a row. "
     "The chart does not say what made it."),
    (BETTER, Rule.TREND, -1, "the last of 7 or more falling figures in a row, for the better",
     "stands out for the better: it is the last of 7 or more falling figures in a row. "
     "The chart does not say what made it."),
    (WORSE, Rule.TWO_IN_THREE, -1, "near the lower limit, as is another of the last three, for the worse",
     "stands out for the worse: it is near the lower limit, as is another of the last three. "
     "The chart does not say what made it."),
    (BETTER, Rule.SHIFT, 1, "the last of 7 or more figures in a row above the mean, for the better",
     "stands out for the better: it is the last of 7 or more figures in a row above the mean. "
     "The chart does not say what made it."),
    (HIGH, Rule.OUTSIDE, 1, "above the upper limit",
     "stands out: it is above the upper limit. Whether that is good has not been set. "
     "The chart does not say what made it."),
    (LOW, Rule.SHIFT, -1, "the last of 7 or more figures in a row below the mean",
     "stands out: it is the last of 7 or more figures in a row below the mean. "
     "Whether that is good has not been set. The chart does not say what made it."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "rule", "side", "clause", "sentence"), NEWEST)
def test_the_newest_figure_is_said_by_its_rule_and_its_kind(
    kind, rule, side, clause, sentence, conceptions
) -> None:
    chart = chart_of(kind, rule, side)
    title = control.say_title(chart, indicator=conceptions)
    assert title == f"Under-18 conceptions: 30.0 per 1,000 in 2021, {clause}"
    said = control.say_control(chart, indicator=conceptions)
    assert said[0] == f"The newest figure, 30.0 per 1,000 in 2021, {sentence}"
    assert (control.YEARLY in said) == (rule is not None)


TARGETS = [
    (Assurance.PASS, "While nothing changes, the target of 10.0 per 1,000 is met time after time: it lies beyond the limits."),
    (Assurance.FAIL, "While nothing changes, the target of 10.0 per 1,000 is missed time after time: it lies beyond the limits."),
    (Assurance.INCONSISTENT, "The target of 10.0 per 1,000 lies within the limits: while nothing changes, chance decides from figure to figure whether it is met."),
    (Assurance.NONE, ""),
]  # fmt: skip


@pytest.mark.parametrize(("assurance", "sentence"), TARGETS)
def test_the_assurance_is_said_for_the_process_as_it_is(assurance, sentence, conceptions) -> None:
    chart = chart_of(target=10.0, assurance=assurance)
    assert control.say_assurance(chart, indicator=conceptions) == sentence
    assert (sentence in control.say_control(chart, indicator=conceptions)) == bool(sentence)
    assert control.say_assurance(replace(chart, trial=True), indicator=conceptions) == ""
    assert control.say_assurance(replace(chart, target=None), indicator=conceptions) == ""


@pytest.mark.parametrize(("rule", "side", "kind"), product(Rule, (1, -1), (BETTER, WORSE, HIGH, LOW)))
def test_from_trial_limits_nothing_is_concluded(rule, side, kind, conceptions) -> None:
    chart = chart_of(kind, rule, side, figures=9, target=10.0, assurance=Assurance.FAIL)
    assert control.say_title(chart, indicator=conceptions) == (
        "Under-18 conceptions: 30.0 per 1,000 in 2018; too few figures to say what stands out"
    )
    assert control.say_control(chart, indicator=conceptions) == (
        "There are only 9 figures and it takes 12: the limits are trial limits, "
        "and nothing can be concluded from them.",
    )
    mark = control.say_mark(chart.points[-1], run_length=7, trial=True)
    assert mark.endswith("(trial limits)")
    assert "stands out" not in mark


def test_a_phase_too_short_is_said_to_be_one(conceptions) -> None:
    chart = chart_of(figures=15)
    newer = tuple(replace(one, mean=25.0, lower=24.0, upper=26.0) for one in chart.points[-4:])
    chart = replace(chart, points=(*chart.points[:-4], *newer), trial=True)
    said = control.say_control(chart, indicator=conceptions)
    assert said[0].startswith("There are only 4 figures since the limits were set anew and it takes 12:")
    subtitle = control.say_subtitle(chart, indicator=conceptions, area_name="Middlesbrough")
    assert subtitle.endswith("Middlesbrough. Trial limits from 4 figures.")
    one = replace(chart, points=(*chart.points[:-1], replace(chart.points[-1], mean=1.0)))
    assert control.say_control(one, indicator=conceptions)[0].startswith("There is only 1 figure since")


def test_without_a_chart_the_reason_is_said(conceptions) -> None:
    assert control.say_control(None, indicator=conceptions) == (control.NO_CHART,)
    title = "Under-18 conceptions: too few figures for a control chart"
    assert control.say_title(None, indicator=conceptions) == title
    alt = control.say_alt(None, indicator=conceptions, area_name="Middlesbrough")
    assert alt == f"Control chart. {title}."


@pytest.mark.parametrize("kind", [PeriodKind.QUARTER, PeriodKind.MONTH])
def test_of_quarters_and_months_the_season_is_named(kind, conceptions) -> None:
    said = control.say_control(
        chart_of(WORSE, Rule.OUTSIDE, 1), indicator=replace(conceptions, period_kind=kind)
    )
    assert said[-1] == control.SEASONAL


MARKS = [
    (WORSE, Rule.OUTSIDE, 1, "stands out for the worse: above the upper limit"),
    (BETTER, Rule.TREND, -1, "stands out for the better: one of 7 or more falling figures in a row"),
    (HIGH, Rule.TWO_IN_THREE, 1, "stands out: near the upper limit, as is another of three"),
    (LOW, Rule.SHIFT, -1, "stands out: one of 7 or more figures in a row below the mean"),
    (USUAL, None, 0, ""),
]


@pytest.mark.parametrize(("kind", "rule", "side", "words"), MARKS)
def test_a_figure_in_the_table_is_said_by_its_rule(kind, rule, side, words) -> None:
    assert control.say_mark(chart_of(kind, rule, side).points[-1], run_length=7) == words


def test_the_run_length_is_the_one_that_was_set(conceptions) -> None:
    chart = replace(chart_of(WORSE, Rule.SHIFT, 1), run_length=6)
    assert "6 or more figures in a row" in control.say_title(chart, indicator=conceptions)


def test_the_alternative_text_holds_the_limits_and_what_is_marked(conceptions) -> None:
    chart = chart_of(WORSE, Rule.OUTSIDE, 1)
    alt = control.say_alt(chart, indicator=conceptions, area_name="Middlesbrough")
    assert alt.endswith(
        "Middlesbrough: 12 figures from 2010 to 2021; mean 30.0, limits 20.0 to 40.0; "
        "marked as standing out: 1 for the worse."
    )
    calm = control.say_alt(chart_of(figures=5), indicator=conceptions, area_name="Middlesbrough")
    assert calm.endswith("trial limits 20.0 to 40.0; none is marked.")
    alone = chart_of(figures=3)
    nan = float("nan")
    alone = replace(
        alone, points=(*alone.points[:-1], replace(alone.points[-1], lower=nan, upper=nan, mean=9.0))
    )
    assert "mean 9.0, no limits yet" in control.say_alt(alone, indicator=conceptions, area_name="M")


def test_the_notes_say_the_shapes_the_making_and_what_is_left_out(conceptions) -> None:
    chart = replace(chart_of(WORSE, Rule.OUTSIDE, 1), dropped=2)
    notes = control.say_notes(
        chart,
        indicator=replace(conceptions, years_pooled=3),
        axis_from="20",
        left_out_before="2010",
        limit_left_out=True,
    )
    assert notes == (
        "Diamonds stand out for the worse.",
        "Limits: 2.66 average changes above and below the mean, 2 large changes left out.",
        "A limit beyond what is possible is not drawn.",
        "Only figures that share no year are used.",
        "Figures before 2010 are not comparable and are left out.",
        "The value axis starts at 20, not at zero.",
    )
    spreadsheet = replace(chart_of(BETTER, Rule.SHIFT, 1, figures=8), screened=False)
    assert control.say_notes(spreadsheet, indicator=conceptions) == (
        "Ringed dots would stand out for the better.",
        "From so few figures nothing can be concluded.",
        "Limits: 2.66 average changes above and below the mean, no change left out.",
    )


def test_what_is_said_of_the_method_is_what_is_done() -> None:
    assert control.FEWEST == ENOUGH
    assert f"{LIMIT}" == "2.66"


def test_no_sentence_names_a_cause(conceptions) -> None:
    for kind, rule, side in product((BETTER, WORSE, HIGH, LOW), Rule, (1, -1)):
        said = " ".join(control.say_control(chart_of(kind, rule, side), indicator=conceptions))
        assert "because" not in said
        assert control.CAUSE in said


@pytest.mark.parametrize("marked", [0, 1, 7, 8, 13])
def test_where_most_figures_stand_out_the_level_has_moved_though_the_newest_does_not(
    marked, conceptions
) -> None:
    chart = chart_of(figures=14)
    points = [
        replace(point, kind=WORSE, rule=Rule.SHIFT, side=1) if place < marked else point
        for place, point in enumerate(chart.points)
    ]
    chart = replace(chart, points=tuple(points))
    title, said = (
        control.say_title(chart, indicator=conceptions),
        control.say_control(chart, indicator=conceptions),
    )
    moved = f"within the limits, but {marked} of 14 figures stand out: the level has moved"
    assert title.endswith(moved) == (marked > 7) == (moved in said[0])
    assert ("within the usual ups and downs" in title) == (marked <= 7)
    assert (control.YEARLY in said) == (marked > 0)
