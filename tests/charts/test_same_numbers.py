"""Both drawings and the twin table carry exactly the numbers of the series and of the frozen forecast."""

from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from oba.charts import export, plotly_figure, small_multiple, sparkline, svg, turn_the_curve
from oba.charts.curve import Curve
from oba.charts.description import Line, Role
from oba.charts.table import make_table
from oba.words.numbers import MINUS

SVG = "{http://www.w3.org/2000/svg}"
OURS = ("ours", "ours since the freeze")


def expected(curve: Curve) -> dict[str, float]:
    """Our values straight from the model, by the label of their period."""
    return {o.period.label: o.value for o in curve.series.observations if o.value is not None}


def invert(root: ElementTree.Element) -> tuple[float, float, float]:
    """From pixels back to values: slope and offset, from the level lines and their labels, and the slack.

    The slack is the rounding of the coordinates to a tenth of a pixel, at both ends.
    """
    labels = next(g for g in root.iter(f"{SVG}g") if g.get("data-kind") == "y")
    values = [float((t.text or "").rstrip("%").replace(",", "").replace(MINUS, "-")) for t in labels]
    rules = next(p for p in root.iter(f"{SVG}path") if p.get("d", "").count("M") == len(values) > 1)
    levels = [float(y) for y in re.findall(r"M[\d.]+,([\d.]+)L", rules.get("d", ""))]
    slope = (values[-1] - values[0]) / (levels[-1] - levels[0])
    offset = values[0] - slope * levels[0]
    return slope, offset, abs(slope) * 0.25


@pytest.mark.parametrize("name", ["injuries", "everything", "conceptions", "plans", "pooled"])
def test_the_marks_of_the_svg_name_and_stand_at_the_values_of_the_series(
    name: str, curves: dict[str, Curve]
) -> None:
    curve = curves[name]
    description = turn_the_curve.describe(curve)
    root = ElementTree.fromstring(svg.draw(description, width=920, height=470))
    slope, offset, slack = invert(root)
    seen = {}
    for circle in root.iter(f"{SVG}circle"):
        if "data-period" in circle.attrib:
            value = float(circle.attrib["data-value"])
            seen[circle.attrib["data-period"]] = value
            assert float(circle.attrib["cy"]) * slope + offset == pytest.approx(value, abs=slack)
    assert seen == expected(curve)


def test_the_whiskers_of_the_svg_stand_at_the_interval(curves: dict[str, Curve]) -> None:
    curve = curves["injuries"]
    description = turn_the_curve.describe(curve)
    root = ElementTree.fromstring(svg.draw(description))
    slope, offset, slack = invert(root)
    bars = [path for path in root.iter(f"{SVG}path") if "data-lower" in path.attrib]
    for bar, observation in zip(bars, curve.series.observations, strict=True):
        assert (float(bar.attrib["data-lower"]), float(bar.attrib["data-upper"])) == (
            observation.lower,
            observation.upper,
        )
        drawn = [float(y) * slope + offset for y in re.findall(r",([\d.]+)", bar.attrib["d"])]
        assert drawn == pytest.approx([observation.lower, observation.upper], abs=slack)


def test_the_lines_and_the_fan_of_the_svg_carry_their_values(curves: dict[str, Curve]) -> None:
    curve = curves["injuries"]
    root = ElementTree.fromstring(svg.draw(turn_the_curve.describe(curve)))
    lines = {g.get("data-name"): g.get("data-values") for g in root.iter(f"{SVG}g") if g.get("data-values")}
    assert curve.baseline is not None
    assert [float(v) for v in lines["England"].split()] == [
        o.value for o in curve.compared[0].series.observations
    ]
    assert [float(v) for v in lines["If nothing changes"].split()] == [p.value for p in curve.baseline.points]
    bands = {g.get("data-role"): g.get("data-bands") for g in root.iter(f"{SVG}g") if g.get("data-bands")}
    pairs = [tuple(map(float, pair.split(":"))) for pair in bands[Role.FAN95.value].split()]
    assert pairs == [(p.lower95, p.upper95) for p in curve.baseline.points]


def test_plotly_draws_the_same_values_and_nothing_over_a_gap(curve: Curve) -> None:
    figure = plotly_figure.draw(turn_the_curve.describe(curve))
    drawn = {}
    for trace in figure["data"]:
        if trace.get("meta") in OURS:
            assert trace["connectgaps"] is False
            drawn.update({x: y for x, y in zip(trace["x"], trace["y"], strict=True) if x is not None})
    assert drawn == {o.period.decimal_year: o.value for o in curve.series.observations if o.value is not None}


def test_plotly_draws_the_same_lines_bands_and_whiskers_as_the_description(curves: dict[str, Curve]) -> None:
    description = turn_the_curve.describe(curves["everything"])
    traces = plotly_figure.draw(description)["data"]
    for line in description.lines():
        start = [line.start[1]] if line.start else []
        drawn = next(t for t in traces if t.get("meta") == line.role.value)
        assert [y for y in drawn["y"] if y is not None] == [*start, *(p.y for p in line.points)]
    for band in description.bands():
        start = [band.start[1]] if band.start else []
        low, high = (t for t in traces if t.get("meta") == band.role.value)
        assert low["y"] == [*start, *(s.lower for s in band.spans)]
        assert high["y"] == [*start, *(s.upper for s in band.spans)]


def test_the_twin_table_holds_every_value_once_and_no_other(curve: Curve) -> None:
    table = make_table(turn_the_curve.describe(curve))
    values = {row[0]: row[1] for row in table.numbers if "Value" in table.heads and row[1] is not None}
    assert values == expected(curve)


