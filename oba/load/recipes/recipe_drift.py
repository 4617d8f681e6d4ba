"""A layout that has drifted from its recipe: which heading is gone, and what could have become of it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from oba.load.headers import ROLE_OF, Role, plain_header
from oba.load.recipes.layout_agree import CODES
from oba.load.recipes.layout_columns import column_of, guess_column, look_at
from oba.load.recipes.layout_headings import find_heading
from oba.load.recipes.recipe_match import Placement, wanted_headings
from oba.load.reference import Reference
from oba.load.refusal import RefusedFile
from oba.load.sheet import Row
from oba.model.recipe import Orientation

PLAIN_SHEETS = ("sheet", "data", "table", "tab", "worksheet", "figures", "blad", "feuil")
NAMED = 3
KINDS = {
    **dict.fromkeys((*CODES,), ("area codes", "areas")),
    Role.AREA.value: ("areas", "texts"),
    Role.PERIOD.value: ("periods",),
    Role.SEX.value: ("texts",),
    Role.AGE.value: ("texts",),
    Role.CATEGORY.value: ("texts",),
    Role.CATEGORY_TYPE.value: ("texts",),
    Role.BREAKDOWN.value: ("texts",),
    Role.INDICATOR.value: ("texts",),
    Role.MARKER.value: ("texts",),
}
LEAST_ALIKE = 0.35
COMPARED = 200
"""So many signs of a heading are held against those of another."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A column that could be the one that is gone. `new` when it was not there when the recipe was made."""

    heading: str
    kind: str
    likeness: float
    new: bool

    def __str__(self) -> str:
        return f"`{self.heading}` ({self.kind}{'' if self.new else ', there before too'})"


def has_drifted(placement: Placement) -> bool:
    """Whether this is the recipe's layout with some of its headings gone, and no other layout.

    Headings that half of all tables have (`area`, `period`) say nothing: among the recipe's own ones half must
    be there, or on a sheet of the same name, when it is no name like Sheet1, a third.
    """
    recipe = placement.recipe
    if not placement.missing:
        return False
    own = [one for one in (recipe.headings or tuple(wanted_headings(recipe))) if _is_own(one)]
    present = [heading.text for heading in placement.headings if heading.named]
    labels = [slot.label for slots in placement.values.values() for slot in slots if slot.label]
    known = [*present, *(label.group for label in labels if label.group)]
    if recipe.orientation is not Orientation.ROWS:
        # periods change with every release: the groups they stand in do not
        own = list(dict.fromkeys(one for one in wanted_headings(recipe) if _is_own(one)))
    if not own:
        return False
    found = sum(find_heading(one, known, footnotes=placement.footnotes) is not None for one in own) / len(own)
    same_sheet = bool(recipe.sheet) and recipe.sheet == placement.sheet.name and _is_named(recipe.sheet)
    return found >= (1 / 3 if same_sheet else 1 / 2)


def _is_own(heading: str) -> bool:
    plain = plain_header(heading)
    return bool(plain) and plain not in ROLE_OF and not heading.startswith("(column ")


def _is_named(sheet: str) -> bool:
    return not plain_header(sheet).rstrip("0123456789 ").endswith(PLAIN_SHEETS)


def refuse_drift(placement: Placement, *, reference: Reference, name: str) -> RefusedFile:
    """The refusal of a drifted file: what is gone, what could be it, and where to mend the recipe."""
    said = []
    for heading in placement.missing:
        near = candidates(placement, heading, reference=reference)
        could = ", ".join(map(str, near))
        more = (
            f"; here {_number(len(near))} that could be it: {could}"
            if near
            else "; no other column could be it"
        )
        said.append(f"column `{heading}` is gone{more}")
    new = placement.new
    if new:
        said.append(f"new since then: {', '.join(f'`{one}`' for one in new[:8])}")
    sheet = f", sheet '{placement.sheet.name}'" if placement.sheet.name else ""
    return RefusedFile(
        ". ".join(one[0].upper() + one[1:] if place else one for place, one in enumerate(said)),
        where=f"{name}{sheet}",
        expected=f"the layout that the recipe '{placement.recipe.name}' describes",
        remedy="Open the mapper from the Load page and say which column it is now, or take it out of the recipe",
    )


def _number(count: int) -> str:
    return {1: "is one", 2: "are two", 3: "are three"}[count]


def candidates(placement: Placement, heading: str, *, reference: Reference) -> list[Candidate]:
    """The columns that are not read and hold the same kind of thing, the new and the most alike first."""
    rows = _body(placement)
    wanted = _kinds_of(placement, heading)
    new, read = set(placement.new), wanted_headings(placement.recipe)
    found: list[Candidate] = []
    for one in placement.headings:
        if not one.named or one.index in placement.used:
            continue
        if find_heading(one.text, read, footnotes=placement.footnotes) is not None:
            continue
        content = look_at(
            column_of(rows, one.index), is_area=lambda text: reference.find_area(text) is not None
        )
        alike = likeness(heading, one.text)
        numbering = content.kind == "numbers" and not guess_column(one, content).role
        if content.filled and content.kind in wanted and alike >= LEAST_ALIKE and not numbering:
            found.append(Candidate(one.text, content.kind, alike, one.text in new))
    return sorted(found, key=lambda one: (not one.new, -one.likeness))[:NAMED]


def _body(placement: Placement) -> list[Row]:
    head = max(placement.header, default=0)
    return [row for row in placement.sheet.head(200) if row[0] > head]


def _kinds_of(placement: Placement, heading: str) -> tuple[str, ...]:
    roles = [role for role, text in placement.recipe.columns.items() if text == heading]
    return next((KINDS[role] for role in roles if role in KINDS), ("numbers",))


def likeness(wanted: str, found: str) -> float:
    """How alike two headings are, by their words and by their letters."""
    first, second = plain_header(wanted[:COMPARED]), plain_header(found[:COMPARED])
    words, others = set(first.split()), set(second.split())
    shared = len(words & others) / max(len(words | others), 1)
    return shared + difflib.SequenceMatcher(None, first, second).ratio()
