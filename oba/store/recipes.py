"""Recipes of layouts, each kept whole under its name."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from oba.errors import NotFoundError
from oba.model.recipe import Orientation, Recipe
from oba.store.schema import recipe


def read_recipes(conn: Connection) -> tuple[Recipe, ...]:
    """Every recipe, by its name."""
    bodies = conn.execute(select(recipe.c.body).order_by(recipe.c.name)).scalars()
    return tuple(_read(body) for body in bodies)


def write_recipe(conn: Connection, kept: Recipe, *, made_at: datetime) -> None:
    """Keep a recipe, in the place of an earlier one of its name."""
    body = json.dumps(asdict(kept), ensure_ascii=False)
    conn.execute(delete(recipe).where(recipe.c.name == kept.name))
    conn.execute(insert(recipe).values(name=kept.name, body=body, made_at=made_at))


def remove_recipe(conn: Connection, name: str) -> None:
    """Forget the recipe of this name. NotFoundError when there is none."""
    if not conn.execute(delete(recipe).where(recipe.c.name == name)).rowcount:
        raise NotFoundError(f"there is no recipe '{name}'")


def _read(body: str) -> Recipe:
    """The recipe of a stored text. What it does not say is as a new recipe has it."""
    found = json.loads(body)
    names = {field.name for field in fields(Recipe)}
    values = {name: _tuples(value) for name, value in found.items() if name in names}
    if "orientation" in values:
        values["orientation"] = Orientation(values["orientation"])
    return Recipe(**values)


def _tuples(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_tuples(one) for one in value)
    if isinstance(value, dict):
        return {name: _tuples(one) for name, one in value.items()}
    return value
