"""Tests of what a workbook holds besides values: formulas, merged cells, hidden sheets and rows, comments."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from oba.load.containers.workbook import open_workbook
from oba.load.limits import Limits
from oba.model.release import Outcome
from tests.load.xlsx_writing import MAIN, SHEET, write_xlsx

HEADER = ["Indicator", "Area", "Period", "Value"]
Read = Callable[..., Any]


@pytest.fixture
def book() -> Workbook:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Data"
    sheet.append(HEADER)
    sheet.append(["year6", "Middlesbrough", "2009/10", 36.1])
    return workbook


@pytest.fixture
def save(tmp_path: Path) -> Callable[[Workbook], Path]:
    def work(workbook: Workbook) -> Path:
        path = tmp_path / "book.xlsx"
        workbook.save(path)
        return path

    return work


Save = Callable[[Workbook], Path]


def give_result(path: Path, *, formula: str, result: str) -> None:
    """Put a saved result beside a formula, as Excel does and openpyxl does not."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    before = f"<f>{formula}</f><v></v>".encode()
    other = f"<f>{formula}</f><v />".encode()
    after = f"<f>{formula}</f><v>{result}</v>".encode()
    parts[name] = parts[name].replace(before, after).replace(other, after)
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)


def test_a_formula_whose_result_was_never_saved_is_refused_by_cell(
    book: Workbook, save: Save, read: Read
) -> None:
    book["Data"]["D2"] = "=36+0.1"
    _, problems, _ = read(save(book))
    assert [(problem.outcome, problem.where) for problem in problems if problem.stops] == [
        (Outcome.CELL, "Data!D2")
    ]
    assert "save it" in problems[0].remedy


def test_a_formula_with_a_result_is_read_and_said_to_be_calculated(
    book: Workbook, save: Save, read: Read
) -> None:
    book["Data"]["D2"] = "=36+0.1"
    path = save(book)
    give_result(path, formula="36+0.1", result="36.1")
    figures, problems, _ = read(path)
    assert figures["value"].tolist() == [36.1]
    assert any("1 cells are calculated" in problem.found for problem in problems)


def test_a_link_to_another_workbook_is_said_to_be_perhaps_out_of_date(
    book: Workbook, save: Save, read: Read
) -> None:
    book["Data"]["D2"] = "=[1]Sheet1!A1"
    path = save(book)
    give_result(path, formula="[1]Sheet1!A1", result="36.1")
    figures, problems, _ = read(path)
    assert figures["value"].tolist() == [36.1]
    assert any("linked to another workbook" in problem.found for problem in problems)


def test_an_error_value_is_refused_by_cell(book: Workbook, save: Save, read: Read) -> None:
    book["Data"]["D2"] = "#DIV/0!"
    _, problems, _ = read(save(book))
    assert [problem.where for problem in problems if problem.stops] == ["Data!D2"]


def test_a_percentage_format_is_looked_at(book: Workbook, save: Save, read: Read) -> None:
    book["Data"]["D2"] = 0.361
    book["Data"]["D2"].number_format = "0.0%"
    figures, problems, _ = read(save(book))
    assert (figures["value"].tolist(), figures["source_text"].tolist()) == ([36.1], ["0.361"])
    assert [problem.outcome for problem in problems] == [Outcome.FIX]


def test_a_cell_merged_over_rows_stands_for_each_of_them_and_no_other_blank_is_filled(
    save: Save, read: Read
) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in [
        HEADER,
        ["year6", "Middlesbrough", "2009/10", 1.5],
        [None, None, "2010/11", 2.5],
        ["year6", None, "2011/12", 3.5],
    ]:
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:B3")
    figures, problems, _ = read(save(workbook))
    assert figures["value"].tolist() == [1.5, 2.5]
    assert [problem.where for problem in problems if problem.stops] == ["Sheet!B4"]
    assert sum("merged cells" in problem.found for problem in problems) == 2


def test_a_hidden_sheet_is_not_read_and_said_so(book: Workbook, save: Save, read: Read) -> None:
    hidden = book.create_sheet("Old")
    hidden.append(HEADER)
    hidden.append(["year6", "Hartlepool", "2009/10", 1.5])
    hidden.sheet_state = "hidden"
    figures, problems, _ = read(save(book))
    assert figures["area"].tolist() == ["E06000002"]
    assert any(problem.where == "sheet 'Old'" and "hidden" in problem.found for problem in problems)


