"""Recipes as small TOML files, `*.recipe.toml`: written for a person to edit, read with a word on what is wrong."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from oba.errors import ObaError
from oba.load.recipes.recipe_rules import check_recipe
from oba.model.recipe import AS_WRITTEN, Orientation, Recipe

SUFFIX = ".recipe.toml"
TEXTS = ("name", "publisher", "title", "sheet", "made_by", "period_form")
TABLES = ("columns", "values", "constants", "breakdowns", "only")
ROWS = ("first_row", "last_row")
AREAS = {"leave out": True, "ask": False}
KNOWN = (*TEXTS, "header_rows", "orientation", *ROWS, "other_areas", "headings", *TABLES, "beside")
T = TypeVar("T")
ORIENTATIONS = {one.value: one for one in Orientation}
INTRODUCTION = """\
# How a layout is read. Headings stand here as in the file; those of several rows are parted by " / ".
# [columns] gives each role its heading, [values] each heading of figures the key of its indicator ("" for a new one).
"""


class RecipeError(ObaError):
    """A recipe that cannot be read, or says something it cannot say."""


def read_recipe(path: Path) -> Recipe:
    """The recipe in a file. RecipeError names the key that is wrong and what to write."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise RecipeError("the recipe was not found or cannot be read", where=path.name) from None
    except UnicodeDecodeError:
        raise RecipeError(
            "the file is not in UTF-8", where=path.name, remedy="Save it as UTF-8 text"
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise RecipeError(
            str(error), where=path.name, expected='lines such as publisher = "Department for Education"'
        ) from None
    except RecursionError:
        raise RecipeError("its lists stand too deep in one another", where=path.name) from None
    return build_recipe(said, where=path.name)


def read_folder(folder: Path) -> tuple[tuple[Recipe, ...], dict[str, RecipeError]]:
    """The recipes that stand in a folder, by file name, and what is wrong with each file that cannot be read."""
    recipes: list[Recipe] = []
    broken: dict[str, RecipeError] = {}
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            recipes.append(read_recipe(path))
        except RecipeError as error:
            broken[path.name] = error
    return tuple(recipes), broken


def build_recipe(said: Mapping[str, Any], *, where: str) -> Recipe:
    """The recipe that parsed TOML describes; `where` names it in errors."""
    for key in said:
        if key not in KNOWN:
            raise RecipeError(
                f"'{key}' is not known here", where=where, expected="one of " + ", ".join(KNOWN)
            )
    for key in ("name", "publisher", "title"):
        if not said.get(key):
            raise RecipeError(f"{key} is not given", where=where, expected=f'{key} = "..."')
    read: dict[str, Any] = {key: _text(said[key], key=key, where=where) for key in TEXTS if key in said}
    read |= {key: _table(said[key], key=key, where=where) for key in TABLES if key in said}
    read |= {key: _row(said[key], key=key, where=where) for key in ROWS if key in said}
    orientation, other = said.get("orientation", "rows"), said.get("other_areas", "leave out")
    recipe = Recipe(
        **read,
        header_rows=_rows(said.get("header_rows", [1]), where=where),
        orientation=_one_of(orientation, ORIENTATIONS, key="orientation", where=where),
        leave_out_other_areas=_one_of(other, AREAS, key="other_areas", where=where),
        headings=_texts(said.get("headings", []), key="headings", where=where),
        beside=_beside(said.get("beside", {}), where=where),
    )
    if wrong := check_recipe(recipe):
        raise RecipeError(
            wrong.found, where=f"{where}, {wrong.where}", expected=wrong.expected, remedy=wrong.remedy
        )
    return recipe


def _text(value: object, *, key: str, where: str) -> str:
    if not isinstance(value, str):
        raise RecipeError(f"{key} is {value}", where=where, expected=f'text in quotes: {key} = "{value}"')
    return value


def _texts(value: object, *, key: str, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise RecipeError(f"{key} is not a list of texts", where=where, expected=f'{key} = ["...", "..."]')
    return tuple(value)


def _table(value: object, *, key: str, where: str) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise RecipeError(
            f"[{key}] is not a table of texts", where=where, expected=f'[{key}] and below it "name" = "text"'
        )
    return dict(value)


def _beside(value: object, *, where: str) -> dict[str, dict[str, str]]:
    if not isinstance(value, dict):
        raise RecipeError(
            "beside is not a table",
            where=where,
            expected='[beside."a heading of figures"] and below it numerator = "..."',
        )
    return {name: _table(one, key=f'beside."{name}"', where=where) for name, one in value.items()}


def _row(value: object, *, key: str, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise RecipeError(
            f"{key} is {value!r}", where=where, expected=f"the number of a row, or 0 for none: {key} = 9"
        )
    return value


def _rows(value: object, *, where: str) -> tuple[int, ...]:
    good = isinstance(value, list) and all(
        isinstance(one, int) and not isinstance(one, bool) and one > 0 for one in value
    )
    if not good or not value or sorted(set(value)) != value:  # type: ignore[arg-type, type-var, call-overload]
        raise RecipeError(
            f"header_rows is {value!r}",
            where=where,
            expected="row numbers from top to bottom: header_rows = [7, 8]",
        )
    return tuple(value)  # type: ignore[arg-type]


def _one_of(value: object, known: Mapping[str, T], *, key: str, where: str) -> T:
    if not isinstance(value, str) or value not in known:
        names = " or ".join(f'"{one}"' for one in known)
        raise RecipeError(f"{key} is {value!r}", where=where, expected=names)
    return known[value]


def write_recipe_text(recipe: Recipe) -> str:
    """The recipe as TOML; reading it gives the same recipe."""
    lines = [INTRODUCTION.rstrip("\n")]
    lines += [f"{key} = {_quoted(getattr(recipe, key))}" for key in TEXTS if key != "period_form"]
    lines.append(f"header_rows = {list(recipe.header_rows)}")
    lines.append(f"orientation = {_quoted(recipe.orientation.value)}")
    lines += [f"{key} = {getattr(recipe, key)}" for key in ROWS]
    if recipe.period_form != AS_WRITTEN:
        lines.append(f"period_form = {_quoted(recipe.period_form)}")
    other = next(word for word, leave in AREAS.items() if leave is recipe.leave_out_other_areas)
    lines.append(f"other_areas = {_quoted(other)}")
    lines += ["headings = [", *(f"    {_quoted(one)}," for one in recipe.headings), "]"]
    for key in TABLES:
        table: dict[str, str] = getattr(recipe, key)
        if table:
            lines += ["", f"[{key}]", *_pairs(table)]
    for name, table in recipe.beside.items():
        lines += ["", f"[beside.{_quoted(name)}]", *_pairs(table)]
    return "\n".join(lines) + "\n"


def _pairs(table: Mapping[str, str]) -> list[str]:
    return [f"{_quoted(name)} = {_quoted(text)}" for name, text in table.items()]


def _quoted(text: str) -> str:
    """A TOML text: as JSON writes it, save the one sign that JSON leaves bare."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def save_recipe(folder: Path, recipe: Recipe) -> Path:
    """Write the recipe into the folder, under its name in plain letters. An earlier one of its name is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    path = _own_file(folder, recipe.name) or _free_file(folder, recipe.name)
    path.write_text(write_recipe_text(recipe), encoding="utf-8")
    return path


def forget_file(folder: Path, name: str) -> bool:
    """Take away the file of the recipe of this name; False where there is none."""
    path = _own_file(folder, name)
    if path is not None:
        path.unlink()
    return path is not None


def _own_file(folder: Path, name: str) -> Path | None:
    """The file that holds the recipe of this name already, whatever it is called."""
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            if read_recipe(path).name == name:
                return path
        except RecipeError:
            continue
    return None


def _free_file(folder: Path, name: str) -> Path:
    stem = file_stem(name)
    path = folder / f"{stem}{SUFFIX}"
    number = 2
    while path.exists():
        path = folder / f"{stem}_{number}{SUFFIX}"
        number += 1
    return path


def file_stem(name: str) -> str:
    """Letters, digits and underscores of a name: a sender's words never become a path."""
    plain = "_".join(re.findall(r"[a-z0-9]+", name.casefold()))[:60].strip("_")
    return plain or "recipe"
