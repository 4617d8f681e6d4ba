"""Tests of areas, indicators, periods and breakdowns as files write them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oba.load.file import read_file
from oba.load.reference import Reference
from oba.model.area import Area, AreaKind
from oba.model.release import Outcome, Problem, Source

Write = Callable[..., Path]
Read = Callable[..., Any]
HEADER = ["Indicator", "Area code", "Area", "Period", "Value"]


def stopping(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.stops]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("E06000002", "Middlesbrough"),
        ("E06000002", ""),
        ("E06000002", "Middlesbrough (unitary)"),
        ("", "MIDDLESBROUGH"),
        ("", " Middlesbrough\u00a0"),
        ("", "Middlesbrough UA"),
        (806, "Middlesbrough"),
        ("806", ""),
        ("00EC", "Middlesbrough"),
        ("EC", ""),
    ],
)
def test_an_area_is_known_by_any_of_its_codes_and_names(
    write_book: Write, read: Read, code: Any, name: str
) -> None:
    figures, problems, _ = read(write_book({"Data": [HEADER, ["year6", code, name, "2009/10", 36.1]]}))
    assert figures["area"].tolist() == ["E06000002"]
    assert not stopping(problems)


@pytest.mark.parametrize(
    ("code", "name", "outcome", "said"),
    [
        ("", "Middlesborough", Outcome.ASK, "Middlesbrough (E06000002)"),
        ("E06000022", "", Outcome.ASK, "left out"),
        ("E06000202", "", Outcome.CELL, "E06000002"),
        ("", "Narnia", Outcome.CELL, "Areas sheet"),
        ("", "", Outcome.CELL, "Write it"),
        ("E06000001", "Middlesbrough", Outcome.CELL, "Correct one"),
        ("E12000001", "Middlesbrough", Outcome.CELL, "Correct one"),
    ],
)
def test_an_area_that_is_not_known_or_contradicts_itself_is_refused(
    write_book: Write, read: Read, code: str, name: str, outcome: Outcome, said: str
) -> None:
    _, problems, _ = read(write_book({"Data": [HEADER, ["year6", code, name, "2009/10", 36.1]]}))
    assert [problem.outcome for problem in stopping(problems)] == [outcome]
    assert said in stopping(problems)[0].remedy


def test_areas_the_plan_does_not_have_are_left_out_when_the_sidecar_says_so_and_counted(
    write_book: Write, read: Read
) -> None:
    rows = [
        HEADER,
        ["year6", "E06000002", "Middlesbrough", "2009/10", 36.1],
        ["year6", "E06000022", "Bath", "2009/10", "*"],
    ]
    figures, problems, _ = read(write_book({"Data": rows}), leave_out_other_areas=True)
    assert len(figures) == 1
    assert not stopping(problems)
    assert any("left out" in problem.found for problem in problems)


def test_a_likely_slip_in_a_code_is_never_left_out(write_book: Write, read: Read) -> None:
    rows = [HEADER, ["year6", "E06000020", "Middlesbrough", "2009/10", 36.1]]
    _, problems, _ = read(write_book({"Data": rows}), leave_out_other_areas=True)
    assert len(stopping(problems)) == 1


def test_another_sort_of_place_with_the_name_of_a_region_is_left_out(write_book: Write, read: Read) -> None:
    rows = [HEADER, ["year6", "E47000014", "North East", "2009/10", 36.1]]
    figures, problems, _ = read(write_book({"Data": rows}), leave_out_other_areas=True)
    assert len(figures) == 0
    assert not stopping(problems)


def test_an_unknown_indicator_is_refused_with_the_nearest_one(write_book: Write, read: Read) -> None:
    _, problems, _ = read(
        write_book({"Data": [HEADER, ["Excess weight in Year 5", "806", "", "2009/10", 36.1]]})
    )
    assert "Excess weight in Year 6" in stopping(problems)[0].remedy


def test_the_sidecar_says_which_indicator_a_publishers_name_means(write_book: Write, read: Read) -> None:
    rows = [HEADER, ["Overweight (Y6)", "806", "", "2009/10", 36.1]]
    figures, problems, _ = read(write_book({"Data": rows}), indicators={"Overweight (Y6)": "year6"})
    assert figures["indicator"].tolist() == ["year6"]
    assert not stopping(problems)


def test_a_period_is_read_by_the_kind_of_the_rows_own_indicator(write_book: Write, read: Read) -> None:
    rows = [
        HEADER,
        ["year6", "806", "", "2009/10", 36.1],
        ["spending", "806", "", "2009/10", 5],
        ["conceptions", "806", "", 2010, 44.5],
    ]
    figures, _, _ = read(write_book({"Data": rows}))
    assert figures["period"].tolist() == [200909010364, 200904010364, 201001010364]


def test_a_period_that_cannot_be_read_is_told_once_with_its_cell(write_book: Write, read: Read) -> None:
    rows = [HEADER, *(["conceptions", area, "", "2009/10", 44.5] for area in ("806", "805", "808"))]
    _, problems, _ = read(write_book({"Data": rows}))
    assert [problem.where for problem in stopping(problems)] == ["Data!D2"]


def test_a_date_that_excel_made_of_a_year_is_refused(write_csv: Write, write_book: Write, read: Read) -> None:
    from datetime import datetime

    rows = [HEADER, ["year6", "806", "", datetime.fromisoformat("2009-10-01"), 36.1]]
    _, problems, _ = read(write_book({"Data": rows}))
    assert "date 01/10/2009" in stopping(problems)[0].found


def test_sexes_and_categories_become_breakdowns_and_never_mix_with_the_headline(
    write_csv: Write, read: Read
) -> None:
    header = [*HEADER, "Sex", "Age", "Category Type", "Category"]
    base = ["year6", "E06000002", "Middlesbrough", "2009/10"]
    rows = [
        header,
        [*base, 36.1, "Persons", "10-11 yrs", "", ""],
        [*base, 37.0, "Male", "10-11 yrs", "", ""],
        [*base, 35.0, "Female", "10-11 yrs", "", ""],
        [*base, 41.0, "Persons", "10-11 yrs", "Deprivation deciles", "Most deprived"],
    ]
    figures, problems, _ = read(write_csv(rows))
    assert figures["breakdown"].tolist() == [
        "",
        "Sex: Male",
        "Sex: Female",
        "Deprivation deciles, Most deprived",
    ]
    assert not stopping(problems)


def test_two_ages_of_one_indicator_are_refused(write_csv: Write, read: Read) -> None:
    rows = [
        [*HEADER, "Age"],
        ["year6", "806", "", "2009/10", 36.1, "10-11 yrs"],
        ["year6", "805", "", "2009/10", 36.1, "4-5 yrs"],
    ]
    _, problems, _ = read(write_csv(rows))
    assert [problem.where for problem in stopping(problems)] == ["Age, line 3"]


@pytest.mark.parametrize(
    ("value", "status", "marker", "stops"),
    [
        (36.1, "", "", 0),
        (36.1, "Normal value", "", 0),
        (36.1, "p", "p", 0),
        (36.1, "[r] [e]", "e r", 0),
        (36.1, "u", "u", 0),
        ("", "c", "c", 0),
        ("", "u", "u", 0),
        ("", "", "blank", 0),
        ("", "p", "blank p", 0),
        ("[x]", "p", "p x", 0),
        ("", "Value for two authorities combined", "blank", 0),
        (36.1, "c", None, 1),
        (36.1, "?", None, 1),
    ],
)
def test_the_marker_column_is_joined_to_the_cells_own_markers(
    write_csv: Write, read: Read, value: Any, status: str, marker: str | None, stops: int
) -> None:
    figures, problems, _ = read(
        write_csv([[*HEADER, "Status"], ["year6", "806", "", "2009/10", value, status]])
    )
    assert len(stopping(problems)) == stops
    if marker is not None:
        assert figures["marker"].tolist() == [marker]


def test_minus_one_beside_a_missing_value_is_no_interval(write_csv: Write, read: Read) -> None:
    header = [*HEADER, "Lower CI 95.0 limit", "Upper CI 95.0 limit", "Count"]
    rows = [
        header,
        ["year6", "806", "", "2009/10", "", -1, -1, ""],
        ["year6", "805", "", "2009/10", 36.1, 35.0, 37.2, "74,588"],
    ]
    figures, problems, _ = read(write_csv(rows))
    assert figures["lower"].isna().tolist() == [True, False]
    assert figures["numerator"].tolist()[1] == 74588
    assert not stopping(problems)


def test_a_name_that_two_areas_share_does_not_contradict_the_code_of_either(
    write_book: Write, reference: Reference
) -> None:
    dorsets = [Area(code, "Dorset", AreaKind.LOCAL_AUTHORITY) for code in ("E10000009", "E06000059")]
    both = Reference(indicators=reference.indicators.values(), areas=dorsets)
    path = write_book({"Data": [HEADER, ["year6", "E10000009", "Dorset", "2009/10", 36.1]]})
    reading = read_file(path, reference=both, source=Source(publisher="P", title="T"))
    assert [frame["area"].tolist() for frame in reading.frames()] == [["E10000009"]]
    assert not stopping(reading.problems)


def test_a_name_of_another_real_place_contradicts_the_code(write_book: Write, read: Read) -> None:
    rows = [HEADER, ["year6", "E06000002", "Darlington", "2009/10", 36.1]]
    _, problems, _ = read(write_book({"Data": rows}))
    assert "the name says 'Darlington'" in stopping(problems)[0].found


@pytest.mark.parametrize(("answers", "asked", "kept"), [({}, 1, 1), ({"E06000048": "leave out"}, 0, 1)])
def test_figures_under_an_old_and_a_present_code_of_one_place_are_asked_about(
    write_book: Write, reference: Reference, answers: dict[str, str], asked: int, kept: int
) -> None:
    areas = [Area("E06000057", "Northumberland", AreaKind.LOCAL_AUTHORITY)]
    rows = [
        HEADER,
        ["year6", "E06000057", "Northumberland", "2009/10", 36.1],
        ["year6", "E06000048", "Northumberland", "2009/10", 36.4],
    ]
    both = Reference(indicators=reference.indicators.values(), areas=areas)
    source = Source(publisher="P", title="T", areas=answers)
    reading = read_file(write_book({"Data": rows}), reference=both, source=source)
    assert sum(len(frame) for frame in reading.frames()) == kept
    questions = [one.question for one in stopping(reading.problems)]
    assert [one.subject for one in questions if one] == ["E06000048"] * asked


def test_a_period_of_another_kind_than_was_proposed_says_where_the_kind_is_changed(
    write_csv: Write, reference: Reference
) -> None:
    rows = [["Indicator", "Area", "Period", "Value"], ["change", "Middlesbrough", "2010", "5"]]
    told = []
    for proposed in ([], ["change"]):
        known = Reference(
            indicators=reference.indicators.values(), areas=reference.areas.values(), proposed=proposed
        )
        reading = read_file(write_csv(rows), reference=known, source=Source("P", "T"))
        list(reading.frames())
        told += [one.remedy for one in stopping(reading.problems)]
    assert len(told) == 2
    assert "when adding it" not in told[0]
    assert told[1].startswith(told[0])
    assert "another can be chosen when adding it" in told[1]
