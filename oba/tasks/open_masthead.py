"""Open what stands at the head and foot of every page: whose plan this is, and whose figures."""

from __future__ import annotations

from dataclasses import dataclass

from oba.errors import NotFoundError
from oba.store.engine import Store
from oba.store.plans import read_front
from oba.store.releases import read_releases
from oba.words.labels import USUAL, Labels, make_labels


@dataclass(frozen=True, slots=True)
class Masthead:
    plan_title: str
    trust: str
    example: bool
    footer: str
    has_plan: bool = True
    labels: Labels = USUAL


NO_PLAN = Masthead(
    plan_title="Outcomes dashboard", trust="No plan yet", example=False, footer="", has_plan=False
)


def open_masthead(store: Store) -> Masthead:
    """A store without a plan has a masthead too, so that its pages can say what to do."""
    try:
        with store.reading() as connection:
            plan = read_front(connection)
            licences = dict.fromkeys(
                one.source.licence for one in read_releases(connection) if one.source.licence
            )
    except NotFoundError:
        return NO_PLAN
    figures = f"Figures: {', '.join(licences)}." if licences else ""
    return Masthead(
        plan_title=plan.title,
        trust=plan.trust,
        example=plan.example,
        footer=figures,
        labels=make_labels(plan.labels),
    )
