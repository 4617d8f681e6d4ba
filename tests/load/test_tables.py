"""Tests of finding a table among titles, footnotes, blank rows and columns that are not ours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oba.load.headers import Role, find_columns
from oba.model.release import Outcome, Problem

Write = Callable[..., Path]
Read = Callable[..., Any]


def stopping(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.stops]


def test_footnotes_end_the_table_and_are_kept_as_notes(write_book: Write, read: Read) -> None:
    rows = [
        ["Area", "2009/10"],
        ["Middlesbrough", 36.1],
        [],
        ["Notes"],
        ["1. Rounded to one decimal"],
        ["Source: a survey"],
    ]
    figures, problems, reading = read(write_book({"year6": rows}))
    assert len(figures) == 1
    assert reading.notes == ("note: Notes", "note: 1. Rounded to one decimal", "note: Source: a survey")
    assert not stopping(problems)


def test_a_source_line_right_under_the_table_is_a_footnote_too(write_book: Write, read: Read) -> None:
    figures, problems, _ = read(
        write_book({"year6": [["Area", "2009/10"], ["Middlesbrough", 36.1], ["Source: a survey"]]})
    )
    assert (len(figures), stopping(problems)) == (1, [])


def test_figures_below_the_footnotes_are_refused_by_row(write_book: Write, read: Read) -> None:
    rows = [["Area", "2009/10"], ["Middlesbrough", 36.1], [], ["Source: a survey"], ["Hartlepool", 35.0]]
    _, problems, _ = read(write_book({"year6": rows}))
    assert [problem.where for problem in stopping(problems)] == ["year6!row 5"]


def test_blank_rows_in_the_middle_are_passed_over(write_book: Write, read: Read) -> None:
    rows = [["Area", "2009/10", "2010/11"], ["Middlesbrough", 36.1, 35.9], [], ["Hartlepool", 35.0, 34.1]]
    figures, problems, _ = read(write_book({"year6": rows}))
    assert figures["area"].tolist() == ["E06000002", "E06000002", "E06000001", "E06000001"]
    assert not stopping(problems)


def test_columns_that_mean_nothing_to_us_are_named_and_not_read(write_book: Write, read: Read) -> None:
    rows = [["Area", "Rank", "2009/10", "Trend"], ["Middlesbrough", 3, 36.1, "up"]]
    _, problems, _ = read(write_book({"year6": rows}))
    assert [problem.found for problem in problems] == ["columns not read: Rank, Trend"]


def test_a_column_with_figures_and_no_header_is_refused(write_book: Write, read: Read) -> None:
    _, problems, _ = read(write_book({"year6": [["Area", "2009/10"], ["Middlesbrough", 36.1, 35.0]]}))
    assert [(problem.outcome, problem.where) for problem in stopping(problems)] == [
        (Outcome.CELL, "year6!C2")
    ]


def test_two_columns_headed_value_are_refused(write_book: Write, read: Read) -> None:
    rows = [
        ["Indicator", "Area", "Period", "Value", "value"],
        ["year6", "Middlesbrough", "2009/10", 36.1, 35.0],
    ]
    _, problems, _ = read(write_book({"Data": rows}))
    assert "'Value' and 'value'" in stopping(problems)[0].found


def test_two_columns_headed_with_one_period_are_refused(write_book: Write, read: Read) -> None:
    rows = [["Area", "2009/10", "2010/11", "2009/10"], ["Middlesbrough", 36.1, 35.0, 34.0]]
    _, problems, _ = read(write_book({"year6": rows}))
    assert "year6!B1 and year6!D1" in [problem.where for problem in stopping(problems)]


def test_two_header_rows_over_periods_are_read_as_a_measure_and_a_period(
    write_book: Write, read: Read
) -> None:
    rows = [
        ["Table 1: Children looked after"],
        ["LA Code", None, None, "numbers", None, "rates"],
        [None, None, None, "2009/10", "2010/11", "2009/10", "2010/11"],
        ["E06000002", 806, "Middlesbrough", 355, 360, 11.1, 11.4],
    ]
    _, problems, reading = read(write_book({"LAA1": rows}))
    assert not stopping(problems)
    assert [(one.measure.name, one.first, one.last) for one in reading.measures] == [
        ("Children looked after: numbers", "2009/10", "2010/11"),
        ("Children looked after: rates", "2009/10", "2010/11"),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Excess weight in Year 6",
        "year6",
        "Table 12a: excess weight in year 6",
        "Table 3 - Excess weight in Year 6",
    ],
)
def test_the_indicator_is_found_in_a_title(write_book: Write, read: Read, title: str) -> None:
    figures, problems, _ = read(
        write_book({"Sheet1": [[title], [], ["Area", "2009/10"], ["Middlesbrough", 36.1]]})
    )
    assert figures["indicator"].tolist() == ["year6"]
    assert not stopping(problems)


def test_a_sheet_that_says_no_indicator_is_refused_with_what_to_write(write_book: Write, read: Read) -> None:
    _, problems, _ = read(write_book({"Sheet1": [["Area", "2009/10"], ["Middlesbrough", 36.1]]}))
    assert '"Sheet1" =' in stopping(problems)[0].remedy


def test_the_sidecar_says_which_indicator_a_sheet_holds_and_other_sheets_are_not_read(
    write_book: Write, read: Read
) -> None:
    sheet = [["Area", "2009/10"], ["Middlesbrough", 36.1]]
    figures, problems, _ = read(write_book({"A": sheet, "B": sheet}), sheets={"A": "year6"})
    assert figures["sheet"].tolist() == ["A"]
    assert any(problem.where == "sheet 'B'" for problem in problems)


@pytest.mark.parametrize(
    ("sheets", "said"), [({"C": "year6"}, "no table was found"), ({"A": "yaer6"}, "found 'yaer6'")]
)
def test_a_sidecar_that_is_wrong_about_a_sheet_stops_the_load(
    write_book: Write, read: Read, sheets: dict[str, str], said: str
) -> None:
    _, problems, _ = read(write_book({"A": [["Area", "2009/10"], ["Middlesbrough", 36.1]]}), sheets=sheets)
    assert said in stopping(problems)[0].found


def test_a_periods_flag_in_the_header_marks_every_figure_under_it(write_book: Write, read: Read) -> None:
    figures, _, _ = read(
        write_book(
            {"year6": [["Area", "2009/10", "2010/11 (provisional)"], ["Middlesbrough", 36.1, "35 [r]"]]}
        )
    )
    assert figures["marker"].tolist() == ["", "p r"]


def test_a_blank_cell_under_a_period_is_a_missing_figure(write_book: Write, read: Read) -> None:
    figures, _, _ = read(
        write_book({"year6": [["Area", "2009/10", "2010/11"], ["Middlesbrough", 36.1, None]]})
    )
    assert figures["marker"].tolist() == ["", "blank"]
    assert figures["value"].isna().tolist() == [False, True]


def test_a_column_named_measure_names_the_indicator_where_no_other_does() -> None:
    assert find_columns(["Area", "Measure", "2009/10"]).places[Role.INDICATOR] == 1
    assert find_columns(["Measure", "Indicator", "Area"]).places[Role.INDICATOR] == 1
    assert find_columns(["Measure", "Indicator", "Area"]).others == [0]
