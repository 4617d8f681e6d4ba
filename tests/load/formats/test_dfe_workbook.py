"""Tests of statistical first releases: merged headings, glued footnotes, spacers, signs explained below."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from oba.load.file import open_file
from oba.load.recognise import propose_source, recognise
from oba.load.reference import Reference
from oba.model.indicator import ValueType
from oba.model.period import PeriodKind
from oba.model.release import Outcome
from tests.load.conftest import make_indicator
from tests.load.formats.books import read_plain, row, write_laid_out

INDEX = {
    "B5": "Children looked after in England including adoption: 2015 to 2016",
    "B8": "SFR Name:",
    "C8": "SFR 41/2016",
    "A17": "Table LAA1:",
    "B17": "Children looked after at 31 March 2012 to 2016",
}
RATES = "dfe-sfr:LAA1|rates per 10,000 children aged under 18 years"
LAA1: dict[str, Any] = {
    "A1": "Back to Contents",
    "A2": "Table LAA1: Children looked after at 31 March, by local authority1,2",
    "A3": "Years ending 31 March 2012 to 2016",
    "A4": "Coverage: England ",
    "N6": "                      numbers and rates per 10,000 children aged under 18 years",
    "A7": "LA Code",
    "D7": "numbers3",
    "J7": "rates4",
    **row(8, 2012, 2013, 2014, 2015, 2016, None, 2012, 2013, 2014, 2015, 2016, first="D"),
    **row(10, None, None, "England", 67070, 68060, 68810, 69480, 70440, None, 59, 60, 60, 60, 60),
    **row(12, None, None, "North East", 4110, 4220, 4240, 4270, 4400, None, 78, 80, 81, 81, 84),
    **row(13, "E06000005", 841, "Darlington", 205, 210, 190, 200, 205, None, 90, 91, 83, 88, 90),
    **row(17, "E06000002", 806, "Middlesbrough", 355, 360, 350, 360, 380, None, 111, 114, 111, 113, 120),
    "N187": "Source: SSDA 903",
    "A188": "1.  Figures exclude children looked after under an agreed series of short term placements.",
    "A191": "3.  England and Regional totals have been rounded to the nearest 10.",
    "A193": "4.  The rates per 10,000 children under 18 years have been derived using population estimates.",
}
LAA1_MERGED = ["A7:B8", "A2:L2", "D7:H7", "J7:N7"]
LAA2: dict[str, Any] = {
    "A1": "Back to Contents",
    "A2": "Table LAA2: Children looked after at 31 March by legal status1,2,3",
    "A3": "Year ending 31 March 2016",
    "A4": "Coverage: England ",
    "V6": "numbers and percentages",
    "D7": "numbers",
    "N7": "percentages",
    "D9": "All children looked after at 31 March 2016",
    "F9": "Legal status",
    "N9": "All children looked after at 31 March 2016",
    "P9": "Legal status",
    "F10": "Interim care orders",
    "H10": "Freed for  Adoption4",
    "P10": "Interim care orders",
    "V10": "Freed for  Adoption4",
    "A13": "LA Code",
    **row(15, None, None, "England", 70440, None, 8810, None, 10, first="A"),
    **row(15, 100, None, 13, first="N"),
    "V15": "-",
    **row(17, "E06000002", 806, "Middlesbrough", 380, None, 10, None, "x"),
    **row(17, 100, None, 6, first="N"),
    "V17": 0,
    "V190": "Source: SSDA 903",
    "A194": "4.  No new applications for freeing orders may be made on or after 30 December 2005. ",
    "A199": "x   Figures not shown in order to protect confidentiality. See methodology and quality document.",
    "A200": " -   Negligible.  Percentage below 0.5%",
}
LAA2_MERGED = [
    "D7:L8",
    "N7:V8",
    "D9:D14",
    "F9:L9",
    "N9:N14",
    "P9:V9",
    "F10:F14",
    "H10:H14",
    "P10:P14",
    "V10:V14",
]


@pytest.fixture
def release(tmp_path: Path) -> Path:
    sheets = {"INDEX": INDEX, "LAA1": LAA1, "LAA2": LAA2}
    return write_laid_out(
        tmp_path / "SFR41_2016_LA_Tables.xlsx", sheets, merged={"LAA1": LAA1_MERGED, "LAA2": LAA2_MERGED}
    )


def looked_after(code: str = RATES, **facts: Any) -> Any:
    usual = {
        "period_kind": PeriodKind.POINT_IN_TIME,
        "value_type": ValueType.CRUDE_RATE,
        "unit": "per 10,000",
    }
    return make_indicator("looked_after", codes=(code,), **{**usual, **facts})


def test_a_first_release_is_known_by_its_number_and_says_what_it_is(release: Path) -> None:
    opened = open_file(release)
    module, why = recognise(opened)
    source = propose_source(module, opened)
    assert "SFR 41/2016" in why
    assert (source.publisher, source.title, source.release) == (
        "Department for Education",
        "Children looked after in England including adoption: local authority tables",
        "SFR 41/2016",
    )


def test_a_years_columns_are_read_at_the_day_that_the_title_names(
    release: Path, reference: Reference
) -> None:
    read = read_plain(release, reference=reference, plan=[looked_after()])
    found = [read.value("looked_after", "E06000002", f"31 March {year}") for year in range(2012, 2017)]
    assert found == [111.0, 114.0, 111.0, 113.0, 120.0]
    assert read.cell("looked_after", "E06000002", "31 March 2014") == "L17"
    assert read.value("looked_after", "E12000001", "31 March 2016") == 84.0
    assert not read.stops


def test_each_group_of_columns_is_a_measure_of_its_own_without_its_footnotes(
    release: Path, reference: Reference
) -> None:
    read = read_plain(release, reference=reference)
    assert RATES in read.measures
    measure = read.measures[RATES].measure
    assert measure.name == "Children looked after at 31 March: rates per 10,000 children aged under 18 years"
    assert (measure.value_type, measure.multiplier) == (ValueType.CRUDE_RATE, 10_000.0)
    numbers = read.measures["dfe-sfr:LAA1|numbers"].measure
    assert (numbers.unit, numbers.value_type) == ("number", ValueType.COUNT)


def test_headings_in_four_rows_are_read_from_the_top_down(release: Path, reference: Reference) -> None:
    read = read_plain(release, reference=reference)
    codes = {code.partition("LAA2|")[2] for code in read.measures if "LAA2" in code}
    assert codes == {
        "numbers / all children looked after",
        "numbers / legal status / interim care orders",
        "numbers / legal status / freed for adoption",
        "percentages / all children looked after",
        "percentages / legal status / interim care orders",
        "percentages / legal status / freed for adoption",
    }
    assert {one.first for code, one in read.measures.items() if "LAA2" in code} == {"31 March 2016"}


@pytest.mark.parametrize(
    ("path", "area", "marker"),
    [
        ("numbers / legal status / freed for adoption", "E06000002", "c"),
        ("percentages / legal status / freed for adoption", "E92000001", "low"),
    ],
)
def test_a_sign_stands_for_what_the_sheets_own_footnote_says(
    release: Path, reference: Reference, path: str, area: str, marker: str
) -> None:
    plan = [looked_after(f"dfe-sfr:LAA2|{path}", unit="%", value_type=ValueType.PROPORTION)]
    read = read_plain(release, reference=reference, plan=plan)
    assert read.value("looked_after", area, "31 March 2016") == marker
    assert not read.stops


def test_a_persons_answer_about_a_sign_goes_before_the_footnote(release: Path, reference: Reference) -> None:
    plan = [looked_after("dfe-sfr:LAA2|numbers / legal status / freed for adoption")]
    read = read_plain(release, reference=reference, plan=plan, symbols={"x": "u"})
    assert read.value("looked_after", "E06000002", "31 March 2016") == "u"


def test_other_authorities_are_counted_and_the_contents_sheet_passed_over(
    release: Path, reference: Reference
) -> None:
    read = read_plain(release, reference=reference)
    said = read.reading.problems
    assert ("sheet 'INDEX'", "no table was found on it: it was not read") in [
        (p.where, p.found) for p in said
    ]
    assert read.reading.accounted["other_area"] == 10
    assert sum(read.reading.accounted.values()) == 2 * read.reading.accounted["total"]


def test_figures_in_a_row_without_an_area_are_counted_and_not_read(
    tmp_path: Path, reference: Reference
) -> None:
    sheet = {**LAA1, **{f"{column}18": 7 for column in "DEF"}}
    path = write_laid_out(tmp_path / "a.xlsx", {"INDEX": INDEX, "LAA1": sheet}, merged={"LAA1": LAA1_MERGED})
    read = read_plain(path, reference=reference)
    assert "figures in a row without an area were not read (and 2 more)" in read.said


def test_two_columns_that_nothing_parts_are_named_by_both_cells_and_neither_is_read(
    tmp_path: Path, reference: Reference
) -> None:
    path = write_laid_out(
        tmp_path / "a.xlsx",
        {"INDEX": INDEX, "LAA1": {**LAA1, "K8": 2012}},
        merged={"LAA1": LAA1_MERGED},
    )
    read = read_plain(path, reference=reference)
    told = [p for p in read.reading.problems if p.where == "LAA1!J8 and LAA1!K8"]
    assert [(p.outcome, p.remedy[:20]) for p in told] == [(Outcome.NOTE, "Say on the Load page")]
    assert read.measures[RATES].first == "31 March 2014"
    lost = next(said for said in read.said if "leave their measure or period open" in said)
    assert lost.endswith("(and 7 more)")


def test_columns_that_come_twice_are_parted_where_the_second_whole_is_100_in_every_row(
    tmp_path: Path, reference: Reference
) -> None:
    sheet: dict[str, Any] = {
        "A2": "Table LAF3a: Care leavers by accommodation, by Local Authority1,2,3",
        "A3": "Year ending 31 March 2016",
        "A4": "Coverage: England ",
        **row(8, "All", "Foyers", "All", "Foyers", first="D"),
        **row(16, None, None, "England", 26340, 510, 100, 2),
        **row(18, None, None, "North East", 1220, 20, 100, 2),
        **row(19, "E06000002", 806, "Middlesbrough", 60, 5, 100, 8),
    }
    path = write_laid_out(tmp_path / "a.xlsx", {"INDEX": INDEX, "LAF3a": sheet})
    read = read_plain(path, reference=reference)
    assert read.measures["dfe-sfr:LAF3a|percentages / foyers"].measure.unit == "%"
    assert read.measures["dfe-sfr:LAF3a|numbers / foyers"].figures == 3
    assert any("column, F, is 100 in every row" in said for said in read.said)


def test_columns_that_come_twice_stay_unread_where_nothing_parts_them(
    tmp_path: Path, reference: Reference
) -> None:
    sheet: dict[str, Any] = {
        "A2": "Table LAF3a: Care leavers by accommodation, by Local Authority1,2,3",
        "A3": "Year ending 31 March 2016",
        **row(8, "All", "Foyers", "All", "Foyers", first="D"),
        **row(16, None, None, "England", 26340, 510, 99, 2),
        **row(18, None, None, "North East", 1220, 20, 100, 2),
        **row(19, "E06000002", 806, "Middlesbrough", 60, 5, 100, 8),
    }
    read = read_plain(
        write_laid_out(tmp_path / "a.xlsx", {"INDEX": INDEX, "LAF3a": sheet}), reference=reference
    )
    assert not read.measures


def test_units_set_to_the_right_of_their_columns_govern_those_before_them(
    tmp_path: Path, reference: Reference
) -> None:
    sheet: dict[str, Any] = {
        "A2": "Table LAF4a: Care leavers by suitability of accommodation, by Local Authority1,2,3",
        "A3": "Year ending 31 March 2016",
        "H7": "numbers",
        "N7": "percentages",
        "D8": "All care leavers",
        "F8": "Suitable5",
        "H8": "No information6",
        "J8": "All care leavers",
        "L8": "Suitable5",
        "N8": "No information6",
        "A15": "LA Code",
        **row(16, None, None, "England", 26050, None, 21500, None, 2770, None, 100, None, 83, None, 11),
        **row(18, "E06000002", 806, "Middlesbrough", 60, None, 30, None, 30, None, 100, None, 50, None, 50),
    }
    path = write_laid_out(tmp_path / "a.xlsx", {"INDEX": INDEX, "LAF4a": sheet}, merged={"LAF4a": ["D8:D15"]})
    read = read_plain(path, reference=reference)
    assert {code.partition("|")[2] for code in read.measures} == {
        "numbers / all care leavers",
        "numbers / suitable",
        "numbers / no information",
        "percentages / all care leavers",
        "percentages / suitable",
        "percentages / no information",
    }
