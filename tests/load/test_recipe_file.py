"""Recipes as files: what is written is read again, and what is wrong is named with what to write."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.load.recipes.recipe_file import (
    RecipeError,
    build_recipe,
    read_folder,
    read_recipe,
    write_recipe_text,
)
from oba.model.recipe import Orientation, Recipe

SOUND: dict[str, Any] = {
    "name": "Looked after",
    "publisher": "Department for Education",
    "title": "Children looked after",
    "columns": {"area": "Area", "period": "Year"},
    "values": {"Rate": "children_looked_after"},
}
texts = st.text(st.characters(codec="utf-8"), max_size=30)
filled = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).filter(
    lambda text: bool(text.strip()) and not text.startswith("(column ")
)


@given(
    texts=st.fixed_dictionaries({"name": filled, "publisher": filled, "title": filled, "sheet": texts, "made_by": texts}),
    values=st.dictionaries(filled, texts, min_size=1, max_size=4),
    headings=st.lists(texts, max_size=6),
    only=st.dictionaries(texts, texts, max_size=2),
    rows=st.sets(st.integers(1, 40), min_size=1, max_size=4),
    keep=st.booleans(),
)  # fmt: skip
def test_a_recipe_that_is_written_is_read_again_as_it_was(
    texts: dict[str, str],
    values: dict[str, str],
    headings: list[str],
    only: dict[str, str],
    rows: set[int],
    keep: bool,
) -> None:
    name = next(iter(values))
    recipe = Recipe(
        **texts,
        header_rows=tuple(sorted(rows)),
        orientation=Orientation.ACROSS,
        columns={"area": "Area"},
        values=values,
        breakdowns={name: "Boys"},
        beside={name: {"numerator": "How many"}},
        headings=tuple(headings),
        only=only,
        period_form="31 March {}",
        first_row=50,
        last_row=90,
        leave_out_other_areas=keep,
    )
    assert build_recipe(tomllib.loads(write_recipe_text(recipe)), where="r") == recipe


@pytest.mark.parametrize(
    ("change", "where", "said"),
    [
        ({"publsher": "x"}, "r", "'publsher' is not known here"),
        ({"name": ""}, "r", "name is not given"),
        ({"title": 3}, "r", "title is 3"),
        ({"header_rows": [3, 2]}, "r", "header_rows is [3, 2]"),
        ({"header_rows": []}, "r", "header_rows is []"),
        ({"first_row": "9"}, "r", "first_row is '9'"),
        ({"orientation": "down"}, "r", "orientation is 'down'"),
        ({"other_areas": True}, "r", "other_areas is True"),
        ({"headings": "a"}, "r", "headings is not a list of texts"),
        ({"values": {"Rate": 1}}, "r", "[values] is not a table of texts"),
        ({"beside": []}, "r", "beside is not a table"),
        ({"columns": {"aera": "Area", "period": "Year"}}, "r, columns", "found 'aera'"),
        ({"columns": {"period": "Year"}}, "r, columns", "nothing says the area"),
        ({"columns": {"area": "Area"}}, "r, columns", "nothing says the period"),
        ({"constants": {"period": "2010"}}, "r, columns, period", "the period is said twice"),
        ({"constants": {"aera": "E1"}}, "r, constants", "found 'aera'"),
        ({"values": {}}, "r, values", "no column of figures is named"),
        ({"values": {"(column C)": ""}}, "r, values", "found '(column C)' has no heading of its own"),
        (
            {"columns": {**SOUND["columns"], "value": "Rate"}},
            "r, values",
            "both columns.value and values are given",
        ),
        (
            {"columns": {**SOUND["columns"], "value": "Rate"}, "values": {}},
            "r, columns, value",
            "nothing says which indicator it is",
        ),
        (
            {"columns": {**SOUND["columns"], "numerator": "N"}, "values": {"A": "", "B": ""}},
            "r, columns, numerator",
            "it is not said which figures it goes with",
        ),
        ({"beside": {"Ratio": {"numerator": "N"}}}, "r, beside", "found 'Ratio'"),
        ({"beside": {"Rate": {"sex": "N"}}}, 'r, beside."Rate"', "found 'sex'"),
        ({"breakdowns": {"Ratio": "Boys"}}, "r, breakdowns", "found 'Ratio'"),
        ({"period_form": "31 March"}, "r, period_form", "found '31 March'"),
        ({"last_row": 1}, "r, last_row", "1"),
    ],
)
def test_what_is_wrong_is_named_by_its_key(change: dict[str, Any], where: str, said: str) -> None:
    with pytest.raises(RecipeError) as wrong:
        build_recipe({**SOUND, **change}, where="r")
    assert (wrong.value.where, wrong.value.found) == (where, said)
    assert wrong.value.expected


def test_the_nearest_role_is_offered() -> None:
    with pytest.raises(RecipeError, match="The nearest is 'area'"):
        build_recipe({**SOUND, "columns": {"aera": "Area"}}, where="r")


def test_a_folder_gives_its_recipes_and_nothing_else(tmp_path: Path) -> None:
    recipe = build_recipe(SOUND, where="r")
    (tmp_path / "a.recipe.toml").write_text(write_recipe_text(recipe), encoding="utf-8")
    (tmp_path / "b.toml").write_text("nonsense", encoding="utf-8")
    assert read_folder(tmp_path) == ((recipe,), {})
    assert read_folder(tmp_path / "none") == ((), {})


def test_a_file_that_is_no_toml_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "x.recipe.toml"
    path.write_text("name = ", encoding="utf-8")
    with pytest.raises(RecipeError, match=r"x\.recipe\.toml"):
        read_recipe(path)
    path.write_bytes(b"name = '\xff'")
    with pytest.raises(RecipeError, match="not in UTF-8"):
        read_recipe(path)
