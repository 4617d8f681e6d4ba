"""Write the templates that partners and officers fill in: a partner's return, a blank tidy table, a blank plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from oba.errors import NotFoundError, UsageError
from oba.model.area import Area
from oba.model.indicator import Indicator
from oba.model.plan import Partner, PlanBook
from oba.model.series import Series
from oba.settings import Settings
from oba.store.engine import Store, open_store
from oba.store.plans import read_plan
from oba.store.releases import read_releases
from oba.store.series import read_series
from oba.tasks.plan_workbook import write_plan_template
from oba.tasks.return_periods import newest_held, periods_due
from oba.tasks.return_sheets import ReturnRow, write_return
from oba.tasks.tidy_template import write_tidy_template

__all__ = ["make_template", "owned_by", "save_template", "write_template"]


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
    """The indicators whose owner is the partner's key or name."""
    names = {partner.key.casefold(), partner.name.casefold()}
    return tuple(one for one in book.indicators if one.owner.strip().casefold() in names)


def make_template(store: Store, *, partner: str, today: date) -> bytes:
    """A partner's template from what the store holds. NotFoundError names the partners there are."""
    with store.reading() as connection:
        book = read_plan(connection)
        found = find_partner(book, partner)
        keys = [one.key for one in owned_by(book, found)]
        held = read_series(connection, indicators=keys) if keys else []
        theirs = {
            one.id for one in read_releases(connection) if one.source.publisher in (found.name, found.key)
        }
    if not keys:
        raise NotFoundError(
            f"{found.name} owns no indicator",
            remedy="Write its name in the column Owner of the plan workbook's sheet Indicators, and load it",
        )
    wanted = [one for one in held if one.area == book.plan.area or _is_returned(one, theirs)]
    return write_template(book, found, series=wanted, today=today)


def find_partner(book: PlanBook, partner: str) -> Partner:
    wanted = partner.strip().casefold()
    for one in book.partners:
        if wanted in (one.key.casefold(), one.name.casefold()):
            return one
    known = ", ".join(one.key for one in book.partners) or "none: the plan names no partner"
    raise NotFoundError(f"partner '{partner}'", expected=f"one of {known}")


def save_template(
    settings: Settings, *, partner: str = "", tidy: bool = False, plan: bool = False, out: Path | None = None
) -> str:
    """Write one template to a file that is not there yet, and say where. For the command line."""
    if sum((bool(partner), tidy, plan)) != 1:
        raise UsageError(
            "say which template",
            expected="a partner, or --tidy, or --plan",
            remedy="See `oba template --help`",
        )
    if plan:
        name, content = "plan_template.xlsx", write_plan_template()
    elif tidy:
        name, content = "tidy_template.xlsx", write_tidy_template(_read_book(settings))
    else:
        store = open_store(settings.store, read_only=True)
        with store.reading() as connection:
            key = find_partner(read_plan(connection), partner).key
        content = make_template(store, partner=partner, today=settings.date_today())
        name = f"return_{key}_{settings.date_today():%Y-%m-%d}.xlsx"
    path = out or Path(name)
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise UsageError(
            "the file is there already", where=path.name, remedy="Give another name: --out NAME"
        ) from None
    except OSError:
        raise UsageError(
            "the file cannot be written here", where=path.name, remedy="Give another place: --out NAME"
        ) from None
    return f"Written: {path.name}"


def _read_book(settings: Settings) -> PlanBook | None:
    """The plan for the drop-downs of the tidy template; a store without one gives a template without them."""
    try:
        with open_store(settings.store, read_only=True).reading() as connection:
            return read_plan(connection)
    except NotFoundError:
        return None


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
