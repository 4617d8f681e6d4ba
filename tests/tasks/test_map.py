"""Describing a layout: from a file that no format knows to a recipe that is kept and read by."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from oba.errors import NotFoundError, ObaError, UsageError
from oba.load.recipes.layout_columns import ColumnGuess
from oba.load.recipes.recipe_file import read_recipe, save_recipe
from oba.model.editor import editor_of
from oba.model.recipe import Orientation, Recipe
from oba.model.release import Outcome
from oba.settings import Settings
from oba.store.engine import open_store
from oba.store.recipes import read_recipes
from oba.tasks.keep_recipe import (
    forget_recipe,
    gather_recipes,
    keep_recipe,
    keep_recipe_file,
    list_recipes,
    recipe_folder,
)
from oba.tasks.load_release import load_release
from oba.tasks.map_draft import (
    NEW,
    MapChoices,
    draft_recipe,
    first_figures,
    first_partner,
    first_roles,
    value_names,
)
from oba.tasks.map_layout import open_map
from oba.tasks.map_preview import preview_recipe
from oba.tasks.map_proposal import write_proposal

ODD: list[list[Any]] = [
    ["Young people's services: monthly return"],
    [],
    [None, "Referrals", None, "Weight over the healthy range"],
    ["Where", 2015, 2016, "2009/10", "2010/11"],
    ["Middlesbrough", 12, 14, 36.1, 35.8],
    ["North East", 120, 140, 34.7, 35.1],
    [],
    ["Source: the Trust"],
]
EES = (
    "time_period time_identifier geographic_level country_code country_name region_code region_name "
    "old_la_code new_la_code la_name category Anypoint_episodes Anypoint_child"
).split()
EES_ROW = "2025,Reporting year,Local authority,E92000001,England,E12000001,North East,806,E06000002,Middlesbrough,Children in Need,3000,2900".split(",")  # fmt: skip
SAID = {"name": "Services", "publisher": "The Trust", "title": "Services return"}
NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="an officer", today="2026-12-01")


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    book = Workbook()
    book.active.title = "Return"  # type: ignore[union-attr]
    for row in ODD:
        book.active.append(row)  # type: ignore[union-attr]
    book.create_sheet("Read me").append(["Nothing here"])
    path = tmp_path / "odd.xlsx"
    book.save(path)
    return path


def choices_of(recipe: Recipe, roles: dict[int, str], names: list[str], **said: Any) -> MapChoices:
    figures = {name: first_figures(recipe, name) for name in names}
    partners = {name: first_partner(recipe, name) for name in names}
    return MapChoices(**SAID, **{"roles": roles, "figures": figures, "goes_with": partners, **said})


def test_the_first_sheet_with_figures_is_opened_and_shown_as_it_stands(settings: Settings, odd: Path) -> None:
    view = open_map(settings, odd, name="odd.xlsx")
    assert view.sheets == ("Return", "Read me")
    assert view.letters == ("A", "B", "C", "D", "E")
    kinds = {row.number: row.kind for row in view.rows}
    assert (kinds[1], kinds[3], kinds[4], kinds[5]) == ("", "heading", "heading", "first")
    assert view.rows[0].cells == ("Young people's services: monthly return", "", "", "", "")
    assert list(view.layout.values) == ["Referrals", "Weight over the healthy range"]
    assert view.recipe.title == "Young people's services: monthly return"


def test_a_file_that_a_publishers_layout_reads_is_said_to_need_no_recipe(
    settings: Settings, odd: Path, tmp_path: Path
) -> None:
    path = tmp_path / "ees.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([EES, EES_ROW])
    assert "Explore" in open_map(settings, path, name="ees.csv").read_as
    assert open_map(settings, odd, name="odd.xlsx").read_as == ""


def test_another_sheet_can_be_chosen_and_an_unknown_one_is_refused(settings: Settings, odd: Path) -> None:
    assert not open_map(settings, odd, name="odd.xlsx", sheet="Read me").layout.usable
    with pytest.raises(UsageError, match="there is no sheet 'x'"):
        open_map(settings, odd, name="odd.xlsx", sheet="x")


def test_choices_unchanged_give_the_proposal_back(settings: Settings, odd: Path) -> None:
    view = open_map(settings, odd, name="odd.xlsx")
    roles = first_roles(view.layout, view.recipe)
    names = value_names(view.layout, roles)
    drafted = draft_recipe(view.layout, choices_of(view.recipe, roles, names), base=view.recipe)
    assert drafted == replace(view.recipe, **SAID)


def test_what_a_person_chooses_goes_into_the_recipe(settings: Settings, odd: Path) -> None:
    view = open_map(settings, odd, name="odd.xlsx")
    choices = MapChoices(
        **SAID,
        roles={0: "area"},
        figures={"Weight over the healthy range": "excess_weight_year6", "Referrals": "with:numerator"},
        goes_with={"Referrals": "Weight over the healthy range"},
        period_form="31 March {}",
        leave_out_other_areas=False,
    )
    recipe = draft_recipe(view.layout, choices, base=view.recipe)
    assert recipe.values == {"Weight over the healthy range": "excess_weight_year6"}
    assert recipe.beside == {"Weight over the healthy range": {"numerator": "Referrals"}}
    assert (recipe.period_form, recipe.leave_out_other_areas) == ("31 March {}", False)


def test_interval_columns_go_with_the_figures_that_are_named(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(
            [["place", "when", "first", "second", "lower"], ["Middlesbrough", "2015", "1", "2", "0.5"]]
        )
    view = open_map(settings, path, name="two.csv")
    roles = {0: "area", 1: "period", 2: "value", 3: "value", 4: "lower 95% interval"}
    choices = MapChoices(
        **SAID, roles=roles, figures={"first": NEW, "second": NEW}, goes_with={"lower": "second"}
    )
    recipe = draft_recipe(view.layout, choices, base=view.recipe)
    assert recipe.columns == {"area": "place", "period": "when"}
    assert recipe.beside == {"second": {"lower 95% interval": "lower"}}
    one = replace(choices, figures={"first": "", "second": NEW})
    assert draft_recipe(view.layout, one, base=view.recipe).columns["lower 95% interval"] == "lower"


def test_the_preview_shows_the_first_figures_with_their_cells(settings: Settings, odd: Path) -> None:
    view = open_map(settings, odd, name="odd.xlsx")
    values = {"Weight over the healthy range": "excess_weight_year6", "Referrals": ""}
    recipe = replace(view.recipe, **SAID, values=values)
    preview = preview_recipe(settings, odd, name="odd.xlsx", recipe=recipe)
    assert preview.sound
    assert preview.figures.rows[0] == (
        "Return!D5",
        "Overweight or obese in Year 6",
        "Middlesbrough",
        "2009/10",
        "36.1",
    )
    assert preview.figures.rows[4] == ("Return!B5", "New: Referrals", "Middlesbrough", "2015", "12")
    assert {row[0] for row in preview.figures.rows} == {
        f"Return!{column}{row}" for column in "BCDE" for row in (5, 6)
    }
    assert "4 figures of indicators of the plan and 4 figures of new indicators" in preview.said
    assert any(one.found == "note: Source: the Trust" for one in preview.problems)


def test_the_preview_says_what_keeps_a_recipe_from_being_kept(settings: Settings, odd: Path) -> None:
    view = open_map(settings, odd, name="odd.xlsx")
    preview = preview_recipe(settings, odd, name="odd.xlsx", recipe=replace(view.recipe, **SAID, columns={}))
    assert not preview.sound
    assert preview.wrong == "Nothing says the area."
    gone = replace(view.recipe, **SAID, columns={"area": "Nowhere"})
    assert not preview_recipe(settings, odd, name="odd.xlsx", recipe=gone).sound


def test_a_recipe_that_is_kept_reads_the_next_file_unasked(settings: Settings, odd: Path) -> None:
    view = open_map(settings, odd, name="odd.xlsx")
    recipe = replace(view.recipe, **SAID, values={"Weight over the healthy range": "excess_weight_year6"})
    said = keep_recipe(settings, editor_of(settings), recipe)
    assert said.endswith("and as services.recipe.toml in the folder oba.recipes.")
    store = open_store(settings.store)
    with store.reading() as connection:
        assert read_recipes(connection) == (recipe,)
    report = load_release(store, odd, source=None, user="an officer", now=NOW, dry_run=True)
    assert report.format == "recipe"
    assert report.observations == 4
    assert report.source is not None
    assert (report.source.publisher, report.source.title) == ("The Trust", "Services return")
    store.close()


def test_a_file_beside_the_store_stands_over_the_store(settings: Settings, odd: Path) -> None:
    recipe = replace(open_map(settings, odd, name="odd.xlsx").recipe, **SAID)
    keep_recipe(settings, editor_of(settings), recipe)
    folder = recipe_folder(settings.store)
    assert folder is not None
    save_recipe(folder, replace(recipe, title="Edited by hand"))
    assert len(list(folder.iterdir())) == 1
    store = open_store(settings.store)
    assert [one.title for one in gather_recipes(store)] == ["Edited by hand"]
    store.close()


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "Ä", "", "con", "x" * 300])
def test_the_name_of_a_recipe_never_becomes_a_path(
    name: str, settings: Settings, odd: Path, tmp_path: Path
) -> None:
    recipe = replace(open_map(settings, odd, name="odd.xlsx").recipe, **{**SAID, "name": name or "?"})
    path = save_recipe(tmp_path / "recipes", recipe)
    assert path.parent == tmp_path / "recipes"
    assert read_recipe(path) == recipe


def test_the_mapper_opens_a_drifted_file_with_what_is_left_of_its_recipe(
    settings: Settings, odd: Path, tmp_path: Path
) -> None:
    keep_recipe(
        settings, editor_of(settings), replace(open_map(settings, odd, name="odd.xlsx").recipe, **SAID)
    )
    book = Workbook()
    book.active.title = "Return"  # type: ignore[union-attr]
    for number, row in enumerate(ODD, start=1):
        changed = ["New referrals" if cell == "Referrals" else cell for cell in row]
        book.active.append(changed if number == 3 else row)  # type: ignore[union-attr]
    path = tmp_path / "next.xlsx"
    book.save(path)
    view = open_map(settings, path, name="next.xlsx")
    assert view.missing == ("Referrals",)
    assert view.recipe.name == "Services"
    assert view.recipe.publisher == "The Trust"
    assert list(view.recipe.values) == ["Weight over the healthy range"]
    assert view.recipe.orientation is Orientation.ACROSS


def test_the_published_copy_neither_maps_nor_keeps(settings: Settings, odd: Path) -> None:
    public = replace(settings, mode="published")
    with pytest.raises(NotFoundError):
        open_map(public, odd, name="odd.xlsx")
    with pytest.raises(NotFoundError):
        keep_recipe(public, editor_of(public), Recipe(**SAID))


def test_a_recipe_that_could_not_be_read_again_is_not_kept(settings: Settings) -> None:
    with pytest.raises(ObaError, match="nothing says the area"):
        keep_recipe(settings, editor_of(settings), Recipe(**SAID, values={"Rate": ""}))


def test_the_command_line_writes_the_proposal_for_editing(settings: Settings, odd: Path) -> None:
    lines = write_proposal(settings, odd)
    assert "  column A 'Where': area (100% of its cells are names of known areas)" in lines
    assert lines[-1].startswith("Written: odd.recipe.toml.")
    recipe = read_recipe(odd.with_name("odd.recipe.toml"))
    assert recipe.columns == {"area": "Where"}
    with pytest.raises(UsageError, match="there already"):
        write_proposal(settings, odd)
    with pytest.raises(UsageError, match="no name of a recipe"):
        write_proposal(settings, odd, out=odd.with_name("x.toml"))


def test_a_recipe_that_was_edited_is_kept_from_its_file(settings: Settings, odd: Path) -> None:
    write_proposal(settings, odd)
    path = odd.with_name("odd.recipe.toml")
    path.write_text(
        path.read_text(encoding="utf-8").replace("WHO PUBLISHED IT", "The Trust"), encoding="utf-8"
    )
    assert keep_recipe_file(settings, editor_of(settings), path).startswith(
        "The recipe 'odd' is kept in the store"
    )
    store = open_store(settings.store)
    assert [one.publisher for one in gather_recipes(store)] == ["The Trust"]
    store.close()


def test_every_doubt_is_printed_with_its_column(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "ages.csv"
    path.write_text("area,age_group,year,rate\nEngland,under 16,1990,9.5\nEngland,under 18,1990,47.7\n")
    lines = write_proposal(settings, path)
    assert any(line.startswith("  look at this: column B ('age_group')") for line in lines)


def test_a_guess_names_its_column_as_a_spreadsheet_does() -> None:
    assert ColumnGuess(27, "x", "", "").letters == "AB"


@pytest.mark.parametrize(
    ("text", "where", "found"),
    [
        ("name = ", "broken.recipe.toml", "Invalid value"),
        ("name = 'b'\npublisher = 'p'\ntitle = 't'\nshift = 3\n", "broken.recipe.toml", "'shift'"),
        ("name = 'b'\npublisher = 'p'\ntitle = 't'\n", "broken.recipe.toml, columns", "says the area"),
        ("x = " + "[" * 20_000, "broken.recipe.toml", "too deep"),
    ],
)
def test_a_recipe_that_cannot_be_read_is_told_of_and_stops_no_other_file(
    text: str, where: str, found: str, settings: Settings, odd: Path, tmp_path: Path
) -> None:
    keep_recipe(
        settings, editor_of(settings), replace(open_map(settings, odd, name="odd.xlsx").recipe, **SAID)
    )
    folder = recipe_folder(settings.store)
    assert folder is not None
    (folder / "broken.recipe.toml").write_text(text, encoding="utf-8")
    unknown = tmp_path / "unknown.csv"
    unknown.write_text("this,is\nno,table\n", encoding="utf-8")
    store = open_store(settings.store)
    report = load_release(store, odd, source=None, user="an officer", now=NOW, dry_run=True)
    assert (report.format, report.observations) == ("recipe", 8)
    (note,) = [one for one in report.problems if "passed over" in one.found]
    assert (note.outcome, note.where) == (Outcome.NOTE, where)
    assert found in note.found
    refused = load_release(store, unknown, source=None, user="an officer", now=NOW, dry_run=True)
    assert f"{where}: this recipe was passed over" in refused.problems[0].remedy
    store.close()


def test_an_edited_recipe_that_cannot_be_read_is_not_replaced_by_an_older_one(
    settings: Settings, odd: Path
) -> None:
    keep_recipe(
        settings, editor_of(settings), replace(open_map(settings, odd, name="odd.xlsx").recipe, **SAID)
    )
    folder = recipe_folder(settings.store)
    assert folder is not None
    (folder / "services.recipe.toml").write_text("name = ", encoding="utf-8")
    assert list_recipes(settings) == ()


def test_a_recipe_that_is_forgotten_reads_nothing_more(settings: Settings, odd: Path) -> None:
    keep_recipe(
        settings, editor_of(settings), replace(open_map(settings, odd, name="odd.xlsx").recipe, **SAID)
    )
    assert list_recipes(settings) == ("Services",)
    said = forget_recipe(settings, editor_of(settings), "Services")
    assert said == "The recipe 'Services' is forgotten. The figures that were read by it stay."
    folder = recipe_folder(settings.store)
    assert folder is not None
    assert list(folder.iterdir()) == []
    assert list_recipes(settings) == ()
    with pytest.raises(NotFoundError, match="there is no recipe 'Services'"):
        forget_recipe(settings, editor_of(settings), "Services")
    with pytest.raises(NotFoundError, match="published copy"):
        forget_recipe(
            replace(settings, mode="published"), editor_of(replace(settings, mode="published")), "Services"
        )
