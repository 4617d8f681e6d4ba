"""Tests of OpenDocument spreadsheets: types, repeats, merged cells, line breaks, comments, what is hidden."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oba.load.containers.workbook import Workbook, open_workbook
from oba.load.limits import Limits
from oba.load.refusal import RefusedFile
from oba.load.sheet import Cell
from oba.model.release import Outcome
from tests.load import ods_writing as ods

HEADER = ods.row("Indicator", "Area", "Period", "Value")
Open = Callable[..., Workbook]


@pytest.fixture
def open_ods(tmp_path: Path) -> Open:
    def work(*rows: str, limits: Limits | None = None, **more: Any) -> Workbook:
        xml = ods.content(ods.table("Data", *rows), **more)
        path = ods.write_ods(tmp_path / "book.ods", xml)
        return open_workbook(path, name="book.ods", limits=limits or Limits())

    return work


def rows_of(book: Workbook) -> list[list[Any]]:
    return [[cell.value for cell in cells] for _, cells in book.sheets[0].rows()]


def said(book: Workbook) -> list[tuple[str, str]]:
    return [(problem.where, problem.found) for problem in book.problems]


def test_each_type_of_value_is_read_as_what_it_is(open_ods: Open) -> None:
    book = open_ods(
        ods.row(
            "text",
            36,
            36.5,
            '<table:table-cell office:value-type="percentage" office:value="0.424"><text:p>42.4%</text:p></table:table-cell>',
            '<table:table-cell office:value-type="currency" office:currency="GBP" office:value="5"/>',
            '<table:table-cell office:value-type="date" office:date-value="2010-03-31"/>',
            '<table:table-cell office:value-type="date" office:date-value="2010-03-31T12:30:00"/>',
            '<table:table-cell office:value-type="time" office:time-value="PT01H30M00S"/>',
            '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>',
            '<table:table-cell office:value-type="string" office:string-value="held apart"/>',
        )
    )
    cells = next(book.sheets[0].rows())[1]
    assert [cell.value for cell in cells] == [
        "text",
        36,
        36.5,
        0.424,
        5,
        datetime.fromisoformat("2010-03-31"),
        datetime.fromisoformat("2010-03-31T12:30"),
        time(1, 30),
        True,
        "held apart",
    ]
    assert [index for index, cell in enumerate(cells) if "%" in cell.number_format] == [3]
    assert type(cells[1].value) is int


def test_a_share_shown_as_a_percentage_is_read_as_the_percentage(
    tmp_path: Path, read: Callable[..., Any]
) -> None:
    share = '<table:table-cell office:value-type="percentage" office:value="0.424"><text:p>42%</text:p></table:table-cell>'
    xml = ods.content(ods.table("Data", HEADER, ods.row("year6", "Middlesbrough", "2009/10", share)))
    figures, problems, _ = read(ods.write_ods(tmp_path / "book.ods", xml))
    assert (figures["value"].tolist(), figures["source_text"].tolist()) == ([42.4], ["0.424"])
    assert [problem.where for problem in problems if problem.outcome is Outcome.FIX] == ["Data!D2"]


def test_blank_cells_and_rows_repeated_to_the_last_cost_nothing(open_ods: Open) -> None:
    tail = '<table:table-cell table:number-columns-repeated="16380"/>'
    blank = ods.row(tail, more='table:number-rows-repeated="1048000"')
    book = open_ods(ods.row("a", '<table:table-cell table:number-columns-repeated="3"/>', 7, tail), blank)
    assert rows_of(book) == [["a", None, None, None, 7]]


def test_a_cell_and_a_row_that_repeat_stand_in_each_place(open_ods: Open) -> None:
    book = open_ods(
        ods.row("a", more='table:number-rows-repeated="2"'),
        ods.row(more='table:number-rows-repeated="2"'),
        ods.row(ods.cell(5, more='table:number-columns-repeated="3"'), "end"),
    )
    numbers = [number for number, _ in book.sheets[0].rows()]
    assert numbers == [1, 2, 3, 4, 5]
    assert rows_of(book) == [["a"], ["a"], [], [], [5, 5, 5, "end"]]


@pytest.mark.parametrize(
    "far",
    [
        ods.row(ods.cell(5, more='table:number-columns-repeated="16384"')),
        ods.row(5, more='table:number-rows-repeated="1048576"'),
        ods.row('<table:table-cell table:number-columns-repeated="16000"/>', 5),
        ods.row(more='table:number-rows-repeated="1048575"') + ods.row(5),
    ],
)
def test_what_holds_something_far_away_is_refused(open_ods: Open, far: str) -> None:
    with pytest.raises(RefusedFile, match="the sheet reaches to row"):
        open_ods(HEADER, far)


def test_repeats_that_would_fill_the_disk_are_refused(open_ods: Open) -> None:
    wide = ods.cell("x" * 1000, more='table:number-columns-repeated="400"')
    with pytest.raises(RefusedFile, match="unpack to far more"):
        open_ods(ods.row(wide, more='table:number-rows-repeated="100000"'), limits=Limits(spool=1 << 20))


def test_a_cell_merged_over_rows_stands_for_each_and_its_range_is_kept(open_ods: Open) -> None:
    spanned = 'table:number-rows-spanned="2" table:number-columns-spanned="1"'
    book = open_ods(
        ods.row(ods.cell("Middlesbrough", more=spanned), 1),
        ods.row("<table:covered-table-cell/>", 2),
        ods.row(None, 3),
        ods.row(ods.cell("title", more='table:number-columns-spanned="2" table:number-rows-spanned="1"')),
    )
    assert rows_of(book)[:3] == [["Middlesbrough", 1], ["Middlesbrough", 2], [None, 3]]
    assert book.sheets[0].merged == ((1, 1, 2, 1), (4, 1, 4, 2))
    assert ("Data!A1:A2", "merged cells: 'Middlesbrough' was read for each row") in said(book)


def test_what_is_hidden_under_a_merged_cell_is_not_read_and_counted(open_ods: Open) -> None:
    covered = '<table:covered-table-cell office:value-type="float" office:value="9"><text:p>9</text:p></table:covered-table-cell>'
    book = open_ods(
        ods.row(
            ods.cell("a", more='table:number-columns-spanned="2" table:number-rows-spanned="1"'), covered, 7
        )
    )
    assert rows_of(book) == [["a", None, 7]]
    assert any("1 cells hidden under merged cells" in found for _, found in said(book))


def test_line_breaks_spaces_and_runs_of_text_are_kept_as_they_are_shown(open_ods: Open) -> None:
    runs = "<text:p>Number of  \n children <text:span>FYE<text:s text:c='2'/>2015</text:span><text:line-break/>[p]</text:p>"
    book = open_ods(
        ods.row(
            "Number of children\nFYE 2015", ods.cell(None, more='office:value-type="string"', inside=runs)
        )
    )
    assert rows_of(book) == [["Number of children\nFYE 2015", "Number of children FYE  2015\n[p]"]]


def test_a_comment_is_a_note_and_no_part_of_the_cell(open_ods: Open) -> None:
    comment = "<office:annotation><dc:creator>Ann</dc:creator><dc:date>2020</dc:date><text:p>Revised</text:p><text:p>in May</text:p></office:annotation>"
    book = open_ods(ods.row("a", ods.cell(5, inside=comment)))
    assert rows_of(book) == [["a", 5]]
    assert said(book) == [("Data!B1", "a comment says: Revised in May")]


def test_text_in_drawings_and_tables_in_cells_is_passed_over(open_ods: Open) -> None:
    drawing = "<draw:frame><draw:text-box><text:p>a chart's title</text:p></draw:text-box></draw:frame>"
    inner = ods.table("inner", ods.row("not this"))
    book = open_ods(
        f"<table:shapes>{drawing}</table:shapes>", ods.row(ods.cell(5, inside=drawing + inner), 6)
    )
    assert rows_of(book) == [[5, 6]]
    assert [sheet.name for sheet in book.sheets] == ["Data"]


def test_failed_and_unsaved_formulas_come_as_what_they_are(open_ods: Open) -> None:
    error = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""'
        ' calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    )
    old = '<table:table-cell table:formula="of:=[.A1]" office:value-type="float" office:value="0"><text:p>Err:502</text:p></table:table-cell>'
    unsaved = '<table:table-cell table:formula="of:=1+1"/>'
    kept = ods.cell(2, more='table:formula="of:=1+1"')
    linked = ods.cell(3, more="table:formula=\"of:=['file:///a.ods'#$Sheet1.A1]\"")
    book = open_ods(ods.row(error, old, unsaved, kept, linked))
    cells = next(book.sheets[0].rows())[1]
    assert cells[:3] == [Cell("#DIV/0!"), Cell("Err:502"), Cell(uncached=True)]
    found = [text for _, text in said(book)]
    assert "4 cells are calculated: their saved results were read" in found
    assert any("linked to another workbook" in text for text in found)


def test_hidden_sheets_are_not_read_and_hidden_rows_and_columns_are_counted(tmp_path: Path) -> None:
    hidden_style = '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>'
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="16383"/>'
    xml = ods.content(
        ods.table("Old", ods.row("secret"), more='table:style-name="ta1"'),
        ods.table(
            "Data",
            columns,
            ods.row("a", 1),
            ods.row("b", 2, more='table:visibility="filter"'),
            ods.row(more='table:visibility="collapse" table:number-rows-repeated="1000000"'),
        ),
        styles=hidden_style,
    )
    book = open_workbook(ods.write_ods(tmp_path / "b.ods", xml), name="b.ods", limits=Limits())
    assert [sheet.name for sheet in book.sheets] == ["Data"]
    assert said(book) == [
        ("sheet 'Old'", "the sheet is hidden and was not read"),
        ("sheet 'Data'", "1 hidden rows were read"),
        ("sheet 'Data'", "1 hidden columns were read"),
    ]


def test_struck_and_coloured_numbers_are_told_once_a_sheet(open_ods: Open) -> None:
    styles = (
        '<style:style style:name="red" style:family="table-cell"><style:text-properties fo:color="#ff0000"/></style:style>'
        '<style:style style:name="gone" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    book = open_ods(
        ods.row(2015, 2016),
        ods.row(1, ods.cell(2, more='table:style-name="red"')),
        ods.row(3, ods.cell(4, more='table:style-name="gone"')),
        ods.row(5, 6),
        styles=styles,
    )
    assert said(book) == [
        ("Data!B3", "1 cells are struck through: what they hold was read all the same"),
        ("Data!B2", "1 numbers are coloured otherwise than the rest: colour is not read"),
    ]


@pytest.mark.parametrize("part", ["content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"])
def test_a_document_type_declaration_in_any_part_is_refused(tmp_path: Path, part: str) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;">]>'
    whole = ods.content(ods.table("Data", ods.row("a", 1)), top=bomb if part == "content.xml" else "")
    parts = {} if part == "content.xml" else {part: f"{bomb}<a>&c;</a>"}
    with pytest.raises(RefusedFile, match="document type"):
        open_workbook(ods.write_ods(tmp_path / "b.ods", whole, parts=parts), name="b.ods", limits=Limits())


def test_a_file_behind_a_password_is_refused_for_it(tmp_path: Path) -> None:
    parts = {"META-INF/manifest.xml": "<manifest><manifest:encryption-data/></manifest>"}
    with pytest.raises(RefusedFile, match="password"):
        open_workbook(ods.write_ods(tmp_path / "b.ods", "junk", parts=parts), name="b.ods", limits=Limits())


@pytest.mark.parametrize(
    "broken",
    [
        '<table:table-cell office:value-type="float"/>',
        '<table:table-cell office:value-type="float" office:value="x"/>',
        '<table:table-cell office:value-type="huh" office:value="1"/>',
        '<table:table-cell office:value-type="date" office:date-value="soon"/>',
        '<table:table-cell office:value-type="time" office:time-value="soon"/>',
        '<table:table-cell office:value-type="boolean" office:boolean-value="maybe"/>',
        '<table:table-cell table:number-columns-repeated="-1"/>',
        '<table:table-cell table:number-columns-repeated="many"/>',
        "<table:table-cell>",
    ],
)
def test_a_cell_that_breaks_the_format_is_refused(open_ods: Open, broken: str) -> None:
    with pytest.raises(RefusedFile, match="damaged"):
        open_ods(ods.row("a", broken))


VALUES = (
    st.none()
    | st.integers(-9999, 9999)
    | st.floats(-1e6, 1e6).map(lambda x: round(x, 3))
    | st.text("ab <&é", min_size=1, max_size=4).filter(str.strip).map(lambda text: " ".join(text.split()))
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grid=st.lists(st.lists(VALUES, min_size=1, max_size=5), min_size=1, max_size=6))
def test_any_grid_comes_back_as_it_was_written(grid: list[list[Any]], open_ods: Open) -> None:
    grid = [["top"], *grid]
    found = rows_of(open_ods(*(ods.row(*map(ods.cell, cells)) for cells in grid)))
    wanted = []
    for cells in grid:
        while cells and cells[-1] is None:
            cells = cells[:-1]
        wanted.append(cells)
    while wanted and not wanted[-1]:
        wanted.pop()
    assert found == wanted
