"""What a person has chosen on the mapper's screen, made into a recipe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from oba.load.headers import Role
from oba.load.recipes.layout import Layout
from oba.load.recipes.layout_agree import CODES
from oba.load.recipes.recipe_rules import BESIDE_ROLES
from oba.model.recipe import AS_WRITTEN, Orientation, Recipe

NOT_READ, NEW, WITH = "", "new", "with:"
ROLES = {
    NOT_READ: "Not read",
    Role.VALUE.value: "Figures",
    Role.AREA_CODE.value: "Area code",
    **{role: f"Area code, where the one before is empty ({role[-1]})" for role in CODES[1:]},
    Role.AREA.value: "Area name",
    Role.PERIOD.value: "Period",
    Role.INDICATOR.value: "Indicator of each row",
    Role.LOWER.value: "Lower end of the 95% interval",
    Role.UPPER.value: "Upper end of the 95% interval",
    Role.NUMERATOR.value: "Count (numerator)",
    Role.DENOMINATOR.value: "Population or base (denominator)",
    Role.MARKER.value: "Marker or status",
    Role.BREAKDOWN.value: "Breakdown: a part of the population",
    Role.SEX.value: "Sex",
    Role.AGE.value: "Age, one for the whole file",
    Role.CATEGORY_TYPE.value: "Kind of breakdown",
    Role.CATEGORY.value: "Breakdown of this kind",
}
FORMS = {
    AS_WRITTEN: "As it is written",
    "31 March {}": "2016 is the day 31 March 2016",
    "31 August {}": "2016 is the day 31 August 2016",
    "31 December {}": "2016 is the day 31 December 2016",
    "FYE {}": "2016 is the financial year that ended in 2016",
}
"""What a bare year can mean; any other period is read as it stands."""
GOES_WITH = {WITH + role: f"{ROLES[role]} of other figures" for role in BESIDE_ROLES}
"""What a heading of figures can be to those of another heading."""


@dataclass(frozen=True, slots=True)
class AskedColumn:
    """A column whose role is asked for; `hint` says what it seems to hold."""

    index: int
    label: str
    hint: str
    role: str


@dataclass(frozen=True, slots=True)
class MapChoices:
    """`roles` by a column's place; `figures` by a value heading: the key of an indicator, NEW, NOT_READ, or WITH and
    the role in which it goes with the figures that `goes_with` names.
    """

    name: str
    publisher: str
    title: str
    roles: Mapping[int, str] = field(default_factory=dict)
    figures: Mapping[str, str] = field(default_factory=dict)
    goes_with: Mapping[str, str] = field(default_factory=dict)
    area: str = ""
    period: str = ""
    indicator: str = ""
    period_form: str = AS_WRITTEN
    last_row: int = 0
    leave_out_other_areas: bool = True


def value_names(layout: Layout, roles: Mapping[int, str]) -> list[str]:
    """The headings that figures stand under: across, what is left of them without period or area."""
    if layout.orientation is not Orientation.ROWS:
        return list(dict.fromkeys(label.group for label in layout.labels.values()))
    return [one.heading for one in layout.columns if roles.get(one.index) == Role.VALUE]


def first_roles(layout: Layout, recipe: Recipe) -> dict[int, str]:
    """The role of each column as the recipe has it; the columns across have none of their own."""
    of_heading = {heading: role for role, heading in recipe.columns.items()}
    beside = {heading: role for columns in recipe.beside.values() for role, heading in columns.items()}
    if layout.orientation is Orientation.ROWS:
        of_heading = {**beside, **of_heading, **dict.fromkeys(recipe.values, Role.VALUE.value)}
    return {
        one.index: of_heading.get(one.heading, NOT_READ)
        for one in layout.columns
        if one.index not in layout.labels
    }


def list_columns(layout: Layout, recipe: Recipe) -> list[AskedColumn]:
    """The columns that hold anything or have a role, each with that of the recipe."""
    roles = first_roles(layout, recipe)
    return [
        AskedColumn(
            one.index,
            f"Column {one.letters}: {one.heading}",
            f"{one.reason}. Such as: {', '.join(one.examples)}" if one.examples else one.reason,
            roles[one.index],
        )
        for one in layout.columns
        if one.index in roles and (one.different or one.role)
    ]


def list_beside(layout: Layout, roles: Mapping[int, str]) -> list[str]:
    """The headings of columns that go with figures."""
    return [one.heading for one in layout.columns if roles.get(one.index) in BESIDE_ROLES]


def first_figures(recipe: Recipe, name: str) -> str:
    """What a value heading is in the recipe."""
    beside = {heading: role for columns in recipe.beside.values() for role, heading in columns.items()}
    if name in beside:
        return WITH + beside[name]
    if name in recipe.values:
        return recipe.values[name] or NEW
    return NOT_READ if recipe.values else NEW


def first_partner(recipe: Recipe, name: str) -> str:
    """The figures that a heading goes with in the recipe, '' for none."""
    return next((value for value, columns in recipe.beside.items() if name in columns.values()), "")


def draft_recipe(layout: Layout, choices: MapChoices, *, base: Recipe) -> Recipe:
    """The recipe that the choices describe. What the screen does not ask for is kept from `base`."""
    names = value_names(layout, choices.roles)
    by_indicator = Role.INDICATOR.value in choices.roles.values()
    values = {name: _key(choices.figures.get(name, NEW)) for name in names if _is_read(choices, name)}
    columns: dict[str, str] = {}
    beside: dict[str, dict[str, str]] = {}
    heading = {one.index: one.heading for one in layout.columns}
    for index, role in choices.roles.items():
        if role in (NOT_READ, Role.VALUE.value):
            continue
        partner = choices.goes_with.get(heading[index], "")
        if role in BESIDE_ROLES and (len(values) > 1 or layout.labels):
            if partner in values:
                beside.setdefault(partner, {})[role] = heading[index]
        else:
            columns[role] = heading[index]
    for name in names:
        chosen, partner = choices.figures.get(name, NEW), choices.goes_with.get(name, "")
        if chosen.startswith(WITH) and partner in values:
            beside.setdefault(partner, {})[chosen.removeprefix(WITH)] = name
    if by_indicator and layout.orientation is Orientation.ROWS and len(values) == 1:
        columns[Role.VALUE.value], values = next(iter(values)), {}
    constants = {"area": choices.area, "period": choices.period, "indicator": choices.indicator}
    return replace(
        base,
        name=choices.name,
        publisher=choices.publisher,
        title=choices.title,
        sheet=layout.sheet,
        header_rows=layout.header_rows,
        orientation=layout.orientation,
        columns=columns,
        values=values,
        beside=beside,
        breakdowns={name: text for name, text in base.breakdowns.items() if name in values},
        constants={what: text for what, text in constants.items() if text},
        headings=tuple(heading.values()),
        period_form=choices.period_form,
        last_row=choices.last_row,
        leave_out_other_areas=choices.leave_out_other_areas,
    )


def _is_read(choices: MapChoices, name: str) -> bool:
    chosen = choices.figures.get(name, NEW)
    return chosen != NOT_READ and not chosen.startswith(WITH)


def _key(chosen: str) -> str:
    return "" if chosen == NEW else chosen