def test_hidden_rows_are_read_and_counted(book: Workbook, save: Save, read: Read) -> None:
    book["Data"].append(["year6", "Hartlepool", "2009/10", 1.5])
    book["Data"].row_dimensions[3].hidden = True
    figures, problems, _ = read(save(book))
    assert len(figures) == 2
    assert any("1 hidden rows were read" in problem.found for problem in problems)


def test_hidden_columns_are_read_and_counted(book: Workbook, save: Save, read: Read) -> None:
    book["Data"].column_dimensions["C"].hidden = True
    book["Data"].column_dimensions["XFA"].hidden = True
    figures, problems, _ = read(save(book))
    assert len(figures) == 1
    assert [problem.found for problem in problems] == ["1 hidden columns were read"]


def test_what_is_struck_through_is_read_and_told_once_a_sheet(book: Workbook, save: Save, read: Read) -> None:
    book["Data"].append(["year6", "Hartlepool", "2009/10", 1.5])
    for cell in ("D2", "A3", "D3"):
        book["Data"][cell].font = Font(strike=True)
    figures, problems, _ = read(save(book))
    assert len(figures) == 2
    assert [(problem.where, problem.found) for problem in problems] == [
        ("Data!D2", "3 cells are struck through: what they hold was read all the same")
    ]


@pytest.mark.parametrize(
    "style", [{"font": Font(color="FFFF0000")}, {"fill": PatternFill("solid", fgColor="FFFFFF00")}]
)
def test_numbers_coloured_otherwise_than_the_rest_are_told_once_a_sheet(
    book: Workbook, save: Save, read: Read, style: dict[str, Any]
) -> None:
    for year in range(10, 15):
        book["Data"].append(["year6", "Middlesbrough", f"20{year}/{year + 1}", 30 + year / 10])
    for cell in ("D4", "D6"):
        for name, look in style.items():
            setattr(book["Data"][cell], name, look)
    figures, problems, _ = read(save(book))
    assert len(figures) == 6
    assert [(problem.where, problem.found) for problem in problems] == [
        ("Data!D4", "2 numbers are coloured otherwise than the rest: colour is not read")
    ]


def test_one_colour_over_all_numbers_and_another_over_headings_says_nothing(save: Save) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (["Area", 2009, 2010], ["Middlesbrough", 1.5, 2.5], ["Hartlepool", 3.5, 4.5]):
        sheet.append(row)
    for row in sheet.iter_rows(min_row=1):
        for cell in row:
            cell.fill = PatternFill("solid", fgColor="FF00FF00" if cell.row == 1 else "FFEEEEEE")
            cell.font = Font(color="FF000000")
    assert open_workbook(save(workbook), name="book.xlsx", limits=Limits()).problems == []


def test_very_many_comments_are_kept_in_part_and_the_rest_counted(tmp_path: Path) -> None:
    one = "".join(
        f'<comment ref="A{row}"><text><r><t>said </t></r><r><t>{row}</t></r></text></comment>'
        for row in range(1, 601)
    )
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = f'<Relationships><Relationship Id="r1" Type="{relations}/comments" Target="../comments1.xml"/></Relationships>'
    path = write_xlsx(
        tmp_path / "comments.xlsx",
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        parts={
            "xl/worksheets/_rels/sheet1.xml.rels": links,
            "xl/comments1.xml": f"<comments {MAIN}><commentList>{one}</commentList></comments>",
        },
    )
    problems = open_workbook(path, name="book.xlsx", limits=Limits()).problems
    assert problems[6].where == "Data!A7"
    assert problems[6].found == "a comment says: said 7"
    assert (len(problems), problems[-1].found) == (501, "100 more comments were not kept")


def test_shared_texts_keep_their_runs_their_escapes_and_their_line_breaks(tmp_path: Path) -> None:
    shared = (
        f"<sst {MAIN}><si><r><t>in </t></r><r><t xml:space='preserve'>care </t></r><rPh><t>no</t></rPh></si>"
        "<si><t>a_x000D_\n_x005F_x000D_</t></si><si/></sst>"
    )
    rows = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="inlineStr"><is><t>here</t></is></c></row>'
    path = write_xlsx(tmp_path / "shared.xlsx", rows, parts={"xl/sharedStrings.xml": shared})
    cells = next(open_workbook(path, name="book.xlsx", limits=Limits()).sheets[0].rows())[1]
    assert [cell.value for cell in cells] == ["in care ", "a\r\n_x000D_", "", "here"]


