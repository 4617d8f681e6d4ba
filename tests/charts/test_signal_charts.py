"""The control chart and the trend chart: whole, safe, and carrying exactly the numbers of the analysis."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oba.analysis.control import find_control
from oba.analysis.fitted import fit_trend
from oba.analysis.trend import find_trends
from oba.charts import control_chart, svg, trend_chart
from oba.charts.curve import Curve
from oba.charts.description import Accents, AccentShape, BreakLine, ChartDescription, Role
from oba.charts.palette import Theme
from oba.charts.table import make_table
from oba.model.control import ControlChart, PointKind
from oba.model.finding import Trend
from oba.model.period import Period

SVG = "{http://www.w3.org/2000/svg}"
SIZES = [(920, 470), (480, 400), (360, 460), (320, 420)]


def control_of(curve: Curve, **settings_: object) -> ControlChart | None:
    return find_control(curve.series, curve.indicator, **settings_)  # type: ignore[arg-type]


def describe_control(curve: Curve, chart: ControlChart | None, **more: object) -> ChartDescription:
    return control_chart.describe(
        chart,
        indicator=curve.indicator,
        area_name=curve.area_name,
        series=curve.series,
        sources=curve.sources,
        **more,  # type: ignore[arg-type]
    )


def trend_of(curve: Curve) -> tuple[Trend, tuple[float, ...]]:
    indicator = curve.indicator
    series = type(curve.series)(indicator.key, curve.series.area, "", curve.series.observations)
    trend = find_trends([series], {indicator.key: indicator})[0]
    return trend, fit_trend(trend, series, indicator)


def describe_trend(curve: Curve, **more: object) -> ChartDescription:
    trend, fitted = trend_of(curve)
    return trend_chart.describe(
        trend,
        indicator=curve.indicator,
        area_name=curve.area_name,
        series=curve.series,
        fitted=fitted,
        sources=curve.sources,
        **more,  # type: ignore[arg-type]
    )


def words_inside(picture: str) -> bool:
    """No number is lost, and no coordinate of a text lies outside the picture."""
    root = ElementTree.fromstring(picture)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    places = [(float(t.attrib["x"]), float(t.attrib["y"])) for t in root.iter(f"{SVG}text")]
    drawn = " ".join(str(e.get(name, "")) for e in root.iter() for name in ("d", "cx", "cy", "x", "y", "r"))
    return not re.search("nan|inf", drawn) and all(0 <= x <= width and 0 <= y <= height for x, y in places)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", list(Theme))
def test_every_picture_is_whole_and_the_same_every_time(
    curve: Curve, size: tuple[int, int], theme: Theme
) -> None:
    for description in (describe_control(curve, control_of(curve)), describe_trend(curve)):
        one, other = (svg.draw(description, width=size[0], height=size[1], theme=theme) for _ in range(2))
        assert one == other
        assert words_inside(one)
        assert ElementTree.fromstring(one).find(f"{SVG}desc").text  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["injuries", "everything", "plans", "year 6", "pooled"])
def test_the_table_holds_the_value_mean_limits_and_rule_of_each_figure(
    name: str, curves: dict[str, Curve]
) -> None:
    curve = curves[name]
    chart = control_of(curve)
    assert chart is not None
    table = make_table(describe_control(curve, chart))
    assert (
        table.heads[:5] == ("Period", "Value", "Mean", "Upper limit", "Lower limit")[: len(table.heads) - 1]
    )
    rows = {row[0]: dict(zip(table.heads, row, strict=True)) for row in table.numbers}
    for point in chart.points:
        row = rows[point.period.label]
        assert (row["Value"], row["Mean"]) == (point.value, point.mean)
        for head, level in (("Upper limit", point.upper), ("Lower limit", point.lower)):
            assert row.get(head) == (level if level >= 0 else None)
        assert (point.rule is not None) == any(word in str(row["Note"]) for word in ("limit", "in a row"))


def test_the_marks_are_told_apart_by_shape(curves: dict[str, Curve]) -> None:
    curve = curves["injuries"]
    chart = control_of(curve)
    assert chart is not None
    root = ElementTree.fromstring(svg.draw(describe_control(curve, chart)))
    drawn = {
        g.attrib["data-period"]: (g.attrib["data-shape"], float(g.attrib["data-value"]))
        for g in root.iter(f"{SVG}g")
        if "data-shape" in g.attrib and "data-period" in g.attrib
    }
    shapes = {PointKind.IMPROVEMENT: AccentShape.RINGED_DOT, PointKind.CONCERN: AccentShape.DIAMOND}
    expected = {p.period.label: (shapes[p.kind].value, p.value) for p in chart.points if p.rule}
    assert drawn == expected
    assert len({shape for shape, _ in drawn.values()}) == 2


def test_without_polarity_the_marks_are_triangles_that_point_the_way(curves: dict[str, Curve]) -> None:
    curve = curves["plans"]
    chart = control_of(curve)
    assert chart is not None
    (accents,) = [one for one in describe_control(curve, chart).layers if isinstance(one, Accents)]
    ways = {p.period.label: p.side for p in chart.points if p.rule}
    assert {a.label: 1 if a.shape is AccentShape.TRIANGLE_UP else -1 for a in accents.accents} == ways
    assert {a.shape for a in accents.accents} <= {AccentShape.TRIANGLE_UP, AccentShape.TRIANGLE_DOWN}


def test_each_phase_has_a_mean_and_limits_of_its_own_and_a_target_is_a_level(
    curves: dict[str, Curve],
) -> None:
    curve = curves["injuries"]
    at = curve.series.observations[7].period
    chart = control_of(curve, rebase_at=[at], target=80.0)
    description = describe_control(curve, chart)
    (mean,) = description.lines(Role.CONTROL_MEAN)
    assert [len(part) for part in mean.segments] == [7, 7]
    assert [len({point.y for point in part}) for part in mean.segments] == [1, 1]
    (target,) = description.lines(Role.TARGET_LEVEL)
    assert {point.y for point in target.points} == {80.0}
    (new,) = [layer for layer in description.layers if isinstance(layer, BreakLine)]
    assert new.label == "limits set anew from 2017/18"
    assert description.subtitle.endswith("Trial limits from 7 figures.")


def test_a_limit_that_is_not_possible_is_not_drawn_and_that_is_said(make_plain) -> None:
    curve = make_plain(1.0, 9.0, 0.0, 8.0, 2.0, 10.0)
    description = describe_control(curve, control_of(curve))
    assert [line.name for line in description.lines(Role.CONTROL_LIMIT)] == ["Upper limit"]
    assert "A limit beyond what is possible is not drawn." in description.notes
    assert "Lower limit" not in make_table(description).heads


def test_figures_before_a_break_are_left_out_and_that_is_said(curves: dict[str, Curve]) -> None:
    curve = curves["everything"]
    description = describe_control(curve, control_of(curve))
    (ours,) = description.lines(Role.OURS)
    assert min(point.label for point in ours.points) == "2014/15"
    assert "Figures before 2014/15 are not comparable and are left out." in description.notes


def test_too_few_figures_leave_an_empty_chart_that_says_why(make_plain) -> None:
    curve = make_plain(1.0, 2.0)
    description = describe_control(curve, control_of(curve))
    assert description.empty.startswith("Special causes cannot be looked for")
    assert description.empty.split(":")[0] in svg.draw(description)


def test_an_axis_that_does_not_start_at_zero_says_so(curves: dict[str, Curve]) -> None:
    curve = curves["year 6"]
    for description in (
        describe_control(curve, control_of(curve), zero_based=False),
        describe_trend(curve, zero_based=False),
    ):
        assert not description.starts_at_zero
        assert any("not at zero" in note for note in description.notes)


def test_the_trend_chart_rings_what_the_test_used_and_draws_its_line(curves: dict[str, Curve]) -> None:
    curve = curves["injuries"]
    trend, fitted = trend_of(curve)
    description = describe_trend(curve)
    (rings,) = [layer for layer in description.layers if isinstance(layer, Accents)]
    assert [one.label for one in rings.accents] == [period.label for period in trend.periods]
    assert {one.shape for one in rings.accents} == {AccentShape.RING}
    (line,) = description.lines(Role.FITTED)
    assert tuple(point.y for point in line.points) == fitted
    table = make_table(description)
    assert {"Value", "Lower", "Upper", "Line through them"} <= set(table.heads)
    values = {row[0]: row[1] for row in table.numbers}
    assert values == {o.period.label: o.value for o in curve.series.observations}


def test_without_a_trend_there_is_no_ring_and_no_line(make_plain) -> None:
    description = describe_trend(make_plain(1.0, 2.0, 3.0))
    assert not [layer for layer in description.layers if isinstance(layer, Accents)]
    assert not description.lines(Role.FITTED)
    assert description.status is None
    assert description.notes[0].startswith("The trend cannot be calculated")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.lists(st.none() | st.floats(0, 1e6, allow_nan=False), max_size=20),
    phase=st.integers(0, 20),
    target=st.none() | st.floats(0, 1e6),
)
def test_any_series_can_be_drawn(make_plain, values, phase, target) -> None:
    curve = make_plain(*values)
    at = Period.from_key(curve.series.observations[phase].period.key) if phase < len(values) else None
    chart = control_of(curve, rebase_at=[at] if at else [], target=target)
    assert words_inside(svg.draw(describe_control(curve, chart)))
    assert words_inside(svg.draw(describe_trend(curve), width=320, height=420))


def test_a_hostile_name_adds_no_element(curves: dict[str, Curve], hostile_text: str) -> None:
    tame, hostile = curves["injuries"], curves["hostile"]
    for make in (lambda c: describe_control(c, control_of(c)), describe_trend):
        pictures = [svg.draw(make(one)) for one in (tame, hostile)]
        tags = [{e.tag for e in ElementTree.fromstring(one).iter()} for one in pictures]
        assert tags[0] == tags[1]
        assert "<script" not in pictures[1]
