"""Tests of the checks on figures: each finds what it is for, by cell, and leaves the rest alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from oba.load.checks import list_checks, list_file_checks, list_row_checks
from oba.load.reference import Reference
from oba.model.area import Area, AreaKind
from oba.model.indicator import ValueType
from oba.model.period import Period, PeriodKind
from oba.model.release import Outcome, Problem, QuestionKind, Source
from tests.load.conftest import make_indicator

CALENDAR = PeriodKind.CALENDAR_YEAR
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
    assert ["share years" in one.found for one in find(*rows)] == [True]


def test_a_tenfold_jump_is_asked_about_until_the_sidecar_accepts_it(find: Find) -> None:
    rows = [["spending", "Middlesbrough", "2009/10", 1.5], ["spending", "Middlesbrough", "2010/11", 1500]]
    assert [(problem.outcome, problem.where) for problem in find(*rows)] == [(Outcome.ASK, "Value, line 3")]
    assert find(*rows, accepted=("Value, line 3",)) == []


def test_what_is_asked_names_the_figure_so_that_another_one_in_its_cell_is_asked_about_again(
    find: Find,
) -> None:
    first = ["spending", "Middlesbrough", "2009/10", 1.5]
    (asked,) = find(first, ["spending", "Middlesbrough", "2010/11", 1500])
    assert asked.question is not None
    assert asked.question.kind is QuestionKind.ACCEPT
    assert asked.why
    accepted = (asked.question.subject,)
    assert find(first, ["spending", "Middlesbrough", "2010/11", 1500], accepted=accepted) == []
    assert find(first, ["spending", "Middlesbrough", "2010/11", 2500], accepted=accepted) != []


AREAS = ("Middlesbrough", "Hartlepool", "Stockton-on-Tees", "North East", "England")


def across(key: str, period: str, values: list[Any], *rest: Any) -> list[list[Any]]:
    return [[key, area, period, value, *rest] for area, value in zip(AREAS, values, strict=False)]


def test_a_column_in_another_unit_is_asked_about_once_and_not_area_by_area(find: Find) -> None:
    rows = across("spending", "2009/10", [12, 15, 9, 80]) + across(
        "spending", "2010/11", [12_500, 14_900, 9_300, 81_000]
    )
    (asked,) = find(*rows)
    assert asked.outcome is Outcome.ASK
    assert asked.where == "Value, line 6"
    assert "4 figures of spending are about 1,000 times those before 2010/11" in asked.found
    assert asked.question is not None
    assert find(*rows, accepted=(asked.question.subject,)) == []


def test_a_break_that_the_publisher_marks_is_no_jump(write_csv: Write, read: Read) -> None:
    rows = [
        ["Indicator", "Area", "Period", "Value"],
        ["spending", "England", "2009/10", "1.5"],
        ["spending", "England", "2010/11", "1500 [b]"],
    ]
    assert [one for one in read(write_csv(rows))[1] if one.stops] == []


def test_a_figure_that_is_missing_inside_a_series_is_a_gap(find: Find) -> None:
    rows = [["change", "England", year, text] for year, text in YEARS_WITH_A_HOLE]
    told = [one for one in find(*rows) if one.outcome is Outcome.NOTE]
    assert [(one.where, "1 of its figures" in one.found) for one in told] == [("Value, line 3", True)]


YEARS_WITH_A_HOLE = [("2009/10", 25), ("2010/11", "[c]"), ("2011/12", 30), ("2012/13", "[x]")]


def test_a_period_copied_from_the_one_before_is_noted(find: Find) -> None:
    copied = [12.5, 15.25, 9.75, 18.5]
    rows = across("change", "2009/10", copied) + across("change", "2010/11", copied)
    assert ["all 4 series of change have the value" in one.found for one in find(*rows)] == [True]
    rows[-1][3] = 19
    assert find(*rows) == []


def test_a_hundred_everywhere_is_no_copy(find: Find) -> None:
    rows = [row for year in ("2009/10", "2010/11") for row in across("year6", year, [100] * 5)]
    assert find(*rows) == []


def test_pooled_years_are_said_to_share_data(find: Find) -> None:
    rows = [["alcohol", "England", period, 5.5] for period in ("2010/11-12/13", "2011/12-13/14")]
    assert ["1 of its 2 figures share years" in one.found for one in find(*rows)] == [True]


def test_counts_of_different_days_of_the_year_are_asked_about(find: Find) -> None:
    rows = [["plans", "England", f"31 March {year}", year - 1950] for year in (2009, 2010, 2011)]
    assert find(*rows) == []
    asked = [one for one in find(*rows, ["plans", "England", "30 September 2012", 61]) if one.stops]
    assert [(one.outcome, one.where) for one in asked] == [(Outcome.ASK, "Value, line 5")]


def test_counts_taken_twice_a_year_are_of_one_kind(find: Find) -> None:
    rows = [
        ["plans", "England", f"{day} {year}", 50]
        for year in (2009, 2010)
        for day in ("31 March", "30 September")
    ]
    assert [one for one in find(*rows) if one.stops] == []


def test_a_small_count_is_asked_about_once_an_indicator(find: Find) -> None:
    rows = [
        ["plans", "England", f"31 March {year}", value] for year, value in ((2010, 3), (2011, 4), (2012, 5))
    ]
    (asked,) = find(*rows)
    assert (asked.outcome, asked.where) == (Outcome.ASK, "Value, line 2")
    assert "2 counts of plans are from 1 to 4" in asked.found
    assert find(*rows, accepted=("small numbers, plans",)) == []
    (beside,) = find(["year6", "Middlesbrough", "2009/10", 3, "", "", 3, 100])
    assert "1 counts of year6" in beside.found


@pytest.mark.parametrize(
    "row",
    [
        ["plans", "England", "31 March 2010", 0],
        ["plans", "England", "31 March 2010", 5],
        ["spending", "England", "2009/10", 3],
        ["conceptions", "England", "2010", 3],
    ],
)
def test_what_is_no_small_count_of_people_is_not_asked_about(find: Find, row: list[Any]) -> None:
    assert find(row) == []


HELD = {
    ("conceptions", "E06000002"): {
        Period.year(year, kind=CALENDAR).key: 40.0 + year % 10 for year in range(2010, 2016)
    }
}


def tell(values: dict[int, float], **facts: Any) -> list[Problem]:
    """What the checks on series tell of Middlesbrough's conceptions, when the store holds HELD."""
    indicator = make_indicator(
        "conceptions", period_kind=CALENDAR, value_type=ValueType.CRUDE_RATE, unit="per 1,000", **facts
    )
    reference = Reference(
        indicators=[indicator],
        areas=[Area("E06000002", "Middlesbrough", AreaKind.LOCAL_AUTHORITY)],
        today=date(2020, 6, 1),
        held=HELD,
    )
    named = dict.fromkeys(("indicator", "area", "breakdown"), "")
    named |= {"indicator": "conceptions", "area": "E06000002"}
    figures = pd.DataFrame(
        {
            **{name: pd.Categorical([text] * len(values)) for name, text in named.items()},
            "period": [Period.year(year, kind=CALENDAR).key for year in values],
            "value": list(values.values()),
            "number": range(len(values)),
            "break": [False] * len(values),
        }
    )
    source = Source(publisher="p", title="t")
    return [
        problem
        for check in list_file_checks()
        for problem in check.check(
            figures, reference=reference, source=source, where=lambda number: f"figure {number}"
        )
    ]


