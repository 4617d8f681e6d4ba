"""Which actions of the plan are shown: by theme, by whom, by status, by the year they are due, overdue first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from oba.model.action import Action, ActionStatus
from oba.model.parties import names_of
from oba.model.plan import PlanBook

ALL, NOBODY, UNDATED, OVERDUE = "all", "nobody", "undated", "overdue"
IN_PLAN, LATE_FIRST = "plan", "late"
ORDERS = {IN_PLAN: "The plan's own", LATE_FIRST: "Overdue first"}


@dataclass(frozen=True, slots=True)
class PlanChoices:
    """What a reader may filter by: keys to words, each beginning with everything."""

    themes: dict[str, str]
    by_whom: dict[str, str]
    statuses: dict[str, str]
    years: dict[str, str]
    orders: dict[str, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader chose; `all` leaves a choice open."""

    theme: str = ALL
    by_whom: str = ALL
    status: str = ALL
    year: str = ALL
    order: str = IN_PLAN

    @property
    def everything(self) -> bool:
        return (self.theme, self.by_whom, self.status, self.year) == (ALL, ALL, ALL, ALL)


def list_choices(book: PlanBook) -> PlanChoices:
    """Only what some action answers to, beside the themes."""
    partners = names_by_key(book)
    names = sorted({name for one in book.actions for name in names_of(one, partners=partners)})
    years = sorted({one.due.year for one in book.actions if one.due})
    found = {one.status for one in book.actions}
    return PlanChoices(
        themes={ALL: "Every theme", **{theme.key: theme.title for theme in book.themes}},
        by_whom={ALL: "Everyone", **{name: name for name in names}, NOBODY: "Nobody named"},
        statuses={
            ALL: "Any status",
            OVERDUE: "Past its date",
            **{one.value: one.value.capitalize() for one in ActionStatus if one in found},
        },
        years={ALL: "Any year", **{str(year): str(year) for year in years}, UNDATED: "No date"},
        orders=dict(ORDERS),
    )


def choose_actions(
    actions: Iterable[Action], wanted: Wanted, *, partners: Mapping[str, str], today: date
) -> list[Action]:
    """The actions that answer to every choice, in the order that is asked for."""
    found = [
        one
        for one in actions
        if _serves(one, wanted.theme)
        and _is_by(one, wanted.by_whom, partners)
        and _has(one, wanted.status, today=today)
        and _is_due(one, wanted.year)
    ]
    return put_late_first(found, today=today) if wanted.order == LATE_FIRST else found


def put_late_first(actions: Sequence[Action], *, today: date) -> list[Action]:
    """What is past its date, the longest first; then what is still to come, the next first; then the undated."""
    return sorted(actions, key=lambda one: (not one.is_overdue(today), one.finished, one.due or date.max))


def names_by_key(book: PlanBook) -> dict[str, str]:
    return {one.key: one.name for one in book.partners}


def _serves(action: Action, theme: str) -> bool:
    """An action without a theme is the whole plan's, so it serves every theme."""
    return theme == ALL or action.theme in ("", theme)


def _is_by(action: Action, name: str, partners: Mapping[str, str]) -> bool:
    names = names_of(action, partners=partners)
    return name == ALL or name in names or (name == NOBODY and not names)


def _has(action: Action, status: str, *, today: date) -> bool:
    return status in (ALL, action.status.value) or (status == OVERDUE and action.is_overdue(today))


def _is_due(action: Action, year: str) -> bool:
    due = str(action.due.year) if action.due else UNDATED
    return year in (ALL, due)
