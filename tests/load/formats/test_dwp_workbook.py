"""Tests of the workbook of children in low income families: line breaks in headings, shares, provisional years."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from oba.load.file import open_file
from oba.load.recognise import propose_source, recognise
from oba.load.reference import Reference
from oba.model.indicator import ValueType
from oba.model.period import PeriodKind
from tests.load.conftest import make_indicator
from tests.load.formats.books import read_plain, row, write_laid_out

HEADINGS = row(
    10,
    "Local Authority [note 2]",
    "Area Code",
    "Number of children \nFYE 2020",
    "Number of children \nFYE 2021 \n[p]",
    "Percentage of children\nFYE 2020\n(%)\n[note 3]",
    "Percentage of children\nFYE 2021\n(%)\n[p] [note 3]",
)


def sheet(table: int, basis: str, kind: str, *rows: tuple[Any, ...]) -> dict[str, Any]:
    cells: dict[str, Any] = {
        "A1": f"Table {table}: Number and Percentage of Children (aged under 16) living in {basis} low income"
        f" families, {kind}, United Kingdom, financial years ending (FYE) 2020 to 2021",
        "A2": "Back to Contents",
        "A4": "Some shorthand is used in this table, [p] = provisional, [x] = not available.",
        "A6": "FYE = Financial Years Ending.",
        **HEADINGS,
    }
    for number, (name, code, *values) in enumerate(rows, start=11):
        shown = [value if place < 2 else (value, "0.0%") for place, value in enumerate(values)]
        cells |= row(number, name, code, *shown)
    return cells


@pytest.fixture
def families(tmp_path: Path) -> Path:
    uk = ("United Kingdom [note 4]", "K02000001", 2454452, 2379590, 0.193, 0.187)
    return write_laid_out(
        tmp_path / "families.xlsx",
        {
            "Cover_sheet": {
                "A1": "Children in Low Income Families: local area statistics",
                "A3": "Published:31 March 2022",
            },
            "1_Relative_Local_Authority": sheet(
                1,
                "Relative",
                "Local Authority",
                uk,
                ("Middlesbrough", "E06000002", 11789, 12698, 0.397, 0.424),
            ),
            "2_Absolute_Local_Authority": sheet(
                2,
                "Absolute",
                "Local Authority",
                uk,
                ("Middlesbrough", "E06000002", 10226, 11743, 0.344, 0.392),
            ),
            "5_Relative_Ward": sheet(
                5, "Relative", "Ward", uk, ("Ayresome", "E05013000", 300, "[x]", 0.4, "[x]")
            ),
        },
    )


def low_income(code: str) -> Any:
    return make_indicator(
        "poverty", codes=(code,), value_type=ValueType.PROPORTION, period_kind=PeriodKind.FINANCIAL_YEAR
    )


def test_it_says_its_publisher_and_the_day_it_was_published(families: Path) -> None:
    opened = open_file(families)
    module, why = recognise(opened)
    source = propose_source(module, opened)
    assert (source.publisher, source.published) == ("Department for Work and Pensions", date(2022, 3, 31))
    assert why.startswith("3 of its sheets")


def test_a_share_shown_as_a_percentage_is_the_percentage_and_a_flag_in_the_heading_marks_it(
    families: Path, reference: Reference
) -> None:
    plan = [low_income("dwp-cilif:relative|percentage of children")]
    read = read_plain(families, reference=reference, plan=plan)
    assert read.value("poverty", "E06000002", "2020/21") == 42.4
    assert read.number("marker", "poverty", "E06000002", "2020/21") == "p"
    assert read.number("marker", "poverty", "E06000002", "2019/20") == ""
    assert read.cell("poverty", "E06000002", "2020/21") == "F12"
    assert not read.stops


def test_relative_and_absolute_low_income_numbers_and_percentages_are_four_measures(
    families: Path, reference: Reference
) -> None:
    read = read_plain(families, reference=reference)
    assert set(read.measures) == {
        f"dwp-cilif:{basis}|{what} of children"
        for basis in ("relative", "absolute")
        for what in ("number", "percentage")
    }
    assert {one.indicator.period_kind for one in read.measures.values()} == {PeriodKind.FINANCIAL_YEAR}
    assert read.measures["dwp-cilif:absolute|number of children"].measure.name == (
        "Children (aged under 16) living in absolute low income families: Number of children"
    )


def test_wards_are_read_and_left_out_with_their_odd_cells(families: Path, reference: Reference) -> None:
    read = read_plain(families, reference=reference)
    assert read.reading.accounted["other_area"] == 16
    assert read.reading.accounted["new_indicator"] == 8
    assert not read.stops