def test_a_release_in_another_unit_than_the_figures_held_is_asked_about() -> None:
    asked = tell({year: 1000 * (40.0 + year % 10) for year in range(2010, 2016)})
    assert any(
        "6 figures of conceptions are about 1,000 times the figures held" in one.found for one in asked
    )


def test_a_history_rewritten_by_a_tenth_is_asked_about_and_a_small_revision_is_noted() -> None:
    (asked,) = tell({year: 0.8 * (40.0 + year % 10) for year in range(2010, 2016)})
    assert asked.outcome is Outcome.ASK
    assert "6 of 6 figures of conceptions that are held are revised, by 20.0% in the middle" in asked.found
    (noted,) = tell({year: 40.0 + year % 10 + (0.4 if year == 2012 else 0) for year in range(2010, 2016)})
    assert (noted.outcome, noted.where) == (Outcome.NOTE, "figure 2")
    assert "1 of 6" in noted.found
    assert tell({year: 40.0 + year % 10 for year in range(2010, 2016)}) == []


def test_a_single_new_year_is_held_against_the_store() -> None:
    (asked,) = tell({2016: 460.0})
    assert "460 for 2016 after 45 for 2015" in asked.found
    assert tell({2016: 46.0}) == []


def test_a_file_without_the_figures_that_were_due_is_noted() -> None:
    same = {year: 40.0 + year % 10 for year in range(2010, 2016)}
    (noted,) = tell(same, next_release=date(2020, 3, 1))
    assert "held already; newer ones were due on 1 March 2020" in noted.found
    assert tell(same | {2016: 44.0}, next_release=date(2020, 3, 1)) == []
    assert tell(same, next_release=date(2020, 9, 1)) == []


