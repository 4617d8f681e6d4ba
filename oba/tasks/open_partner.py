"""Open one partner: its record, what it brings to which curve, its actions, its money, and the figures it owes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from oba.model.action import Action, Funding
from oba.model.editor import Edit
from oba.model.parties import split_parties
from oba.model.partner import TYPED, Contribution, to_texts
from oba.model.performance import ServiceBudget
from oba.model.plan import Partner, PlanBook
from oba.store.contributions import KIND as CONTRIBUTION
from oba.store.contributions import read_contributions
from oba.store.edits import read_edits
from oba.store.engine import Store
from oba.store.partners import KIND, read_partner
from oba.store.plans import read_plan
from oba.tasks.choose_actions import put_late_first
from oba.tasks.list_returns import Owed, find_owed_by, name_template, say_due, say_standing
from oba.tasks.open_commissioning import add_up
from oba.tasks.open_partners import HISTORY_HEADS
from oba.tasks.tables import Table, make_table
from oba.tasks.write_template import owned_by
from oba.words import partners as words
from oba.words.actions import say_funding, say_status
from oba.words.numbers import begin, say_date
from oba.words.services import FUNDING_NAMES, say_amount
from oba.words.services import say_funding as say_shared

KINDS = (Funding.POOLED, Funding.ALIGNED, Funding.NOT_SAID)
SUMS = (*(begin(FUNDING_NAMES[kind]) for kind in KINDS), "Amounts not known")


@dataclass(frozen=True, slots=True)
class OwnAction:
    """An action that the partner leads, supports, or is named in."""

    number: int
    proposed_action: str
    part: str
    status: str
    due: str
    funding: str
    late: bool


@dataclass(frozen=True, slots=True)
class OwnCurve:
    key: str
    title: str
    role: str
    brings: str


@dataclass(frozen=True, slots=True)
class OwnReturn:
    key: str
    title: str
    due: str
    newest: str
    standing: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class PartnerDesk:
    """One partner to be shown and changed; the key '' is a new one. `texts` are its fields at `version`."""

    key: str
    version: int
    name: str
    texts: Mapping[str, str]
    themes: Mapping[str, str]
    said: tuple[str, ...] = ()
    left: str = ""
    theme_titles: tuple[str, ...] = ()
    curves: tuple[OwnCurve, ...] = ()
    actions: tuple[OwnAction, ...] = ()
    actions_said: str = ""
    money: Table | None = None
    services: Table | None = None
    returns: tuple[OwnReturn, ...] = ()
    returns_said: str = ""
    template: str = ""
    history: Table = field(default_factory=lambda: make_table(HISTORY_HEADS, ()))
    last_by: Mapping[str, str] = field(default_factory=dict)


def open_new_partner(store: Store) -> PartnerDesk:
    """An empty record, with the themes to choose from."""
    with store.reading() as connection:
        book = read_plan(connection)
    return PartnerDesk("", 0, "A new partner", dict.fromkeys(TYPED, ""), _themes(book))


def open_partner(store: Store, *, partner: str, today: date) -> PartnerDesk:
    """NotFoundError for a partner that the plan has not and never had."""
    with store.reading() as connection:
        book, saved = read_plan(connection), read_partner(connection, partner)
        brought = read_contributions(connection, partner=partner, withdrawn=True)
        keys = {one.key for one in brought}
        edits = [
            *read_edits(connection, kind=KIND, key=partner),
            *(one for one in read_edits(connection, kind=CONTRIBUTION) if one.key in keys),
        ]
        one = saved.partner
        owed = find_owed_by(connection, book, owned_by(book, one), today=today)
    actions = _find_actions(book, one, today=today)
    budgets = [each for each in book.services.budgets if each.partner == partner]
    edits.sort(key=lambda each: each.id)
    return PartnerDesk(
        key=partner,
        version=saved.version,
        name=one.name,
        texts=to_texts(one),
        themes=_themes(book),
        said=tuple(filter(None, (words.say_formerly(one),))),
        left=words.say_left(one),
        theme_titles=tuple(title for key, title in _themes(book).items() if key in one.themes),
        curves=_list_curves(book, [each for each in brought if not each.withdrawn]),
        actions=actions,
        actions_said=_say_actions(actions),
        money=_total(budgets) if budgets else None,
        services=_list_budgets(book, budgets) if budgets else None,
        returns=tuple(map(_view_owed, sorted(owed, key=_by_day))),
        returns_said=words.say_returns(len(owed), sum(each.overdue for each in owed)),
        template=name_template(partner, today=today) if owed else "",
        history=_list_edits(book, edits, brought),
        last_by={each.field: each.by for each in edits if each.kind == KIND},
    )


def _themes(book: PlanBook) -> dict[str, str]:
    return {one.key: one.title for one in book.themes}


def _list_curves(book: PlanBook, brought: Sequence[Contribution]) -> tuple[OwnCurve, ...]:
    titles = {one.key: one.title for one in book.indicators}
    return tuple(
        OwnCurve(one.indicator, titles[one.indicator], one.role, one.brings)
        for one in brought
        if one.indicator in titles
    )


def _find_actions(book: PlanBook, partner: Partner, *, today: date) -> tuple[OwnAction, ...]:
    """Overdue first, then what is to come, then what has no day."""
    theirs = {one.number: part for one in book.actions if (part := _part(one, partner))}
    found = put_late_first([one for one in book.actions if one.number in theirs], today=today)
    return tuple(
        OwnAction(
            number=one.number,
            proposed_action=one.proposed_action,
            part=theirs[one.number],
            status=say_status(one, today=today),
            due=say_date(one.due) if one.due else "ongoing" if one.ongoing else "no day",
            funding=say_funding(one),
            late=one.is_overdue(today),
        )
        for one in found
    )


def _part(action: Action, partner: Partner) -> str:
    """`is named` where `By whom` has its name, and nobody has said whether it leads or supports."""
    if action.lead == partner.key:
        return words.LEADS
    if partner.key in action.supports:
        return words.SUPPORTS
    return words.NAMED if any(map(partner.is_named, split_parties(action.by_whom))) else ""


def _say_actions(actions: Sequence[OwnAction]) -> str:
    leads, supports = (sum(one.part == part for one in actions) for part in (words.LEADS, words.SUPPORTS))
    mine = [one for one in actions if one.part != words.NAMED]
    return words.say_actions(leads, supports, sum(one.late for one in mine))


def _total(budgets: Sequence[ServiceBudget]) -> Table:
    """By financial year, the newest first: what is known of each kind; what is not known at all is never nought."""
    rows = []
    for year in sorted({one.year for one in budgets}, reverse=True):
        mine = [one for one in budgets if one.year == year]
        sums = [add_up([one.amount for one in mine if one.funding is kind]) for kind in KINDS]
        rows.append((year, *sums, str(sum(one.amount is None for one in mine))))
    return make_table(("Financial year", *SUMS), rows, numbers=SUMS)


def _list_budgets(book: PlanBook, budgets: Sequence[ServiceBudget]) -> Table:
    services = {one.key: one.name for one in book.services.services}
    names = {one.key: one.name for one in book.partners}
    rows = [
        (
            services.get(one.service, one.service),
            one.year,
            say_amount(one.amount),
            say_shared(one, names=names),
            one.note or "-",
        )
        for one in sorted(budgets, key=lambda each: each.year, reverse=True)
    ]
    return make_table(("Service", "Financial year", "Amount", "Funding", "Note"), rows, numbers=("Amount",))


def _by_day(one: Owed) -> tuple[bool, date, str]:
    return not one.overdue, one.due or date.max, one.indicator.title


def _view_owed(one: Owed) -> OwnReturn:
    return OwnReturn(
        key=one.indicator.key,
        title=one.indicator.title,
        due=say_due(one.due),
        newest=one.newest.label if one.newest else "none",
        standing=say_standing(one),
        overdue=one.overdue,
    )


def _list_edits(book: PlanBook, edits: Sequence[Edit], brought: Sequence[Contribution]) -> Table:
    titles = {one.key: one.title for one in book.indicators}
    curves = {one.key: titles.get(one.indicator, one.indicator) for one in brought}
    return make_table(
        HISTORY_HEADS,
        [
            words.say_edit(one, subject=curves.get(one.key, ""), names=words.SAID_NAMES)
            if one.kind == CONTRIBUTION
            else words.say_edit(one)
            for one in reversed(edits)
            if (one.kind, one.field) != (CONTRIBUTION, "partner")
        ],
    )
