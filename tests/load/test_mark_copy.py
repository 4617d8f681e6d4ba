"""Tests of the marked copy: every problem on its cell and on the list, nothing a formula that was text."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from oba.load.containers.parser import Parser
from oba.load.file import open_file
from oba.load.marking.mark_copy import write_marked
from oba.load.marking.mark_places import Place, find_places
from oba.load.refusal import RefusedFile
from oba.model.release import Outcome, Problem
from tests.load import ods_writing as ods
from tests.load.xlsx_writing import write_xlsx

Write = Callable[..., Path]
HEADER = ["Indicator", "Area", "Period", "Value"]


def problem(where: str, *, outcome: Outcome = Outcome.CELL) -> Problem:
    return Problem(outcome, where, "found '-'", "a number", "Write [c]", why="A gap is no zero")


def mark(path: Path, *problems: Problem) -> Any:
    return load_workbook(io.BytesIO(write_marked(path, problems, name=path.name)))


def marked_cells(book: Any) -> dict[str, str]:
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }


SHEETS = ["Data", "Year 6", "North and South", "a!b", "Data!A"]


@pytest.mark.parametrize(
    ("where", "places"),
    [
        ("Data!D14", [Place("Data", 14, 4)]),
        ("Data!D14 and Data!D20", [Place("Data", 14, 4), Place("Data", 20, 4)]),
        ("North and South!B2", [Place("North and South", 2, 2)]),
        ("North and South!B2 and Year 6!AA3", [Place("North and South", 2, 2), Place("Year 6", 3, 27)]),
        ("a!b!C3", [Place("a!b", 3, 3)]),
        ("Data!A!B2", [Place("Data!A", 2, 2)]),
        ("Data!A2:A9", [Place("Data", 2, 1)]),
        ("Data!row 7", [Place("Data", 7)]),
        ("sheet 'Year 6'", [Place("Year 6")]),
        ("sheet 'Year 6', row 4", [Place("Year 6", 4)]),
        ("Elsewhere!D14", []),
        ("sheet 'Elsewhere'", []),
        ("the whole file", []),
        ("", []),
    ],
)
def test_the_places_of_a_workbook_are_found_in_the_words_of_a_report(where: str, places: list[Place]) -> None:
    assert list(find_places(where, sheets=SHEETS)) == places


@pytest.mark.parametrize(
    ("where", "places"),
    [
        ("value, line 14", [Place("", 14, 4)]),
        ("Lower, in %, line 3", [Place("", 3, 5)]),
        ("value, line 2 and value, line 90002", [Place("", 2, 4), Place("", 90002, 4)]),
        ("men and women, line 5", [Place("", 5, 6)]),
        ("line 7", [Place("", 7)]),
        ("line 7, column 3", [Place("", 7, 3)]),
        ("figures.csv, line 3", [Place("", 3)]),
        ("the first line", []),
    ],
)
def test_the_places_of_a_text_file_are_found_in_the_words_of_a_report(
    where: str, places: list[Place]
) -> None:
    headers = {"value": 4, "lower, in %": 5, "men and women": 6}
    assert list(find_places(where, sheets=[""], headers=headers)) == places


@given(where=st.text(alphabet="Dat!A1 and'line,row:sheet0", max_size=40))
def test_no_words_break_the_search_for_places(where: str) -> None:
    assert len(find_places(where, sheets=SHEETS)) <= 2
    assert len(find_places(where, sheets=[""], headers={"value": 1})) <= 2


def test_a_workbook_stays_itself_with_its_cells_marked(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Data"
    for row in [
        HEADER,
        ["year6", "Middlesbrough", "2009/10", "-"],
        ["year6", "Hartlepool", "2009/10", "=1+1"],
    ]:
        sheet.append(row)
    sheet["A1"].font = Font(bold=True)
    sheet["D2"].comment = Comment("said before", "Ann")
    sheet.merge_cells("A5:B6")
    path = tmp_path / "figures.xlsx"
    book.save(path)
    marked = mark(path, problem("Data!D2"), problem("Data!B6", outcome=Outcome.ASK), problem("sheet 'Data'"))
    assert marked.sheetnames == ["Problems", "Data"]
    data = marked["Data"]
    assert (data["D2"].value, data["D3"].value, data["A1"].font.bold) == ("-", "=1+1", True)
    said = marked_cells(marked)
    assert said["Data!D2"] == "said before\nRefused: found '-', expected a number. Write [c]."
    assert said["Data!A5"].startswith("Question: found '-'")
    assert set(said) == {"Data!D2", "Data!A5"}
    assert data["D2"].fill.fgColor.rgb != data["A5"].fill.fgColor.rgb
    assert data["D3"].fill.fill_type is None


def test_the_list_says_everything_and_leads_to_the_cells(write_book: Write) -> None:
    path = write_book({"Year 6's": [HEADER, ["year6", "Middlesbrough", "2009/10", "-"]]})
    listed = mark(path, problem("Year 6's!D2"), problem("nowhere at all"))["Problems"]
    rows = [[cell.value for cell in row] for row in listed.iter_rows()]
    assert rows[0][0] == "2 things to tell of figures.xlsx"
    assert rows[2] == ["Outcome", "Where", "Found", "Expected", "What to do", "Why it matters"]
    assert rows[3] == ["Refused", "Year 6's!D2", "found '-'", "a number", "Write [c]", "A gap is no zero"]
    assert rows[4][1] == "nowhere at all"
    assert listed["B4"].hyperlink.location == "'Year 6''s'!D2"
    assert listed["B5"].hyperlink is None


def test_a_text_file_becomes_a_workbook_of_its_rows_with_its_cells_marked(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(
        "A title,,,\nIndicator,Area,Period,Value\nyear6,0806,2009/10,36.10\nyear6,=1+1,2010,-\n@x,+y,-z,36.1\n"
    )
    marked = mark(path, problem("Value, line 4"), problem("line 5", outcome=Outcome.ASK))
    assert marked.sheetnames == ["Problems", "Figures"]
    sheet = marked["Figures"]
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert values[0][0] == "A title"
    assert values[2:] == [
        ["year6", "0806", "2009/10", "36.10"],
        ["year6", "=1+1", 2010, "-"],
        ["@x", "+y", "-z", 36.1],
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} <= {
        "s",
        "n",
        "inlineStr",
    }
    assert set(marked_cells(marked)) == {"Figures!D4", "Figures!A5"}


def test_an_opendocument_file_becomes_an_excel_workbook_of_its_values(tmp_path: Path) -> None:
    share = '<table:table-cell office:value-type="percentage" office:value="0.424"><text:p>42%</text:p></table:table-cell>'
    xml = ods.content(
        ods.table(
            "Figures: all", ods.row("a"), ods.row(more='table:number-rows-repeated="2"'), ods.row(share, 5)
        )
    )
    marked = mark(ods.write_ods(tmp_path / "b.ods", xml), problem("Figures: all!B4"))
    sheet = marked.worksheets[1]
    assert (sheet.title, sheet["A4"].value, sheet["A4"].number_format) == ("Figures  all", 0.424, "0%")
    assert set(marked_cells(marked)) == {"Figures  all!B4"}
    assert marked["Problems"]["B4"].hyperlink.location == "'Figures  all'!B4"


def test_a_row_beyond_the_end_and_a_cell_to_the_right_are_marked_or_listed(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text("area,period,value\nMiddlesbrough,2010\n")
    marked = mark(path, problem("value, line 2"), problem("value, line 99"))
    assert set(marked_cells(marked)) == {"Figures!C2"}
    assert marked["Problems"]["B5"].value == "value, line 99"


def test_no_text_becomes_a_formula_and_no_letter_breaks_the_copy(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text('area,period,value\n"=HYPERLINK(""http://x"")",2010,\x07bell\n')
    told = Problem(Outcome.CELL, "=cmd()", "=found", "+expected", "@remedy\x07")
    book = load_workbook(io.BytesIO(write_marked(path, [told], name="=name.csv")))
    cells = [
        cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert all(cell.data_type != "f" for cell in cells)
    assert "bell" in [cell.value for cell in cells]
    assert "=found" in [cell.value for cell in cells]


def test_text_that_looks_like_a_formula_stays_text_in_a_workbook_copied_whole(tmp_path: Path) -> None:
    cells = '<c r="A1" t="inlineStr"><is><t>=HYPERLINK("http://x")</t></is></c><c r="B1" t="s"><v>0</v></c>'
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    )
    path = write_xlsx(
        tmp_path / "t.xlsx",
        f'<row r="1">{cells}</row>',
        shared=["+cmd"],
        parts={"[Content_Types].xml": types},
    )
    sheet = mark(path, problem("Data!A1"))["Data"]
    assert [(cell.value, cell.data_type) for cell in sheet[1]] == [
        ('=HYPERLINK("http://x")', "s"),
        ("+cmd", "s"),
    ]
    assert sheet["A1"].comment is not None


def test_a_marked_copy_that_comes_back_is_read_without_its_marks(write_book: Write, tmp_path: Path) -> None:
    rows = [
        HEADER,
        *(["year6", "Middlesbrough", f"{year}/{year - 1999:02d}", 36.5] for year in range(2009, 2015)),
    ]
    path = write_book({"Data": rows})
    before = open_file(path)
    back = tmp_path / "back.xlsx"
    back.write_bytes(write_marked(path, [problem("Data!D4"), problem("Data!D5")], name="figures.xlsx"))
    after = open_file(back)
    assert [sheet.name for sheet in after.sheets] == ["Data"]
    assert list(after.sheets[0].rows()) == list(before.sheets[0].rows())
    assert after.problems == before.problems == []


def test_the_copy_is_made_in_the_process_that_opens_files(write_book: Write) -> None:
    path = write_book({"Data": [HEADER, ["year6", "Middlesbrough", "2009/10", "-"]]})
    with Parser() as parser:
        content = write_marked(path, [problem("Data!D2")], name="a.xlsx", parser=parser)
        assert parser._process is not None
        assert [folder.path for folder in parser._folders if folder.path.exists()] == []
    assert "Data!D2" in marked_cells(load_workbook(io.BytesIO(content)))


def test_a_file_that_cannot_be_opened_has_no_marked_copy(tmp_path: Path) -> None:
    path = tmp_path / "cut.xlsx"
    path.write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(RefusedFile, match="cut short"):
        write_marked(path, [], name="cut.xlsx")
