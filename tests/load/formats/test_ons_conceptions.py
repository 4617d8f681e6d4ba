"""Tests of the annual conception tables: years side by side under headings of four rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from oba.load.reference import Reference
from oba.model.indicator import ValueType
from oba.model.period import PeriodKind
from tests.load.conftest import make_indicator
from tests.load.formats.books import read_plain, row, write_laid_out

RATE = "ons-conceptions:annual|all conceptions / conception rate per 1,000 women in age-group"
SHEET: dict[str, Any] = {
    "A1": "Year",
    "B1": 2015,
    "F1": 2014,
    "A2": "Area of usual residence",
    "B2": "All conceptions",
    "D2": "Conceptions at ages under 16",
    "F2": "All conceptions",
    "H2": "Conceptions at ages under 16",
    **row(
        4,
        "Number",
        "Conception rate per 1,000 women in age-group3",
        "Number",
        "Conception rate per 1,000 women in age-group4",
        "Number",
        "Conception rate per 1,000 women in age-group",
        "Number",
        "Conception rate per 1,000 women in age-group",
        first="B",
    ),
    **row(9, "ENGLAND AND WALES", 876934, 78.3, 3466, 3.8, 871038, 77.8, 4160, 4.4),
    "B10": " ",
    **row(11, "ENGLAND", 836160, 78.6, 3261, 3.7, 829690, 78, 3912, 4.4),
    **row(19, None, None, 2015, 2014),
    **row(20, "England", None, 3.7, 4.4),
}
MERGED = [
    "A2:A7",
    "B1:E1",
    "F1:I1",
    "B2:C3",
    "D2:E3",
    "F2:G3",
    "H2:I3",
    *(f"{letter}4:{letter}7" for letter in "BCDEFGHI"),
]


def conceptions() -> Any:
    return make_indicator(
        "conceptions",
        codes=(RATE,),
        unit="per 1,000",
        multiplier=1000.0,
        value_type=ValueType.CRUDE_RATE,
        period_kind=PeriodKind.CALENDAR_YEAR,
    )


@pytest.fixture
def specimen(tmp_path: Path) -> Path:
    return write_laid_out(tmp_path / "annual.xlsx", {"Table 1": SHEET}, merged={"Table 1": MERGED})


def test_years_side_by_side_are_read_under_their_groups(specimen: Path, reference: Reference) -> None:
    read = read_plain(specimen, reference=reference, plan=[conceptions()])
    assert read.reading.format == "ONS annual conceptions"
    assert read.value("conceptions", "E92000001", "2015") == 78.6
    assert read.value("conceptions", "E92000001", "2014") == 78.0
    assert read.cell("conceptions", "E92000001", "2015") == "C11"


def test_a_heading_with_a_footnote_and_one_without_are_the_same_measure(
    specimen: Path, reference: Reference
) -> None:
    read = read_plain(specimen, reference=reference)
    assert {code: (one.first, one.last) for code, one in read.measures.items()} == {
        f"ons-conceptions:annual|{group} / {what}": ("2014", "2015")
        for group in ("all conceptions", "conceptions at ages under 16")
        for what in ("number", "conception rate per 1,000 women in age-group")
    }


def test_a_second_table_below_is_told_of_and_not_read(specimen: Path, reference: Reference) -> None:
    read = read_plain(specimen, reference=reference)
    assert "a second table begins: 2 figures under it were not read" in read.said
    assert not read.stops


def test_a_formula_without_a_saved_result_asks_to_open_and_save(tmp_path: Path, reference: Reference) -> None:
    cells = {**SHEET, "C11": "=OFFSET(C9,0,0)"}
    path = write_laid_out(tmp_path / "annual.xlsx", {"Table 1": cells}, merged={"Table 1": MERGED})
    read = read_plain(path, reference=reference, plan=[conceptions()])
    assert [(problem.where, problem.remedy) for problem in read.stops] == [
        ("Table 1!C11", "Open the workbook in Excel and save it")
    ]
