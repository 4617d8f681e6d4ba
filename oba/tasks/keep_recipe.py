"""Keep a recipe, in the store and as a small file beside it; gather all there are; forget one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from oba.errors import NotFoundError, ObaError
from oba.load.recipes.recipe_file import (
    SUFFIX,
    RecipeError,
    file_stem,
    forget_file,
    read_folder,
    read_recipe,
    save_recipe,
)
from oba.load.recipes.recipe_rules import check_recipe
from oba.load.refusal import RefusedFile
from oba.model.editor import Editor, Right
from oba.model.recipe import Recipe
from oba.model.release import Outcome, Problem
from oba.settings import Settings
from oba.store.engine import Store, open_store
from oba.store.location import locate
from oba.store.recipes import read_recipes, remove_recipe, write_recipe


@dataclass(frozen=True, slots=True)
class KeptRecipes:
    """The recipes that files are read by; `notes` tell of the files in the folder that cannot be read."""

    recipes: tuple[Recipe, ...]
    notes: tuple[Problem, ...] = ()

    def tell_with(self, error: RefusedFile) -> RefusedFile:
        """The refusal of a file, and which recipes were passed over: one of them may be the one it needs."""
        said = [f"{note.where}: {note.found}" for note in self.notes]
        return RefusedFile(
            error.found,
            where=error.where,
            expected=error.expected,
            remedy=". ".join(one for one in (error.remedy.rstrip("."), *said) if one),
        )


def gather_recipes(store: Store) -> tuple[Recipe, ...]:
    """The recipes of the store and of the folder beside it, by name."""
    return gather_kept(store).recipes


def gather_kept(store: Store) -> KeptRecipes:
    """Every recipe that can be read. Of one name the file holds: a person may have edited it.

    Where a file cannot be read the store's recipe of its name is passed over too: it says what was changed since.
    """
    with store.reading() as connection:
        kept = {recipe.name: recipe for recipe in read_recipes(connection)}
    folder = recipe_folder(store.url)
    if folder is None:
        return KeptRecipes(tuple(kept[name] for name in sorted(kept)))
    written, broken = read_folder(folder)
    kept = {name: one for name, one in kept.items() if f"{file_stem(name)}{SUFFIX}" not in broken}
    kept |= {recipe.name: recipe for recipe in written}
    notes = [_passed_over(error, file=file) for file, error in broken.items()]
    return KeptRecipes(tuple(kept[name] for name in sorted(kept)), tuple(notes))


def _passed_over(error: RecipeError, *, file: str) -> Problem:
    found = f"this recipe was passed over: {error.found}"
    remedy = error.remedy or "Correct the file, or take it out of the folder"
    return Problem(Outcome.NOTE, error.where or file, found, error.expected, remedy)


def recipe_folder(url: str) -> Path | None:
    """`oba.recipes` beside `oba.db`; None for a store on a server, which keeps them itself."""
    path = locate(url).path
    return None if path is None else path.with_suffix(".recipes")


def keep_recipe(settings: Settings, editor: Editor, recipe: Recipe) -> str:
    """Write the recipe to the store and beside it, in the place of an earlier one of its name. What was done, in words.

    It refuses what could not be read again, and the published copy.
    """
    _refuse_published(settings)
    editor.require(Right.LOAD_FIGURES)
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


def keep_recipe_file(settings: Settings, editor: Editor, path: Path) -> str:
    """Keep the recipe that a file describes. What was done, in words."""
    return keep_recipe(settings, editor, read_recipe(path))


def _write(store: Store, recipe: Recipe, *, made_at: datetime) -> None:
    with store.writing() as connection:
        write_recipe(connection, recipe, made_at=made_at)


def list_recipes(settings: Settings) -> tuple[str, ...]:
    """The names of the recipes that files are read by."""
    store = open_store(settings.store, read_only=True)
    try:
        return tuple(recipe.name for recipe in gather_recipes(store))
    finally:
        store.close()


def forget_recipe(settings: Settings, editor: Editor, name: str) -> str:
    """Take the recipe out of the store and out of the folder beside it. What was done, in words.

    Figures that were read by it stay. NotFoundError where there is none of this name, and on the published copy.
    """
    _refuse_published(settings)
    editor.require(Right.LOAD_FIGURES)
    folder = recipe_folder(settings.store)
    store = open_store(settings.store)
    try:
        with store.writing() as connection:
            kept = any(recipe.name == name for recipe in read_recipes(connection))
            if kept:
                remove_recipe(connection, name)
            # inside: where the file cannot be taken away the store keeps its recipe too
            written = folder is not None and forget_file(folder, name)
    except OSError:
        raise ObaError(
            f"the recipe '{name}' could not be taken out of its folder", remedy="Delete its file there first"
        ) from None
    finally:
        store.close()
    if not kept and not written:
        raise NotFoundError(f"there is no recipe '{name}'")
    return f"The recipe '{name}' is forgotten. The figures that were read by it stay."


def _refuse_published(settings: Settings) -> None:
    if settings.published:
        raise NotFoundError("this page is not part of the published copy", remedy="Go to the home page")
