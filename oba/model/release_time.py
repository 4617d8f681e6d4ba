"""When a publication is released: half past nine by the clocks of the United Kingdom, kept in UTC.

A local time that the clocks pass over becomes a later one by as much as they are put forward: half past two for half
past one. One that comes twice is the first of the two. RFC 5545 (section 3.3.5) has it so for calendars.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from oba.errors import UsageError
from oba.settings import in_london, london

USUAL = time(9, 30)
NOW, NEXT = "now", "next"
EXPECTED = "now, next, a day such as 2026-12-01, or a day and a time such as 2026-12-01 14:00"


def find_moment(day: date, at: time = USUAL) -> datetime:
    """The moment in UTC of a day and a time by the clocks of the United Kingdom."""
    return datetime.combine(day, at.replace(fold=0), tzinfo=london()).astimezone(UTC)


def find_next(now: datetime) -> datetime:
    """The next half past nine after `now`, in UTC; a release never falls on the moment of its approval."""
    today = in_london(now).date()
    moment = find_moment(today)
    return moment if moment > now else find_moment(today + timedelta(days=1))


def is_changed(day: date, at: time) -> bool:
    """Whether the clocks pass over this local time, so that another moment stands for it."""
    return in_london(find_moment(day, at)).replace(tzinfo=None) != datetime.combine(day, at)


def comes_twice(day: date, at: time) -> bool:
    """Whether the clocks show this local time twice."""
    first, second = (datetime.combine(day, at.replace(fold=fold), tzinfo=london()) for fold in (0, 1))
    return first.utcoffset() != second.utcoffset() and not is_changed(day, at)


def read_release_at(text: str, *, now: datetime) -> datetime | None:
    """When to release, as a person says it; None for at once. UsageError for what does not lie ahead, or is no day."""
    said = " ".join(text.split()).casefold()
    if said in ("", NOW):
        return None
    if said == NEXT:
        return find_next(now)
    day, at = split_local(said)
    moment = find_moment(day, at)
    if moment <= now:
        raise UsageError(f"the moment '{text}' does not lie ahead", expected=EXPECTED)
    return moment


def split_local(text: str) -> tuple[date, time]:
    """A day, and its time where one is said; UsageError for anything else."""
    day, _, at = text.replace("t", " ").partition(" ")
    try:
        found = date.fromisoformat(day), time.fromisoformat(at) if at else USUAL
    except ValueError as error:
        raise UsageError(f"the moment '{text}'", expected=EXPECTED) from error
    if found[1].tzinfo is not None:
        raise UsageError(f"the moment '{text}' names a time zone", expected=EXPECTED)
    return found
