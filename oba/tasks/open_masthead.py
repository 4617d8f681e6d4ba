"""Open what stands at the head and foot of every page: whose plan this is, and whose figures."""

from __future__ import annotations

from dataclasses import dataclass

from oba.errors import NotFoundError
from oba.store.engine import Store
from oba.store.plans import read_plan


@dataclass(frozen=True, slots=True)
class Masthead:
    plan_title: str
    trust: str
    example: bool
    footer: str


def open_masthead(store: Store) -> Masthead:
    """A store without a plan has a masthead too, so that its pages can say what to do."""
    try:
        with store.reading() as connection:
            plan = read_plan(connection).plan
    except NotFoundError:
        return Masthead(plan_title="Outcomes dashboard", trust="No plan yet", example=False, footer="")
    figures = "Figures: Crown copyright, Open Government Licence v3.0; each chart names its source."
    return Masthead(plan_title=plan.title, trust=plan.trust, example=plan.example, footer=figures)
