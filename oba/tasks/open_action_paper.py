"""Open the action plan as a paper, in its own columns, for what a reader chose of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oba.errors import NotFoundError
from oba.store.engine import Store
from oba.tasks.choose_actions import ALL
from oba.tasks.open_plan import PlanView, list_plan_choices, open_plan
from oba.words.papers import say_printed
from oba.words.timeline import shorten

SHORT = 40
NAMES = ("theme", "by", "status", "year", "order")
LABELS = {"theme": "Theme", "by": "By whom", "status": "Status", "year": "Due in", "order": "Order"}


@dataclass(frozen=True, slots=True)
class ActionPaper:
    """`chosen` says what was asked for, a line for each choice that was made. `again` names the recommendation of each
    group where it goes on: the page may have been turned.
    """

    plan: PlanView
    again: tuple[str, ...]
    chosen: tuple[str, ...]
    printed: str


def open_action_paper(
    store: Store,
    *,
    today: date,
    published: bool,
    theme: str = ALL,
    by: str = ALL,
    status: str = ALL,
    year: str = ALL,
    order: str = "plan",
) -> ActionPaper:
    """The actions that answer to all choices. NotFoundError names a choice that is none."""
    choices = list_plan_choices(store)
    options = dict(
        zip(
            NAMES,
            (choices.themes, choices.by_whom, choices.statuses, choices.years, choices.orders),
            strict=True,
        )
    )
    asked = dict(zip(NAMES, (theme, by, status, year, order), strict=True))
    for name, said in asked.items():
        if said not in options[name]:
            raise NotFoundError(
                f"the action plan has no {LABELS[name].lower()} '{said[:60]}'",
                remedy="Choose one on the page Plan",
            )
    plan = open_plan(
        store,
        theme=theme,
        by_whom=by,
        status=status,
        year=year,
        order=order,
        today=today,
        dark=False,
        named=not published,
    )
    chosen = tuple(
        f"{LABELS[name]}: {options[name][said]}"
        for name, said in asked.items()
        if said != ALL and name != "order"
    )
    again = tuple(shorten(group.recommendation, most=SHORT) for group in plan.groups)
    return ActionPaper(plan, again, chosen, say_printed(today))
