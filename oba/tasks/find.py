"""Find out what the methods say: trend, comparison, baseline and verdict of chosen curves."""

from __future__ import annotations

from datetime import date

from oba.errors import NotFoundError
from oba.model.plan import PlanBook
from oba.model.vintage import Basis
from oba.store.engine import Store
from oba.store.plans import read_plan
from oba.tasks.gather import Gathered, gather


def find(
    store: Store,
    *,
    theme: str | None = None,
    area: str | None = None,
    as_of: date | None = None,
    basis: str = Basis.PUBLISHED,
    every_area: bool = False,
) -> Gathered:
    """Everything found of one theme (or all) in one area (the plan's own), now or as it stood on a day.

    Without `every_area` nothing is said of neighbours, fifths, places among areas, or doubtful comparators.
    """
    if theme is not None:
        with store.reading() as connection:
            check_theme(read_plan(connection), theme)
    return gather(
        store,
        area=area,
        wanted=lambda one: theme in (None, one.theme),
        every_area=every_area,
        as_of=as_of,
        basis=basis,
    )


def check_theme(book: PlanBook, theme: str) -> None:
    """NotFoundError names the themes there are."""
    known = [one.key for one in book.themes]
    if theme not in known:
        raise NotFoundError(f"theme '{theme}'", expected="one of " + ", ".join(known))
