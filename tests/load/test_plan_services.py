"""The sheets Services, Measures and Budgets: read when right, each wrong cell named, and kept apart from indicators."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from oba.load.plans.plan_book import read_plan
from oba.model.action import Funding
from oba.model.indicator import Polarity, ValueType
from oba.model.performance import PerformanceMeasure, Quadrant, Service, ServiceBook, ServiceBudget
from oba.model.period import PeriodKind
from oba.model.release import Outcome
from oba.tasks.plan_workbook import write_plan_template, write_plan_workbook
from tests.load.test_plan_book import WHOLE

Sheets = dict[str, list[list[Any]]]
Write = Callable[..., Path]

EXAMPLE: Sheets = {
    "Services": [
        ["Key", "Service", "Lead partner", "Customers", "What it does", "Outcomes"],
        ["visits", "Example: home visits", "council", "Parents of babies", "Visits at home", "enough"],
    ],
    "Measures": [
        ["Key", "Service", "Measure", "Quadrant", "Unit", "Polarity"],
        ["visited", "visits", "Families visited", "how much did we do", "families", None],
        ["coping", "visits", "Parents who cope", "is anyone better off: %", "% of parents", "high is good"],
    ],
    "Budgets": [
        ["Service", "Year", "Partner", "Amount", "Funding", "Shared with", "Note"],
        ["visits", "2010/11", "council", 45000, "pooled", "nhs", None],
        ["visits", "2010/11", "nhs", "not known", "aligned", "council", "to be agreed"],
        ["visits", "2011/12", "council", 0, None, None, None],
    ],
}


@pytest.fixture
def sheets() -> Sheets:
    found = copy.deepcopy({**WHOLE, **EXAMPLE})
    found["Partners"] = [["Key", "Partner"], ["council", "Council"], ["nhs", "NHS"]]
    return found


def test_services_their_measures_and_budgets_are_read(sheets: Sheets, write_book: Write) -> None:
    book, problems = read_plan(write_book(sheets))
    assert problems == []
    assert book is not None
    assert book.services.given
    assert book.services == ServiceBook(
        services=(
            Service(
                "visits",
                "Example: home visits",
                "council",
                "Parents of babies",
                "Visits at home",
                ("enough",),
                2,
            ),
        ),
        measures=(
            PerformanceMeasure(
                "visited",
                "visits",
                "Families visited",
                Quadrant.HOW_MUCH,
                "families",
                ValueType.COUNT,
                Polarity.NO_JUDGEMENT,
                PeriodKind.FINANCIAL_YEAR,
                order=2,
            ),
            PerformanceMeasure(
                "coping",
                "visits",
                "Parents who cope",
                Quadrant.BETTER_OFF_SHARE,
                "% of parents",
                ValueType.PROPORTION,
                Polarity.HIGH_IS_GOOD,
                PeriodKind.FINANCIAL_YEAR,
                multiplier=100.0,
                order=3,
            ),
        ),
        budgets=(
            ServiceBudget("visits", "2010/11", "council", 45000.0, Funding.POOLED, ("nhs",)),
            ServiceBudget("visits", "2010/11", "nhs", None, Funding.ALIGNED, ("council",), "to be agreed"),
            ServiceBudget("visits", "2011/12", "council", 0.0),
        ),
    )


WRONG = [
    ("Services", 6, "low_income", "Services!F2", "'low_income' is an indicator"),
    ("Services", 6, "nowhere", "Services!F2", "found 'nowhere'"),
    ("Services", 3, "Council", "Services!C2", "found 'Council'"),
    ("Services", 2, None, "Services!B2", "found nothing"),
    ("Measures", 1, "low_income", "Measures!A2", "'low_income' is an indicator of the plan"),
    ("Measures", 1, "coping", "Measures!A2 and Measures!A3", "both say 'coping'"),
    ("Measures", 2, "elsewhere", "Measures!B2", "found 'elsewhere'"),
    ("Measures", 4, "how good", "Measures!D2", "found 'how good'"),
    ("Measures", 5, None, "Measures!E2", "found nothing"),
    ("Budgets", 2, "2010", "Budgets!B2", "2010"),
    ("Budgets", 3, "police", "Budgets!C2", "found 'police'"),
    ("Budgets", 4, "lots", "Budgets!D2", "found 'lots'"),
    ("Budgets", 4, -1, "Budgets!D2", "found -1"),
    ("Budgets", 5, "shared", "Budgets!E2", "found 'shared'"),
    ("Budgets", 6, None, "Budgets!F2", "found nothing"),
    ("Budgets", 6, "council", "Budgets!F2", "found 'council'"),
    ("Budgets", 5, None, "Budgets!F2", "found 'nhs'"),
]


@pytest.mark.parametrize(("sheet", "column", "content", "where", "found"), WRONG)
def test_a_wrong_cell_is_named(
    sheets: Sheets, write_book: Write, sheet: str, column: int, content: Any, where: str, found: str
) -> None:
    sheets[sheet][1][column - 1] = content
    book, problems = read_plan(write_book(sheets))
    assert book is None
    assert any(one.where == where and found in one.found and one.remedy for one in problems), problems


@pytest.mark.parametrize(
    ("quadrant", "kind", "allowed"),
    [
        ("is anyone better off: %", "count", False),
        ("is anyone better off: %", "proportion", True),
        ("is anyone better off: number", "proportion", False),
        ("is anyone better off: number", "count", True),
        ("how well did we do it", "mean", True),
        ("how much did we do", "count", True),
    ],
)
def test_a_number_and_a_share_are_never_one_measure(
    sheets: Sheets, write_book: Write, quadrant: str, kind: str, allowed: bool
) -> None:
    sheets["Measures"][0].append("Value type")
    sheets["Measures"][1][3:4] = [quadrant]
    sheets["Measures"][1].append(kind)
    book, problems = read_plan(write_book(sheets))
    assert (book is not None) is allowed, problems


def test_a_workbook_without_the_sheets_says_nothing_of_services(sheets: Sheets, write_book: Write) -> None:
    for name in EXAMPLE:
        del sheets[name]
    book, problems = read_plan(write_book(sheets))
    assert book is not None
    assert problems == []
    assert (book.services, book.services.given) == (ServiceBook(), False)


def test_what_is_written_is_read_back_the_same(sheets: Sheets, write_book: Write, tmp_path: Path) -> None:
    book, _ = read_plan(write_book(sheets))
    assert book is not None
    path = tmp_path / "again.xlsx"
    path.write_bytes(write_plan_workbook(book))
    again, problems = read_plan(path)
    assert (again, problems) == (book, [])


def test_the_blank_template_has_the_three_sheets_with_nothing_in_them(tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(write_plan_template())
    made = openpyxl.load_workbook(path)
    assert {name: made[name].max_row for name in EXAMPLE} == dict.fromkeys(EXAMPLE, 1)


def test_how_an_outcome_is_worded_is_told_and_stops_nothing(sheets: Sheets, write_book: Write) -> None:
    sheets["Outcomes"][1][2] = "Fewer families in Middlesbrough live on the help of the NHS."
    book, problems = read_plan(write_book(sheets))
    assert book is not None
    assert [(one.outcome, one.where) for one in problems] == [(Outcome.NOTE, "Outcomes!C2")] * 2
    assert [one.found.split(".")[0] for one in problems] == [
        "wording: No reduce, increase or improve: 'Fewer'",
        "wording: No service: 'NHS'",
    ]
