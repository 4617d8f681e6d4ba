"""What the actions cost: pounds where they are stated, and how many do not say, by theme, by who leads, by year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from oba.model.action import Action
from oba.model.budget import Budget, BudgetKind, read_budget
from oba.model.parties import NOBODY, find_parties
from oba.tasks.tables import Table, make_table
from oba.words.money import say_pounds
from oba.words.numbers import begin

NUMBERS = ("Actions", "Pounds known", "Cost known", "Not known", "Not applicable")
NO_DATE, WHOLE_PLAN = "no date", "the whole plan"


def total_by_theme(actions: Sequence[Action], *, themes: Mapping[str, str]) -> Table:
    """`themes` are titles by key, in the plan's order."""
    order = [*themes.values(), WHOLE_PLAN]
    return _total(actions, "Theme", lambda one: themes.get(one.theme, WHOLE_PLAN), order=order)


def total_by_partner(actions: Sequence[Action], *, partners: Mapping[str, str]) -> Table:
    """Each action once, under whoever leads it: as was said, else the first one that the plan names."""

    def lead(one: Action) -> str:
        return find_parties(one, partners=partners).lead or NOBODY

    return _total(actions, "Lead", lead, order=[*sorted({lead(one) for one in actions} - {NOBODY}), NOBODY])


def total_by_year(actions: Sequence[Action]) -> Table:
    """By the year in which an action is due."""

    def year(one: Action) -> str:
        return str(one.due.year) if one.due else NO_DATE

    return _total(
        actions, "Year due", year, order=[*sorted({year(one) for one in actions} - {NO_DATE}), NO_DATE]
    )


def total_all(actions: Sequence[Action]) -> Table:
    """How many actions cost what: stated amounts added up, other entries counted in their own words."""
    budgets = [(one.budget_cost.strip(), read_budget(one.budget_cost)) for one in actions]
    stated = [
        each.pounds for _, each in budgets if each.kind is BudgetKind.AMOUNT and each.pounds is not None
    ]
    free = sum(each.kind is BudgetKind.NOTHING for _, each in budgets)
    others: dict[str, int] = {}
    for words, each in budgets:
        if not each.known:
            others[words or "not stated"] = others.get(words or "not stated", 0) + 1
    rows = [
        ("An amount above £0", str(len(stated)), say_pounds(sum(stated, Decimal(0)))),
        ("£0", str(free), say_pounds(0)),
        *((begin(words), str(count), "-") for words, count in others.items()),
    ]
    return make_table(("Budget cost", "Actions", "Total"), rows, numbers=("Actions", "Total"))


def _total(
    actions: Iterable[Action], head: str, name: Callable[[Action], str], *, order: Sequence[str]
) -> Table:
    """A row for each name that has an action, and one for all."""
    groups: dict[str, list[Budget]] = {one: [] for one in order}
    for one in actions:
        groups[name(one)].append(read_budget(one.budget_cost))
    rows = [_row(begin(each), budgets) for each, budgets in groups.items() if budgets]
    every = [one for budgets in groups.values() for one in budgets]
    return make_table((head, *NUMBERS), [*rows, _row("All", every)], numbers=NUMBERS)


def _row(name: str, budgets: Sequence[Budget]) -> tuple[str, ...]:
    known = [one.pounds for one in budgets if one.pounds is not None]
    return (
        name,
        f"{len(budgets):,}",
        say_pounds(sum(known, Decimal(0))) if known else "-",
        f"{len(known):,}",
        f"{sum(one.missing for one in budgets):,}",
        f"{sum(one.kind is BudgetKind.NOT_APPLICABLE for one in budgets):,}",
    )
