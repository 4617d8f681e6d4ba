"""Tests of the plan workbook: read whole when it is right, and every cell named where it is not."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from oba.load.plans.plan_book import read_plan
from oba.load.refusal import RefusedFile
from oba.model.action import ActionStatus
from oba.model.baseline import Scenario
from oba.model.indicator import Polarity, Standing, ValueType
from oba.model.period import Period, PeriodKind
from oba.model.release import Outcome

Sheets = dict[str, list[list[Any]]]
Write = Callable[..., Path]
INDICATOR_HEADER = [
    "Key",
    "Indicator",
    "Theme",
    "Outcome",
    "Standing",
    "Unit",
    "Value type",
    "Multiplier",
    "Decimals",
    "Polarity",
    "Period kind",
    "Years pooled",
    "Lowest possible",
    "Highest possible",
    "Statutory number",
    "Lay definition",
    "Technical definition",
    "Owner",
    "Next release",
    "Notes",
    "Order",
]
WHOLE: Sheets = {
    "Plan": [
        ["Field", "Value"],
        ["Title", "A plan"],
        ["Trust", "A Children's Trust"],
        ["Area (GSS code)", "E06000002"],
        ["Years", "2011 to 2014"],
        ["Example", "yes"],
        ["Word for outcome", "result"],
    ],
    "Themes": [
        ["Key", "Theme", "Lead partner", "Order"],
        ["poverty", "Reducing Child Poverty", "The Partnership", 1],
    ],
    "Outcomes": [
        ["Key", "Theme", "Outcome", "Order"],
        ["enough", "poverty", "Children in Middlesbrough have enough to live on.", 1],
    ],
    "Indicators": [
        INDICATOR_HEADER,
        [
            "low_income",
            "Children in low income families",
            "poverty",
            "enough",
            "headline",
            "%",
            "proportion",
            100,
            1,
            "low is good",
            "financial year",
            1,
            0,
            100,
            "NI 116",
            "Of every 100 children ...",
            "Numerator: ...",
            "The Trust",
            datetime.fromisoformat("2011-09-30"),
            "",
            1,
        ],
    ],
    "Areas": [
        ["Code", "Name", "Kind", "DfE number", "Old code", "Also known as", "From", "To"],
        [
            "E06000002",
            "Middlesbrough",
            "local authority",
            806,
            "00EC",
            "Middlesbrough UA; Boro",
            "1 April 1996",
            None,
        ],
        ["E92000001", "England", "country", 970],
    ],
    "Comparators": [
        ["Area", "Compared with", "Role", "Set", "Rank", "From", "To"],
        ["E06000002", "E92000001", "Country", "Country"],
    ],
    "Partners": [
        ["Key", "Partner", "Role", "Themes"],
        ["council", "The council", "The authority", "poverty"],
    ],
    "Actions": [
        [
            "Scrutiny recommendation number",
            "Scrutiny recommendation",
            "Proposed action",
            "By whom",
            "Budget cost",
            "Timescale",
            "Theme",
            "Indicators",
            "Status",
            "Note",
        ],
        [1, "That ...", "Attend the Board", "Director", "£0", "March 2011", None, None, None, None],
        [
            2,
            "That ...",
            "Write the plan",
            "Director",
            "£45k",
            "April 10 - March 11",
            "poverty",
            "low_income",
            "Under way",
            "x",
        ],
    ],
    "Baselines": [
        ["Indicator", "Area", "Data to", "Scenario", "Horizon (years)", "Frozen on", "Agreed by", "Reason"],
        [
            "low_income",
            "E06000002",
            "2009/10",
            "hold the level",
            4,
            datetime.fromisoformat("2011-03-01"),
            "Theme group",
            "No change is planned",
        ],
    ],
}


@pytest.fixture
def sheets() -> Sheets:
    return copy.deepcopy(WHOLE)


def test_a_plan_workbook_is_read_whole(sheets: Sheets, write_book: Write) -> None:
    book, problems = read_plan(write_book(sheets))
    assert book is not None
    assert not problems
    assert (book.plan.title, book.plan.area, book.plan.example) == ("A plan", "E06000002", True)
    assert book.plan.labels == {"outcome": "result"}
    indicator = book.indicators[0]
    assert (indicator.standing, indicator.value_type, indicator.polarity, indicator.period_kind) == (
        Standing.HEADLINE,
        ValueType.PROPORTION,
        Polarity.LOW_IS_GOOD,
        PeriodKind.FINANCIAL_YEAR,
    )
    assert (indicator.multiplier, indicator.upper_bound, indicator.next_release) == (
        100,
        100,
        date(2011, 9, 30),
    )
    area = book.areas[0]
    assert (area.dfe_number, area.aliases, area.began) == (
        "806",
        ("Middlesbrough UA", "Boro"),
        date(1996, 4, 1),
    )
    assert book.partners[0].themes == ("poverty",)
    assert [(action.number, action.status, action.due) for action in book.actions] == [
        (1, ActionStatus.NOT_RECORDED, date(2011, 3, 31)),
        (2, ActionStatus.UNDER_WAY, date(2011, 3, 31)),
    ]
    assert book.actions[1].starts == date(2010, 4, 1)
    baseline = book.baselines[0]
    assert (baseline.data_to, baseline.scenario, baseline.horizon) == (
        Period.year(2009, kind=PeriodKind.FINANCIAL_YEAR),
        Scenario.HOLD,
        4,
    )


def test_headers_are_known_whatever_their_case_and_below_a_title(sheets: Sheets, write_book: Write) -> None:
    sheets["Themes"] = [
        ["The themes of the plan"],
        [],
        [" KEY", "theme ", "LEAD PARTNER", "order"],
        sheets["Themes"][1],
    ]
    book, problems = read_plan(write_book(sheets))
    assert book is not None
    assert not problems
    assert book.themes[0].lead_partner == "The Partnership"


def column(name: str) -> int:
    return INDICATOR_HEADER.index(name)


@pytest.mark.parametrize(
    ("sheet", "row", "place", "value", "where", "said"),
    [
        ("Outcomes", 1, 1, "povrety", "Outcomes!B2", "the key of a theme: poverty"),
        ("Indicators", 1, column("Theme"), "povrety", "Indicators!C2", "the key of a theme: poverty"),
        ("Indicators", 1, column("Outcome"), "enuogh", "Indicators!D2", "the key of an outcome: enough"),
        (
            "Indicators",
            1,
            column("Polarity"),
            "good",
            "Indicators!J2",
            "high is good, low is good, no judgement",
        ),
        (
            "Indicators",
            1,
            column("Polarity"),
            None,
            "Indicators!J2",
            "high is good, low is good, no judgement",
        ),
        (
            "Indicators",
            1,
            column("Standing"),
            "main",
            "Indicators!E2",
            "headline, secondary, data development agenda",
        ),
        ("Indicators", 1, column("Period kind"), "year", "Indicators!K2", "calendar year"),
        ("Indicators", 1, column("Lay definition"), None, "Indicators!P2", "the lay definition"),
        ("Indicators", 1, column("Technical definition"), " ", "Indicators!Q2", "the technical definition"),
        (
            "Indicators",
            1,
            column("Multiplier"),
            None,
            "Indicators!H2",
            "what numerator / denominator is multiplied by",
        ),
        ("Indicators", 1, column("Multiplier"), "ten", "Indicators!H2", "a number"),
        ("Indicators", 1, column("Decimals"), 1.5, "Indicators!I2", "a whole number"),
        ("Indicators", 1, column("Highest possible"), -1, "Indicators!N2", "more than the lowest possible"),
        ("Indicators", 1, column("Next release"), "soon", "Indicators!S2", "a date"),
        ("Indicators", 1, column("Indicator"), "x" * 121, "Indicators!B2", "at most 120"),
        ("Plan", 3, 1, "E06000009", "Plan!B4", "a code of the Areas sheet"),
        ("Plan", 5, 1, "perhaps", "Plan!B6", "yes or no"),
        ("Plan", 4, 0, "Yaers", "Plan!A5", "title, trust"),
        ("Areas", 1, 2, "town", "Areas!C2", "country, region, local authority, other"),
        ("Areas", 1, 7, "1 April 1995", "Areas!H2", "a day after"),
        ("Comparators", 1, 1, "E12000009", "Comparators!B2", "the key of an area"),
        ("Partners", 1, 3, "poverty; health", "Partners!D2", "the key of a theme"),
        ("Actions", 1, 2, None, "Actions!C2", "the proposed action"),
        ("Actions", 2, 8, "nearly done", "Actions!I3", "not recorded, not started, under way, done, stopped"),
        ("Actions", 2, 7, "low_incme", "Actions!H3", "the key of an indicator"),
        ("Baselines", 1, 2, "2009", "Baselines!C2", "a financial year such as 2009/10"),
        ("Baselines", 1, 5, None, "Baselines!F2", "the day"),
        ("Baselines", 1, 0, "low", "Baselines!A2", "the key of an indicator"),
    ],
)
def test_a_cell_that_is_wrong_is_named_with_what_was_expected(
    sheets: Sheets, write_book: Write, sheet: str, row: int, place: int, value: Any, where: str, said: str
) -> None:
    cells = sheets[sheet][row]
    cells.extend([None] * (place + 1 - len(cells)))
    cells[place] = value
    book, problems = read_plan(write_book(sheets))
    assert book is None
    found = [problem for problem in problems if problem.where == where]
    assert [problem.outcome for problem in found] == [Outcome.CELL]
    assert said in found[0].expected


@pytest.mark.parametrize("sheet", ["Themes", "Outcomes", "Indicators", "Areas", "Partners"])
def test_a_key_that_stands_twice_is_refused_naming_both_rows(
    sheets: Sheets, write_book: Write, sheet: str
) -> None:
    rows = sheets[sheet]
    sheets[sheet] = [rows[0], rows[1], *rows[2:], rows[1]]
    book, problems = read_plan(write_book(sheets))
    assert book is None
    assert [problem.where for problem in problems] == [f"{sheet}!A2 and {sheet}!A{len(sheets[sheet])}"]


def test_an_indicator_under_another_themes_outcome_is_refused(sheets: Sheets, write_book: Write) -> None:
    sheets["Themes"].append(["safe", "Safeguarding", "", 2])
    sheets["Indicators"][1][column("Theme")] = "safe"
    _, problems = read_plan(write_book(sheets))
    assert [problem.where for problem in problems] == ["Indicators!D2"]


def test_a_technical_definition_may_be_missing_on_the_data_development_agenda(
    sheets: Sheets, write_book: Write
) -> None:
    sheets["Indicators"][1][column("Standing")] = "data development agenda"
    sheets["Indicators"][1][column("Technical definition")] = None
    book, problems = read_plan(write_book(sheets))
    assert book is not None
    assert not problems


@pytest.mark.parametrize(
    ("name", "there"), [("Areas", False), ("Outcomes", False), ("Baselines", True), ("Comparators", True)]
)
def test_only_some_sheets_must_be_there(sheets: Sheets, write_book: Write, name: str, there: bool) -> None:
    del sheets[name]
    book, problems = read_plan(write_book(sheets))
    assert (book is not None) == there
    assert there or any(problem.where == f"sheet '{name}'" for problem in problems)


def test_a_missing_header_is_named(sheets: Sheets, write_book: Write) -> None:
    sheets["Themes"][0][1] = "Name"
    _, problems = read_plan(write_book(sheets))
    assert any("Theme" in problem.found and problem.outcome is Outcome.FILE for problem in problems)


def test_a_workbook_of_figures_is_no_plan(write_book: Write) -> None:
    with pytest.raises(RefusedFile, match="no plan workbook"):
        read_plan(write_book({"Data": [["Area", "2010"], ["Middlesbrough", 1]]}))


@pytest.mark.parametrize("word", ["action", "x" * 60, "Result", "1"])
def test_a_word_that_cannot_stand_for_an_indicator_is_refused_at_its_cell(
    word: str, sheets: Sheets, write_book: Write
) -> None:
    sheets["Plan"].append(["Word for indicator", word])
    book, problems = read_plan(write_book(sheets))
    assert book is None
    where = f"Plan!B{len(sheets['Plan'])}"
    (problem,) = [one for one in problems if one.stops and one.where == where]
    assert "benchmark" in problem.expected


def test_sheets_and_columns_may_be_headed_with_the_plans_own_words(sheets: Sheets, write_book: Write) -> None:
    usual, _ = read_plan(write_book(sheets))
    sheets["Indicators"][0] = ["Benchmark" if one == "Indicator" else one for one in sheets["Indicators"][0]]
    sheets["Baselines"][0][0] = "Benchmark"
    sheets["Outcomes"][0][2] = "Result"
    renamed = {
        {"Indicators": "Benchmarks", "Outcomes": "Results"}.get(name, name): rows
        for name, rows in sheets.items()
    }
    book, problems = read_plan(write_book(renamed))
    assert book is not None, problems
    assert book.indicators == usual.indicators
    assert book.outcomes == usual.outcomes
    assert book.baselines == usual.baselines
