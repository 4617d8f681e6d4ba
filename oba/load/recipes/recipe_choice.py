"""Which recipes read a file: all that find their headings on one of its sheets."""

from __future__ import annotations

from dataclasses import dataclass

from oba.load.opened import OpenedFile
from oba.load.recipes.recipe_drift import has_drifted
from oba.load.recipes.recipe_match import Placement, place_recipe
from oba.model.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Choice:
    """`placed` can be read; `drifted` are near to the file, and a heading is gone.

    `against` says why two recipes cannot both be right; `unread` names the sheets that none reads.
    """

    placed: tuple[Placement, ...] = ()
    drifted: tuple[Placement, ...] = ()
    against: str = ""
    unread: tuple[str, ...] = ()


def choose_recipes(opened: OpenedFile) -> Choice:
    """The recipes for this file. One that reads nothing here and is not near is passed over."""
    found = [one for recipe in opened.recipes if (one := _best(recipe, opened)) is not None]
    placed = [one for one in found if not one.missing]
    taken = {one.sheet.name for one in placed}
    # where another recipe reads the sheet, this layout is known: a likeness to an older one is no drift
    drifted = [one for one in found if one.missing and one.sheet.name not in taken and has_drifted(one)]
    read = {one.sheet.name for one in (*placed, *drifted)}
    unread = tuple(sheet.name for sheet in opened.sheets if sheet.name not in read)
    return Choice(tuple(placed), tuple(drifted), _contradiction(placed), unread if placed else ())


def _best(recipe: Recipe, opened: OpenedFile) -> Placement | None:
    """On the sheet of its name, else on the sheet that suits it best, if only one does."""
    named = [sheet for sheet in opened.sheets if sheet.name == recipe.sheet]
    placements = [place_recipe(recipe, sheet) for sheet in named or opened.sheets]
    whole = [one for one in placements if not one.missing]
    if len(whole) == 1 or (whole and named):
        return whole[0]
    if whole:
        return None
    near = [one for one in placements if has_drifted(one)]
    return min(near, key=lambda one: len(one.missing), default=None)


def _contradiction(placed: list[Placement]) -> str:
    sources = list(dict.fromkeys((one.recipe.publisher, one.recipe.title) for one in placed))
    if len(sources) > 1:
        names = " and ".join(f"'{publisher}: {title}'" for publisher, title in sources[:2])
        return f"two recipes read it, as of {names}"
    seen: dict[tuple[str, int], str] = {}
    for one in placed:
        for index in {slot.index for slots in one.values.values() for slot in slots}:
            other = seen.setdefault((one.sheet.name, index), one.recipe.name)
            if other != one.recipe.name:
                return f"the recipes '{other}' and '{one.recipe.name}' read one column of figures"
    return ""
