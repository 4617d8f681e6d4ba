"""Which periods a partner is asked for: the newest that are held, and those that have ended since."""

from __future__ import annotations

from datetime import date, timedelta

from oba.model.indicator import Indicator
from oba.model.period import YEAR_START, Period, PeriodKind
from oba.model.series import Observation, Series

HELD, DUE = 3, 6
"""How many periods of each are shown. Of a long silence only the last years are asked for."""


def newest_held(series: Series) -> tuple[Observation, ...]:
    return series.observations[-HELD:]


def periods_due(series: Series, *, indicator: Indicator, today: date) -> tuple[Period, ...]:
    """The periods that have ended and of which nothing is held, oldest first.

    Without any figure it is the last period of the indicator's kind that has ended; none for points in time,
    for nobody knows which day it will be.
    """
    if not series.observations:
        last = last_ended(indicator, today=today)
        return (last,) if last else ()
    found: list[Period] = []
    following = series.observations[-1].period.later(1)
    while following.end < today:
        found.append(following)
        following = following.later(1)
    return tuple(found[-DUE:])


def last_ended(indicator: Indicator, *, today: date) -> Period | None:
    """The last period of the indicator's kind that has ended before today."""
    kind, years = indicator.period_kind, indicator.years_pooled
    if kind is PeriodKind.POINT_IN_TIME:
        return None
    if kind in YEAR_START:
        latest = Period.year(today.year, kind=kind, years=years)
        while latest.end >= today:
            latest = latest.later(-1)
        return latest
    count = 3 if kind is PeriodKind.QUARTER else 1
    first = today.replace(day=1, month=(today.month - 1) // count * count + 1)
    before = first - timedelta(days=1)
    start = before.month - count + 1
    return Period.months(before.year, start, count=count)


def list_choices(series: list[Series], *, indicator: Indicator, today: date) -> tuple[Period, ...]:
    """What a drop-down offers for an indicator: its last periods, held or not, newest first."""
    held = {one.period for each in series for one in each.observations[-12:]}
    due = {period for each in series for period in periods_due(each, indicator=indicator, today=today)}
    last = last_ended(indicator, today=today)
    return tuple(sorted(held | due | ({last} if last else set()), reverse=True))[:24]
