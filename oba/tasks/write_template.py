"""Write the template that a partner fills in: a row for each figure it owes, and for the newest that are held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oba.errors import NotFoundError
from oba.model.area import Area
from oba.model.indicator import Indicator
from oba.model.plan import Partner, PlanBook
from oba.model.series import Series
from oba.store.engine import Store
from oba.store.plans import read_plan
from oba.store.releases import read_releases
from oba.store.series import read_series
from oba.tasks.return_periods import newest_held, periods_due
from oba.tasks.return_sheets import ReturnRow, write_return


def write_template(book: PlanBook, partner: Partner, *, series: Sequence[Series], today: date) -> bytes:
    """The return of one partner as a workbook: a row for each of its indicators, each area of `series` (and the
    plan's own) and each period, the newest held and those that are due.
    """
    rows: list[ReturnRow] = []
    for indicator in owned_by(book, partner):
        for area in _areas_of(book, indicator, series):
            rows += _rows_of(indicator, area, series, today=today)
    return write_return(book, partner, owned=owned_by(book, partner), rows=rows, series=series, today=today)


def owned_by(book: PlanBook, partner: Partner) -> tuple[Indicator, ...]:
    """The indicators whose owner is the partner's key, its name, or a name that it had."""
    return tuple(one for one in book.indicators if partner.is_named(one.owner))


def make_template(store: Store, *, partner: str, today: date) -> bytes:
    """A partner's template from what the store holds. NotFoundError names the partners there are."""
    with store.reading() as connection:
        book = read_plan(connection)
        found = find_partner(book, partner)
        keys = [one.key for one in owned_by(book, found)]
        held = read_series(connection, indicators=keys) if keys else []
        theirs = {one.id for one in read_releases(connection) if found.is_named(one.source.publisher)}
    if not keys:
        raise NotFoundError(
            f"{found.name} owns no indicator",
            remedy="Write its name in the column Owner of the plan workbook's sheet Indicators, and load it",
        )
    wanted = [one for one in held if one.area == book.plan.area or _is_returned(one, theirs)]
    return write_template(book, found, series=wanted, today=today)


def find_partner(book: PlanBook, partner: str) -> Partner:
    for one in book.partners:
        if one.is_named(partner):
            return one
    known = ", ".join(one.key for one in book.partners) or "none: the plan names no partner"
    raise NotFoundError(f"partner '{partner}'", expected=f"one of {known}")


def _is_returned(series: Series, theirs: set[int]) -> bool:
    return bool(series.observations) and series.observations[-1].release in theirs


def _areas_of(book: PlanBook, indicator: Indicator, series: Sequence[Series]) -> list[Area]:
    wanted = {one.area for one in series if one.indicator == indicator.key} | {book.plan.area}
    return [area for area in book.areas if area.code in wanted]


def _rows_of(indicator: Indicator, area: Area, series: Sequence[Series], *, today: date) -> list[ReturnRow]:
    empty = Series(indicator.key, area.code)
    ours = next(
        (one for one in series if (one.indicator, one.area, one.breakdown) == (indicator.key, area.code, "")),
        empty,
    )
    held = [ReturnRow(indicator, area, one.period, one) for one in newest_held(ours)]
    due = [
        ReturnRow(indicator, area, period, None)
        for period in periods_due(ours, indicator=indicator, today=today)
    ]
    if not held and not due:
        return [ReturnRow(indicator, area, None, None)]
    return [*held, *due]
