"""Open the plan page: the action plan in its own columns, its cost, its timeline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from oba.charts import timeline
from oba.model.action import Action, ActionStatus
from oba.model.plan import PlanBook
from oba.store.engine import Store
from oba.store.plans import read_plan
from oba.tasks.tables import Table, make_table
from oba.tasks.write_chart import ChartFiles
from oba.words.money import say_pounds
from oba.words.numbers import say_count

COLUMNS = ("Scrutiny recommendation", "Proposed action", "By whom", "Budget cost", "Timescale", "Status")
_POUNDS = re.compile(r"£\s*([\d,]+(?:\.\d+)?)\s*([km])?", re.IGNORECASE)
_SCALE = {"": 1, "k": 1_000, "m": 1_000_000}


@dataclass(frozen=True, slots=True)
class PlanChoices:
    """What a reader may filter by: keys to words, each beginning with everything."""

    themes: dict[str, str]
    by_whom: dict[str, str]
    statuses: dict[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """The actions under one recommendation: a row each, without the recommendation's own column."""

    recommendation: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    count_sentence: str
    groups: tuple[Group, ...]
    budget: Table
    budget_note: str
    timeline_svg: str
    timeline_alt: str
    timeline_note: str
    timeline_files: ChartFiles | None
    columns: tuple[str, ...] = COLUMNS
    empty: str = "No action matches what you chose. Choose everything again to see the whole plan."


def list_plan_choices(store: Store) -> PlanChoices:
    book = _read(store)
    parties = sorted({party for action in book.actions for party in split_parties(action.by_whom)})
    return PlanChoices(
        themes={"all": "Every theme", **{theme.key: theme.title for theme in book.themes}},
        by_whom={"all": "Everyone", **{party: party for party in parties}, "nobody": "Nobody named"},
        statuses={"all": "Any status", **_statuses(book.actions)},
    )


def open_plan(store: Store, *, theme: str, by_whom: str, status: str, today: date, dark: bool) -> PlanView:
    """The actions that match all three choices; `all` leaves a choice open."""
    book = _read(store)
    actions = [
        action
        for action in book.actions
        if _serves(action, theme) and _is_by(action, by_whom) and _has(action, status, today=today)
    ]
    drawn = timeline.describe(actions, today=today)
    return PlanView(
        count_sentence=_count(len(actions), of=len(book.actions)),
        groups=_group(actions, today=today),
        budget=_add_up(actions),
        budget_note="Only amounts that the plan states are added up. Nothing is assumed for the others.",
        timeline_svg=timeline.draw_svg(drawn, dark=dark),
        timeline_alt=drawn.alt,
        timeline_note=drawn.note,
        timeline_files=_make_files(drawn, plan=book.plan.title) if drawn.bars else None,
    )


def _make_files(drawn: timeline.Timeline, *, plan: str) -> ChartFiles:
    return ChartFiles(
        stem="timeline",
        twin=timeline.tabulate(drawn, source=plan),
        draw=partial(timeline.draw_svg, drawn, source=plan),
        about=(("Chart", "Timeline"),),
    )


def list_actions(actions: Iterable[Action], *, today: date) -> Table:
    """The action plan's own columns, with the recommendation's number before its words."""
    return make_table(COLUMNS, [_row(action, today=today) for action in actions])


def say_status(action: Action, *, today: date) -> str:
    if not action.is_overdue(today):
        return action.status.value
    if action.status is ActionStatus.NOT_RECORDED:
        return "past its date, no progress recorded"
    return f"{action.status.value}, overdue"


def split_parties(by_whom: str) -> list[str]:
    return [party.strip() for party in by_whom.split(";") if party.strip()]


def read_pounds(text: str) -> float | None:
    """The amount that a budget cost states: `£45k` is 45,000; None where it states none."""
    found = _POUNDS.fullmatch(text.strip())
    if not found:
        return None
    return float(found[1].replace(",", "")) * _SCALE[(found[2] or "").lower()]


def _read(store: Store) -> PlanBook:
    with store.reading() as connection:
        return read_plan(connection)


def _group(actions: Iterable[Action], *, today: date) -> tuple[Group, ...]:
    """Neighbouring actions of one recommendation together, in the plan's order."""
    return tuple(
        Group(recommendation=recommendation, rows=tuple(_row(one, today=today)[1:] for one in rows))
        for recommendation, rows in groupby(actions, key=_recommendation)
    )


def _recommendation(action: Action) -> str:
    return f"{action.recommendation_number}. {action.recommendation}"


def _row(action: Action, *, today: date) -> tuple[str, ...]:
    return (
        _recommendation(action),
        action.proposed_action,
        action.by_whom or "not stated",
        action.budget_cost or "not stated",
        action.timescale or "not stated",
        say_status(action, today=today),
    )


def _statuses(actions: Iterable[Action]) -> dict[str, str]:
    found = {action.status for action in actions}
    return {
        "overdue": "Past its date",
        **{one.value: one.value.capitalize() for one in ActionStatus if one in found},
    }


def _serves(action: Action, theme: str) -> bool:
    """An action without a theme is the whole plan's, so it serves every theme."""
    return theme == "all" or action.theme in ("", theme)


def _is_by(action: Action, party: str) -> bool:
    parties = split_parties(action.by_whom)
    return party == "all" or party in parties or (party == "nobody" and not parties)


def _has(action: Action, status: str, *, today: date) -> bool:
    return (
        status == "all" or action.status.value == status or (status == "overdue" and action.is_overdue(today))
    )


def _count(shown: int, *, of: int) -> str:
    if not of:
        return "The plan has no actions yet. Add them to the sheet Actions of the plan workbook and load it."
    return f"{say_count(shown, noun='action')} of {of}." if shown < of else f"{say_count(of, noun='action')}."


def _add_up(actions: Iterable[Action]) -> Table:
    """How many actions cost what: stated amounts added up, other entries counted in their own words."""
    stated: list[float] = []
    others: dict[str, int] = {}
    for action in actions:
        amount = read_pounds(action.budget_cost)
        if amount is None:
            words = action.budget_cost or "not stated"
            others[words] = others.get(words, 0) + 1
        else:
            stated.append(amount)
    free = sum(amount == 0 for amount in stated)
    rows = [
        ("An amount above £0", str(len(stated) - free), say_pounds(sum(stated))),
        ("£0", str(free), say_pounds(0)),
        *((words[0].upper() + words[1:], str(count), "-") for words, count in others.items()),
    ]
    return make_table(("Budget cost", "Actions", "Total"), rows, numbers=("Actions", "Total"))
