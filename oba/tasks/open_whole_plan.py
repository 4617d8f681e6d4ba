"""Open the whole plan as it is read without choosing: its outcomes with their indicators, then its actions by theme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from oba.model.action import Action
from oba.model.indicator import Indicator
from oba.model.plan import PlanBook, Theme
from oba.store.engine import Store
from oba.store.plans import read_plan
from oba.store.progress import read_progress
from oba.tasks.choose_actions import ALL, names_by_key
from oba.tasks.open_plan import Group, PlanView, group_actions, open_plan
from oba.words.labels import in_words
from oba.words.numbers import say_count

WHOLE = "whole-plan"
"""The anchor of the actions that are of no single theme."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator in a list. `standing` is headline, secondary, or data development agenda."""

    key: str
    title: str
    standing: str


@dataclass(frozen=True, slots=True)
class Aim:
    """One outcome with its indicators; '' for the sentence of those that name no outcome."""

    sentence: str
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """One theme with what it is for."""

    key: str
    title: str
    lead: str
    aims: tuple[Aim, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The actions of one theme, or of the whole plan. `anchor` is their place on the page."""

    anchor: str
    title: str
    count: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class WholePlanView:
    """`plan` has every action: their number, their cost and their timeline."""

    years: str
    statement: str
    outlines: tuple[Outline, ...]
    parts: tuple[Part, ...]
    plan: PlanView


def open_whole_plan(store: Store, *, today: date) -> WholePlanView:
    """In the plan's own order. Nobody is named who has written a note."""
    with store.reading() as connection:
        book, notes = read_plan(connection), read_progress(connection)
    partners = names_by_key(book)

    def part(anchor: str, title: str, actions: Iterable[Action]) -> Part:
        listed = list(actions)
        groups = group_actions(listed, book, notes, partners=partners, named=False, today=today, whole=True)
        return Part(anchor, title, say_count(len(listed), noun="action"), groups)

    parts = [
        part(WHOLE, "The whole plan", (one for one in book.actions if not _theme_of(one, book))),
        *(
            part(f"theme-{theme.key}", theme.title, (one for one in book.actions if one.theme == theme.key))
            for theme in book.themes
        ),
    ]
    return WholePlanView(
        years=book.plan.years,
        statement=book.plan.statement,
        outlines=tuple(
            _outline(theme, book, lead=partners.get(theme.lead_partner, "")) for theme in book.themes
        ),
        parts=tuple(one for one in parts if one.groups),
        plan=open_plan(store, theme=ALL, by_whom=ALL, status=ALL, today=today, dark=False),
    )


def _theme_of(action: Action, book: PlanBook) -> str:
    """'' too where the plan does not know its theme."""
    return next((theme.key for theme in book.themes if theme.key == action.theme), "")


def _outline(theme: Theme, book: PlanBook, *, lead: str) -> Outline:
    outcomes = [one for one in book.outcomes if one.theme == theme.key]
    own = [one for one in book.indicators if one.theme == theme.key]
    aims = [
        Aim(outcome.sentence, _list(one for one in own if one.outcome == outcome.key)) for outcome in outcomes
    ]
    known = {one.key for one in outcomes}
    rest = _list(one for one in own if one.outcome not in known)
    return Outline(
        key=theme.key,
        title=theme.title,
        lead=lead or theme.lead_partner,
        aims=(*aims, *([Aim("", rest)] if rest else [])),
    )


def _list(indicators: Iterable[Indicator]) -> tuple[Measure, ...]:
    return tuple(Measure(one.key, one.title, in_words(one.standing.value)) for one in indicators)