def test_a_jump_between_two_areas_is_none(find: Find) -> None:
    assert find(["spending", "Middlesbrough", "2009/10", 1.5], ["spending", "England", "2009/10", 1500]) == []


def test_a_nought_among_large_values_is_kept_and_noted(find: Find) -> None:
    rows = [
        ["spending", "Middlesbrough", year, value]
        for year, value in (("2009/10", 25), ("2010/11", 0), ("2011/12", 30))
    ]
    problems = find(*rows)
    assert [(problem.outcome, problem.where) for problem in problems] == [(Outcome.NOTE, "Value, line 3")]


def test_a_country_far_from_its_areas_is_asked_about(find: Find) -> None:
    areas = [
        ("Middlesbrough", 43.2),
        ("Hartlepool", 40.1),
        ("Stockton-on-Tees", 38.0),
        ("North East", 41.7),
        ("England", 307.1),
    ]
    problems = find(*(["conceptions", area, "2010", value] for area, value in areas))
    assert [(problem.outcome, problem.where) for problem in problems] == [(Outcome.ASK, "Value, line 6")]
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


def test_wrong_figures_of_one_comparator_are_left_out_when_a_person_says_so(
    write_csv: Any, read: Any
) -> None:
    towns = [["conceptions", area, "2010", 40] for area in ("E06000001", "E06000002", "E06000004")]
    rows = [["indicator", "area code", "period", "value"], *towns, ["conceptions", "E92000001", "2010", 400]]
    figures, problems, _ = read(write_csv(rows))
    (asked,) = [one for one in problems if one.stops]
    assert "400 for England" in asked.found
    assert asked.question is not None
    for answer, kept in (("leave out", 3), ("yes", 4)):
        figures, problems, _ = read(write_csv(rows), areas={asked.question.subject: answer})
        assert len(figures) == kept
        assert not [one for one in problems if one.stops]


def test_one_odd_year_of_a_comparator_is_noted_and_not_asked_about(find: Find) -> None:
    towns = ("Middlesbrough", "Hartlepool", "Stockton-on-Tees")
    usual = [["conceptions", town, str(year), 40] for town in towns for year in (2009, 2010, 2011)]
    odd = [
        ["conceptions", "England", str(year), value] for year, value in ((2009, 41), (2010, 400), (2011, 42))
    ]
    (told,) = [one for one in find(*usual, *odd) if "England" in one.found]
    assert told.outcome is Outcome.NOTE
