"""Sheets that nobody has described: where the table is, what its columns hold, and why that is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.load.file import open_file
from oba.load.recipes.layout import Layout, make_recipe, propose
from oba.load.recipes.layout_headings import Footnotes, find_heading, join_headings, split_period
from oba.load.recipes.recipe_rules import check_recipe
from oba.load.reference import Reference
from oba.load.sheet import Cell, Row, Sheet
from oba.model.recipe import Orientation

Rows = list[list[Any]]


def sheet_of(rows: Rows, *, name: str = "Table 1") -> Sheet:
    held: list[Row] = [(number, [Cell(value) for value in row]) for number, row in enumerate(rows, start=1)]
    return Sheet(name, lambda: iter(held))


def roles(layout: Layout) -> dict[str, str]:
    return {guess.heading: str(guess.role) for guess in layout.columns if guess.role}


# the layout of table LAA1 of the statistical first release on looked-after children, 2016
SFR: Rows = [
    ["Back to Contents"],
    ["Table LAA1: Children looked after at 31 March, by local authority1,2"],
    ["Years ending 31 March 2012 to 2016"],
    ["Coverage: England"],
    [],
    [None, None, None, None, None, None, None, "numbers and rates per 10,000 children aged under 18 years"],
    ["LA Code", None, None, "numbers3", None, None, "rates4"],
    [None, None, None, 2015, 2016, None, 2015, 2016],
    [],
    [None, None, "England", 69480, 70440, None, 60, 60],
    [],
    [None, None, "North East", 4270, 4400, None, 81, 84],
    ["E06000001", 805, "Hartlepool", 165, 210, None, 82, 105],
    ["E06000002", 806, "Middlesbrough", 360, 380, None, 113, 120],
    ["E06000004", 808, "Stockton-On-Tees", 375, 375, None, 88, 88],
    [],
    ["1. Numbers have been rounded to the nearest 5."],
    ["3. Figures exclude children looked after under a series of short-term placements."],
    ["4. Rates are per 10,000 children aged under 18 years."],
]

# the layout of the annual conception tables: years side by side over a heading in two more rows
CONCEPTIONS: Rows = [
    ["Year", 2015, None, None, None, 2014],
    ["Area of usual residence", "All conceptions", None, "Conceptions at ages under 16", None, "All conceptions", None, "Conceptions at ages under 16"],
    [None, "Number", "Conception rate per 1,000 women in age-group3", "Number", "Conception rate per 1,000 women in age-group4", "Number", "Conception rate per 1,000 women in age-group", "Number", "Conception rate per 1,000 women in age-group"],
    [],
    ["ENGLAND", 836160, 78.6, 3261, 3.7, 829690, 78.0, 3912, 4.4],
    ["MIDDLESBROUGH", 2300, 84.1, 21, 8.2, 2350, 85.0, 30, 11.6],
    [],
    ["3. Rates are per 1,000 women aged 15 to 44."],
    ["4. Rates are per 1,000 women aged 13 to 15."],
]  # fmt: skip


def test_titles_above_two_rows_of_headings_are_told_from_them(reference: Reference) -> None:
    layout = propose(sheet_of(SFR), reference)
    assert layout.header_rows == (7, 8)
    assert layout.first_row == 10
    assert layout.orientation is Orientation.ACROSS
    assert list(layout.values) == ["numbers3", "rates4"]
    assert {label.text for label in layout.labels.values()} == {"2015", "2016"}
    assert "Table LAA1: Children looked after at 31 March, by local authority1,2" in layout.titles


def test_what_is_proposed_is_explained_by_column_and_share(reference: Reference) -> None:
    layout = propose(sheet_of(SFR), reference)
    first = layout.columns[0]
    assert (first.letters, first.role, first.reason) == ("A", "area code", "100% of its cells are area codes")
    assert first.examples == ("E06000001", "E06000002", "E06000004")
    assert "column B ('(column B)'): 100% of its cells are numbers, but it has no heading" in layout.unsure


def test_a_heading_merged_over_columns_ends_where_one_above_it_changes(reference: Reference) -> None:
    layout = propose(sheet_of(CONCEPTIONS), reference)
    assert layout.header_rows == (1, 2, 3)
    headings = [guess.heading for guess in layout.columns]
    assert (
        headings[4] == "2015 / Conceptions at ages under 16 / Conception rate per 1,000 women in age-group4"
    )
    assert headings[5] == "2014 / All conceptions / Number"


def test_groups_that_differ_by_a_footnote_alone_are_one(reference: Reference) -> None:
    layout = propose(sheet_of(CONCEPTIONS), reference)
    assert list(layout.values) == [
        "All conceptions / Number",
        "All conceptions / Conception rate per 1,000 women in age-group3",
        "Conceptions at ages under 16 / Number",
        "Conceptions at ages under 16 / Conception rate per 1,000 women in age-group4",
    ]


def test_groups_whose_digits_no_footnote_has_stay_apart(reference: Reference) -> None:
    """Without footnotes 3 and 4 nothing shows that the heading with a digit is the one without."""
    assert len(propose(sheet_of(CONCEPTIONS[:-2]), reference).values) == 6


@pytest.mark.parametrize("notes", [[], [["1. Figures are rounded."], ["2. Figures are provisional."]]])
def test_bands_of_different_years_are_never_one_group(notes: Rows, reference: Reference) -> None:
    rows: Rows = [
        ["Area", "Band1 2014", "Band1 2015", "Band2 2016", "Band2 2017"],
        ["Middlesbrough", 1.5, 2.5, 3.5, 4.5],
        ["England", 1.5, 2.5, 3.5, 4.5],
        [],
        *notes,
    ]
    assert list(propose(sheet_of(rows), reference).values) == ["Band1", "Band2"]


def sheet_with_footnotes(*numbers: int) -> Footnotes:
    return Footnotes(sheet_of([["Table"], *[[f"{number}. A note."] for number in numbers]]))


@pytest.mark.parametrize(
    ("wanted", "there"),
    [
        ("U18 rate", "U16 rate"),
        ("KS1", "KS2"),
        ("Q1", "Q2"),
        ("Band1", "Band2"),
        ("Year5 boys", "Year6 boys"),
        ("numbers3", "numbers4"),
        ("(column)1", "(column)2"),
    ],
)
def test_a_heading_is_never_another_that_ends_in_other_digits(wanted: str, there: str) -> None:
    notes = sheet_with_footnotes(*range(1, 20))
    assert find_heading(wanted, [there], footnotes=notes) is None


@pytest.mark.parametrize(
    ("wanted", "there", "numbers", "same"),
    [
        ("numbers", "numbers3", (3,), True),
        ("numbers3", "numbers", (3,), True),
        ("numbers", "numbers3", (1, 2), False),
        ("Rates", "Rates1,2", (1, 2), True),
        ("Rates", "Rates1,2", (1,), False),
        ("Progress", "Progress8", (), False),
        ("Rate / 2015", "Rate2 / 2015", (2,), True),
    ],
)
def test_digits_count_for_nothing_where_they_are_footnotes_of_the_sheet(
    wanted: str, there: str, numbers: tuple[int, ...], same: bool
) -> None:
    notes = sheet_with_footnotes(*numbers)
    assert find_heading(wanted, [there], footnotes=notes) == (there if same else None)


def test_groups_whose_digit_means_something_stay_apart(reference: Reference) -> None:
    rows: Rows = [
        ["Area", "quintile1 2015", "quintile1 2016", "quintile2 2015", "quintile2 2016"],
        ["Middlesbrough", 1.5, 2.5, 3.5, 4.5],
    ]
    assert list(propose(sheet_of(rows), reference).values) == ["quintile1", "quintile2"]


def test_one_row_an_area_and_period_with_several_columns_of_figures(reference: Reference) -> None:
    rows: Rows = [
        ["time_period", "time_identifier", "country_code", "country_name", "region_code", "new_la_code", "la_name", "old_la_code", "Referrals", "Rereferrals_percent"],
        ["201819", "Academic year", "E92000001", "England", None, None, None, None, "650930", "22.6"],
        ["201819", "Academic year", "E92000001", "England", "E12000001", None, None, None, "38280", "21.9"],
        ["201819", "Academic year", "E92000001", "England", "E12000001", "E06000002", "Middlesbrough", "806", "3320", "c"],
        ["201819", "Academic year", "E92000001", "England", "E12000001", "E06000001", "Hartlepool", "805", "1220", "23.1"],
    ]  # fmt: skip
    layout = propose(sheet_of(rows), reference)
    assert roles(layout) == {
        "time_period": "period",
        "country_code": "area code 3",
        "region_code": "area code 2",
        "new_la_code": "area code",
        "la_name": "area",
        "Referrals": "value",
        "Rereferrals_percent": "value",
    }


def test_periods_inside_the_words_of_headings_are_found(reference: Reference) -> None:
    rows: Rows = [
        ["Local Authority [note 2]", "Number of children \nFYE 2020", "Number of children \nFYE 2021 \n[p]", "Percentage of children\nFYE 2020", "Percentage of children\nFYE 2021 \n[p]"],
        ["Middlesbrough", 13827, 12565, 0.45, 0.424],
        ["Hartlepool", 5000, 4900, 0.3, 0.29],
    ]  # fmt: skip
    layout = propose(sheet_of(rows), reference)
    assert layout.orientation is Orientation.ACROSS
    assert list(layout.values) == ["Number of children", "Percentage of children"]
    assert [label.text for label in layout.labels.values()][:2] == ["FYE 2020", "FYE 2021 [p]"]


def test_areas_as_headings_are_seen(reference: Reference) -> None:
    rows: Rows = [
        ["Excess weight in Year 6"],
        [],
        ["School year", "England", "North East", "Middlesbrough"],
        ["2009/10", 33.4, 34.7, 36.1],
        ["2010/11", 33.4, 35.1, 35.8],
    ]
    layout = propose(sheet_of(rows), reference)
    assert layout.orientation is Orientation.AREAS_ACROSS
    assert layout.values == {"": "year6"}
    assert roles(layout)["School year"] == "period"


def test_figures_of_one_area_need_it_said(reference: Reference) -> None:
    rows: Rows = [["Month", "Absence"], ["April 2019", 4.1], ["May 2019", 4.3]]
    layout = propose(sheet_of(rows), reference)
    assert layout.values == {"Absence": "absence"}
    assert "no column holds areas: say which area all figures are of" in layout.unsure


def test_a_second_table_below_is_told_of_and_left_out(reference: Reference) -> None:
    rows: Rows = [*CONCEPTIONS, [], [None, 2015, 2014, 2013], ["England", 3.7, 4.4, 4.8]]
    layout = propose(sheet_of(rows), reference)
    assert layout.last_row == 6
    assert "a second table seems to begin at row 11: only the first is proposed" in layout.unsure


def test_ages_of_several_kinds_are_a_breakdown_that_somebody_should_look_at(reference: Reference) -> None:
    rows: Rows = [
        ["area", "age_group", "year", "rate_per_1000"],
        ["England", "under 16", 1990, 9.5],
        ["England", "under 18", 1990, 47.7],
    ]
    layout = propose(sheet_of(rows), reference)
    assert roles(layout)["age_group"] == "breakdown"
    assert any("age_group" in doubt for doubt in layout.unsure)


def test_a_column_that_rows_can_be_told_apart_without_raises_no_doubt(reference: Reference) -> None:
    rows: Rows = [
        ["Area", "Kind", "2015", "2016"],
        ["Middlesbrough", "Unitary", 1.5, 2.5],
        ["England", "Country", 1.6, 2.6],
        ["Hartlepool", "Unitary", 1.7, 2.7],
    ]
    assert propose(sheet_of(rows), reference).unsure == ()


def test_a_title_of_one_long_sentence_is_no_heading(reference: Reference) -> None:
    rows: Rows = [
        [None, "This table shows the percentage of children in Year 6 whose weight is in excess of what is healthy for them"],
        ["Place", "Rate 2015", "Rate 2016"],
        ["Middlesbrough", 36.1, 35.8],
    ]  # fmt: skip
    assert propose(sheet_of(rows), reference).header_rows == (2,)


def test_a_sheet_of_words_gets_no_proposal_and_says_why(reference: Reference) -> None:
    layout = propose(sheet_of([["Contents"], ["Table 1", "Children looked after"]]), reference)
    assert not layout.usable
    assert layout.unsure == ("no row of this sheet looks like figures with a place or a period beside them",)


def test_headings_that_a_person_chose_are_taken_as_they_are(reference: Reference) -> None:
    layout = propose(sheet_of(SFR), reference, header_rows=(8,))
    assert layout.header_rows == (8,)
    assert layout.columns[3].heading == "2015"


def test_two_columns_of_one_heading_get_names_of_their_own() -> None:
    header: list[Row] = [(1, [Cell("Area"), Cell("Percent"), Cell("Percent")])]
    assert [one.text for one in join_headings(header, width=4)] == [
        "Area",
        "Percent",
        "Percent (2)",
        "(column D)",
    ]


@pytest.mark.parametrize("rows", [SFR, CONCEPTIONS], ids=["looked after", "conceptions"])
def test_a_proposal_is_the_same_every_time_and_makes_a_recipe_that_can_be_kept(
    rows: Rows, reference: Reference
) -> None:
    first, second = (propose(sheet_of(rows), reference) for _ in range(2))
    assert first == second
    recipe = make_recipe(first, name="r", publisher="p", title="t")
    assert check_recipe(recipe) is None


def test_the_columns_of_a_csv_are_proposed_too(reference: Reference, write_csv: Callable[..., Path]) -> None:
    path = write_csv(
        [["Where", "When", "How many"], ["Middlesbrough", "2015", "12"], ["England", "2015", "1,300"]]
    )
    layout = propose(open_file(path).sheets[0], reference)
    assert roles(layout) == {"Where": "area", "When": "period", "How many": "value"}


texts = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1, max_size=20)


@given(st.lists(texts, min_size=1, max_size=6, unique=True), st.data())
def test_a_heading_is_always_found_as_it_stands(names: list[str], data: st.DataObject) -> None:
    wanted = data.draw(st.sampled_from(names))
    assert find_heading(wanted, names, footnotes=Footnotes()) == wanted


@given(st.lists(st.lists(st.one_of(st.none(), texts), min_size=3, max_size=3), min_size=1, max_size=4))
def test_every_column_has_one_heading_and_no_two_share_it(rows: list[list[str | None]]) -> None:
    header: list[Row] = [(number, [Cell(value) for value in row]) for number, row in enumerate(rows, start=1)]
    found = [one.text for one in join_headings(header, width=3)]
    assert len(found) == 3
    assert all(found)


@given(st.integers(1990, 2030), texts.filter(lambda one: not any(sign.isdigit() for sign in one)))
def test_a_year_is_found_over_and_beside_any_words(year: int, words: str) -> None:
    over = join_headings([(1, [Cell(year)]), (2, [Cell(words)])], width=1)[0]
    label = split_period(over)
    assert label is not None
    assert label.text == str(year)
