"""Tests of tables with headings in several rows: where they begin and end, and what each column is about."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.load.grids.grid import Grid, find_grid
from oba.load.grids.grid_areas import find_row_area
from oba.load.grids.grid_cells import Kind, is_data, kind_of
from oba.load.grids.grid_notes import read_notes
from oba.load.grids.grid_periods import split_period, table_period
from oba.load.grids.grid_rows import GridReading
from oba.load.grids.grid_words import find_unit, plain_title, spelled_out, take_digits
from oba.load.problem_log import ProblemLog
from oba.load.reference import Reference
from oba.load.sheet import Cell, Sheet
from oba.model.indicator import ValueType
from oba.model.period import PeriodKind
from oba.model.release import Outcome

Rows = Sequence[Sequence[Any]]


def as_sheet(rows: Rows, *, merged: Sequence[tuple[int, int, int, int]] = (), name: str = "Sheet1") -> Sheet:
    listed = [(number, [Cell(value) for value in values]) for number, values in enumerate(rows, start=1)]
    return Sheet(name, lambda: iter(listed), merged=tuple(merged))


def found(rows: Rows, **facts: Any) -> Grid:
    grid = find_grid(as_sheet(rows, **facts))
    assert grid is not None
    return grid


def said(grid: Grid) -> list[tuple[str, str]]:
    return [
        (" / ".join(column.path), str(column.when.value) if column.when else "") for column in grid.columns
    ]


GROUPED = [
    ["Table 1: Children in need"],
    [],
    [None, "Numbers", None, None, "Rates"],
    ["Area", 2015, 2016, None, 2015, 2016],
    [],
    ["Middlesbrough", 10, 11, None, 1.5, 1.6],
    ["Hartlepool", 20, 21, None, 2.5, 2.6],
]
PARTED = [("Numbers", "2015"), ("Numbers", "2016"), ("Rates", "2015"), ("Rates", "2016")]


def test_a_heading_without_merged_cells_reaches_to_the_next_in_its_row() -> None:
    grid = found(GROUPED)
    assert said(grid) == PARTED
    assert (grid.header, grid.first, grid.titles) == ((3, 4), 6, ["Table 1: Children in need"])


def test_a_merged_heading_reaches_as_far_as_its_range_and_no_further() -> None:
    grid = found(GROUPED, merged=[(3, 2, 3, 2), (3, 5, 3, 6)])
    assert said(grid) == [("Numbers", "2015"), ("", "2016"), *PARTED[2:]]


def test_a_year_over_its_measures_is_the_period_of_each() -> None:
    rows = [[None, 2015, None, 2016], ["Area", "Starts", "Ends", "Starts", "Ends"], ["Leeds", 1, 2, 3, 4]]
    assert said(found(rows)) == [("Starts", "2015"), ("Ends", "2015"), ("Starts", "2016"), ("Ends", "2016")]


def test_a_quarter_under_its_year_is_one_period() -> None:
    rows = [[None, "2010/11", None], ["Area", "Q1", "Q2"], ["Leeds", 1, 2]]
    assert said(found(rows)) == [("", "Q1 2010/11"), ("", "Q2 2010/11")]


def test_area_columns_without_headings_are_known_by_what_they_hold(reference: Reference) -> None:
    rows = [
        [None, None, None, "At 31 March 2015", "At 31 March 2016"],
        ["E06000002", 806, "Middlesbrough", 1, 2],
        [None, None, "North East", 3, 4],
        [None, 805, None, 5, 6],
    ]
    grid = found(rows)
    areas = [
        find_row_area(cells, grid=grid, reference=reference)
        for number, cells in grid.sheet.rows()
        if number > 1
    ]
    assert [(area.code, area.name) for area in areas if area] == [
        ("E06000002", "Middlesbrough"),
        ("", "North East"),
        ("805", ""),
    ]
    assert list(grid.leading) == [0, 1, 2]


def test_of_two_names_the_one_that_the_code_has_is_the_area(reference: Reference) -> None:
    rows = [
        ["LA code", "Authority", "Region name", "Rate 2015", "Rate 2016"],
        ["E06000002", "Middlesbrough", "North East", 1, 2],
    ]
    area = find_row_area(as_cells(rows[1]), grid=found(rows), reference=reference)
    assert area is not None
    assert area.name == "Middlesbrough"


def as_cells(values: Sequence[Any]) -> list[Cell]:
    return [Cell(value) for value in values]


@pytest.mark.parametrize(
    "rows",
    [
        [["Contents"], ["Table 1", "Children in need"], ["Table 2", "Children in care"]],
        [["Note number", "Note text"], [1, "Figures are rounded"], [2, "See the guide"]],
        [
            ["Area", "Year", "Rate per 1,000 girls"],
            ["Middlesbrough", 2015, 1.5],
            ["Middlesbrough", 2016, 1.6],
        ],
        [["Area", "Comment"], ["Middlesbrough", "none"]],
        [["Area", "Value"], ["Middlesbrough", 1]],
        [["Staff", "2015"], ["Full time", 5], ["Part time", 7]],
        [],
    ],
)
def test_a_sheet_of_another_kind_has_no_grid(rows: Rows) -> None:
    assert find_grid(as_sheet(rows)) is None


@pytest.mark.parametrize(
    ("text", "value", "kind", "rest"),
    [
        ("Number of children \nFYE 2015", "2014/15", PeriodKind.FINANCIAL_YEAR, "Number of children"),
        (
            "Percentage\nFYE 2021\n(%)\n[p] [note 3]",
            "2020/21 [p]",
            PeriodKind.FINANCIAL_YEAR,
            "Percentage (%)",
        ),
        ("Children missing at 31 March 2016", "31 March 2016", PeriodKind.POINT_IN_TIME, "Children missing"),
        ("Age at 31 March 2016 (years)", "31 March 2016", PeriodKind.POINT_IN_TIME, "Age (years)"),
        ("Started in the year ending 31 March 2016", "2015/16", PeriodKind.FINANCIAL_YEAR, "Started"),
        ("Pupils, year ending 31 August 2016", "2015/16", PeriodKind.ACADEMIC_YEAR, "Pupils"),
        ("2009/10 (provisional)", "2009/10 [p]", None, ""),
        ("Total 2015/16", "2015/16", None, "Total"),
        ("MarTotal_2010", "2010", None, "MarTotal"),
    ],
)
def test_a_period_is_taken_out_of_the_words_around_it(
    text: str, value: str, kind: PeriodKind | None, rest: str
) -> None:
    when, left = split_period(text)
    assert when is not None
    assert (when.value, when.kind, left) == (value, kind, rest)


@pytest.mark.parametrize(
    "text", ["Children aged 16 to 17", "2012 to 2016 average of 5", "from 2015 but not 2016", "rates4"]
)
def test_words_that_name_no_period_or_two_are_left_whole(text: str) -> None:
    when, rest = split_period(text)
    assert when is None
    assert rest == text


@pytest.mark.parametrize(
    ("titles", "value"),
    [
        (["Children looked after at 31 March", "Year ending 31 March 2016"], "31 March 2016"),
        (["Children who started to be looked after", "Year ending 31 March 2016"], "2015/16"),
        (["Children looked after", "Years ending 31 March 2012 to 2016"], None),
        (["Absence, 2015/16", "Published 12 May 2016"], "2015/16"),
        (["Starts 2015", "Ends 2016"], None),
    ],
)
def test_a_title_gives_the_period_of_the_whole_table_or_only_bounds_it(
    titles: list[str], value: str | None
) -> None:
    when = table_period(titles, near=None)
    assert (when.value if when else None) == value


@pytest.mark.parametrize(
    ("text", "footnotes", "plain"),
    [
        ("numbers3", {"3"}, "numbers"),
        ("numbers3", {"1"}, "numbers3"),
        ("by local authority1,2", {"1", "2"}, "by local authority"),
        ("who were missing1 or away2, by area", None, "who were missing or away, by area"),
        ("Accommodated under S20", None, "Accommodated under S20"),
        ("aged 5 to 16", None, "aged 5 to 16"),
    ],
)
def test_only_footnotes_are_taken_off_a_word(text: str, footnotes: set[str] | None, plain: str) -> None:
    assert take_digits(text, footnotes=footnotes) == plain


def test_a_measure_whose_name_ends_in_a_digit_keeps_it_where_no_footnote_has_its_number() -> None:
    rows = [[None, "year6", None], ["Area", "2009/10", "2010/11"], ["Leeds", 36.1, 35.8]]
    assert {path for path, _ in said(found(rows))} == {"year6"}
    noted = [*rows, [], ["6. Measured in school"]]
    assert {path for path, _ in said(found(noted))} == {"year"}


def test_what_a_sign_stands_for_is_read_from_the_sheet_and_left_open_where_it_says_nothing_known() -> None:
    notes = read_notes(
        as_sheet(
            [
                ["[p] = provisional, [low] = nil or negligible"],
                ["Leeds", 1],
                ["x   Figures not shown in order to protect confidentiality."],
                [" -   Negligible. Percentage below 0.5%"],
                [".    not applicable"],
                ["*  See the note on method"],
                ["1. Rounded to ten"],
            ]
        ),
        after=2,
    )
    assert {sign: notes.signs.get(sign) for sign in "x-.*"} == {"x": "c", "-": "low", ".": "z", "*": None}
    assert notes.numbers == {"1"}


@pytest.mark.parametrize(
    ("texts", "words", "value_type", "multiplier"),
    [
        (
            ["rates per 10,000 children aged under 18 years"],
            "per 10,000 children aged under 18 years",
            ValueType.CRUDE_RATE,
            10_000.0,
        ),
        (["Percentage of children"], "%", ValueType.PROPORTION, 100.0),
        (["Foyers", "numbers"], "number", ValueType.COUNT, None),
        (["Average score per child"], "average", ValueType.SCORE, None),
        (["Foyers"], "", None, None),
    ],
)
def test_a_unit_is_read_from_the_words_nearest_to_the_figures(
    texts: list[str], words: str, value_type: ValueType | None, multiplier: float | None
) -> None:
    unit = find_unit(texts)
    assert (unit.words, unit.value_type, unit.multiplier) == (words, value_type, multiplier)


def test_a_rate_is_spelled_out_by_the_line_above_the_table() -> None:
    assert spelled_out("rates", lines=["numbers and rates per 1,000 pupils"]) == "rates per 1,000 pupils"
    assert spelled_out("numbers", lines=["numbers and rates per 1,000 pupils"]) == "numbers"


def test_a_title_is_without_its_table_number_and_without_its_areas() -> None:
    assert plain_title("Table LAA1: Children looked after at 31 March, by local authority") == (
        "Children looked after at 31 March"
    )


@pytest.mark.parametrize(
    ("values", "data"),
    [
        (["England", 67070, 68060], True),
        (["England", 2010, 1998, 2004], True),
        (["Area", 2012, 2013, 2014], False),
        ([None, 48490, 42280], True),
        ([None, 2014, None, 2015], False),
        (["Male", "Female", 16, 17, "18 and over"], False),
        (["Leeds", "x", "..", 0], True),
        (["E06000002", "x"], True),
        (["1", "Children in need"], False),
    ],
)
def test_a_row_of_figures_is_told_from_a_row_of_headings(values: list[Any], data: bool) -> None:
    assert is_data(as_cells(values)) is data


@given(st.integers(0, 10_000_000))
def test_a_count_is_a_period_only_where_it_could_be_a_year_or_two_that_follow(number: int) -> None:
    first, last = divmod(number, 100)
    could_be = 1950 <= number <= 2050 or (1950 <= first <= 2050 and last == (first + 1) % 100)
    assert (kind_of(Cell(number)) is Kind.PERIOD) is could_be
    assert kind_of(Cell(str(number))) is kind_of(Cell(number))


NAMES = st.sampled_from(["Starts", "Ends", "Adopted", "Foster care", "Kinship"])


@given(
    groups=st.lists(NAMES, min_size=1, max_size=4, unique=True),
    years=st.lists(st.integers(2000, 2024), min_size=1, max_size=4, unique=True).map(sorted),
    areas=st.integers(1, 6),
    titles=st.lists(st.sampled_from(["Children in need", "By authority", "Coverage: England"]), max_size=3),
    spacer=st.booleans(),
    merged=st.booleans(),
)
def test_every_group_and_year_is_found_whatever_stands_around_them(
    groups: list[str], years: list[int], areas: int, titles: list[str], spacer: bool, merged: bool
) -> None:
    width = len(years) + spacer
    top: list[Any] = ["Local authority code", "Name"]
    low: list[Any] = [None, None]
    ranges = []
    for place, group in enumerate(groups):
        top += [group, *[None] * (width - 1)]
        low += [*years, *[None] * spacer]
        start = 3 + place * width
        ranges.append((len(titles) + 2, start, len(titles) + 2, start + len(years) - 1))
    body = [
        [f"E0600000{area}", f"Place {area}", *([area + 0.5] * len(years) + [None] * spacer) * len(groups)]
        for area in range(1, areas + 1)
    ]
    rows = [[title] for title in titles] + [[], top, low, []] + body + [[], ["1. Rounded"]]
    grid = found(rows, merged=ranges if merged else ())
    assert said(grid) == [(group, str(year)) for group in groups for year in years]
    assert grid.titles == titles
    assert grid.first == len(titles) + 5


@pytest.mark.parametrize(("columns", "known"), [(1_000, True), (2_100, False)])
def test_a_sheet_wider_than_a_person_lays_out_has_no_grid(columns: int, known: bool) -> None:
    rows = [
        ["Area", *[None] * columns, None],
        [None, *[2015] * (columns + 1)],
        ["E06000001", *[5] * (columns + 1)],
    ]
    assert (find_grid(as_sheet(rows)) is not None) is known


@given(
    headings=st.lists(st.sampled_from(["Starts", "Ends", ""]), min_size=1, max_size=4),
    years=st.lists(st.sampled_from([2015, 2016, None]), min_size=4, max_size=4),
    rows=st.lists(
        st.tuples(
            st.sampled_from(["E06000002", None]),
            st.sampled_from(["Middlesbrough", None]),
            st.lists(st.sampled_from([5.5, "x", 0.25, None]), min_size=5, max_size=5),
        ),
        min_size=3,
        max_size=6,
    ),
)
def test_every_figure_is_read_or_counted(
    reference: Reference, headings: list[str], years: list[int | None], rows: list[Any]
) -> None:
    body = [["E06000001", "Hartlepool", 1.5, 1.5, 1.5, 1.5, 1.5]] * 8
    body += [[code, name, *values] for code, name, values in rows]
    top = ["LA code", "Area", *[heading or None for heading in headings]]
    grid = find_grid(as_sheet([top, [None, None, *years], *body]))
    if grid is None:
        return
    log = ProblemLog()
    names = {column.index: "/".join(column.path) for column in grid.columns}
    chunks = list(GridReading(grid, names, reference, log, published=True).chunks())
    read = sum(not cell.blank for chunk in chunks for cell in chunk.values)
    counted = sum(
        one.number for (_, said), one in log.counted.items() if "not read" in said and "names no" not in said
    )
    there = sum(value is not None for values in body for value in values[2:])
    words = sum(problem.found.startswith(("note: ", "a second table")) for problem in log.listed)
    assert words or not chunks or read + counted == there


YEARS_OF_BOYS_AND_GIRLS = [
    ["Table 1: Starts of plans in 2016"],
    [None, 2015, None, 2016, None, None],
    ["Area", "Boys", "Girls", "Boys", "Girls", "All years"],
    ["Middlesbrough", 1, 2, 3, 4, 99],
    ["Hartlepool", 1, 2, 3, 4, 98],
]


def test_a_year_is_not_carried_past_the_headings_that_the_years_before_it_have(reference: Reference) -> None:
    grid = found(YEARS_OF_BOYS_AND_GIRLS)
    assert said(grid) == [
        ("Boys", "2015"),
        ("Girls", "2015"),
        ("Boys", "2016"),
        ("Girls", "2016"),
        ("All years", ""),
    ]
    log = ProblemLog()
    names = {column.index: column.path[0] for column in grid.columns}
    chunks = list(GridReading(grid, names, reference, log).chunks())
    assert sum(chunk.rows for chunk in chunks) == 8
    assert [(one.where, one.found) for one in log.problems if one.outcome is Outcome.ASK] == [
        ("Sheet1!F3", "the heading 'All years' names no period")
    ]


def test_the_last_year_goes_on_over_all_that_any_year_before_it_has() -> None:
    rows = [
        [None, 2014, None, None, 2015, None, 2016],
        ["Area", "Boys", "Girls", "All", "Boys", "All", "Boys", "Girls", "All"],
        ["Leeds", *range(1, 9)],
    ]
    assert [when for _, when in said(found(rows))] == ["2014"] * 3 + ["2015"] * 2 + ["2016"] * 3


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("9" * 5_000, Kind.NUMBER),
        (float("inf"), Kind.NUMBER),
        (float("-inf"), Kind.NUMBER),
        (float("nan"), Kind.NUMBER),
        (10**400, Kind.NUMBER),
        ("①", Kind.TEXT),
    ],
)
def test_a_number_without_end_is_no_year_and_stops_nothing(value: Any, kind: Kind) -> None:
    assert kind_of(Cell(value)) is kind


@pytest.mark.parametrize("number", ["①", "9" * 5_000, "٣٣٣"])
def test_signs_that_only_look_like_digits_number_no_area(number: str, reference: Reference) -> None:
    rows = [[None, "Area", 2015, 2016], [number, "Middlesbrough", 1, 2], [number, "Hartlepool", 3, 4]]
    grid = find_grid(as_sheet(rows))
    if grid is not None:
        for row in rows[1:]:
            area = find_row_area([Cell(one) for one in row], grid=grid, reference=reference)
            assert area is None or area.code == ""


def test_no_period_is_looked_for_in_a_text_of_hostile_length() -> None:
    text = "to " * 200_000 + "2015"
    started = time.process_time()
    assert split_period(text)[0] is None
    assert time.process_time() - started < 2
