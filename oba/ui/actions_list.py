"""The list of actions on the pages Plan and Actions: filters in the address, table, totals, timeline."""

from __future__ import annotations

from urllib.parse import quote

from oba.tasks.open_plan import PlanView
from oba.ui import ask, fetch, frame, show
from oba.ui.visit import Visit

NAMES = ("theme", "by", "status", "year", "order")
"""What stands in the address of a choice."""


def show_list(visit: Visit, *, order: str = "plan", edits: bool = False) -> PlanView:
    """The filters, and the actions that answer to them. With `edits` each can be opened to be changed."""
    choices = fetch.plan_choices(visit)
    one, two, three = frame.columns(3)
    four, five, _ = frame.columns(3)
    view = fetch.plan(
        visit,
        named=edits,
        theme=ask.choose("Theme", choices.themes, name="theme", default="all", place=one),
        by_whom=ask.choose("By whom", choices.by_whom, name="by", default="all", place=two),
        status=ask.choose("Status", choices.statuses, name="status", default="all", place=three),
        year=ask.choose("Due in", choices.years, name="year", default="all", place=four),
        order=ask.choose("Order", choices.orders, name="order", default=order, place=five),
    )
    kept = "".join(f"&{name}={quote(said)}" for name, said in kept_choices().items())
    show.plan(view, edits=edits, kept=kept)
    return view


def kept_choices() -> dict[str, str]:
    """The filters as they stand in the address, to be kept on the way to an action and back."""
    return {name: said for name in NAMES if (said := ask.address(name))}
