"""Every format has a sample, exactly one format recognises each, and one table reads the same in all of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oba.load.file import open_file
from oba.load.recognise import list_formats, recognise
from oba.load.refusal import RefusedFile
from oba.model.figures import FIGURE_COLUMNS
from oba.model.release import Outcome

HEADER = ["indicator", "area code", "area", "period", "value"]
TIDY = [
    HEADER,
    ["year6", "E06000002", "Middlesbrough", "2009/10", 36.1],
    ["year6", "E12000001", "North East", "2009/10", 34.7],
]
WIDE = [["Area", "2009/10", "2010/11"], ["Middlesbrough", 36.1, 35.8], ["North East", 34.7, "[x]"]]
TITLED = [
    ["Excess weight in Year 6"],
    ["Per cent of children"],
    [],
    *WIDE,
    [],
    ["Source: the National Child Measurement Programme"],
]
PLAN = {
    "Plan": [["Field", "Value"]],
    "Themes": [["Key", "Theme"], ["t", "T"]],
    "Indicators": [["Key"], ["i"]],
}

Write = Callable[..., Path]
Read = Callable[..., Any]


@pytest.fixture
def samples(write_book: Write, write_csv: Write) -> dict[str, Path]:
    """One small file in each format, by the format's name."""
    return {
        "plan workbook": write_book(PLAN, name="plan.xlsx"),
        "tidy workbook": write_book({"Data": TIDY, "Notes": [["Read me"]]}, name="tidy.xlsx"),
        "wide workbook": write_book({"year6": WIDE}, name="wide.xlsx"),
        "titled sheets": write_book({"Sheet1": TITLED}, name="titled.xlsx"),
        "tidy CSV": write_csv(TIDY, name="tidy.csv"),
        "wide CSV": write_csv(WIDE, name="wide.csv"),
    }


def test_every_format_has_a_sample(samples: dict[str, Path]) -> None:
    assert {one.NAME for one in list_formats()} == set(samples)


def test_exactly_one_format_recognises_each_sample(samples: dict[str, Path]) -> None:
    for name, path in samples.items():
        opened = open_file(path)
        matching = {one.NAME: why for one in list_formats() if (why := one.matches(opened))}
        assert list(matching) == [name]
        assert recognise(opened)[1] == matching[name]


def test_a_plan_workbook_is_not_read_as_figures(samples: dict[str, Path], read: Read) -> None:
    with pytest.raises(RefusedFile, match="plan workbook"):
        read(samples["plan workbook"])


@pytest.mark.parametrize("name", ["tidy workbook", "wide workbook", "titled sheets", "tidy CSV", "wide CSV"])
def test_each_format_gives_the_columns_that_travel_to_the_store(
    samples: dict[str, Path], read: Read, name: str
) -> None:
    figures, problems, reading = read(samples[name], sheets={"": "year6"} if name == "wide CSV" else {})
    assert reading.format == name
    assert not [problem for problem in problems if problem.stops]
    assert tuple(figures.columns) == FIGURE_COLUMNS
    first = figures.iloc[0]
    assert (first["indicator"], first["area"], first["period"], first["value"], first["source_text"]) == (
        "year6",
        "E06000002",
        200909010364,
        36.1,
        "36.1",
    )


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("tidy workbook", ("Data", "E2")),
        ("wide workbook", ("year6", "B2")),
        ("titled sheets", ("Sheet1", "B5")),
        ("tidy CSV", ("", "value, line 2")),
        ("wide CSV", ("", "2009/10, line 2")),
    ],
)
def test_each_figure_says_which_cell_it_stood_in(
    samples: dict[str, Path], read: Read, name: str, cell: tuple[str, str]
) -> None:
    figures, _, _ = read(samples[name], sheets={"": "year6"} if name == "wide CSV" else {})
    assert (figures["sheet"].iloc[0], figures["cell"].iloc[0]) == cell


CELLS = st.one_of(
    st.integers(0, 100),
    st.integers(0, 99).map(lambda whole: whole + 0.5),
    st.sampled_from(["[c]", "x", "z", "[low]", "12.3 [p]", "7.1p", "<5", "1,000", ""]),
)
AREAS = ["Middlesbrough", "Hartlepool", "Stockton-on-Tees", "North East", "England"]


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[str], list[list[Any]]]:
    areas = draw(st.lists(st.sampled_from(AREAS), min_size=1, max_size=4, unique=True))
    first = draw(st.integers(1990, 2020))
    years = [f"{year}/{(year + 1) % 100:02d}" for year in range(first, first + draw(st.integers(1, 4)))]
    values = [[draw(CELLS) for _ in years] for _ in areas]
    return areas, years, values


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=tables())
def test_one_table_reads_the_same_in_every_layout(
    table: tuple[list[str], list[str], list[list[Any]]], write_book: Write, write_csv: Write, read: Read
) -> None:
    areas, years, values = table
    tidy = [["Indicator", "Area", "Period", "Value"]]
    tidy += [
        ["spending", area, year, values[i][j]] for i, area in enumerate(areas) for j, year in enumerate(years)
    ]
    wide = [["Area", *years], *([area, *row] for area, row in zip(areas, values, strict=True))]
    files = [
        (write_book({"Data": tidy}, name="tidy.xlsx"), {}),
        (write_book({"Spending": wide}, name="wide.xlsx"), {}),
        (
            write_book({"A": [["Table 1: Spending"], [], *wide, [], ["Note: made up"]]}, name="titled.xlsx"),
            {},
        ),
        (write_csv(tidy, name="tidy.csv"), {}),
        (write_csv(wide, name="wide.csv"), {"": "spending"}),
    ]
    found = [_essence(read(path, sheets=sheets)[0]) for path, sheets in files]
    assert all(one == found[0] for one in found)


def _essence(figures: pd.DataFrame) -> list[tuple[str, ...]]:
    names = ["indicator", "area", "breakdown", "period", "value", "marker", "source_text"]
    if figures.empty:
        return []
    return sorted(
        tuple(str(value) for value in row) for row in figures[names].itertuples(index=False, name=None)
    )


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["Area", "Value"], ["Middlesbrough", 1]], "none for the period"),
        ([["", "2010/11", "2011/12"], ["Middlesbrough", 1, 2]], "no column headed area"),
        ([["one", "two"], ["three", "four"]], "no header row was found"),
    ],
)
def test_a_layout_that_is_not_recognised_is_refused_with_what_came_nearest(
    write_book: Write, rows: list[list[Any]], said: str
) -> None:
    with pytest.raises(RefusedFile, match=said) as refused:
        recognise(open_file(write_book({"Data": rows})))
    assert "tidy table" in refused.value.expected
    assert refused.value.problem.outcome is Outcome.FILE
