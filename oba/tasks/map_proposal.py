"""Write the recipe that is proposed for a file as a small file, for a person to edit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from oba.errors import ObaError, UsageError
from oba.load.limits import COMMAND_LINE
from oba.load.recipes.layout import Layout
from oba.load.recipes.recipe_file import SUFFIX, file_stem, write_recipe_text
from oba.load.reference import Reference
from oba.settings import Settings
from oba.tasks.keep_recipe import recipe_folder
from oba.tasks.map_layout import choose_sheet, first_recipe, opened_layout

NOT_SAID = "WHO PUBLISHED IT", "WHAT IT IS"


def write_proposal(
    settings: Settings, file: str | Path, *, out: str | Path | None = None, sheet: str = ""
) -> list[str]:
    """Write the proposal to `out`, by default beside the file. The lines say what is proposed, and why."""
    path = Path(file)
    target = Path(out) if out else path.with_name(f"{file_stem(path.name.split('.')[0])}{SUFFIX}")
    if not target.name.endswith(SUFFIX):
        raise UsageError(f"'{target.name}' is no name of a recipe", expected=f"a name that ends in {SUFFIX}")
    if target.exists():
        raise UsageError(f"{target.name} is there already", remedy="Give another name with --out")
    with opened_layout(settings, path, name=path.name, limits=COMMAND_LINE) as (opened, book):
        reference = Reference(indicators=book.indicators, areas=book.areas)
        _, layout = choose_sheet(opened, reference, sheet=sheet)
    if not layout.columns:
        raise ObaError(layout.unsure[0], where=path.name, remedy="Name the sheet with --sheet")
    recipe = first_recipe(layout, file_name=path.name, made_by=settings.user)
    recipe = replace(recipe, publisher=NOT_SAID[0], title=recipe.title or NOT_SAID[1])
    target.write_text(write_recipe_text(recipe), encoding="utf-8")
    return [*tell_layout(layout), _next(target, folder=recipe_folder(settings.store))]


def tell_layout(layout: Layout) -> list[str]:
    """What is proposed, column by column, with the reason; then what a person should look at."""
    sheet = f"Sheet '{layout.sheet}': " if layout.sheet else ""
    lines = [f"{sheet}{'; '.join(layout.reasons)}."]
    for one in layout.columns:
        label = layout.labels.get(one.index)
        what = f"figures of {label.text}" if label else (one.role or "not read")
        lines.append(f"  column {one.letters} '{one.heading}': {what} ({one.reason})")
    return lines + [f"  look at this: {doubt}" for doubt in layout.unsure]


def _next(target: Path, *, folder: Path | None) -> str:
    place = f"put it into the folder {folder.name} beside the store" if folder else "keep it on the page Map"
    return f"Written: {target.name}. Correct it, {place}, and load the file."
