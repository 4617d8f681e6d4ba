"""Open the plan page: the action plan in its own columns, how it goes, its cost, its timeline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from oba.charts import timeline
from oba.model.action import Action, ProgressNote
from oba.model.parties import find_parties
from oba.model.plan import PlanBook
from oba.store.engine import Store
from oba.store.plans import read_plan
from oba.store.progress import read_progress
from oba.tasks.choose_actions import IN_PLAN, PlanChoices, Wanted, choose_actions, list_choices, names_by_key
from oba.tasks.tables import Table, make_table
from oba.tasks.total_actions import total_all, total_by_partner, total_by_theme, total_by_year
from oba.tasks.write_chart import ChartFiles
from oba.words.actions import say_funding, say_note, say_overdue, say_status
from oba.words.cards import NOT_STATED, say_by_whom, say_timescale
from oba.words.numbers import begin, say_count
from oba.words.timeline import shorten

COLUMNS = ("Scrutiny recommendation", "Proposed action", "By whom", "Budget cost", "Timescale", "Status")
SHORT = 70
"""Characters of a recommendation where it is repeated."""
BUDGET_NOTE = (
    "Only amounts that the plan states are added up. Nothing is assumed for the others. An action is counted once: "
    "under whoever leads it, else under the first one that it names; and by the year in which it is due."
)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One action. The cells are the plan's own words; what is said beside them stands below each."""

    number: int
    recommendation: str
    proposed_action: str
    by_whom: str
    budget_cost: str
    timescale: str
    status: str
    late: bool
    beside: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    funding: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The actions under one recommendation."""

    recommendation: str
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    count_sentence: str
    groups: tuple[Group, ...]
    budget: Table
    totals: tuple[tuple[str, Table], ...]
    budget_note: str
    timeline_svg: str
    timeline_alt: str
    timeline_note: str
    timeline_files: ChartFiles | None
    columns: tuple[str, ...] = COLUMNS
    empty: str = "No action matches what you chose. Choose everything again to see the whole plan."


def list_plan_choices(store: Store) -> PlanChoices:
    with store.reading() as connection:
        return list_choices(read_plan(connection))


def open_plan(
    store: Store,
    *,
    theme: str,
    by_whom: str,
    status: str,
    today: date,
    dark: bool,
    year: str = "all",
    order: str = "plan",
    named: bool = False,
) -> PlanView:
    """The actions that match all choices; `all` leaves one open. With `named` each note says who wrote it."""
    with store.reading() as connection:
        book, notes = read_plan(connection), read_progress(connection)
    partners = names_by_key(book)
    wanted = Wanted(theme, by_whom, status, year, order)
    actions = choose_actions(book.actions, wanted, partners=partners, today=today)
    drawn = timeline.describe(actions, today=today)
    return PlanView(
        count_sentence=_count(actions, of=len(book.actions), today=today),
        groups=group_actions(
            actions, book, notes, partners=partners, named=named, today=today, whole=order == IN_PLAN
        ),
        budget=total_all(actions),
        totals=(
            ("By theme", total_by_theme(actions, themes={one.key: one.title for one in book.themes})),
            ("By who leads", total_by_partner(actions, partners=partners)),
            ("By the year due", total_by_year(actions)),
        ),
        budget_note=BUDGET_NOTE,
        timeline_svg=timeline.draw_svg(drawn, dark=dark),
        timeline_alt=drawn.alt,
        timeline_note=drawn.note,
        timeline_files=_make_files(drawn, plan=book.plan.title) if drawn.bars else None,
    )


def group_actions(
    actions: Iterable[Action],
    book: PlanBook,
    notes: Mapping[int, Sequence[ProgressNote]],
    *,
    partners: Mapping[str, str],
    named: bool,
    today: date,
    whole: bool,
) -> tuple[Group, ...]:
    """Neighbouring actions of one recommendation together, in the order given; in the plan's own with all its words."""
    titles = {one.key: one.title for one in book.themes} | {one.key: one.title for one in book.indicators}
    return tuple(
        Group(
            recommendation=recommendation if whole else shorten(recommendation, most=SHORT),
            rows=tuple(
                _row(one, notes.get(one.number, ()), titles, partners=partners, named=named, today=today)
                for one in rows
            ),
        )
        for recommendation, rows in groupby(actions, key=say_recommendation)
    )


def _make_files(drawn: timeline.Timeline, *, plan: str) -> ChartFiles:
    return ChartFiles(
        stem="timeline",
        twin=timeline.tabulate(drawn, source=plan),
        draw=partial(timeline.draw_svg, drawn, source=plan),
        about=(("Chart", "Timeline"),),
    )


def list_actions(actions: Iterable[Action], *, today: date, partners: Mapping[str, str]) -> Table:
    """The action plan's own columns, with the recommendation's number before its words.

    Of an action that names nobody in words, the partners that lead and support it stand there, by their names.
    """
    rows = [
        _cells(one, by_whom=one.by_whom or say_by_whom(one, partners=partners), today=today)
        for one in actions
    ]
    return make_table(COLUMNS, rows)


def say_recommendation(action: Action) -> str:
    if not action.recommendation_number:
        return action.recommendation or "Of no recommendation"
    return f"{action.recommendation_number}. {action.recommendation}"


def _row(
    one: Action,
    notes: Sequence[ProgressNote],
    titles: Mapping[str, str],
    *,
    partners: Mapping[str, str],
    named: bool,
    today: date,
) -> PlanRow:
    parties = find_parties(one, partners=partners)
    others = ", ".join(str(number) for number in one.also_serves)
    curves = ", ".join(titles.get(key, key) for key in one.indicators)
    beside = (
        "To stop doing" if one.stops else "",
        f"Theme: {titles.get(one.theme, one.theme)}" if one.theme else "",
        f"To bend: {curves}" if curves else "",
        f"Also serves recommendation {others}" if others else "",
    )
    told = (
        f"Lead: {parties.lead}" if parties.said and one.by_whom else "",
        f"Support: {', '.join(parties.supports)}" if one.supports else "",
    )
    return PlanRow(
        one.number,
        *_cells(one, by_whom=one.by_whom or parties.lead, today=today),
        late=one.is_overdue(today),
        beside=tuple(filter(None, beside)),
        parties=tuple(filter(None, told)),
        funding=say_funding(one),
        notes=tuple(say_note(note, named=named) for note in reversed(notes)),
    )


def _cells(action: Action, *, by_whom: str, today: date) -> tuple[str, str, str, str, str, str]:
    return (
        say_recommendation(action),
        action.proposed_action,
        by_whom or NOT_STATED,
        action.budget_cost or NOT_STATED,
        say_timescale(action),
        say_status(action, today=today),
    )


def _count(actions: Sequence[Action], *, of: int, today: date) -> str:
    if not of:
        return "The plan has no actions yet. Add them to the sheet Actions of the plan workbook and load it."
    among = f" of {of:,}" if len(actions) < of else ""
    late = sum(one.is_overdue(today) for one in actions)
    past = f" {begin(say_overdue(late))}." if late else ""
    return f"{say_count(len(actions), noun='action')}{among}.{past}"
