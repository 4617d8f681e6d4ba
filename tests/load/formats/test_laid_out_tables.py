"""Tests of general tables as people lay them out: headings in several rows, titles above, notes below, spacers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from oba.load.reference import Reference
from oba.model.indicator import ValueType
from oba.model.period import PeriodKind
from oba.model.release import Outcome
from tests.load.conftest import make_indicator
from tests.load.formats.books import read_plain, row, write_laid_out
from tests.load.formats.published import Published, Read

TOP = {"C1": "Looked after", "E1": "Protected", **row(2, "Area", "Code", 2015, 2016, 2015, 2016)}
ROWS = {
    **row(3, "Middlesbrough", "E06000002", 10, 11, 5, 6),
    **row(4, "Hartlepool", "E06000001", 7, 8, 9, "[c]"),
}


def counted(key: str, **facts: Any) -> Any:
    usual = {"value_type": ValueType.COUNT, "unit": "children", "period_kind": PeriodKind.CALENDAR_YEAR}
    return make_indicator(key, **{**usual, **facts})


OURS = {"publisher": "The Trust", "title": "Our own figures"}
PLAN = (counted("in_care", title="Looked after"), counted("protected", title="Protected"))


def laid_out(tmp_path: Path, reference: Reference, *sheets: dict[str, Any], **said: Any) -> Read:
    named = {f"Sheet{number}": cells for number, cells in enumerate(sheets, start=1)}
    path = write_laid_out(tmp_path / "ours.xlsx", named)
    return read_plain(path, reference=reference, plan=PLAN, **{**OURS, **said})


def stops(read: Read) -> list[tuple[Outcome, str]]:
    return [(problem.outcome, problem.where) for problem in read.stops]


def test_groups_that_are_named_as_indicators_are_read_as_them(tmp_path: Path, reference: Reference) -> None:
    read = laid_out(tmp_path, reference, {**TOP, **ROWS})
    assert read.reading.format == "wide workbook"
    assert read.value("in_care", "E06000002", "2016") == 11.0
    assert read.value("protected", "E06000001", "2016") == "c"
    assert read.cell("protected", "E06000002", "2015") == "E3"
    assert not read.stops


def test_the_same_under_a_title_is_read_as_a_titled_sheet(tmp_path: Path, reference: Reference) -> None:
    moved = {f"{address[0]}{int(address[1:]) + 3}": value for address, value in {**TOP, **ROWS}.items()}
    notes = {"A9": "Source: our own records", "A10": "1. Rounded"}
    read = laid_out(tmp_path, reference, {"A1": "Children known to us, by local authority", **moved, **notes})
    assert read.reading.format == "titled sheets"
    assert read.value("in_care", "E06000002", "2016") == 11.0
    assert read.reading.notes == (
        "title: Children known to us, by local authority",
        "note: Source: our own records",
        "note: 1. Rounded",
    )
    assert not read.stops


def test_a_column_without_periods_takes_the_one_of_the_title_and_says_so(
    tmp_path: Path, reference: Reference
) -> None:
    cells = {
        "A1": "Children known to us, 2016",
        **row(3, "Area", "Looked after", "Protected"),
        **row(4, "Middlesbrough", 11, 6),
    }
    read = laid_out(tmp_path, reference, cells)
    assert read.value("protected", "E06000002", "2016") == 6.0
    assert "the headings name no period: it was read from the title above, as 2016" in read.said


def test_two_heading_rows_and_no_period_anywhere_is_one_question(
    tmp_path: Path, reference: Reference
) -> None:
    cells = {
        "A1": "Children known to us",
        **row(3, None, "Looked after", None, "Protected"),
        **row(4, "Area", "Boys", "Girls", "Boys", "Girls"),
        **row(5, "Middlesbrough", 5, 6, 7, 8),
    }
    read = laid_out(tmp_path, reference, cells)
    assert stops(read) == [(Outcome.ASK, "sheet 'Sheet1', rows 3 to 4")]


def test_two_columns_for_one_measure_and_year_are_refused_by_both_cells(
    tmp_path: Path, reference: Reference
) -> None:
    read = laid_out(tmp_path, reference, {**TOP, **ROWS, "D2": 2015})
    assert stops(read) == [(Outcome.CELL, "Sheet1!C2 and Sheet1!D2")]


def test_figures_in_a_row_without_an_area_are_refused(tmp_path: Path, reference: Reference) -> None:
    read = laid_out(tmp_path, reference, {**TOP, **ROWS, **row(6, None, None, 11, 12, 13, 14)})
    assert stops(read) == [(Outcome.CELL, "Sheet1!A6")]


def test_a_second_table_on_the_sheet_is_refused_and_headings_that_come_again_are_not(
    tmp_path: Path, reference: Reference
) -> None:
    again = {address.replace("2", "6"): value for address, value in TOP.items() if address.endswith("2")}
    more = row(7, "North East", "E12000001", 100, 110, 50, 60)
    read = laid_out(tmp_path, reference, {**TOP, **ROWS, **again, **more})
    assert read.value("in_care", "E12000001", "2016") == 110.0
    other = {**row(6, None, None, 2010, 2011, 2012, 2013), **more}
    read = laid_out(tmp_path, reference, {**TOP, **ROWS, **other})
    assert stops(read) == [(Outcome.CELL, "Sheet1!A6")]
    assert "4 figures under it" in read.stops[0].found


def test_a_column_with_figures_and_no_heading_is_refused(tmp_path: Path, reference: Reference) -> None:
    wide = {f"{letter}{number}": 1 for letter in "HI" for number in (3, 4)}
    merged = {"A2": "Area", **{key: value for key, value in TOP.items() if key != "A2"}}
    path = write_laid_out(
        tmp_path / "ours.xlsx", {"Sheet1": {**merged, **ROWS, **wide}}, merged={"Sheet1": ["C1:D1", "E1:F1"]}
    )
    read = read_plain(path, reference=reference, plan=PLAN, **OURS)
    assert stops(read) == [(Outcome.CELL, "Sheet1!H3"), (Outcome.CELL, "Sheet1!I3")]


def test_a_heading_of_words_beside_the_figures_is_named_and_not_read(
    tmp_path: Path, reference: Reference
) -> None:
    cells = {**TOP, **ROWS, "G2": "Comment", "G3": "checked", "G4": "to be checked"}
    read = laid_out(tmp_path, reference, cells)
    assert "column not read: Comment" in read.said
    assert not read.stops


def test_a_sidecar_that_gives_one_indicator_to_several_measures_is_refused(
    tmp_path: Path, reference: Reference
) -> None:
    read = laid_out(tmp_path, reference, {**TOP, **ROWS}, sheets={"Sheet1": "in_care"})
    assert "2 different measures" in read.stops[0].found


def test_a_measure_that_a_person_has_named_is_found_by_its_headings(
    tmp_path: Path, reference: Reference
) -> None:
    cells = {**TOP, **ROWS, "C1": "CLA", "E1": "CPP"}
    read = laid_out(tmp_path, reference, cells, indicators={"CLA": "in_care", "CPP": "protected"})
    assert read.value("in_care", "E06000002", "2015") == 10.0
    assert not read.stops


def test_one_sheet_with_a_unit_over_its_years_is_about_its_title(
    tmp_path: Path, reference: Reference
) -> None:
    cells = {
        "A1": "Looked after",
        "B3": "numbers",
        **row(4, "Area", 2015, 2016),
        **row(5, "Middlesbrough", 10, 11),
    }
    read = laid_out(tmp_path, reference, cells)
    assert read.value("in_care", "E06000002", "2016") == 11.0


@pytest.mark.parametrize("blank", ["", "\n"])
def test_a_csv_with_titles_above_and_notes_below_is_read_by_line(published: Published, blank: str) -> None:
    text = f"Excess weight in Year 6,,\n,,\nArea,2009/10,2010/11\nMiddlesbrough,36.1,35.8\n{blank},,\nSource: a survey,,\n"
    read = published(text, **OURS)
    assert read.reading.format == "titled CSV"
    assert read.value("year6", "E06000002", "2010/11") == 35.8
    assert read.cell("year6", "E06000002", "2010/11") == "2010/11, line 4"
    assert "note: Source: a survey" in read.reading.notes
    assert not read.stops


def test_a_tidy_csv_under_a_title_is_read_by_line_too(published: Published) -> None:
    text = "Our figures,,,\nindicator,area,period,value\nyear6,Middlesbrough,2009/10,36.1\nyear6,Hartlepool,2009/10,12;3\n"
    read = published(text, **OURS)
    assert read.cell("year6", "E06000002", "2009/10") == "value, line 3"
    assert [problem.where for problem in read.stops] == ["value, line 4"]


def test_a_csv_with_headings_in_two_lines_names_its_cells_by_line(published: Published) -> None:
    text = ",Excess weight in Year 6,,Absence\nArea,2009/10,2010/11,May 2010\nMiddlesbrough,36.1,35.8,4.1\n"
    read = published(text, **OURS)
    assert read.reading.format == "wide CSV"
    assert read.cell("year6", "E06000002", "2010/11") == "2010/11, line 3"
    assert read.value("absence", "E06000002", "May 2010") == 4.1


def test_a_csv_of_16_137_columns_is_as_wide_as_what_it_holds(published: Published) -> None:
    empty = "," * 16_134
    text = f"Area,2009/10,2010/11{empty}\nMiddlesbrough,36.1,35.8{empty}\n"
    read = published(text, sheets={"": "year6"}, **OURS)
    assert read.figures["value"].tolist() == [36.1, 35.8]
    assert not read.stops


@pytest.mark.parametrize("odd", ["to be confirmed", "7.1p"])
def test_an_odd_cell_in_the_first_row_of_figures_is_no_heading(
    tmp_path: Path, reference: Reference, odd: str
) -> None:
    cells = {
        "A1": "Looked after",
        **row(3, "Area", 2016),
        **row(4, "Middlesbrough", odd),
        **row(5, "Hartlepool", 8),
    }
    read = laid_out(tmp_path, reference, cells)
    assert read.value("in_care", "E06000001", "2016") == 8.0
    assert [where for _, where in stops(read)] == ([] if odd == "7.1p" else ["Sheet1!B4"])
