"""Keep a recipe, in the store and as a small file beside it; gather all there are."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from oba.errors import NotFoundError, ObaError
from oba.load.recipes.recipe_file import read_folder, read_recipe, save_recipe
from oba.load.recipes.recipe_rules import check_recipe
from oba.model.recipe import Recipe
from oba.settings import Settings
from oba.store.engine import Store, open_store
from oba.store.location import locate
from oba.store.recipes import read_recipes, write_recipe


def gather_recipes(store: Store) -> tuple[Recipe, ...]:
    """The recipes of the store and of the folder beside it. Of one name the file holds: a person may have edited it."""
    with store.reading() as connection:
        kept = {recipe.name: recipe for recipe in read_recipes(connection)}
    folder = recipe_folder(store.url)
    if folder is not None:
        kept |= {recipe.name: recipe for recipe in read_folder(folder)}
    return tuple(kept[name] for name in sorted(kept))


def recipe_folder(url: str) -> Path | None:
    """`oba.recipes` beside `oba.db`; None for a store on a server, which keeps them itself."""
    path = locate(url).path
    return None if path is None else path.with_suffix(".recipes")


def keep_recipe(settings: Settings, recipe: Recipe) -> str:
    """Write the recipe to the store and beside it, in the place of an earlier one of its name. What was done, in words.

    It refuses what could not be read again, and the published copy.
    """
    if settings.published:
        raise NotFoundError("this page is not part of the published copy", remedy="Go to the home page")
    if wrong := check_recipe(recipe):
        raise ObaError(wrong.found, where=wrong.where, expected=wrong.expected, remedy=wrong.remedy)
    store = open_store(settings.store)
    try:
        _write(store, recipe, made_at=settings.now())
    finally:
        store.close()
    folder = recipe_folder(settings.store)
    if folder is None:
        return f"The recipe '{recipe.name}' is kept in the store."
    try:
        path = save_recipe(folder, recipe)
    except OSError:
        return (
            f"The recipe '{recipe.name}' is kept in the store. The folder {folder.name} could not be written."
        )
    return f"The recipe '{recipe.name}' is kept in the store, and as {path.name} in the folder {folder.name}."


def keep_recipe_file(settings: Settings, path: Path) -> str:
    """Keep the recipe that a file describes. What was done, in words."""
    return keep_recipe(settings, read_recipe(path))


def _write(store: Store, recipe: Recipe, *, made_at: datetime) -> None:
    with store.writing() as connection:
        write_recipe(connection, recipe, made_at=made_at)
