"""A comparator in doubt is drawn apart, named under the chart and in its table, and never left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from oba.charts import plotly_figure, svg, turn_the_curve
from oba.charts.curve import Curve, Options
from oba.charts.description import Line, Marks, Role
from oba.charts.table import make_table
from oba.model.finding import Doubt, DoubtKind
from oba.model.period import Period, PeriodKind
from tests.charts.conftest import ENGLAND, injuries

TIMES = 4.0
WRONG = (11, 12)
"""The positions, from 2010/11, at which England is printed four times too high."""


def year(place: int) -> Period:
    return Period.year(2010 + place, kind=PeriodKind.FINANCIAL_YEAR)


@pytest.fixture
def doubted() -> Curve:
    curve = injuries()
    england = curve.compared[0]
    observations = tuple(
        replace(one, value=(one.value or 0.0) * TIMES) if place in WRONG else one
        for place, one in enumerate(england.series.observations)
    )
    series = replace(england.series, area="E92000001", observations=observations)
    doubt = Doubt(
        DoubtKind.COMPARATOR,
        "E92000001",
        tuple(year(place) for place in WRONG),
        value=ENGLAND[12] * TIMES,
        usual=100.0,
    )
    return replace(
        curve,
        compared=(replace(england, series=series), *curve.compared[1:]),
        finding=replace(curve.finding, doubts=(doubt,)),
    )


def marks_of(curve: Curve) -> Marks:
    (found,) = [
        one
        for one in turn_the_curve.describe(curve).layers
        if isinstance(one, Marks) and one.role is Role.DOUBTFUL
    ]
    return found


def test_figures_in_doubt_are_parted_from_the_line_and_drawn_hollow(doubted: Curve) -> None:
    description = turn_the_curve.describe(doubted)
    (line,) = description.lines(Role.COUNTRY)
    assert [len(segment) for segment in line.segments] == [11, 1]
    points = marks_of(doubted).points
    assert [(point.period, point.hollow) for point in points] == [(year(place).key, True) for place in WRONG]


def test_nothing_in_doubt_is_left_out_of_the_table_and_each_is_named_there(doubted: Curve) -> None:
    table = make_table(turn_the_curve.describe(doubted))
    column, note = table.heads.index("England"), table.heads.index("Note")
    by_label = {row[0]: row for row in table.numbers}
    for place, value in enumerate(ENGLAND):
        row = by_label[year(place).label]
        assert row[column] == pytest.approx(value * (TIMES if place in WRONG else 1))
        assert ("the figure for England is in doubt" in str(row[note])) == (place in WRONG)


def test_the_value_axis_is_not_stretched_to_a_figure_that_cannot_be_right(doubted: Curve) -> None:
    sound = turn_the_curve.describe(injuries())
    description = turn_the_curve.describe(doubted)
    assert description.y.high == sound.y.high
    assert {point.drawn_at is not None for point in marks_of(doubted).points} == {True}
    assert all(
        description.y.low < point.drawn_at < description.y.high  # type: ignore[operator]
        for point in marks_of(doubted).points
    )


def test_a_figure_in_doubt_that_lies_on_the_chart_is_drawn_where_it_is(doubted: Curve) -> None:
    (doubt,) = doubted.finding.doubts
    one = replace(doubt, periods=(year(3),))
    found = marks_of(replace(doubted, finding=replace(doubted.finding, doubts=(one,))))
    assert [(point.y, point.drawn_at) for point in found.points] == [(ENGLAND[3], None)]


def test_both_drawings_show_it_at_the_edge_with_its_exact_value_on_resting(doubted: Curve) -> None:
    description = turn_the_curve.describe(doubted)
    (trace,) = [
        one for one in plotly_figure.draw(description)["data"] if one.get("meta") == Role.DOUBTFUL.value
    ]
    assert trace["mode"] == "markers"
    assert trace["marker"]["symbol"] == ["triangle-up", "triangle-up"]
    assert all(description.y.low < y < description.y.high for y in trace["y"])
    assert all(
        f"{ENGLAND[place] * TIMES:.1f}" in text for place, text in zip(WRONG, trace["hovertext"], strict=True)
    )
    drawn = svg.draw(description, width=920, height=470)
    assert drawn.count(f'data-value="{ENGLAND[12] * TIMES!r}"') == 1
    assert 'data-role="comparator in doubt"' in drawn


@pytest.mark.parametrize("shown", [True, False])
def test_the_chart_says_which_figures_are_in_doubt_whether_they_are_shown_or_not(
    shown: bool, doubted: Curve
) -> None:
    curve = replace(doubted, options=Options(show_comparators=shown))
    notes = " ".join(turn_the_curve.describe(curve).notes)
    assert "The published figures for England for 2021/22 and 2022/23 look wrong" in notes
    assert "about three times the median of the areas, 100.0" in notes
    assert ("Hollow triangles stand for the figures of England in doubt" in notes) == shown


def test_the_alternative_text_does_not_read_out_a_figure_in_doubt(doubted: Curve) -> None:
    (doubt,) = doubted.finding.doubts
    newest = replace(doubt, periods=(year(13),))
    curve = replace(doubted, finding=replace(doubted.finding, doubts=(newest,)))
    assert "72.7" in turn_the_curve.describe(injuries()).alt
    assert "72.7" not in turn_the_curve.describe(curve).alt


def test_a_comparator_of_which_every_figure_is_in_doubt_has_no_line(doubted: Curve) -> None:
    (doubt,) = doubted.finding.doubts
    every = replace(doubt, periods=tuple(year(place) for place in range(14)))
    description = turn_the_curve.describe(replace(doubted, finding=replace(doubted.finding, doubts=(every,))))
    assert not [one for one in description.layers if isinstance(one, Line) and one.role is Role.COUNTRY]
    assert "England" in make_table(description).heads


def test_a_line_whose_later_figures_are_in_doubt_dates_its_newest_one(doubted: Curve) -> None:
    (doubt,) = doubted.finding.doubts
    newest = replace(doubt, periods=(year(12), year(13)))
    (line,) = turn_the_curve.describe(
        replace(doubted, finding=replace(doubted.finding, doubts=(newest,)))
    ).lines(Role.COUNTRY)
    assert line.end_label.endswith("in 2021/22, later in doubt")
    (region,) = turn_the_curve.describe(doubted).lines(Role.REGION)
    assert region.end_label == "North East 109.8"


def test_a_country_in_doubt_has_hollow_points_on_its_own_chart_too(doubted: Curve) -> None:
    (doubt,) = doubted.finding.doubts
    own = replace(doubt, area=doubted.series.area)
    description = turn_the_curve.describe(replace(doubted, finding=replace(doubted.finding, doubts=(own,))))
    points = {point.period: point for line in description.lines(Role.SINCE) for point in line.points}
    hollow = {key for key, point in points.items() if point.hollow}
    assert hollow == {year(place).key for place in WRONG}
    assert all("Middlesbrough is in doubt" in points[key].note for key in hollow)


def test_the_source_line_carries_the_quality_mark(doubted: Curve) -> None:
    described = turn_the_curve.describe(replace(doubted, quality="Quality: use with care."))
    assert described.source.endswith("published 4 March 2025. Quality: use with care.")
