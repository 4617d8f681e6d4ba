"""Open the choosing of indicators: the power grid of one theme or of all, sorted, with dissent and what comes next."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from oba.errors import NotFoundError
from oba.model.choice import POWERS, Choice
from oba.model.indicator import Indicator, Standing
from oba.store.choices import KIND, read_choices
from oba.store.edits import read_edits
from oba.store.engine import Store
from oba.store.plans import read_plan
from oba.words.choosing import (
    FIELD_NAMES,
    HOW,
    ORDERS,
    POWER_ASKS,
    POWER_NAMES,
    say_headlines,
    say_suggestion,
)
from oba.words.loading import say_time
from oba.words.numbers import say_date

EVERY = "every"


@dataclass(frozen=True, slots=True)
class GridRow:
    """One indicator of the grid. `late` where its day has passed and it is still on the agenda."""

    key: str
    title: str
    powers: tuple[tuple[str, str], ...]
    suggestion: str
    standing: str
    rated_by: str
    dissent: str
    next_step: str
    late: bool


@dataclass(frozen=True, slots=True)
class GridView:
    """`rows` are those of which something was decided, `waiting` the keys, titles and standings of the rest."""

    theme: str
    rows: tuple[GridRow, ...]
    waiting: tuple[tuple[str, str, str], ...]
    rated: int
    headlines: tuple[str, ...]
    indicators: dict[str, str]
    heads: tuple[str, ...] = tuple(POWER_NAMES.values())
    asks: tuple[tuple[str, str], ...] = tuple((POWER_NAMES[one], POWER_ASKS[one]) for one in POWERS)
    how: str = HOW


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One indicator's choice as it stands, and how it came about: when, who, what, before, after."""

    title: str
    choice: Choice
    in_plan: str
    history: tuple[tuple[str, str, str, str, str], ...]


def list_choosing_themes(store: Store) -> dict[str, str]:
    with store.reading() as connection:
        return {EVERY: "Every theme", **{one.key: one.title for one in read_plan(connection).themes}}


def open_grid(store: Store, *, theme: str, order: str, today: date) -> GridView:
    """The indicators of a theme, or of all, in one of ORDERS; apart from them those that nobody has rated yet."""
    with store.reading() as connection:
        book, decided = read_plan(connection), read_choices(connection)
    shown = [one for one in book.indicators if theme in (EVERY, one.theme)]
    choices = {
        one.key: replace(decided.get(one.key, Choice(one.key)), standing=one.standing) for one in shown
    }
    headline = Counter(one.outcome for one in shown if one.standing is Standing.HEADLINE)
    told = [
        say_headlines(one.sentence, headline[one.key]) for one in book.outcomes if theme in (EVERY, one.theme)
    ]
    return GridView(
        theme=theme,
        rows=tuple(
            _row(one, choices[one.key], today=today)
            for one in _sorted(shown, choices, order=order)
            if choices[one.key].version
        ),
        waiting=tuple(
            (one.key, one.title, one.standing.value) for one in shown if not choices[one.key].version
        ),
        rated=sum(one.rated for one in choices.values()),
        headlines=tuple(one for one in told if one),
        indicators={one.key: one.title for one in shown},
    )


def open_choice(store: Store, *, indicator: str) -> ChoiceView:
    """NotFoundError when the plan does not know the indicator."""
    with store.reading() as connection:
        book, decided = read_plan(connection), read_choices(connection)
        edits = read_edits(connection, kind=KIND, key=indicator)
    one = next((each for each in book.indicators if each.key == indicator), None)
    if one is None:
        raise NotFoundError(f"indicator '{indicator}'", expected="the key of an indicator of the plan")
    return ChoiceView(
        title=one.title,
        choice=replace(decided.get(indicator, Choice(indicator)), standing=one.standing),
        in_plan=one.standing.value,
        history=tuple(
            (
                say_time(each.at),
                each.by,
                FIELD_NAMES.get(each.field, each.field),
                each.before or "",
                each.after or "",
            )
            for each in reversed(edits)
        ),
    )


def _sorted(shown: list[Indicator], choices: dict[str, Choice], *, order: str) -> list[Indicator]:
    if order == "plan" or order not in ORDERS:
        return shown
    if order == "power":
        return sorted(shown, key=lambda one: choices[one.key].rank())
    return sorted(shown, key=lambda one: (-getattr(choices[one.key], order).points, choices[one.key].rank()))


def _row(one: Indicator, choice: Choice, *, today: date) -> GridRow:
    late = one.standing is Standing.DEVELOPMENT and choice.due is not None and choice.due < today
    parts = [
        choice.next_step,
        choice.owner,
        f"by {say_date(choice.due)}" if choice.due else "",
    ]
    return GridRow(
        key=one.key,
        title=one.title,
        powers=tuple((POWER_NAMES[name], getattr(choice, name).value) for name in POWERS),
        suggestion=say_suggestion(choice),
        standing=one.standing.value,
        rated_by=choice.rated_by,
        dissent=choice.dissent,
        next_step=", ".join(part for part in parts if part),
        late=late,
    )
