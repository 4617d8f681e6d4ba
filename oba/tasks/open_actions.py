"""Open the page Actions: one action with all that can be changed of it, and what has been withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oba.model.action import ActionStatus, Funding, SavedAction
from oba.model.action_fields import to_texts
from oba.model.budget import BudgetKind, find_letter, read_budget
from oba.model.editor import Edit
from oba.model.plan import PlanBook
from oba.store.actions import KIND, read_action, read_saved
from oba.store.edits import read_edits
from oba.store.engine import Store
from oba.store.plans import read_plan
from oba.store.progress import read_progress
from oba.tasks.record_action import NEW
from oba.tasks.tables import Table, make_table
from oba.words.actions import name_field, say_letter, say_note, say_withdrawn
from oba.words.loading import say_time
from oba.words.money import say_pounds
from oba.words.numbers import say_date

MOST_EDITS = 200
NONE = {"": "-"}
RECOMMENDED = "Recommendation"


@dataclass(frozen=True, slots=True)
class ActionDesk:
    """One action to be changed; number 0 is a new one. `texts` are its fields, `version` the save they are of."""

    number: int
    version: int
    title: str
    texts: Mapping[str, str]
    options: Mapping[str, Mapping[str, str]]
    read: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    history: Table | None = None
    edits: int = 0
    last_by: Mapping[str, str] | None = None
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawnView:
    number: int
    version: int
    proposed_action: str
    said: str


def open_action(store: Store, *, number: int) -> ActionDesk:
    """Number 0 opens an empty one. NotFoundError for a number that no action has."""
    with store.reading() as connection:
        book = read_plan(connection)
        if number == 0:
            return ActionDesk(0, 0, "A new action", to_texts(NEW), list_options(book))
        saved = read_action(connection, number)
        notes = read_progress(connection, number).get(number, ())
        edits = read_edits(connection, kind=KIND, key=str(number))
    return ActionDesk(
        number=number,
        version=saved.version,
        title=f"Action {number}",
        texts=to_texts(saved.action),
        options=list_options(book),
        read=say_read(saved),
        notes=tuple(say_note(one, named=True) for one in reversed(notes)),
        history=_list_edits(edits),
        edits=len(edits),
        last_by={one.field: one.by for one in edits},
        withdrawn=say_withdrawn(saved.action),
    )


def list_withdrawn(store: Store) -> tuple[WithdrawnView, ...]:
    with store.reading() as connection:
        saved = read_saved(connection, withdrawn=True)
    return tuple(
        WithdrawnView(one.action.number, one.version, one.action.proposed_action, say_withdrawn(one.action))
        for one in saved
        if one.action.withdrawn is not None
    )


def list_options(book: PlanBook) -> dict[str, dict[str, str]]:
    """What may be chosen in each field that is not free: keys to words."""
    partners = {one.key: one.name if one.takes_part else f"{one.name} (has left)" for one in book.partners}
    numbered = {
        str(one.recommendation_number): f"{one.recommendation_number}. {one.recommendation}"
        for one in book.actions
        if one.recommendation_number
    }
    return {
        "recommendation_number": {"0": "None: of the plan itself", **numbered},
        "also_serves": {key: f"{RECOMMENDED} {key}" for key in numbered},
        "theme": {"": "The whole plan", **{one.key: one.title for one in book.themes}},
        "indicators": {one.key: one.title for one in book.indicators},
        "lead": {"": "Not said", **partners},
        "supports": partners,
        "status": {one.value: one.value.capitalize() for one in ActionStatus},
        "funding": {one.value: one.value.capitalize() or "Not said" for one in Funding},
        "stops": {"": "No, it starts or carries on something", "yes": "Yes, it stops something"},
    }


def say_read(saved: SavedAction) -> tuple[tuple[str, str], ...]:
    """What a program reads from the plan's words: the name of each part, and what is counted with."""
    one = saved.action
    budget = read_budget(one.budget_cost)
    cost = say_pounds(budget.pounds) if budget.pounds is not None else budget.kind.value
    if budget.kind is BudgetKind.IN_WORDS:
        cost = "no one amount in pounds, so it is not added up"
    if (meant := find_letter(one.budget_cost)) is not None:
        cost = say_letter(say_pounds(meant), counted=budget.known)
    days = [
        f"starts {say_date(one.starts)}" if one.starts else "",
        f"due {say_date(one.due)}" if one.due else "",
        "ongoing" if one.ongoing else "",
    ]
    return (
        ("Budget cost, as it is added up", cost),
        ("Timescale, as it is drawn", ", ".join(filter(None, days)) or "no date"),
    )


def _list_edits(edits: Sequence[Edit]) -> Table:
    rows = [
        (say_time(one.at), one.by or "-", name_field(one.field), one.before or "-", one.after or "-")
        for one in reversed(edits[-MOST_EDITS:])
    ]
    return make_table(("When", "Who", "What", "Before", "After"), rows)
