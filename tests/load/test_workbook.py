"""Tests of what a workbook holds besides values: formulas, merged cells, hidden sheets and rows, comments."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from oba.model.release import Outcome

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


def test_a_comment_is_kept_as_a_note_with_its_cell(book: Workbook, save: Save, read: Read) -> None:
    book["Data"]["D2"].comment = Comment("Revised in May", "Officer")
    _, problems, _ = read(save(book))
    assert [(problem.where, problem.found) for problem in problems] == [
        ("Data!D2", "a comment says: Revised in May")
    ]


def test_the_1904_date_system_is_read_by_its_own_epoch(save: Save, read: Read) -> None:
    from datetime import datetime

    from openpyxl.utils.datetime import CALENDAR_MAC_1904

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
