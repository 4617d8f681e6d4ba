"""What the pages of comparisons and signals show, from the caches of `fetch`."""

from __future__ import annotations

from oba.tasks.open_compare import CompareView, PeriodChoices
from oba.tasks.open_signals import SignalsView
from oba.ui.fetch import result_of
from oba.ui.visit import Visit


def periods(visit: Visit, key: str, area: str) -> PeriodChoices:
    found: PeriodChoices = result_of(
        visit, "list_periods", indicator=key, area=area, published=visit.published
    )
    return found


def starts(visit: Visit, key: str, area: str, period: str) -> PeriodChoices:
    """The periods from which a change to `period` may be measured."""
    found: PeriodChoices = result_of(
        visit, "list_starts", indicator=key, area=area, period=period, published=visit.published
    )
    return found


def compare(visit: Visit, key: str, area: str, *, period: str, since: str, zero: bool) -> CompareView:
    found: CompareView = result_of(
        visit,
        "open_compare",
        indicator=key,
        area=area,
        period=period,
        since=since,
        zero=zero,
        dark=visit.dark,
        published=visit.published,
    )
    return found


def new_phases(visit: Visit, key: str, area: str) -> dict[str, str]:
    """Where the limits of a control chart may be set anew."""
    found: dict[str, str] = result_of(
        visit, "list_new_phases", indicator=key, area=area, published=visit.published
    )
    return found


def signals(visit: Visit, key: str, area: str, *, zero: bool, screen: bool, anew: str) -> SignalsView:
    found: SignalsView = result_of(
        visit,
        "open_signals",
        indicator=key,
        area=area,
        zero=zero,
        screen=screen,
        anew=anew,
        dark=visit.dark,
        published=visit.published,
    )
    return found
