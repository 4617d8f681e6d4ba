"""Every format has a sample, exactly one format recognises each, and one table reads the same however it is kept."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from oba.load.file import open_file
from oba.load.recognise import Format, Tier, list_formats, recognise, tier_of
from oba.load.refusal import RefusedFile
from oba.model.figures import FIGURE_COLUMNS
from oba.model.release import Outcome
from tests.load import ods_writing
from tests.load.samples import GENERAL, OURS, PUBLISHERS, SAMPLES, Sample, write_rows, write_sheets

Write = Callable[..., Path]
Read = Callable[..., Any]


def names(samples: tuple[Sample, ...]) -> list[str]:
    return [one.name for one in samples]


def each(samples: tuple[Sample, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("sample", samples, ids=names(samples))


def matching(sample: Sample, folder: Path) -> list[Format]:
    """Every format, of whichever tier, that takes the sample for its own."""
    opened = open_file(sample.write(folder), recipes=sample.recipes)
    return [one for one in list_formats() if one.matches(opened)]


def test_every_format_has_a_sample_and_every_sample_a_format() -> None:
    assert sorted(one.NAME for one in list_formats()) == sorted(names(SAMPLES))


def test_the_samples_are_grouped_by_the_tiers_that_their_formats_say() -> None:
    tiers = {one.NAME: tier_of(one) for one in list_formats()}
    assert {tiers[name] for name in names(OURS)} == {Tier.OURS}
    assert {tiers[name] for name in names(PUBLISHERS)} == {Tier.PUBLISHER}
    assert {tiers[name] for name in names(GENERAL)} == {Tier.GENERAL}
    assert tiers["recipe"] is Tier.RECIPE


@each(SAMPLES)
def test_each_sample_is_recognised_as_its_format_and_the_reason_is_said(
    sample: Sample, tmp_path: Path
) -> None:
    module, why = recognise(open_file(sample.write(tmp_path), recipes=sample.recipes))
    assert sample.name == module.NAME
    assert why


@each(SAMPLES)
def test_exactly_one_format_matches_within_its_tier_and_none_of_an_earlier_one(
    sample: Sample, tmp_path: Path
) -> None:
    found = matching(sample, tmp_path)
    (own,) = [one for one in found if sample.name == one.NAME]
    assert [one.NAME for one in found if tier_of(one) <= tier_of(own)] == [sample.name]


@each(GENERAL)
def test_no_publishers_format_takes_a_general_table_for_its_own(sample: Sample, tmp_path: Path) -> None:
    assert {tier_of(one) for one in matching(sample, tmp_path)} == {Tier.GENERAL}


def test_a_plan_workbook_is_not_read_as_figures(tmp_path: Path, read: Read) -> None:
    (plan,) = [one for one in OURS if one.name == "plan workbook"]
    with pytest.raises(RefusedFile, match="plan workbook"):
        read(plan.write(tmp_path))


FIRST_CELLS = {
    "tidy workbook": ("Data", "E2"),
    "wide workbook": ("year6", "B2"),
    "titled sheets": ("Sheet1", "B5"),
    "tidy CSV": ("", "value, line 2"),
    "wide CSV": ("", "2009/10, line 2"),
    "titled CSV": ("", "2009/10, line 5"),
}


@each(GENERAL)
def test_each_general_layout_gives_the_figure_its_cell_and_the_columns_that_travel_to_the_store(
    sample: Sample, tmp_path: Path, read: Read
) -> None:
    sheets = {"": "year6"} if sample.name == "wide CSV" else {}
    figures, problems, reading = read(sample.write(tmp_path), sheets=sheets)
    assert reading.format == sample.name
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
    assert (first["sheet"], first["cell"]) == FIRST_CELLS[sample.name]


TABLE: list[list[Any]] = [
    ["Indicator", "Area", "Period", "Value", "Note £"],
    ["year6", "Middlesbrough", "2009/10", 36.1, "from £ to –"],
    ["year6", "Middlesbrough", "2010/11", 35.8, ""],
    ["year6", "North East", "2009/10", 34.75, ""],
    ["year6", "North East", "2010/11", "[c]", ""],
    ["year6", "England", "2010/11", 0, ""],
]
READ_AS = [
    ("E06000002", 200909010364, 36.1, ""),
    ("E06000002", 201009010364, 35.8, ""),
    ("E12000001", 200909010364, 34.75, ""),
    ("E12000001", 201009010364, None, "c"),
    ("E92000001", 201009010364, 0.0, ""),
]


def write_ods(path: Path) -> Path:
    rows = [ods_writing.row(*(None if cell == "" else cell for cell in row)) for row in TABLE]
    return ods_writing.write_ods(path, ods_writing.content(ods_writing.table("Data", *rows)))


def write_gzip(path: Path) -> Path:
    plain = write_rows(path.with_suffix(""), TABLE)
    path.write_bytes(gzip.compress(plain.read_bytes()))
    return path


def write_parquet(path: Path) -> Path:
    head, *rows = TABLE
    columns = {name: [str(row[place]) for row in rows] for place, name in enumerate(head)}
    parquet.write_table(pyarrow.table(columns), path)
    return path


CONTAINERS: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "Excel": ("t.xlsx", lambda path: write_sheets(path, {"Data": TABLE})),
    "Excel with macros": ("t.xlsm", lambda path: write_sheets(path, {"Data": TABLE})),
    "OpenDocument": ("t.ods", write_ods),
    "UTF-8": ("t.csv", lambda path: write_rows(path, TABLE)),
    "UTF-8 with its mark": ("t.csv", lambda path: write_rows(path, TABLE, encoding="utf-8-sig")),
    "UTF-16": ("t.csv", lambda path: write_rows(path, TABLE, encoding="utf-16")),
    "Windows-1252": ("t.csv", lambda path: write_rows(path, TABLE, encoding="cp1252")),
    "tabs": ("t.tsv", lambda path: write_rows(path, TABLE, delimiter="\t")),
    "semicolons": ("t.csv", lambda path: write_rows(path, TABLE, delimiter=";")),
    "gzip": ("t.csv.gz", write_gzip),
    "Parquet": ("t.parquet", write_parquet),
}


@pytest.mark.parametrize("container", CONTAINERS)
def test_a_table_is_read_to_the_same_figures_from_every_container(
    container: str, tmp_path: Path, read: Read
) -> None:
    name, write = CONTAINERS[container]
    figures, problems, _ = read(write(tmp_path / name))
    assert not [problem for problem in problems if problem.stops]
    found = figures[["area", "period", "value", "marker"]].itertuples(index=False, name=None)
    assert [
        (area, key, None if pd.isna(value) else value, mark) for area, key, value, mark in found
    ] == READ_AS


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
    table: tuple[list[str], list[str], list[list[Any]]], tmp_path: Path, read: Read
) -> None:
    areas, years, values = table
    tidy = [["Indicator", "Area", "Period", "Value"]]
    tidy += [
        ["spending", area, year, values[i][j]] for i, area in enumerate(areas) for j, year in enumerate(years)
    ]
    wide = [["Area", *years], *([area, *row] for area, row in zip(areas, values, strict=True))]
    titled = [["Table 1: Spending"], [], *wide, [], ["Note: made up"]]
    files = [
        (write_sheets(tmp_path / "tidy.xlsx", {"Data": tidy}), {}),
        (write_sheets(tmp_path / "wide.xlsx", {"Spending": wide}), {}),
        (write_sheets(tmp_path / "titled.xlsx", {"A": titled}), {}),
        (write_rows(tmp_path / "tidy.csv", tidy), {}),
        (write_rows(tmp_path / "wide.csv", wide), {"": "spending"}),
        (write_rows(tmp_path / "titled.csv", titled), {"": "spending"}),
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
