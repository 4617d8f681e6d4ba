"""Open what stands at the head and foot of every page: whose plan this is, and whose figures."""

from __future__ import annotations

from dataclasses import dataclass

from oba.errors import NotFoundError
from oba.store.engine import Store
from oba.store.plans import read_front
from oba.store.releases import read_releases
from oba.tasks.gather import PLAN
from oba.words.labels import USUAL, Labels, make_labels
from oba.words.loading import LISTS
from oba.words.sources import say_one_licence


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
            releases = read_releases(connection)
    except NotFoundError:
        return NO_PLAN
    licences = [one.source.licence for one in releases if one.format not in (PLAN, *LISTS)]
    return Masthead(
        plan_title=plan.title,
        trust=plan.trust,
        example=plan.example,
        footer=say_one_licence(licences),
        labels=make_labels(plan.labels),
    )
