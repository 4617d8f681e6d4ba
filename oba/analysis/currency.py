"""Currency: how old the newest figure is, and whether newer ones were due."""

from __future__ import annotations

from datetime import date, timedelta

from oba.analysis.panel import step_months
from oba.model.period import Period
from oba.model.quality import Aspect, Cause, Mark, Quality, Reason, is_past
from oba.model.thresholds import LATE_MONTHS, VERY_LATE_MONTHS


def judge_currency(quality: Quality, *, kept_back: Period | None = None) -> Reason:
    """From a quality with its newest period, age and lateness; ValueError for one without a figure.

    Where a newer figure is there and `kept_back`, it is the newest that has come.
    """
    latest, age = quality.latest, quality.age_months
    if latest is None or age is None:
        raise ValueError("there is no figure whose currency could be judged")
    if age > step_months(latest) + VERY_LATE_MONTHS:
        return Reason(Aspect.CURRENCY, Cause.STALE, Mark.DOUBTFUL, count=age, period=latest)
    if quality.overdue:
        come = kept_back or latest
        since = max(age - count_months(latest.end, come.end), 0)
        return Reason(Aspect.CURRENCY, Cause.OVERDUE, Mark.CARE, count=since, period=come)
    if quality.stale:
        return Reason(Aspect.CURRENCY, Cause.STALE, Mark.CARE, count=age, period=latest)
    return Reason(Aspect.CURRENCY, Cause.CURRENT, count=age, period=latest)


def is_late(latest: Period | None, *, expected: date | None, today: date) -> bool:
    """Whether the day of the expected release has passed, and the newest figure is not of the last period before it."""
    if expected is None or not is_past(expected, today=today):
        return False
    return latest is None or latest.later(1).end < expected


def is_stale(latest: Period | None, *, today: date) -> bool:
    age = measure_age(latest, today=today)
    return latest is not None and age is not None and age > step_months(latest) + LATE_MONTHS


def measure_age(latest: Period | None, *, today: date) -> int | None:
    """Whole months since the period ended."""
    return count_months(latest.end + timedelta(days=1), today) if latest else None


def count_months(since: date, until: date) -> int:
    """Whole months from one day to another, never below nought."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return max(months - (until.day < since.day), 0)