def test_a_prefix_before_every_element_changes_nothing(tmp_path: Path) -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN[7:-1]}"><x:sheetData><x:row r="2"><x:c r="B2"><x:f>1+1</x:f><x:v>2</x:v></x:c>'
        '<x:c r="C2" t="str"><x:f>"a"</x:f><x:v>a</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    path = write_xlsx(tmp_path / "prefix.xlsx", "", parts={SHEET: sheet})
    book = open_workbook(path, name="book.xlsx", limits=Limits())
    assert [[cell.value for cell in cells] for _, cells in book.sheets[0].rows()] == [[], [None, 2, "a"]]
    assert [problem.found for problem in book.problems] == [
        "2 cells are calculated: their saved results were read"
    ]


FORMATS = [
    "General",
    "0",
    "0.0%",
    "#,##0.00",
    "dd/mm/yyyy",
    "mmm-yy",
    "h:mm:ss",
    "[h]:mm",
    '0.0"%"',
    "[Red]0;[Blue]-0",
    "@",
    "0 \\d",
]
VALUES = (
    st.none()
    | st.integers(-(10**12), 10**12)
    | st.floats(-1e9, 1e9).map(lambda number: round(number, 6))
    | st.floats(0, 2).map(lambda number: round(number, 4))
    | st.booleans()
    | st.text("ab é\n<&\"'=", min_size=1, max_size=6).filter(lambda text: text.strip() and text[0] != "=")
    | st.datetimes(datetime.fromisoformat("1901-01-01"), datetime.fromisoformat("2100-01-01")).map(
        lambda day: day.replace(microsecond=0)
    )
    | st.sampled_from(["#DIV/0!", "#N/A"])
)


@pytest.mark.filterwarnings("ignore:Cell .* is marked as a date")
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    grid=st.lists(
        st.lists(st.tuples(VALUES, st.sampled_from(FORMATS)), min_size=1, max_size=5), min_size=1, max_size=5
    ),
    mac=st.booleans(),
)
def test_every_cell_is_what_openpyxl_makes_of_it(
    grid: list[list[tuple[Any, str]]], mac: bool, tmp_path: Path
) -> None:
    workbook = Workbook()
    workbook.epoch = CALENDAR_MAC_1904 if mac else workbook.epoch
    sheet = workbook.active
    assert sheet is not None
    sheet["A1"] = "top"
    for row, cells in enumerate(grid, start=2):
        for column, (value, number_format) in enumerate(cells, start=1):
            if value is not None:
                sheet.cell(row, column, value)
                if not isinstance(value, str | datetime):
                    sheet.cell(row, column).number_format = number_format
    path = tmp_path / "any.xlsx"
    workbook.save(path)
    ours = {
        (row, column): (type(cell.value), cell.value, cell.number_format)
        for row, cells in open_workbook(path, name="any", limits=Limits()).sheets[0].rows()
        for column, cell in enumerate(cells, start=1)
        if cell.value is not None
    }
    theirs = {
        (cell.row, cell.column): (
            type(cell.value),
            cell.value,
            "General" if isinstance(cell.value, str | bool) else cell.number_format,
        )
        for row in load_workbook(path, data_only=True).worksheets[0].iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert ours == theirs


def test_a_comment_is_kept_as_a_note_with_its_cell(book: Workbook, save: Save, read: Read) -> None:
    book["Data"]["D2"].comment = Comment("Revised in May", "Officer")
    _, problems, _ = read(save(book))
    assert [(problem.where, problem.found) for problem in problems] == [
        ("Data!D2", "a comment says: Revised in May")
    ]


def test_the_1904_date_system_is_read_by_its_own_epoch(save: Save, read: Read) -> None:
    workbook = Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    sheet = workbook.active
    assert sheet is not None
    sheet.append(HEADER)
    sheet.append(["plans", "Middlesbrough", datetime.fromisoformat("2010-03-31"), 300])
    figures, _, _ = read(save(workbook))
    assert figures["period"].tolist() == [201003310000]


def test_a_workbook_with_nothing_in_it_is_refused(save: Save, read: Read) -> None:
    with pytest.raises(Exception, match="no visible sheet with anything in it") as refused:
        read(save(Workbook()))
    assert type(refused.value).__name__ == "RefusedFile"


@pytest.mark.parametrize("digits", ["9" * 400, "1e400", "-1E999"])
def test_a_number_larger_than_any_can_be_is_refused_by_its_cell(
    write_book: Any, read: Any, digits: str, tmp_path: Path
) -> None:
    path = write_book({"Data": [["indicator", "area", "period", "value"], ["year6", "806", "2009/10", 36.1]]})
    large = tmp_path / "large.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(large, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"<v>36.1</v>", f"<v>{digits}</v>".encode()))
    _, problems, _ = read(large)
    assert [(one.outcome, one.where) for one in problems if one.stops] == [(Outcome.CELL, "Data!D2")]
