"""What is said of the days on which new figures are awaited."""

from __future__ import annotations

from datetime import date

from oba.words.labels import in_words
from oba.words.numbers import say_count, say_date, say_month

NOT_A_DAY = "Where only the month is known, the calendar file has the first day of it."
MEANT = (
    "The day is that on which the publisher of the figures means to bring them out, as it is recorded here. They come "
    "onto these pages with the Trust's next publication after that."
)
UNDATED = "No day is known, or the series has ended."


def say_late(today: date) -> str:
    """Over the figures that are late, on a page that may be read long after it was made."""
    return f"They were due, and were not held when this page was made on {say_date(today)}."


def say_coming(today: date) -> str:
    return f"They were still to come when this page was made on {say_date(today)}."


def say_due(day: date) -> str:
    """`March 2027` where only the month is known, which is written as its first day; else the day."""
    return say_month(day) if day.day == 1 else say_date(day)


def say_calendar_title(plan: str) -> str:
    return f"Release dates: {plan}" if plan else "Release dates"


def say_event(title: str, *, late: bool) -> str:
    """The name of a day in a calendar."""
    return f"{'Late' if late else 'New figures'}: {title}"


def say_event_more(day: date, *, newest: str, late: bool) -> str:
    """Beside the name of a day: what is known of it, and what the newest figure is until then."""
    about = (
        f"{'Figures were' if late else 'Figures are'} due {'in' if day.day == 1 else 'on'} {say_due(day)}."
    )
    month = " Only the month is known." if day.day == 1 else ""
    held = f" The newest figure held is of {newest}." if newest else " There is no figure yet."
    return f"{about}{month}{held}"


def say_summary(*, coming: int, late: int, today: date) -> str:
    """Of the whole calendar, as it stands on a day."""
    on = f"As of {say_date(today)}"
    if not coming and not late:
        return in_words(f"{on} no day is recorded on which an indicator gets new figures.")
    ahead = (
        f"new figures are awaited of {say_count(coming, noun='indicator')}" if coming else "no day lies ahead"
    )
    behind = f"those of {say_count(late, noun='indicator')} are late" if late else "none are late"
    return f"{on} {ahead}; {behind}."
