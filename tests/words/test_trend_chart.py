"""The words on a chart of the recent trend."""

import pytest

from oba.model.finding import Judgement, Trend, TrendWord
from oba.model.period import Period, PeriodKind
from oba.words import trend_chart
from oba.words.methods import TREND_FROM_CHANGES, TREND_FROM_INTERVALS

FIVE = tuple(Period.year(2018 + i, kind=PeriodKind.CALENDAR_YEAR) for i in range(5))


def trend_of(word, judgement=Judgement.NONE, method=TREND_FROM_INTERVALS, **changes):
    given = {"statistic": 12.0, "slope": -2.0, "periods": FIVE, "first_value": 40.0, "last_value": 30.0}
    return Trend(word, judgement, method.name, method.version, **(given | changes))


FALLS, RISES = TrendWord.DECREASING, TrendWord.INCREASING
FLAT, NONE = TrendWord.NO_SIGNIFICANT_CHANGE, TrendWord.CANNOT_BE_CALCULATED
TITLES = [
    (trend_of(FALLS, Judgement.BETTER), "getting better, from 40.0 to 30.0 between 2018 and 2022"),
    (
        trend_of(RISES, Judgement.WORSE, first_value=3.0),
        "getting worse, from 3.0 to 30.0 between 2018 and 2022",
    ),
    (trend_of(FALLS), "falling, from 40.0 to 30.0 between 2018 and 2022"),
    (trend_of(FLAT), "no clear change between 2018 and 2022"),
    (trend_of(NONE, periods=(), slope=None, reason="too few"), "the trend cannot be calculated"),
]


@pytest.mark.parametrize(("trend", "finding"), TITLES)
def test_the_title_is_the_finding(trend, finding, conceptions) -> None:
    assert trend_chart.say_title(trend, indicator=conceptions) == f"Under-18 conceptions: {finding}"


@pytest.mark.parametrize(
    ("a_year", "word", "label"),
    [
        (-2.04, FALLS, "On average: 2.0 per 1,000 lower a year"),
        (2.04, RISES, "On average: 2.0 per 1,000 higher a year"),
        (2.04, FLAT, "On average: 2.0 per 1,000 higher a year, not clear"),
        (0.01, FLAT, "On average: level"),
        (-0.01, FLAT, "On average: level"),
    ],
)
def test_the_end_of_the_line_says_the_average_change_and_whether_it_is_clear(
    a_year, word, label, conceptions
) -> None:
    assert trend_chart.say_slope(a_year, trend=trend_of(word), indicator=conceptions) == label


def test_the_notes_say_what_is_ringed_and_what_the_line_is(conceptions) -> None:
    assert trend_chart.say_notes(trend_of(FALLS), indicator=conceptions) == (
        "Ringed: the 5 figures the test used.",
        "The dashed line is the straight line through them, each weighted by how sure it is.",
    )
    changes = trend_chart.say_notes(
        trend_of(FALLS, method=TREND_FROM_CHANGES), indicator=conceptions, axis_from="20"
    )
    assert changes[1:] == (
        "The dashed line is the average change from the first of them to the last.",
        "The value axis starts at 20, not at zero.",
    )


def test_where_there_is_no_trend_the_note_says_why(conceptions) -> None:
    trend = trend_of(NONE, periods=(), slope=None, reason="only 3 figures, and five are needed")
    (note,) = trend_chart.say_notes(trend, indicator=conceptions)
    assert note == "The trend cannot be calculated: only 3 figures, and five are needed."
    alt = trend_chart.say_alt(trend, indicator=conceptions, area_name="Middlesbrough", count=3)
    assert alt == (
        "Line chart. Under-18 conceptions: the trend cannot be calculated. Middlesbrough: 3 figures. " + note
    )


def test_without_figures_the_alternative_text_says_so(conceptions) -> None:
    alt = trend_chart.say_alt(trend_of(NONE), indicator=conceptions, area_name="Middlesbrough", count=0)
    assert alt == "Line chart. Under-18 conceptions, Middlesbrough: no figures yet."


def test_the_subtitle_names_unit_area_release_and_bars(conceptions) -> None:
    said = trend_chart.say_subtitle(
        indicator=conceptions, area_name="Middlesbrough", released="Released 4 March 2025", has_whiskers=True
    )
    assert said == (
        "Under-18 conceptions, per 1,000 girls aged 15 to 17. Middlesbrough. Released 4 March 2025. "
        "Bars show 95% intervals."
    )
