"""The day of a moment: by the clocks of the United Kingdom, where the plan's readers and writers live."""

from __future__ import annotations

from datetime import date, datetime

from oba.settings import in_london

FIRST = 1


def day_of(moment: datetime) -> date:
    """The day that it was in London: half past eleven at night in UTC is the next day there in summer.

    Of what has not been written down yet, which has the first moment that there is, the first day.
    """
    return in_london(moment).date() if moment.year > FIRST else moment.date()
