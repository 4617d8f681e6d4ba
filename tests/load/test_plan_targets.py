"""The sheet Targets of a plan workbook: read, left out, and refused cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from oba.load.plans.plan_book import read_plan
from oba.model.period import Period, PeriodKind
from oba.model.plan import PlanBook
from oba.model.release import Outcome, Problem
from oba.model.target import Target
from oba.tasks.plan_workbook import SHEETS, write_plan_template, write_plan_workbook

Write = Callable[..., Path]
Cells = list[Any]
HEADS = list(SHEETS["Targets"])
AGREED = "Trust Board, 19 July 2010"
GOOD = ["low_income", None, "2012/13", 24.5, AGREED, "by stages"]


def indicator(key: str, kind: str, pooled: int = 1, lowest: Any = 0, highest: Any = 100) -> Cells:
    row = dict.fromkeys(SHEETS["Indicators"], "")
    row |= {
        "Key": key,
        "Indicator": key,
        "Theme": "poverty",
        "Outcome": "enough",
        "Standing": "headline",
        "Unit": "%",
        "Value type": "proportion",
        "Multiplier": 100,
        "Polarity": "low is good",
        "Period kind": kind,
        "Years pooled": pooled,
        "Lowest possible": lowest,
        "Highest possible": highest,
        "Lay definition": "Of every 100",
        "Technical definition": "One over the other",
    }
    return list(row.values())


@pytest.fixture
def read(write_book: Write) -> Callable[..., tuple[PlanBook | None, list[Problem]]]:
    """Read a small plan whose sheet Targets holds these rows."""

    def run(*rows: Cells, heads: Cells = HEADS) -> tuple[PlanBook | None, list[Problem]]:
        sheets = {
            "Plan": [
                ["Field", "Value"],
                ["Title", "A plan"],
                ["Trust", "A Trust"],
                ["Area (GSS code)", "E06000002"],
            ],
            "Themes": [["Key", "Theme"], ["poverty", "Reducing Child Poverty"]],
            "Outcomes": [
                ["Key", "Theme", "Outcome"],
                ["enough", "poverty", "Families in Middlesbrough have enough to live on."],
            ],
            "Indicators": [
                list(SHEETS["Indicators"]),
                indicator("low_income", "financial year"),
                indicator("pooled", "calendar year", pooled=3),
                indicator("any_number", "point in time", lowest="none", highest=None),
            ],
            "Areas": [
                ["Code", "Name", "Kind"],
                ["E06000002", "Middlesbrough", "local authority"],
                ["E92000001", "England", "country"],
            ],
            "Targets": [heads, *rows],
        }
        return read_plan(write_book(sheets))

    return run


def year(first: int, kind: PeriodKind = PeriodKind.FINANCIAL_YEAR, years: int = 1) -> Period:
    return Period.year(first, kind=kind, years=years)


def test_a_target_without_an_area_is_for_the_plans_own(read) -> None:
    book, problems = read(GOOD, ["low_income", "E92000001", "2012/13", 20, "Child Poverty Act 2010"])
    assert not problems
    assert book is not None
    assert book.targets == (
        Target("low_income", "E06000002", year(2012), 24.5, AGREED, "by stages"),
        Target("low_income", "E92000001", year(2012), 20.0, "Child Poverty Act 2010"),
    )


def test_periods_are_read_by_the_kind_and_the_pooling_of_the_indicator(read) -> None:
    rows = (
        ["pooled", None, "2010 - 12", 5, AGREED],
        ["any_number", None, datetime.fromisoformat("2013-03-31"), "-1,200.5", AGREED],
    )
    book, problems = read(*rows)
    assert not problems
    assert book is not None
    assert [(one.period.label, one.value) for one in book.targets] == [
        ("2010 to 2012", 5.0),
        ("31 March 2013", -1200.5),
    ]


@pytest.mark.parametrize("rows", [(), ([None] * 6, ["", " ", None])])
def test_an_empty_sheet_has_no_targets(rows, read) -> None:
    book, problems = read(*rows)
    assert not problems
    assert book is not None
    assert book.targets == ()


WRONG = [
    ("Indicator", None, "Targets!A2", "the indicator"),
    ("Indicator", "low_incme", "Targets!A2", "the key of an indicator: low_income, pooled"),
    ("Indicator", "=1+1", "Targets!A2", "the indicator"),
    ("Indicator", "low_income; pooled", "Targets!A2", "the key of an indicator"),
    ("Area", "Middlesbrough", "Targets!B2", "the key of an area: E06000002"),
    ("Period", None, "Targets!C2", "a financial year"),
    ("Period", "2012", "Targets!C2", "a financial year such as"),
    ("Period", "soon", "Targets!C2", "a financial year"),
    ("Period", "2012/14", "Targets!C2", "a financial year"),
    ("Period", 1e12, "Targets!C2", "a financial year"),
    ("Value", None, "Targets!D2", "the value aimed at"),
    ("Value", "about 20", "Targets!D2", "a number"),
    ("Value", "20-25", "Targets!D2", "a number"),
    ("Value", "[c]", "Targets!D2", "a number"),
    ("Value", "1e999", "Targets!D2", "a number"),
    ("Value", -0.5, "Targets!D2", "a value from 0 to 100"),
    ("Value", 100.5, "Targets!D2", "a value from 0 to 100"),
    ("Source or who agreed", None, "Targets!E2", "the source or who agreed"),
    ("Source or who agreed", " \xa0 ", "Targets!E2", "the source or who agreed"),
]


@pytest.mark.parametrize(("column", "value", "where", "expected"), WRONG)
def test_a_wrong_cell_is_named_with_what_was_expected_and_what_to_do(
    column, value, where, expected, read
) -> None:
    row = list(GOOD)
    row[HEADS.index(column)] = value
    book, problems = read(row)
    assert book is None
    assert [(one.outcome, one.where) for one in problems] == [(Outcome.CELL, where)]
    assert expected in problems[0].expected
    assert problems[0].found.startswith("found ")
    assert problems[0].remedy


def test_every_wrong_cell_of_a_row_is_named(read) -> None:
    _, problems = read(["no", "no", "no", "no", None], GOOD)
    assert [one.where for one in problems] == ["Targets!A2", "Targets!B2", "Targets!E2", "Targets!D2"]


def test_two_targets_for_one_period_of_a_curve_are_refused_naming_both(read) -> None:
    again = ["low_income", "E06000002", "2012-13", 20, AGREED]
    other = ["low_income", "E92000001", "2012/13", 20, AGREED]
    book, problems = read(GOOD, other, again)
    assert book is None
    assert [one.where for one in problems] == ["Targets!D2 and Targets!D4"]
    assert "both are the target of 'low_income' for 2012/13" in problems[0].found


def test_a_missing_column_is_named(read) -> None:
    _, problems = read(GOOD[:4], heads=HEADS[:4])
    assert [one.where for one in problems] == ["sheet 'Targets'"]
    assert "Source or who agreed" in problems[0].found


def test_a_plan_with_targets_is_written_and_read_the_same(read, tmp_path: Path) -> None:
    book, _ = read(GOOD)
    assert book is not None
    odd = Target("pooled", "E92000001", year(2010, PeriodKind.CALENDAR_YEAR, 3), 0.3, "=1+1", "@home")
    book = replace(book, targets=(*book.targets, odd))
    path = tmp_path / "again.xlsx"
    path.write_bytes(write_plan_workbook(book))
    assert read_plan(path) == (book, [])


def test_the_blank_plan_has_an_empty_sheet_for_targets_that_offers_keys(tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(write_plan_template())
    sheet = load_workbook(path)["Targets"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [HEADS]
    offered = {str(one.sqref).split(":")[0]: one.formula1 for one in sheet.data_validations.dataValidation}
    assert offered == {"A2": "Indicators!$A$2:$A$400", "B2": "Areas!$A$2:$A$400"}
