"""Three different things in words: the last observation, today, and the next publication."""

from __future__ import annotations

from datetime import date

from oba.model.period import Period
from oba.model.quality import is_past
from oba.model.series import Observation
from oba.words.numbers import say_month


def say_lag(
    latest: Observation | None,
    *,
    next_release: date | None,
    today: date,
    kept_back: Period | None = None,
) -> str:
    """`no figures yet after 2023/24; next figures March 2026`.

    Where the newest figure is there and `kept_back`, that is said, and what is not there is what comes after it.
    """
    coming = say_next_release(next_release, today=today)
    if kept_back is not None:
        return f"{say_kept_back(kept_back)}; no figures yet after it; {coming}"
    start = f"no figures yet after {latest.period.label}" if latest else "no figures yet"
    return f"{start}; {coming}"


def say_kept_back(period: Period) -> str:
    """`2023 is not shown, to protect children`."""
    return f"{period.label} is not shown, to protect children"


def say_next_release(next_release: date | None, *, today: date) -> str:
    """`next figures March 2026`, `next figures were due March 2024`, or that no date is known."""
    if next_release is None:
        return "no date set for the next figures"
    month = say_month(next_release)
    return (
        f"next figures {month}"
        if not is_past(next_release, today=today)
        else f"next figures were due {month}"
    )
