"""Open what partners contribute to a curve, for its readers and for those who write it; and every partner at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from oba.errors import NotFoundError
from oba.model.partner import Contribution
from oba.model.plan import Partner, PlanBook
from oba.store.contributions import KIND, read_contributions
from oba.store.edits import read_edits
from oba.store.engine import Store
from oba.store.plans import read_plan
from oba.tasks.list_returns import Owed, find_owed_by, say_due
from oba.tasks.tables import Table, make_table
from oba.tasks.write_template import owned_by
from oba.words import partners as words

HISTORY_HEADS = ("When", "Who", "What", "Before", "After")


@dataclass(frozen=True, slots=True)
class BroughtView:
    """One partner's part in a curve and what it brings. `written` is '' for the public."""

    partner: str
    name: str
    role: str
    brings: str
    written: str
    left: str


@dataclass(frozen=True, slots=True)
class PartnersView:
    """The partners of a curve as its page shows them: those of whom something is written, and the theme's others.

    `others` have each the name and the role in the Trust; `empty` says what there is to say where nobody is named.
    """

    brought: tuple[BroughtView, ...]
    others: tuple[tuple[str, str], ...]
    said: str
    empty: str = words.NONE_OF_CURVE
    together: str = words.TOGETHER


@dataclass(frozen=True, slots=True)
class ContributionsDesk:
    """The same for those who write it. `free` are the partners of whom nothing is written yet, the theme's first."""

    key: str
    title: str
    contributions: tuple[Contribution, ...]
    shown: tuple[BroughtView, ...]
    free: dict[str, str]
    history: Table
    last_by: dict[str, str]
    asks: str = words.ASKS
    together: str = words.TOGETHER


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """One partner of the overview. `returns` is the day on which its next figures are due, `overdue` of its actions."""

    key: str
    name: str
    role: str
    themes: str
    curves: int
    leads: int
    supports: int
    overdue: int
    returns: str
    returns_late: int


@dataclass(frozen=True, slots=True)
class PartnersOverview:
    rows: tuple[PartnerRow, ...]
    left: tuple[tuple[str, str, str], ...]
    empty: str = words.NO_PARTNERS


def find_contributions(store: Store, *, indicator: str, published: bool) -> PartnersView:
    """The partners of a curve for its readers; the public sees no name of whoever wrote it."""
    with store.reading() as connection:
        book = read_plan(connection)
        found = read_contributions(connection, indicator=indicator)
    return view_partners(book, found, indicator=indicator, published=published)


def view_partners(
    book: PlanBook, found: Sequence[Contribution], *, indicator: str, published: bool
) -> PartnersView:
    """In the order of the plan's partners. One that has left is shown while what it brought stands."""
    theme = next((one.theme for one in book.indicators if one.key == indicator), "")
    writing = {one.partner for one in found}
    others = [one for one in _of_theme(book, theme) if one.key not in writing]
    return PartnersView(
        brought=view_brought(book, found, published=published),
        others=tuple((one.name, one.role) for one in others),
        said=words.say_others([one.name for one in others]) if found else "",
    )


def view_brought(
    book: PlanBook, found: Sequence[Contribution], *, published: bool
) -> tuple[BroughtView, ...]:
    partners = {one.key: one for one in book.partners}
    known = [one for one in found if one.partner in partners]
    order = list(partners)
    return tuple(
        BroughtView(
            partner=one.partner,
            name=partners[one.partner].name,
            role=one.role,
            brings=one.brings,
            written="" if published else words.say_written(one),
            left=words.say_left(partners[one.partner]),
        )
        for one in sorted(known, key=lambda each: order.index(each.partner))
    )


def open_contributions(store: Store, *, indicator: str) -> ContributionsDesk:
    """What partners bring to one curve, with every edit. NotFoundError for an indicator that the plan has not."""
    with store.reading() as connection:
        book = read_plan(connection)
        one = next((each for each in book.indicators if each.key == indicator), None)
        if one is None:
            raise NotFoundError(f"the plan has no indicator '{indicator}'")
        found = read_contributions(connection, indicator=indicator, withdrawn=True)
        edits = read_edits(connection, kind=KIND, within=f"{indicator}/")
    standing = [each for each in found if not each.withdrawn]
    names = {each.key: each.name for each in book.partners}
    order = list(names)
    standing.sort(key=lambda each: order.index(each.partner))
    taken = {each.partner for each in standing}
    of_theme = [each.key for each in _of_theme(book, one.theme)]
    free = [*of_theme, *(each.key for each in book.taking_part if each.key not in of_theme)]
    subjects = {each.key: names.get(each.partner, each.partner) for each in found}
    told = [
        words.say_edit(each, subject=subjects.get(each.key, ""), names=words.SAID_NAMES)
        for each in reversed(edits)
        if each.field != "partner"
    ]
    return ContributionsDesk(
        key=indicator,
        title=one.title,
        contributions=tuple(standing),
        shown=view_brought(book, standing, published=False),
        free={key: names[key] for key in free if key not in taken},
        history=make_table(HISTORY_HEADS, told),
        last_by={each.key: each.by for each in edits},
    )


def list_partner_names(store: Store) -> dict[str, str]:
    """Keys to names in the order of the plan, those that have left at the end."""
    with store.reading() as connection:
        book = read_plan(connection)
    gone = [one for one in book.partners if not one.takes_part]
    return {one.key: one.name for one in book.taking_part} | {
        one.key: f"{one.name} (has left)" for one in gone
    }


def open_partners(store: Store, *, today: date) -> PartnersOverview:
    """Every partner with how much it contributes, leads and owes, in the order of the plan."""
    with store.reading() as connection:
        book = read_plan(connection)
        found = read_contributions(connection)
        owned = {one.key: owned_by(book, one) for one in book.taking_part}
        every = {each.key: each for theirs in owned.values() for each in theirs}
        owed = {
            one.indicator.key: one
            for one in find_owed_by(connection, book, list(every.values()), today=today)
        }
    rows = tuple(
        _row(
            book,
            one,
            curves=len({each.indicator for each in found if each.partner == one.key}),
            owed=[owed[each.key] for each in owned[one.key]],
            today=today,
        )
        for one in book.taking_part
    )
    gone = [(one.key, one.name, words.say_left(one)) for one in book.partners if not one.takes_part]
    return PartnersOverview(rows, tuple(gone))


def _row(book: PlanBook, one: Partner, *, curves: int, owed: Sequence[Owed], today: date) -> PartnerRow:
    titles = {each.key: each.title for each in book.themes}
    leads = [each for each in book.actions if each.lead == one.key]
    supports = [each for each in book.actions if one.key in each.supports and each.lead != one.key]
    to_come = sorted(each.due for each in owed if each.due and (each.overdue or not each.past))
    return PartnerRow(
        key=one.key,
        name=one.name,
        role=one.role,
        themes=", ".join(titles[key] for key in one.themes if key in titles),
        curves=curves,
        leads=len(leads),
        supports=len(supports),
        overdue=sum(each.is_overdue(today) for each in (*leads, *supports)),
        returns=say_due(to_come[0]) if to_come else say_due(None) if owed else "-",
        returns_late=sum(each.overdue for each in owed),
    )


def _of_theme(book: PlanBook, theme: str) -> list[Partner]:
    return [one for one in book.taking_part if theme and theme in one.themes]
