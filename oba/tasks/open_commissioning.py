"""Open the joint commissioning view: by outcome, which services, what is spent by whom, and is anyone better off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from oba.charts import spending
from oba.charts.spending import Spent
from oba.model.action import Funding
from oba.model.performance import Quadrant, Service, ServiceBudget
from oba.model.plan import Outcome
from oba.store.engine import Store
from oba.store.plans import read_plan
from oba.tasks.gather_services import Served, gather_services
from oba.tasks.sketch import colours
from oba.tasks.tables import Table, make_table
from oba.tasks.write_chart import ChartFiles, ChartView, tabulate
from oba.words.findings import say_title
from oba.words.labels import in_words
from oba.words.numbers import begin
from oba.words.services import FUNDING_NAMES, say_amount, say_finding, say_funding
from oba.words.services import say_spending as say_spent

NAME = "What is spent on each outcome"
NO_YEAR = "No budgets yet"
HEADS = ("Service", "Lead partner", "Money", "Is anyone better off?")
BETTER_OFF = (Quadrant.BETTER_OFF_SHARE, Quadrant.BETTER_OFF_NUMBER)
NONE_MEASURED = "not measured yet"
PHONE = 320


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """One outcome with a row for each service that contributes to it."""

    sentence: str
    theme: str
    spent: str
    rows: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class CommissioningView:
    """`empty` says what to do where there are no services; `without` are outcomes that no service contributes to."""

    year: str
    outcomes: tuple[OutcomeView, ...]
    without: tuple[str, ...]
    unlinked: tuple[str, ...]
    chart: ChartView | None
    partners: Table | None
    heads: tuple[str, ...] = HEADS


def list_years(store: Store) -> dict[str, str]:
    """The financial years that have budgets, the newest first; one word where there are none."""
    with store.reading() as connection:
        years = {one.year for one in read_plan(connection).services.budgets}
    return {one: one for one in sorted(years, reverse=True)} or {NO_YEAR: NO_YEAR}


def open_commissioning(store: Store, *, year: str, dark: bool) -> CommissioningView:
    """Every outcome that a service contributes to, with the money of that year."""
    found = gather_services(store, cells=BETTER_OFF)
    services = found.services.services
    budgets = [one for one in found.services.budgets if one.year == year]
    themes = {one.key: one.title for one in found.book.themes}
    linked = [
        (one, [each for each in services if one.key in each.outcomes])
        for one in found.book.outcomes
        if any(one.key in each.outcomes for each in services)
    ]
    shown = {one.key for one, _ in linked}
    contributing = {each.key for _, theirs in linked for each in theirs}
    linked_budgets = [one for one in budgets if one.service in contributing]
    bars = [bar for one, theirs in linked for bar in _bars(found, one, theirs, budgets)]
    return CommissioningView(
        year=year,
        outcomes=tuple(
            _open_outcome(found, one, theirs, budgets, year=year, theme=themes.get(one.theme, ""))
            for one, theirs in linked
        ),
        without=tuple(one.sentence for one in found.book.outcomes if one.key not in shown),
        unlinked=tuple(one.name for one in services if not shown & set(one.outcomes)),
        chart=_draw(
            bars,
            linked_budgets,
            year=year,
            source=f"Source: {found.book.plan.title}, sheet Budgets",
            dark=dark,
        )
        if bars
        else None,
        partners=_tell_partners(found, budgets) if budgets else None,
    )


def _open_outcome(
    found: Served,
    outcome: Outcome,
    services: Sequence[Service],
    budgets: Sequence[ServiceBudget],
    *,
    year: str,
    theme: str,
) -> OutcomeView:
    keys = {one.key for one in services}
    mine = [one for one in budgets if one.service in keys]
    known = sum_known([one.amount for one in mine])
    unknown = sum(one.amount is None for one in mine)
    count = len({one.service for one in mine})
    spent = say_spent("", year=year, known=known, unknown=unknown, services=count).removeprefix(": ")
    return OutcomeView(
        sentence=outcome.sentence,
        theme=theme,
        spent=f"{begin(spent)}." if mine else "No budget of these services is given for this year.",
        rows=tuple(
            (
                one.name,
                found.partner(one.lead_partner) or "nobody named",
                _say_money(found, one, budgets),
                _say_better_off(found, one),
            )
            for one in services
        ),
    )


def _say_money(found: Served, service: Service, budgets: Sequence[ServiceBudget]) -> tuple[str, ...]:
    names = {one.key: one.name for one in found.book.partners}
    return tuple(
        f"{found.partner(one.partner)}: {say_amount(one.amount)}, {say_funding(one, names=names)}"
        + (f" ({one.note})" if one.note else "")
        for one in budgets
        if one.service == service.key
    ) or ("no budget given",)


def _say_better_off(found: Served, service: Service) -> tuple[str, ...]:
    """The newest figure of each measure that says whether anyone is better off, shares first."""
    ordered = [one for cell in BETTER_OFF for one in found.measures(service.key, cell)]
    return tuple(f"{say_title(found.find(one), indicator=one.as_curve())}." for one in ordered) or (
        NONE_MEASURED,
    )


def _bars(
    found: Served, outcome: Outcome, services: Sequence[Service], budgets: Sequence[ServiceBudget]
) -> list[Spent]:
    names = {one.key: one.name for one in found.book.partners}
    return [
        Spent(
            outcome.sentence,
            service.name,
            found.partner(one.partner),
            one.amount,
            one.funding,
            say_funding(one, names=names),
        )
        for service in services
        for one in budgets
        if one.service == service.key
    ]


def _draw(
    bars: Sequence[Spent], budgets: Sequence[ServiceBudget], *, year: str, source: str, dark: bool
) -> ChartView:
    title = say_finding(
        year,
        pounds=sum_known([one.amount for one in budgets]),
        unknown=sum(one.amount is None for one in budgets),
        partners=len({one.partner for one in budgets}),
        services=len({one.service for one in budgets}),
    )
    plot = spending.describe(bars, year=year, title=title, source=source)
    twin = spending.tabulate(plot)
    return ChartView(
        name=in_words(NAME),
        title=title,
        short="Spending",
        alt=plot.alt,
        svg=spending.draw(plot, theme=colours(dark)),
        phone_svg=spending.draw(plot, width=PHONE, theme=colours(dark)),
        paper_svg=spending.draw(plot) if dark else "",
        table=tabulate(twin),
        source=source,
        files=ChartFiles(
            f"spending_{year.replace('/', '_')}",
            twin,
            partial(spending.draw, plot, width=860, titled=True),
            (("Chart", in_words(NAME)),),
        ),
    )


def _tell_partners(found: Served, budgets: Sequence[ServiceBudget]) -> Table:
    """Each partner's money by kind, every budget counted once."""
    kinds = (Funding.POOLED, Funding.ALIGNED, Funding.NOT_SAID)
    heads = ("Partner", *(FUNDING_NAMES[kind].capitalize() for kind in kinds), "Amounts not known")
    rows = []
    for partner in dict.fromkeys(one.partner for one in budgets):
        mine = [one for one in budgets if one.partner == partner]
        sums = [add_up([one.amount for one in mine if one.funding is kind]) for kind in kinds]
        unknown = sum(one.amount is None for one in mine)
        rows.append((found.partner(partner), *sums, str(unknown)))
    return make_table(heads, rows, numbers=heads[1:])


def add_up(amounts: Sequence[float | None]) -> str:
    """The sum of what is known; what is not known at all is never nought."""
    return say_amount(sum_known(amounts)) if amounts else "none"


def sum_known(amounts: Sequence[float | None]) -> float | None:
    """None where none of them is known."""
    known = [one for one in amounts if one is not None]
    return sum(known) if known else None
