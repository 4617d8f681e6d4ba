"""A recipe carried over to the file that drifted from it: what is still there stays, under its name."""

from __future__ import annotations

from dataclasses import replace

from oba.load.recipes.recipe_match import Placement
from oba.model.recipe import Recipe


def adopt(near: Placement, *, proposed: Recipe) -> Recipe:
    """The recipe without the headings that are gone. It keeps its name, and so takes its own place.

    Where none of its figures is left, those that are proposed stand in.
    """
    old = near.recipe
    heading = {one.index: one.text for one in near.headings}
    values = {name: key for name, key in old.values.items() if name in near.values}
    return replace(
        old,
        sheet=near.sheet.name,
        header_rows=near.header,
        columns={role: heading[index] for role, index in near.columns.items()},
        values=values or (dict(proposed.values) if old.values else {}),
        headings=tuple(one.text for one in near.headings),
        made_by=proposed.made_by,
        beside={name: dict(columns) for name, columns in old.beside.items() if name in values},
        breakdowns={name: text for name, text in old.breakdowns.items() if name in values},
        only={heading[index]: text for index, text in near.only.items()},
        first_row=old.first_row + near.shift if old.first_row else 0,
        last_row=old.last_row + near.shift if old.last_row else 0,
    )
