"""Recipes read odd layouts to the last cell, and refuse a layout that has drifted from them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from oba.load.chunk import Chunk
from oba.load.file import open_file
from oba.load.formats import recipe as format_of_recipes
from oba.load.headers import Role
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.recipes.layout import make_recipe, propose
from oba.load.recipes.recipe_rows import read_period_form
from oba.load.recognise import Tier, recognise
from oba.load.reference import Reference
from oba.load.refusal import RefusedFile
from oba.load.sheet import Cell
from oba.model.recipe import Orientation, Recipe
from oba.model.release import Problem, Source

Rows = list[list[Any]]
Write = Callable[..., Path]
SAID = {"name": "r", "publisher": "Department for Education", "title": "Children in need"}

LOOKED_AFTER: Rows = [
    ["Table LAA1: Children looked after at 31 March, by local authority1,2"],
    ["LA Code", None, None, "numbers3", None, None, "rates4"],
    [None, None, None, 2015, 2016, None, 2015, 2016],
    [],
    [None, None, "England", 69480, 70440, None, 60, 60],
    ["NORTH EAST"],
    ["E06000001", 805, "Hartlepool", 165, 210, None, 82, 105],
    ["E06000002", 806, "Middlesbrough", 360, "x", None, 113, 120],
    [],
    ["1. Numbers have been rounded to the nearest 5."],
    ["3. Figures exclude children looked after under a series of short-term placements."],
    ["4. Rates are per 10,000 children aged under 18 years."],
]
ACROSS = Recipe(
    **SAID,
    sheet="LAA1",
    header_rows=(2, 3),
    orientation=Orientation.ACROSS,
    columns={"area code": "LA Code", "area": "(column C)"},
    values={"rates": "plans"},
    beside={"rates": {"numerator": "numbers"}},
    headings=("LA Code", "(column B)", "(column C)", "numbers3 / 2015", "numbers3 / 2016", "(column F)", "rates4 / 2015", "rates4 / 2016"),
    period_form="31 March {}",
)  # fmt: skip

# the headings of two yearly releases of one file of the Department for Education: the rates went in the second
B1_2023 = ["time_period", "geographic_level", "new_la_code", "la_name", "Anypoint_episodes", "Anypoint_episodes_rate", "Anypoint_child", "At31_episodes", "At31_episodes_rate"]  # fmt: skip
B1_2025 = ["time_period", "geographic_level", "new_la_code", "la_name", "Anypoint_episodes", "Anypoint_child", "At31_episodes", "anypoint_rate_per_10k"]  # fmt: skip
B1 = Recipe(
    **SAID,
    columns={"area code": "new_la_code", "period": "time_period"},
    values={"Anypoint_episodes_rate": "conceptions"},
    beside={"Anypoint_episodes_rate": {"numerator": "Anypoint_episodes"}},
    headings=tuple(B1_2023),
)


def opened_with(path: Path, *recipes: Recipe) -> OpenedFile:
    opened = open_file(path)
    opened.recipes = recipes
    return opened


@pytest.fixture
def work(reference: Reference) -> Callable[..., tuple[list[dict[str, Any]], list[Problem]]]:
    """Every figure as its texts and cell, and what was told."""

    def read(path: Path, *recipes: Recipe) -> tuple[list[dict[str, Any]], list[Problem]]:
        opened = opened_with(path, *recipes)
        assert format_of_recipes.matches(opened)
        log = ProblemLog()
        source = Source(publisher="p", title="t")
        chunks = format_of_recipes.read(opened, reference=reference, source=source, log=log)
        return [figure for chunk in chunks for figure in figures_of(chunk)], log.problems

    return read


def figures_of(chunk: Chunk) -> list[dict[str, Any]]:
    values = chunk.values if isinstance(chunk.values, list) else [Cell(text) for text in chunk.values]
    return [
        {
            "indicator": chunk.indicator,
            **{role.value: texts.distinct[texts.codes[row]] for role, texts in chunk.texts.items()},
            **{role.value: Cell(list(column)[row]).text if not isinstance(column, list) else column[row].text for role, column in chunk.numbers.items()},
            "value": values[row].text,
            "cell": chunk.where(Role.VALUE, row),
        }
        for row in range(chunk.rows)
    ]  # fmt: skip


def test_years_under_a_merged_heading_are_read_with_what_belongs_beside_them(write_book: Write, work) -> None:
    figures, _ = work(write_book({"LAA1": LOOKED_AFTER}), ACROSS)
    assert figures[0] == {
        "indicator": "plans",
        "area code": "",
        "area": "England",
        "period": "31 March 2015",
        "value": "60",
        "numerator": "69480",
        "cell": "LAA1!G5",
    }
    assert [one["cell"] for one in figures] == [f"LAA1!{column}{row}" for row in (5, 7, 8) for column in "GH"]
    assert figures[-1]["numerator"] == "x"


def test_titles_section_names_and_footnotes_are_kept_as_notes(write_book: Write, work) -> None:
    _, problems = work(write_book({"LAA1": LOOKED_AFTER}), ACROSS)
    said = [(one.where, one.found) for one in problems]
    assert ("LAA1!A1", "title: Table LAA1: Children looked after at 31 March, by local authority1,2") in said
    assert ("LAA1!A6", "note: NORTH EAST") in said
    assert ("LAA1!A10", "note: 1. Numbers have been rounded to the nearest 5.") in said
    assert any(
        found.startswith("cells of column B, which has no heading, were not read") for _, found in said
    )


def test_a_recipe_finds_its_headings_where_rows_were_put_in_above(write_book: Write, work) -> None:
    moved = [["New this year"], ["Contact: the department"], [], *LOOKED_AFTER]
    figures, problems = work(write_book({"LAA1": moved}), ACROSS)
    assert figures[0]["cell"] == "LAA1!G8"
    assert any(one.found.startswith("the headings stand 3 rows lower") for one in problems)


def test_next_years_columns_are_read_without_being_asked_about(write_book: Write, work) -> None:
    grown = [[*row] for row in LOOKED_AFTER]
    for number, more in {3: 2017, 5: 61, 7: 110, 8: 125}.items():
        grown[number - 1] = [*grown[number - 1], *[None] * (8 - len(grown[number - 1])), more]
    figures, problems = work(write_book({"LAA1": grown}), ACROSS)
    assert [one["value"] for one in figures if one["period"] == "31 March 2017"] == ["61", "110", "125"]
    assert not any("new since" in one.found for one in problems)


def test_two_columns_of_one_year_are_refused_with_both_cells(write_book: Write, work) -> None:
    twice = [[*row] for row in LOOKED_AFTER]
    twice[2][7] = 2015
    _, problems = work(write_book({"LAA1": twice}), ACROSS)
    assert problems[0].stops
    assert problems[0].where == "LAA1!G3 and LAA1!H3"


def test_one_file_of_several_columns_of_figures_names_each_by_its_line(write_csv: Write, work) -> None:
    rows = [
        B1_2023,
        ["2023", "Local authority", "E06000002", "Middlesbrough", "3000", "865.2", "2900", "1500", "c"],
    ]
    recipe = replace(B1, values={"Anypoint_episodes_rate": "conceptions", "At31_episodes_rate": ""})
    figures, problems = work(write_csv(rows), recipe)
    assert figures[0]["cell"] == "Anypoint_episodes_rate, line 2"
    assert (figures[0]["indicator"], figures[0]["numerator"]) == ("conceptions", "3000")
    assert figures[1]["value"] == "c"
    assert figures[1]["indicator"] == "recipe:r/At31_episodes_rate"
    assert any("columns not read: geographic_level, la_name" in one.found for one in problems)


def test_a_new_indicator_is_described_by_its_heading(write_csv: Write, reference: Reference) -> None:
    path = write_csv([B1_2023, ["2023", "L", "E06000002", "M", "1", "2", "3", "4", "5"]])
    opened = opened_with(path, replace(B1, values={"Anypoint_child": ""}, beside={}))
    source = Source(publisher="p", title="t")
    chunk = next(format_of_recipes.read(opened, reference=reference, source=source, log=ProblemLog()))
    assert {code: one.name for code, one in chunk.measures.items()} == {
        "recipe:r/Anypoint_child": "Anypoint_child"
    }


def test_the_first_column_of_codes_that_is_filled_says_the_area(write_csv: Write, work) -> None:
    rows = [
        ["year", "country_code", "region_code", "la_code", "rate"],
        ["2023", "E92000001", "", "", "1.1"],
        ["2023", "E92000001", "E12000001", "", "1.2"],
        ["2023", "E92000001", "E12000001", "E06000002", "1.3"],
    ]
    columns = {
        "area code": "la_code",
        "area code 2": "region_code",
        "area code 3": "country_code",
        "period": "year",
    }
    figures, _ = work(write_csv(rows), Recipe(**SAID, columns=columns, values={"rate": "conceptions"}))
    assert [one["area code"] for one in figures] == ["E92000001", "E12000001", "E06000002"]


def test_constants_say_what_no_column_says(write_book: Write, work) -> None:
    rows: Rows = [["Month", "Sessions missed"], ["April 2019", 4.1], ["May 2019", None]]
    recipe = Recipe(
        **SAID,
        columns={"period": "Month"},
        values={"Sessions missed": "absence"},
        constants={"area": "E06000002"},
    )
    figures, _ = work(write_book({"Sheet1": rows}), recipe)
    assert [(one["area"], one["period"], one["value"]) for one in figures] == [
        ("E06000002", "April 2019", "4.1")
    ]


def test_areas_as_headings_are_read_by_area(write_book: Write, work) -> None:
    rows: Rows = [
        ["School year", "England", "Middlesbrough"],
        ["2009/10", 33.4, 36.1],
        ["2010/11", 33.4, 35.8],
    ]
    recipe = Recipe(
        **SAID,
        orientation=Orientation.AREAS_ACROSS,
        columns={"period": "School year"},
        values={"": "year6"},
    )
    figures, _ = work(write_book({"Sheet1": rows}), recipe)
    assert [(one["area"], one["period"], one["value"]) for one in figures][:2] == [
        ("England", "2009/10", "33.4"),
        ("Middlesbrough", "2009/10", "36.1"),
    ]


def test_value_columns_can_be_parts_of_one_indicator(write_book: Write, work) -> None:
    rows: Rows = [["Area", "Year", "Boys", "Girls", "All"], ["Middlesbrough", "2009/10", 37.0, 35.2, 36.1]]
    recipe = Recipe(
        **SAID,
        columns={"area": "Area", "period": "Year"},
        values={"Boys": "year6", "Girls": "year6", "All": "year6"},
        breakdowns={"Boys": "Boys", "Girls": "Girls"},
    )
    figures, _ = work(write_book({"Sheet1": rows}), recipe)
    assert [(one.get("breakdown", ""), one["value"]) for one in figures] == [
        ("Boys", "37"),
        ("Girls", "35.2"),
        ("", "36.1"),
    ]


def test_an_indicator_column_names_each_row(write_book: Write, work) -> None:
    rows: Rows = [
        ["Measure", "Place", "When", "Result", "Cases"],
        ["year6", "Middlesbrough", "2009/10", 36.1, 500],
        ["plans", "Middlesbrough", "31 March 2010", 210, None],
    ]
    columns = {
        "indicator": "Measure",
        "area": "Place",
        "period": "When",
        "value": "Result",
        "numerator": "Cases",
    }
    figures, _ = work(write_book({"Sheet1": rows}), Recipe(**SAID, columns=columns))
    assert [(one["indicator"], one["value"], one["numerator"]) for one in figures] == [
        ("year6", "36.1", "500"),
        ("plans", "210", ""),
    ]


def test_rows_of_another_kind_are_left_out_and_counted(write_csv: Write, work) -> None:
    rows = [
        ["year", "code", "category", "percent"],
        ["2023", "E06000002", "Total", "24.5"],
        ["2023", "E06000002", "Boys", "24.1"],
        ["2023", "E06000002", "Girls", "24.9"],
    ]
    recipe = Recipe(
        **SAID,
        columns={"area code": "code", "period": "year"},
        values={"percent": "conceptions"},
        only={"category": "total"},
    )
    figures, problems = work(write_csv(rows), recipe)
    assert [one["value"] for one in figures] == ["24.5"]
    assert problems[0].found == (
        "figures of other rows are left out, as the recipe keeps others only (and 1 more)"
    )


def test_a_table_that_has_grown_below_its_last_row_is_refused(write_book: Write, work) -> None:
    rows: Rows = [["Area", "Year", "Rate"], ["Middlesbrough", 2015, 1.0], ["Hartlepool", 2015, 2.0]]
    recipe = Recipe(
        **SAID, columns={"area": "Area", "period": "Year"}, values={"Rate": "conceptions"}, last_row=2
    )
    figures, problems = work(write_book({"Sheet1": rows}), recipe)
    assert len(figures) == 1
    assert problems[0].stops
    assert problems[0].where == "Sheet1!A3"


def test_figures_of_a_second_table_below_are_counted_in_a_note(write_book: Write, work) -> None:
    rows: Rows = [
        ["Area", "Year", "Rate"],
        ["Middlesbrough", 2015, 1.0],
        [],
        ["Area", "Year", "Another"],
        ["Middlesbrough", 2015, 7.0],
    ]
    recipe = Recipe(
        **SAID, columns={"area": "Area", "period": "Year"}, values={"Rate": "conceptions"}, last_row=2
    )
    figures, problems = work(write_book({"Sheet1": rows}), recipe)
    assert [one["value"] for one in figures] == ["1"]
    assert not any(one.stops for one in problems)
    assert "cells below the last row that the recipe names were not read (and 1 more)" in [
        one.found for one in problems
    ]


def test_a_row_of_a_known_area_without_figures_is_one_of_missing_figures(write_book: Write, work) -> None:
    rows: Rows = [["Area", "Rate 2015", "Rate 2016"], ["Middlesbrough"], ["Source: a survey"]]
    recipe = Recipe(
        **SAID,
        orientation=Orientation.ACROSS,
        columns={"area": "Area"},
        values={"Rate": "conceptions"},
    )
    figures, problems = work(write_book({"Sheet1": rows}), recipe)
    assert [(one["period"], one["value"]) for one in figures] == [("2015", ""), ("2016", "")]
    assert "note: Source: a survey" in [one.found for one in problems]


def test_several_recipes_read_several_sheets_of_one_workbook(write_book: Write, work) -> None:
    rows: Rows = [["Area", "Year", "Rate"], ["Middlesbrough", 2015, 1.0]]
    recipes = [
        Recipe(
            **{**SAID, "name": sheet},
            sheet=sheet,
            columns={"area": "Area", "period": "Year"},
            values={"Rate": key},
        )
        for sheet, key in {"One": "conceptions", "Two": "year6"}.items()
    ]
    figures, problems = work(write_book({"One": rows, "Two": rows, "Read me": [["Hello"]]}), *recipes)
    assert [one["cell"] for one in figures] == ["One!C2", "Two!C2"]
    assert "1 sheets that no recipe reads were not read: 'Read me'" in problems[0].found


def test_two_recipes_for_one_column_are_refused(write_book: Write, work) -> None:
    rows: Rows = [["Area", "Year", "Rate"], ["Middlesbrough", 2015, 1.0]]
    recipe = Recipe(
        **SAID, sheet="One", columns={"area": "Area", "period": "Year"}, values={"Rate": "conceptions"}
    )
    with pytest.raises(RefusedFile, match="the recipes 'r' and 's' read one column of figures"):
        work(write_book({"One": rows}), recipe, replace(recipe, name="s"))


def test_a_column_that_is_gone_is_named_with_those_that_could_be_it(
    write_csv: Write, reference: Reference
) -> None:
    rows = [
        B1_2025,
        ["2025", "Local authority", "E06000002", "Middlesbrough", "2900", "2800", "1400", "830.1"],
    ]
    opened = opened_with(write_csv(rows, name="b1.csv"), B1)
    assert "almost as the recipe 'r' describes" in format_of_recipes.matches(opened)
    with pytest.raises(RefusedFile) as refused:
        list(
            format_of_recipes.read(
                opened, reference=reference, source=Source(publisher="p", title="t"), log=ProblemLog()
            )
        )
    assert refused.value.found == (
        "column `Anypoint_episodes_rate` is gone; here are three that could be it: "
        "`anypoint_rate_per_10k` (numbers), `At31_episodes` (numbers, there before too), "
        "`Anypoint_child` (numbers, there before too). New since then: `anypoint_rate_per_10k`"
    )
    assert "Open the mapper" in refused.value.remedy


def test_a_drifted_layout_is_never_half_read_by_a_general_format(write_csv: Write) -> None:
    rows = [["area code", "area", "year", "value", "Anypoint_episodes", "extra"], ["E06000002", "Middlesbrough", "2025", "1", "2", "3"]]  # fmt: skip
    recipe = Recipe(
        **SAID,
        columns={"area code": "area code", "period": "year"},
        values={"Anypoint_episodes": "conceptions", "At31": "year6"},
        headings=("area code", "area", "year", "value", "Anypoint_episodes", "At31"),
    )
    module, why = recognise(opened_with(write_csv(rows), recipe))
    assert module.NAME == "recipe"
    assert "almost" in why


@pytest.mark.parametrize(
    "header",
    [
        ["area code", "area", "period", "value"],
        ["area code", "area", "period", "value", "lower", "upper"],
        ["Area", "2009/10", "2010/11"],
        ["time_period", "new_la_code", "la_name", "CPP_start", "CPP_subsequent"],
    ],
)
def test_a_file_that_has_nothing_of_the_recipe_but_plain_words_is_left_to_others(
    header: list[str], write_csv: Write
) -> None:
    path = write_csv([header, ["E06000002", *["1"] * (len(header) - 1)]])
    plain = Recipe(
        **SAID,
        columns={"area code": "area code", "period": "period"},
        values={"How many": "conceptions"},
        headings=("area code", "area", "period", "How many"),
    )
    assert format_of_recipes.matches(opened_with(path, B1, ACROSS, plain)) == ""


def test_the_columns_that_came_are_noted_when_none_has_gone(write_csv: Write, work) -> None:
    rows = [[*B1_2023, "children_percent"], ["2023", "L", "E06000002", "M", "1", "2", "3", "4", "5", "6"]]
    _, problems = work(write_csv(rows), B1)
    assert "columns that are new since the recipe was made: children_percent" in [
        one.found for one in problems
    ]


def test_recipes_stand_between_publishers_and_general_layouts() -> None:
    assert format_of_recipes.TIER is Tier.RECIPE
    assert Tier.PUBLISHER < format_of_recipes.TIER < Tier.GENERAL


def test_the_recipe_gives_the_source_its_publisher_and_title(write_book: Write) -> None:
    source = format_of_recipes.describe(opened_with(write_book({"LAA1": LOOKED_AFTER}), ACROSS))
    assert (source.publisher, source.title) == ("Department for Education", "Children in need")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (2016, "31 March 2016"),
        ("2016", "31 March 2016"),
        ("2016 (prov)", "31 March 2016 (prov)"),
        ("31 March 2016", "31 March 2016"),
        ("2015/16", "2015/16"),
        (None, None),
    ],
)
def test_only_a_bare_year_takes_the_form_of_the_recipe(written: Any, read: Any) -> None:
    assert read_period_form(written, form="31 March {}") == read


@pytest.mark.parametrize(
    "rows", [LOOKED_AFTER, [B1_2023, ["2023", "L", "E06000002", "Middlesbrough", 1, 2, 3, 4, 5]]]
)
def test_what_is_proposed_reads_every_figure_of_its_sheet(
    rows: Rows, write_book: Write, work, reference: Reference
) -> None:
    path = write_book({"LAA1": rows})
    layout = propose(open_file(path).sheets[0], reference)
    figures, _ = work(path, make_recipe(layout, **SAID))
    indexes = {guess.index for guess in layout.columns if guess.role == Role.VALUE}
    wanted = {
        Cell(row[index]).text
        for row in rows[layout.first_row - 1 :]
        for index in indexes
        if index < len(row) and row[index] is not None
    }
    assert wanted <= {one["value"] for one in figures}


RATES = Recipe(
    **SAID,
    columns={"area": "Place", "period": "Yr"},
    values={"U18 rate": "conceptions"},
    headings=("Place", "Yr", "U18 rate", "U16 rate"),
)


def test_the_rate_of_another_age_is_not_read_for_the_one_that_is_gone(
    write_csv: Write, reference: Reference
) -> None:
    rows = [["Place", "Yr", "U16 rate", "Note"], ["Middlesbrough", "2025", "5.1", ""]]
    opened = opened_with(write_csv(rows, name="rates.csv"), RATES)
    assert format_of_recipes.matches(opened)
    with pytest.raises(RefusedFile) as refused:
        list(
            format_of_recipes.read(
                opened, reference=reference, source=Source(publisher="p", title="t"), log=ProblemLog()
            )
        )
    assert "column `U18 rate` is gone" in str(refused.value)


@pytest.mark.parametrize("words", [50, 500])
def test_headings_of_hostile_length_are_soon_passed_over(words: int, write_book: Write) -> None:
    said = ["Place", *["zz " * words + str(place) for place in range(20)]]
    rows = [*[said] * 20, ["Middlesbrough", *range(20)]]
    recipe = replace(ACROSS, header_rows=(1, 2), columns={"area": "Place"}, values={"": "plans"}, beside={})
    opened = opened_with(write_book({"Sheet1": rows}), recipe)
    started = time.process_time()
    assert format_of_recipes.matches(opened) == ""
    assert time.process_time() - started < 2
