"""Names come from data: no drawing and no file reads them as anything but letters."""

from __future__ import annotations

import csv
import io
import re
from xml.etree import ElementTree

from openpyxl import load_workbook

from oba.charts import areas_dot_plot, export, plotly_figure, small_multiple, sparkline, svg, turn_the_curve
from oba.charts.areas_dot_plot import AreaValue
from oba.charts.curve import Curve
from oba.charts.description import Role
from oba.charts.table import make_table

KNOWN = {
    *("svg", "title", "desc", "rect", "g", "path", "circle", "line", "text"),
    *("defs", "pattern", "clipPath"),
}
OUR_TAGS = re.compile(r"</?(b|i|br)>")


def tags(picture: str) -> set[str]:
    return {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(picture).iter()}


def pictures(curve: Curve) -> list[str]:
    description = turn_the_curve.describe(curve)
    values = [AreaValue(curve.area_name, 3.0, Role.OURS), AreaValue(curve.area_name, 5.0, Role.COUNTRY)]
    period = curve.series.observations[0].period
    plot = areas_dot_plot.describe(values, indicator=curve.indicator, period=period, source=curve.area_name)
    spark = sparkline.describe(curve.series, indicator=curve.indicator, area_name=curve.area_name)
    return [
        svg.draw(description, width=920, height=470),
        svg.draw(description, width=320, height=480),
        small_multiple.draw(small_multiple.describe(curve), titled=True),
        sparkline.draw(spark),
        areas_dot_plot.draw(plot, titled=True),
    ]


def test_a_hostile_name_adds_no_element_and_no_attribute_to_any_svg(curves: dict[str, Curve]) -> None:
    for picture in pictures(curves["hostile"]):
        assert tags(picture) <= KNOWN
        names = {name for element in ElementTree.fromstring(picture).iter() for name in element.attrib}
        assert not [name for name in names if name.startswith("on") or "href" in name]


def test_a_hostile_name_is_still_shown_letter_for_letter(curves: dict[str, Curve]) -> None:
    root = ElementTree.fromstring(pictures(curves["hostile"])[0])
    title = root.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert """<script>alert("x")</script><b>Bo's</b> & ]]>""" in (title.text or "")


def test_no_text_of_a_plotly_figure_holds_a_tag_that_is_not_ours(curves: dict[str, Curve]) -> None:
    figure = plotly_figure.draw(turn_the_curve.describe(curves["hostile"]))
    words = [note["text"] for note in figure["layout"]["annotations"]]
    words += [trace["name"] for trace in figure["data"]]
    words += [text for trace in figure["data"] for text in trace.get("hovertext", [])]
    words += figure["layout"]["xaxis"]["ticktext"]
    assert any("&lt;script&gt;" in text for text in words)
    for text in words:
        assert "<" not in OUR_TAGS.sub("", text)


def test_plotly_reads_no_template_in_data(curves: dict[str, Curve]) -> None:
    figure = plotly_figure.draw(turn_the_curve.describe(curves["hostile"]))
    assert all("hovertemplate" not in trace and "texttemplate" not in trace for trace in figure["data"])


def test_text_never_becomes_a_formula_and_numbers_stay_numbers() -> None:
    rows = [("=1+1", -2.5), ("+a", 1.0), ("-a", 0.0), ("@a", None), ("\ta", 3.0), ("plain", -1e-9)]
    heads = ("=HEAD", "Value")
    read = list(csv.reader(io.StringIO(export.write_csv(heads, rows).decode("utf-8-sig"))))
    assert [line[0] for line in read] == ["'=HEAD", "'=1+1", "'+a", "'-a", "'@a", "'\ta", "plain"]
    assert [line[1] for line in read[1:]] == ["-2.5", "1.0", "0.0", "", "3.0", "-1e-09"]
    sheet = load_workbook(io.BytesIO(export.write_xlsx(heads, rows, title="a[b]*:?"))).active
    cells = [row[0] for row in sheet.iter_rows()]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells] == ["=HEAD", *(row[0] for row in rows)]
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == [row[1] for row in rows]


def test_a_table_of_hostile_names_can_be_written_and_read(
    curves: dict[str, Curve], hostile_text: str
) -> None:
    table = make_table(turn_the_curve.describe(curves["hostile"]))
    assert len(set(table.heads)) == len(table.heads)
    assert export.to_csv(table)
    sheet = load_workbook(io.BytesIO(export.to_xlsx(table, title=hostile_text))).active
    assert sheet.max_row == len(table.rows) + 1


def test_a_png_is_the_size_asked_for_and_the_same_every_time(curves: dict[str, Curve]) -> None:
    picture = svg.draw(turn_the_curve.describe(curves["injuries"]), width=400, height=300)
    png = export.to_png(picture, scale=2)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")) == (800, 600)
    assert png == export.to_png(picture, scale=2)


def test_a_png_shows_its_letters(curves: dict[str, Curve]) -> None:
    words = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">{}</svg>'
    letters = '<text x="5" y="30" font-size="24" font-family="Source Sans 3,Source Sans Pro">Turned</text>'
    assert len(export.to_png(words.format(letters))) > len(export.to_png(words.format(""))) + 500
    assert all(path.is_file() for path in export.font_files())
