"""Tests of the checks on figures: each finds what it is for, by cell, and leaves the rest alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oba.load.checks import list_checks, list_file_checks, list_row_checks
from oba.model.release import Outcome, Problem

Write = Callable[..., Path]
Read = Callable[..., Any]
COLUMNS = ["Indicator", "Area", "Period", "Value", "Lower", "Upper", "Numerator", "Denominator"]


@pytest.fixture
def find(write_csv: Write, read: Read) -> Callable[..., list[Problem]]:
    """What is told of rows, each given by the columns that matter."""

    def work(*rows: list[Any], **said: Any) -> list[Problem]:
        table = [COLUMNS, *([*row, *[""] * (len(COLUMNS) - len(row))] for row in rows)]
        problems: list[Problem] = read(write_csv(table), **said)[1]
        return [problem for problem in problems if problem.outcome is not Outcome.FIX]

    return work


Find = Callable[..., list[Problem]]


def test_every_check_has_a_name_of_its_own_and_runs_on_rows_or_on_series() -> None:
    names = [check.NAME for check in list_checks()]
    assert len(names) == len(set(names))
    assert sorted(names) == sorted(check.NAME for check in [*list_row_checks(), *list_file_checks()])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["year6", "Middlesbrough", "2009/10", 140], "value of 140"),
        (["year6", "Middlesbrough", "2009/10", -1.5], "value of -1.5"),
        (["conceptions", "Middlesbrough", "2010", -0.1], "value of -0.1"),
        (["conceptions", "Middlesbrough", "2010", 45, "", "", 5, 0], "denominator of 0"),
        (["conceptions", "Middlesbrough", "2010", 45, "", "", -5, 100], "numerator of -5"),
        (["year6", "Middlesbrough", "2009/10", 60, "", "", 120, 100], "numerator of 120"),
        (["year6", "Middlesbrough", "2009/10", 36.1, "", "", 300, 1000], "300 of 1,000 gives 30"),
        (["year6", "Middlesbrough", "2009/10", 36.1, 37, 38], "interval from 37 to 38"),
        (["year6", "Middlesbrough", "2009/10", 36.1, 38, 34], "interval from 38 to 34"),
    ],
)
def test_an_impossible_figure_is_refused_by_its_cell(find: Find, row: list[Any], said: str) -> None:
    stopping = [problem for problem in find(row) if problem.stops]
    assert stopping
    assert all(problem.where == "Value, line 2" and problem.outcome is Outcome.CELL for problem in stopping)
    assert any(said in problem.found for problem in stopping)


@pytest.mark.parametrize(
    "row",
    [
        ["year6", "Middlesbrough", "2009/10", 100],
        ["year6", "Middlesbrough", "2009/10", 0],
        ["conceptions", "Middlesbrough", "2010", 140],
        ["change", "Middlesbrough", "2009/10", -12.3],
        ["year6", "Middlesbrough", "2009/10", 36.1, "", "", 361, 1000],
        ["year6", "Middlesbrough", "2009/10", 36, "", "", 361, 1000],
        ["year6", "Middlesbrough", "2009/10", "36.10000000000001", "", "", 361, 1000],
        ["year6", "Middlesbrough", "2009/10", 24.5, "", "", 15130, 61840],
        ["year6", "Middlesbrough", "2009/10", 19, "", "", 56, 295],
        ["conceptions", "Middlesbrough", "2010", "172.5454268", "", "", 4520, 26196],
        ["year6", "Middlesbrough", "2009/10", 36.1, 36.14, 38],
        ["year6", "Middlesbrough", "2009/10", "[c]", "", "", "", 1000],
    ],
)
def test_a_possible_figure_passes(find: Find, row: list[Any]) -> None:
    assert find(row, symbols={}) == [problem for problem in find(row) if problem.outcome is Outcome.MARK]


def test_a_count_rounded_to_ten_may_miss_the_value_by_as_much_and_no_more(find: Find) -> None:
    assert not find(["year6", "Middlesbrough", "2009/10", 32.5, "", "", 10, 30])
    assert find(["year6", "Middlesbrough", "2009/10", 90.5, "", "", 10, 30])


def test_a_gap_is_a_note_that_counts_the_series(find: Find) -> None:
    rows = [
        ["year6", area, year, 36.1]
        for area in ("Middlesbrough", "England")
        for year in ("2018/19", "2021/22")
    ]
    problems = find(*rows)
    assert [(problem.outcome, problem.where) for problem in problems] == [(Outcome.NOTE, "year6")]
    assert "2018/19 and 2021/22 in 2 series" in problems[0].found


def test_pooled_years_that_follow_each_other_are_no_gap(find: Find) -> None:
    rows = [
        ["alcohol", "England", f"{year}/{year + 1 - 2000:02d}-{year + 2 - 2000:02d}/{year + 3 - 2000:02d}", 5]
        for year in (2010, 2011, 2012)
    ]
    assert find(*rows) == []


def test_a_tenfold_jump_is_asked_about_until_the_sidecar_accepts_it(find: Find) -> None:
    rows = [["spending", "Middlesbrough", "2009/10", 1.5], ["spending", "Middlesbrough", "2010/11", 1500]]
    assert [(problem.outcome, problem.where) for problem in find(*rows)] == [(Outcome.ASK, "Value, line 3")]
    assert find(*rows, accepted=("Value, line 3",)) == []


def test_a_jump_between_two_areas_is_none(find: Find) -> None:
    assert find(["spending", "Middlesbrough", "2009/10", 1.5], ["spending", "England", "2009/10", 1500]) == []


def test_a_nought_among_large_values_is_kept_and_noted(find: Find) -> None:
    rows = [
        ["spending", "Middlesbrough", year, value]
        for year, value in (("2009/10", 25), ("2010/11", 0), ("2011/12", 30))
    ]
    problems = find(*rows)
    assert [(problem.outcome, problem.where) for problem in problems] == [(Outcome.NOTE, "Value, line 3")]


def test_a_country_far_from_its_areas_is_noted(find: Find) -> None:
    areas = [
        ("Middlesbrough", 43.2),
        ("Hartlepool", 40.1),
        ("Stockton-on-Tees", 38.0),
        ("North East", 41.7),
        ("England", 307.1),
    ]
    problems = find(*(["conceptions", area, "2010", value] for area, value in areas))
    assert [(problem.outcome, problem.where) for problem in problems] == [(Outcome.NOTE, "Value, line 6")]
    assert "England" in problems[0].found


def test_shares_in_a_percentage_are_asked_about(find: Find) -> None:
    rows = [
        ["year6", "Middlesbrough", f"{year}/{year + 1 - 2000:02d}", 0.3 + year / 100_000]
        for year in range(2010, 2014)
    ]
    problems = find(*rows)
    assert [problem.outcome for problem in problems] == [Outcome.ASK]
    assert "0.424" in problems[0].expected
    assert find(*rows, accepted=(problems[0].where,)) == []


def test_the_same_figure_twice_is_read_once_and_two_that_differ_are_refused(
    write_csv: Write, read: Read
) -> None:
    rows = [["Indicator", "Area", "Period", "Value"], ["year6", "Middlesbrough", "2009/10", 36.1]]
    same, problems, _ = read(write_csv([*rows, ["year6", "806", "2009-10", "36.10"]]))
    assert len(same) == 1
    assert not [problem for problem in problems if problem.stops]
    _, problems, _ = read(write_csv([*rows, ["year6", "806", "2009-10", "36.2"]]))
    stopping = [problem for problem in problems if problem.stops]
    assert [problem.where for problem in stopping] == ["Value, line 2 and Value, line 3"]


def test_many_refusals_of_one_kind_are_listed_in_part_and_counted(find: Find) -> None:
    years = [f"{year}/{(year + 1) % 100:02d}" for year in range(1951, 2041)]
    stopping = [
        problem
        for problem in find(*(["year6", "Middlesbrough", year, 140] for year in years))
        if problem.stops
    ]
    assert len(stopping) == 51
    assert "40 more" in stopping[-1].found
