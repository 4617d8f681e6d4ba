"""Where a recipe's columns stand in a file: found by their headings, also when rows were put in above them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from oba.load.headers import Role
from oba.load.recipes.layout_across import name_groups
from oba.load.recipes.layout_headings import (
    PARTED,
    Footnotes,
    Heading,
    Label,
    find_heading,
    join_headings,
    said,
    split_period,
)
from oba.load.sheet import Row, Sheet
from oba.model.recipe import Orientation, Recipe

WITHIN = 30
"""A heading row is looked for among so many rows."""
ANY_LABEL = {
    Orientation.ACROSS: "any heading that is a period",
    Orientation.AREAS_ACROSS: "any heading that is an area",
}


@dataclass(frozen=True, slots=True)
class Slot:
    """One column of figures: its place, the period or area it is headed by, and the columns that go with it."""

    index: int
    label: Label | None
    beside: dict[Role, int]


@dataclass(frozen=True, slots=True)
class Placement:
    """A recipe on a sheet. `missing` are the headings that were not found: with none it can be read.

    `columns` gives the place of each column by its role, `only` the text that a column must hold.
    """

    recipe: Recipe
    sheet: Sheet
    header: tuple[int, ...]
    headings: tuple[Heading, ...]
    columns: dict[str, int]
    only: dict[int, str]
    values: dict[str, tuple[Slot, ...]]
    missing: tuple[str, ...]
    footnotes: Footnotes

    @property
    def shift(self) -> int:
        """How many rows further down than when the recipe was made."""
        return min(self.header, default=0) - min(self.recipe.header_rows, default=0)

    @property
    def used(self) -> set[int]:
        slots = [slot for found in self.values.values() for slot in found]
        beside = {index for slot in slots for index in slot.beside.values()}
        return {*self.columns.values(), *self.only, *(slot.index for slot in slots), *beside}

    @property
    def new(self) -> list[str]:
        """Headings that were not there when the recipe was made; none where it does not say which were."""
        if not self.recipe.headings:
            return []
        across = {slot.index for found in self.values.values() for slot in found if slot.label}
        named = [one for one in self.headings if one.named and one.index not in across]
        known = self.recipe.headings
        return [one.text for one in named if find_heading(one.text, known, footnotes=self.footnotes) is None]


def wanted_headings(recipe: Recipe) -> list[str]:
    """Every heading that the recipe reads."""
    beside = [heading for columns in recipe.beside.values() for heading in columns.values()]
    return list(dict.fromkeys([*recipe.columns.values(), *recipe.values, *beside, *recipe.only]))


def place_recipe(recipe: Recipe, sheet: Sheet) -> Placement:
    """The best place for the recipe on this sheet: where the fewest headings are missing, the nearest first."""
    rows = sheet.head(2 * WITHIN)
    width = max((len(cells) for _, cells in rows), default=0)
    by_number = dict(rows)
    footnotes = Footnotes(sheet)
    best: Placement | None = None
    for shift in sorted(_shifts(recipe), key=abs):
        header = tuple(number + shift for number in recipe.header_rows)
        found = [(number, by_number[number]) for number in header if number in by_number]
        if not found and best is not None:
            continue
        placement = _place(recipe, sheet, header=header, rows=found, width=width, footnotes=footnotes)
        if best is None or len(placement.missing) < len(best.missing):
            best = placement
        if not best.missing:
            break
    assert best is not None
    return best


def _shifts(recipe: Recipe) -> Iterator[int]:
    first = min(recipe.header_rows, default=1)
    yield from range(1 - first, WITHIN + 1 - first if first <= WITHIN else 1)


def _place(
    recipe: Recipe,
    sheet: Sheet,
    *,
    header: tuple[int, ...],
    rows: Sequence[Row],
    width: int,
    footnotes: Footnotes,
) -> Placement:
    headings = join_headings(rows, width=width) if rows else []
    by_text = {heading.text: heading.index for heading in headings}
    find = partial(_find, by_text=by_text, footnotes=footnotes)
    columns = {role: index for role, text in recipe.columns.items() if (index := find(text)) is not None}
    only = {index: text for heading, text in recipe.only.items() if (index := find(heading)) is not None}
    if recipe.orientation is Orientation.ROWS:
        values, absent = _plain_values(recipe, find=find)
    else:
        free = [one for one in headings if one.named and one.index not in {*columns.values(), *only}]
        values, absent = _across_values(recipe, headings=free, footnotes=footnotes)
    named = [*recipe.columns.values(), *recipe.only]
    missing = [text for text in named if find(text) is None] + absent
    missing = list(dict.fromkeys(missing))
    return Placement(recipe, sheet, header, tuple(headings), columns, only, values, tuple(missing), footnotes)


def _find(text: str, *, by_text: dict[str, int], footnotes: Footnotes) -> int | None:
    found = find_heading(text, by_text, footnotes=footnotes)
    return None if found is None else by_text[found]


def _plain_values(
    recipe: Recipe, *, find: Callable[[str], int | None]
) -> tuple[dict[str, tuple[Slot, ...]], list[str]]:
    """A slot for each value heading; the figures of `columns` go with a single one."""
    values: dict[str, tuple[Slot, ...]] = {}
    missing: list[str] = []
    headings = recipe.values or dict.fromkeys([recipe.columns.get(Role.VALUE, "")], "")
    for name in headings:
        index = find(name)
        beside = {role: find(text) for role, text in recipe.beside.get(name, {}).items()}
        missing += [recipe.beside[name][role] for role, place in beside.items() if place is None]
        if index is None:
            missing.append(name)
            continue
        found = {Role(role): place for role, place in beside.items() if place is not None}
        values[name] = (Slot(index, None, found),)
    return values, missing


def _across_values(
    recipe: Recipe, *, headings: Sequence[Heading], footnotes: Footnotes
) -> tuple[dict[str, tuple[Slot, ...]], list[str]]:
    """The columns of each group, and beside each the column of the same label in the groups that go with it."""
    labels = _labels(recipe, headings=headings, footnotes=footnotes)
    find = partial(find_heading, footnotes=footnotes)
    groups: dict[str, dict[str, list[int]]] = {}
    for index, label in labels.items():
        groups.setdefault(label.group, {}).setdefault(label.text, []).append(index)
    values: dict[str, tuple[Slot, ...]] = {}
    missing: list[str] = []
    for name in recipe.values:
        group = find(name, groups) if name else ("" if "" in groups else None)
        beside = {Role(role): find(text, groups) for role, text in recipe.beside.get(name, {}).items()}
        missing += [recipe.beside[name][role] for role, found in beside.items() if found is None]
        if group is None:
            missing.append(name or ANY_LABEL[recipe.orientation])
            continue
        values[name] = tuple(
            Slot(
                index,
                labels[index],
                {
                    role: groups[other][text][0]
                    for role, other in beside.items()
                    if other and text in groups[other]
                },
            )
            for text, indexes in groups[group].items()
            for index in indexes
        )
    return values, missing


def _labels(recipe: Recipe, *, headings: Sequence[Heading], footnotes: Footnotes) -> dict[int, Label]:
    if recipe.orientation is Orientation.ACROSS:
        labels = {one.index: label for one in headings if (label := split_period(one))}
    else:
        wanted = [*recipe.values, *(text for one in recipe.beside.values() for text in one.values())]
        labels = {
            one.index: label
            for one in headings
            if (label := _area_label(one, groups=wanted, footnotes=footnotes)) is not None
        }
    return name_groups(labels, footnotes=footnotes)


def _area_label(heading: Heading, *, groups: Sequence[str], footnotes: Footnotes) -> Label | None:
    """The part that is left when the rest is one of the groups; from the top, as areas stand over measures."""
    for place, (row, value) in enumerate(heading.parts):
        rest = PARTED.join(said(other) for at, (_, other) in enumerate(heading.parts) if at != place)
        if (rest == "" and "" in groups) or (
            rest and find_heading(rest, groups, footnotes=footnotes) is not None
        ):
            return Label(rest, value, row)
    return None
