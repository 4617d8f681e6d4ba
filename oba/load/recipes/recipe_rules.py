"""What a recipe must say to be read: the first thing that is wrong with one, in words."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from oba.load.headers import NUMBER_ROLES, Role
from oba.load.recipes.layout_agree import CODES
from oba.model.recipe import Orientation, Recipe
from oba.model.release import Outcome, Problem

COLUMN_ROLES = (*(role.value for role in Role), *CODES[1:])
BESIDE_ROLES = (*(role.value for role in NUMBER_ROLES), Role.MARKER.value)
CONSTANTS = ("indicator", "area", "period")


def check_recipe(recipe: Recipe) -> Problem | None:
    """The first thing that is wrong; its `where` is the key."""
    return next(_wrong(recipe), None)


def _wrong(recipe: Recipe) -> Iterator[Problem]:
    for key in ("name", "publisher", "title"):
        if not getattr(recipe, key).strip():
            yield _problem(key, f"the {key} is not given", f'{key} = "..."', f"Say the {key}")
    yield from _unknown(recipe)
    yield from _unplaced(recipe)
    yield from _values(recipe)
    yield from _beside(recipe)
    if recipe.period_form.count("{}") != 1:
        found = f"'{recipe.period_form}'"
        yield _problem("period_form", found, 'a form with {} for the year, such as "31 March {}"')
    if recipe.last_row and recipe.last_row <= max(recipe.header_rows, default=0):
        yield _problem(
            "last_row", f"{recipe.last_row}", "a row below the headings, or 0 for the end of the sheet"
        )
    if recipe.first_row and recipe.first_row <= max(recipe.header_rows, default=0):
        yield _problem("first_row", f"{recipe.first_row}", "a row below the headings, or 0 for the next one")


def _unknown(recipe: Recipe) -> Iterator[Problem]:
    if not recipe.header_rows:
        yield _problem("header_rows", "no row is named", "the rows that hold the headings: header_rows = [1]")
    for role in recipe.columns:
        if role not in COLUMN_ROLES:
            yield _role_problem("columns", role, COLUMN_ROLES)
    for key in recipe.constants:
        if key not in CONSTANTS:
            yield _role_problem("constants", key, CONSTANTS)
    for name, columns in recipe.beside.items():
        for role in columns:
            if role not in BESIDE_ROLES:
                yield _role_problem(f'beside."{name}"', role, BESIDE_ROLES)


def _unplaced(recipe: Recipe) -> Iterator[Problem]:
    """Every figure needs an area and a period, each from one place."""
    areas = {"area", *CODES} & set(recipe.columns)
    across = {Orientation.ACROSS: "period", Orientation.AREAS_ACROSS: "area"}.get(recipe.orientation)
    said = {"area": areas, "period": {"period"} & set(recipe.columns)}
    for what, columns in said.items():
        ways = [bool(columns), bool(recipe.constants.get(what)), across == what]
        if sum(ways) == 0:
            remedy = f'Write "{what}" = "its heading" under [columns], or {what} = "..." under [constants]'
            yield _problem(
                "columns", f"nothing says the {what}", f"a column or a constant for the {what}", remedy
            )
        if sum(ways) > 1:
            yield _problem(
                f"columns, {what}",
                f"the {what} is said twice",
                f"one place that says the {what}",
                "Take one out",
            )


def _values(recipe: Recipe) -> Iterator[Problem]:
    single = recipe.columns.get(Role.VALUE, "")
    if recipe.orientation is Orientation.ROWS and bool(single) == bool(recipe.values):
        found = "both columns.value and values are given" if single else "no column of figures is named"
        yield _problem("values", found, '[values] and below it "a heading" = "the indicator\'s key"')
    if recipe.orientation is not Orientation.ROWS and (single or not recipe.values):
        yield _problem(
            "values",
            "no heading of figures is named" if not single else "columns.value is given for figures across",
            '[values] and below it the heading without its period or area, "" where nothing is left',
        )
    if single and not {Role.INDICATOR.value, "indicator"} & {*recipe.columns, *recipe.constants}:
        yield _problem(
            "columns, value",
            "nothing says which indicator it is",
            '[values] "its heading" = "the indicator\'s key"',
        )
    for heading in [*recipe.values, single]:
        if heading.startswith("(column "):
            yield _problem(
                "values",
                f"'{heading}' has no heading of its own",
                "a heading over every column of figures",
                "Choose the rows of headings so that they take in one, or write one into the file",
            )
    shared = {Role.MARKER.value, *NUMBER_ROLES} & set(recipe.columns)
    if shared and (len(recipe.values) > 1 or recipe.orientation is not Orientation.ROWS):
        role = sorted(shared)[0]
        yield _problem(
            f"columns, {role}",
            "it is not said which figures it goes with",
            f'[beside."the heading of the figures"] and below it "{role}" = "..."',
        )


def _beside(recipe: Recipe) -> Iterator[Problem]:
    for key, names in (("beside", list(recipe.beside)), ("breakdowns", list(recipe.breakdowns))):
        for name in names:
            if name not in recipe.values:
                yield _problem(key, f"'{name}'", "a heading that is named under [values]")
    if recipe.breakdowns and Role.BREAKDOWN in recipe.columns:
        yield _problem(
            "breakdowns", "a column holds the breakdown too", "one place that says it", "Take one out"
        )


def _role_problem(key: str, found: str, known: tuple[str, ...]) -> Problem:
    near = difflib.get_close_matches(found, known, n=1)
    return _problem(
        key, f"'{found}'", "one of " + ", ".join(known), f"The nearest is '{near[0]}'" if near else ""
    )


def _problem(key: str, found: str, expected: str, remedy: str = "") -> Problem:
    return Problem(Outcome.FILE, key, f"found {found}" if found.startswith("'") else found, expected, remedy)