def test_every_plotted_number_stands_in_the_twin_table(curves: dict[str, Curve]) -> None:
    description = turn_the_curve.describe(curves["everything"])
    table = make_table(description)
    cells = {
        (row[0], head): cell
        for row in table.numbers
        for head, cell in zip(table.heads, row, strict=True)
        if isinstance(cell, float)
    }
    plotted: dict[tuple[str, str], float] = {}
    heads = {Role.OURS: "Value", Role.SINCE: "Value", Role.FORECAST: "Forecast"}
    for layer in description.layers:
        if isinstance(layer, Line) or layer.__class__.__name__ == "Marks":
            head = heads.get(layer.role, layer.name)
            plotted.update({(p.label, head): p.y for p in layer.points})
    for band in description.bands():
        ends = (f"{band.name} low", f"{band.name} high")
        if band.role is Role.NEIGHBOURS:
            ends = (f"{band.name}, lowest", f"{band.name}, highest")
        plotted.update({(s.label, ends[0]): s.lower for s in band.spans})
        plotted.update({(s.label, ends[1]): s.upper for s in band.spans})
    lower_upper = {k: v for k, v in cells.items() if k[1] in ("Lower", "Upper")}
    assert {k: v for k, v in cells.items() if k not in lower_upper} == plotted
    spans = {o.period.label: (o.lower, o.upper) for o in curves["everything"].series.observations if o.lower}
    assert lower_upper == {
        (label, head): end
        for label, ends in spans.items()
        for head, end in zip(("Lower", "Upper"), ends, strict=True)
    }


def test_the_text_of_a_cell_is_its_number_rounded(curves: dict[str, Curve]) -> None:
    table = make_table(turn_the_curve.describe(curves["year 6"]))
    for row, raw in zip(table.rows, table.numbers, strict=True):
        for text, number in zip(row[1:-1], raw[1:-1], strict=True):
            if number is not None:
                assert float(text.rstrip("%")) == pytest.approx(number, abs=0.0501)


def test_a_period_without_a_number_has_its_reason_in_the_table_and_no_number(
    curves: dict[str, Curve],
) -> None:
    table = make_table(turn_the_curve.describe(curves["everything"]))
    row = next(i for i, cells in enumerate(table.rows) if cells[0] == "2020/21")
    assert table.rows[row][1] == "suppressed"
    assert table.numbers[row][1] is None
    assert "suppressed" in str(table.numbers[row][-1])


def test_csv_and_xlsx_hold_the_same_raw_numbers_and_the_source(curves: dict[str, Curve]) -> None:
    table = make_table(turn_the_curve.describe(curves["injuries"]))
    rows = list(csv.reader(io.StringIO(export.to_csv(table).decode("utf-8-sig"))))
    book = load_workbook(io.BytesIO(export.to_xlsx(table, title="Injuries: a/b")))
    sheet = [list(row) for row in book.active.iter_rows(values_only=True)]
    assert rows[0] == sheet[0] == [*table.heads, "Source"]
    for raw, line, cells in zip(table.numbers, rows[1:], sheet[1:], strict=True):
        for number, text, cell in zip(raw, line, cells, strict=False):
            if isinstance(number, float):
                assert float(text) == cell == float(f"{number:.10g}")
        assert line[-1] == cells[-1] == table.source


def test_a_figure_is_plain_json_that_plotly_accepts(curve: Curve) -> None:
    import plotly.graph_objects as go

    figure = plotly_figure.draw(turn_the_curve.describe(curve))
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure
    made = go.Figure(figure)
    assert made.layout.showlegend is False
    assert plotly_figure.configure()["displayModeBar"] is False


def test_a_sparkline_and_a_small_multiple_carry_the_same_values_as_the_chart(
    curves: dict[str, Curve],
) -> None:
    curve = curves["injuries"]
    spark = sparkline.draw(
        sparkline.describe(curve.series, indicator=curve.indicator, area_name="Middlesbrough")
    )
    found = re.search(r'data-values="([^"]+)"', spark)
    assert found
    assert [float(v) for v in found.group(1).split()] == list(expected(curve).values())
    small = small_multiple.describe(curve)
    assert {p.label: p.y for line in small.lines(Role.OURS, Role.SINCE) for p in line.points} == expected(
        curve
    )


def test_a_revised_history_is_in_the_table_as_it_stood_at_the_freeze_and_as_it_stands_now(
    curves: dict[str, Curve],
) -> None:
    curve = curves["revised"]
    table = make_table(turn_the_curve.describe(curve))
    then = table.heads.index("As it stood at the freeze")
    by_period = {row[0]: (row[1], row[then]) for row in table.numbers}
    assert curve.baseline is not None
    assert {label: pair[1] for label, pair in by_period.items() if pair[1] is not None} == {
        period.label: value for period, value in curve.baseline.history
    }
    moved = {period.label: (now, frozen) for period, frozen, now in curve.revised}
    assert {label: pair for label, pair in by_period.items() if pair[1] not in (None, pair[0])} == moved


def test_every_scenario_on_the_chart_has_its_column(curves: dict[str, Curve]) -> None:
    table = make_table(turn_the_curve.describe(curves["scenarios"]))
    assert {"Forecast", "If the trend carries on", "Frozen in 2018"} <= set(table.heads)
    for other in curves["scenarios"].others:
        column = table.heads.index(other.name)
        found = [row[column] for row in table.numbers if row[column] is not None]
        assert found == [point.value for point in other.baseline.points]


def test_a_history_that_was_not_revised_draws_no_second_line(curves: dict[str, Curve]) -> None:
    assert turn_the_curve.describe(curves["injuries"]).lines(Role.FROZEN) == ()
