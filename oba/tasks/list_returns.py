"""Who owes which figures by when: by indicator in the order of the days, and how much each partner owes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from oba.model.day import day_of
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.model.plan import PlanBook
from oba.model.quality import is_past
from oba.model.vintage import Vintage
from oba.store.engine import Store
from oba.store.series import read_series
from oba.store.vintage import read_vintages_of
from oba.tasks.gather import Gathered
from oba.tasks.tables import Table, make_table
from oba.words.numbers import say_count, say_date, say_month

NO_OWNER = "no owner yet"


@dataclass(frozen=True, slots=True)
class Owed:
    """What is expected of one indicator. `newest` is the newest period held, `came` the day its figure was known."""

    indicator: Indicator
    newest: Period | None
    came: date | None
    due: date | None
    overdue: bool
    past: bool


@dataclass(frozen=True, slots=True)
class PartnerOwed:
    """One partner's share. `key` names its template."""

    key: str
    name: str
    said: str
    file_name: str


@dataclass(frozen=True, slots=True)
class ReturnsView:
    summary: str
    table: Table
    undated: Table
    partners: tuple[PartnerOwed, ...]
    ownerless: str
    advice: str


def find_all_owed(store: Store, found: Gathered, *, today: date) -> dict[str, Owed]:
    """What is expected of each indicator of the plan, in its own area."""
    with store.reading() as connection:
        dated = [key for key in found.findings if found.indicator(key).next_release]
        vintages = read_vintages_of(connection, dated, found.place.code)
    came = {key: day_came(held) for key, held in vintages.items()}
    return {
        one.key: find_owed(found, one, came=came.get(one.key), today=today) for one in found.book.indicators
    }


def list_returns(book: PlanBook, owed: Sequence[Owed], *, today: date) -> ReturnsView:
    """For the plan's own area. `advice` says what to do where there is nothing to list."""
    dated = sorted((one for one in owed if one.due), key=lambda one: (one.due or today, one.indicator.title))
    rest = sorted((one for one in owed if not one.due), key=lambda one: one.indicator.title)
    orphans = [one.indicator.title for one in owed if not one.indicator.owner.strip()]
    return ReturnsView(
        summary=_summarise(owed),
        table=_tabulate(dated),
        undated=_tabulate(rest),
        partners=_list_partners(book, owed, today=today),
        ownerless=f"{say_count(len(orphans), noun='indicator')} without an owner: {'; '.join(orphans)}."
        if orphans
        else "",
        advice=_advise(book, dated),
    )


def find_owed(found: Gathered, indicator: Indicator, *, came: date | None, today: date) -> Owed:
    """What is expected of an indicator, as `judge_owed` has it."""
    latest = found.ours(indicator.key).latest
    return judge_owed(indicator, newest=latest.period if latest else None, came=came, today=today)


def find_owed_by(connection: Any, book: PlanBook, owned: Sequence[Indicator], *, today: date) -> list[Owed]:
    """What is expected of these indicators in the plan's own area, from their figures alone."""
    keys = [one.key for one in owned]
    dated = [one.key for one in owned if one.next_release]
    held = read_series(connection, indicators=keys, areas=[book.plan.area]) if keys else []
    latest = {one.indicator: one.latest for one in held}
    vintages = read_vintages_of(connection, dated, book.plan.area) if dated else {}
    return [
        judge_owed(
            one,
            newest=newest.period if (newest := latest.get(one.key)) else None,
            came=day_came(vintages.get(one.key, ())),
            today=today,
        )
        for one in owned
    ]


def judge_owed(indicator: Indicator, *, newest: Period | None, came: date | None, today: date) -> Owed:
    """Overdue is what has passed its day, unless newer figures have come since, or before it for their period."""
    due = indicator.next_release
    past = due is not None and is_past(due, today=today)
    arrived = due is not None and newest is not None and _has_arrived(newest, came, due=due)
    return Owed(
        indicator=indicator,
        newest=newest,
        came=came,
        due=due,
        overdue=past and not arrived,
        past=past,
    )


def day_came(vintages: Sequence[Vintage]) -> date | None:
    """The day on which a figure of the newest period was first known; a revision of it is nothing newer.

    None where only the day of loading could tell it, and all was loaded in one go: that says nothing of when the
    last figure came.
    """
    numbers = [one for one in vintages if one.value is not None and one.happened != "undone"]
    if not numbers:
        return None
    newest = max(one.period for one in numbers)
    first = min((one for one in numbers if one.period == newest), key=lambda one: one.loaded_at)
    if first.published:
        return first.published
    return day_of(first.loaded_at) if any(one.loaded_at < first.loaded_at for one in numbers) else None


def _has_arrived(newest: Period, came: date | None, *, due: date) -> bool:
    """Figures that were known on the day or after it, or of the last period that had ended by then."""
    on_time = came is not None and came >= due
    return on_time or newest.later(1).end >= due


def _summarise(owed: Sequence[Owed]) -> str:
    overdue = sum(one.overdue for one in owed)
    dated = sum(one.due is not None for one in owed)
    if not dated:
        return "No day is recorded on which figures are due."
    verb = "is" if overdue == 1 else "are"
    late = f"{say_count(overdue, noun='indicator')} {verb} overdue" if overdue else "nothing is overdue"
    return f"A day is recorded for {dated} of {say_count(len(owed), noun='indicator')}; {late}."


def _tabulate(owed: Sequence[Owed]) -> Table:
    rows = [
        (
            one.indicator.title,
            one.indicator.owner or NO_OWNER,
            say_due(one.due),
            one.newest.label if one.newest else "none",
            say_date(one.came) if one.came else "not stated" if one.newest else "never",
            say_standing(one),
        )
        for one in owed
    ]
    return make_table(("Indicator", "Owner", "Due", "Newest period held", "First known", "Standing"), rows)


def say_due(due: date | None) -> str:
    if due is None:
        return "no day set"
    return say_month(due) if due.day == 1 else say_date(due)


def say_standing(one: Owed) -> str:
    if one.overdue:
        return "overdue"
    if one.due is None:
        return "nothing is expected"
    return "came; the plan sets no later day" if one.past else "not due yet"


def _list_partners(book: PlanBook, owed: Sequence[Owed], *, today: date) -> tuple[PartnerOwed, ...]:
    found = []
    for partner in book.partners:
        own = [one for one in owed if partner.is_named(one.indicator.owner)]
        if own:
            overdue = sum(one.overdue for one in own)
            late = f", {overdue} overdue" if overdue else ""
            found.append(
                PartnerOwed(
                    partner.key,
                    partner.name,
                    f"{say_count(len(own), noun='indicator')}{late}",
                    name_template(partner.key, today=today),
                )
            )
    return tuple(found)


def name_template(partner: str, *, today: date) -> str:
    """The file name of a partner's template."""
    return f"return_{partner}_{today:%Y-%m-%d}.xlsx"


def _advise(book: PlanBook, dated: Sequence[Owed]) -> str:
    if not any(one.owner.strip() for one in book.indicators):
        return (
            "No indicator has an owner. Write a partner's name in the column Owner of the plan workbook's sheet"
            " Indicators and load it: then each partner has a template here."
        )
    if not dated:
        return (
            "Write the days in the column Next release of the plan workbook's sheet Indicators, and load it."
        )
    return ""
