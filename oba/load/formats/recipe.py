"""A layout that the Trust has described itself: a recipe, found again by its headings."""

from __future__ import annotations

from collections.abc import Iterator

from oba.load.chunk import Chunk
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.recipes.recipe_choice import Choice, choose_recipes
from oba.load.recipes.recipe_drift import refuse_drift
from oba.load.recipes.recipe_rows import read_placed
from oba.load.recognise import Tier
from oba.load.reference import Reference
from oba.load.refusal import RefusedFile
from oba.model.release import Outcome, Problem, Source

NAME = "recipe"
TIER = Tier.RECIPE


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not. A layout that has drifted is recognised too, to be refused."""
    if opened.is_plan or not opened.recipes:
        return ""
    choice = choose_recipes(opened)
    if choice.drifted:
        return f"it is laid out almost as the recipe '{choice.drifted[0].recipe.name}' describes"
    names = ", ".join(f"'{name}'" for name in dict.fromkeys(one.recipe.name for one in choice.placed))
    return f"the headings that the recipe {names} reads are all there" if names else ""


def describe(opened: OpenedFile) -> Source:
    """Publisher and title as the recipe gives them."""
    choice = choose_recipes(opened)
    recipe = (*choice.placed, *choice.drifted)[0].recipe
    return Source(
        publisher=recipe.publisher, title=recipe.title, leave_out_other_areas=recipe.leave_out_other_areas
    )


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    """Nothing is read while a heading is gone, or while two recipes say different things of one sheet."""
    choice = choose_recipes(opened)
    if choice.drifted:
        raise refuse_drift(choice.drifted[0], reference=reference, name=opened.name)
    if choice.against:
        raise RefusedFile(
            choice.against,
            where=opened.name,
            expected="one recipe for each column of figures",
            remedy="Take one of the two out, or change what it reads",
        )
    _tell(choice, opened=opened, log=log)
    for placement in choice.placed:
        yield from read_placed(placement, reference=reference, log=log)


def _tell(choice: Choice, *, opened: OpenedFile, log: ProblemLog) -> None:
    if choice.unread:
        names = ", ".join(f"'{name}'" for name in choice.unread)
        said = f"{len(choice.unread)} sheets that no recipe reads were not read: {names[:300]}"
        log.add(Problem(Outcome.NOTE, opened.name, said))
    for placement in choice.placed:
        where = f"sheet '{placement.sheet.name}'" if placement.sheet.name else f"line {max(placement.header)}"
        if placement.shift:
            said = f"the headings stand {abs(placement.shift)} rows {'lower' if placement.shift > 0 else 'higher'}"
            log.add(Problem(Outcome.NOTE, where, f"{said} than when the recipe was made"))
        if placement.new:
            found = ", ".join(placement.new)
            log.add(
                Problem(Outcome.NOTE, where, f"columns that are new since the recipe was made: {found[:300]}")
            )
        unread = [one.text for one in placement.headings if one.named and one.index not in placement.used]
        if unread:
            log.add(Problem(Outcome.NOTE, where, f"columns not read: {', '.join(unread)[:300]}"))
