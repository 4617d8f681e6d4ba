"""What an action's timescale says of when it starts and is due, where it says it plainly."""

from __future__ import annotations

import re
from datetime import date

from oba.model.period_form import Dates, OneYear
from oba.model.period_grammar import FIRST_YEAR, LAST_YEAR, read_form
from oba.model.period_spelling import tidy_text

YEARS = re.compile(r"([0-9]{4}) ?(?:-|to|until) ?([0-9]{4})", re.ASCII)
BY = re.compile(r"^(?:by|by end of|by the end of|end of|end) ", re.IGNORECASE)
FROM = re.compile(r"^from (.+)$|^(.+) onwards$", re.IGNORECASE)


def read_timescale(text: str) -> tuple[date | None, date | None]:
    """The first and the last day, None where the words do not say: `Ongoing` says neither.

    One month, day or year is when the action is due; two, parted by a dash, are its start and its end.
    A year written across New Year (`2010/11`) may be of several kinds and says neither.
    """
    plain = tidy_text(text)
    if onwards := FROM.match(plain):
        start, _ = _span(onwards[1] or onwards[2])
        return start, None
    start, end = _span(BY.sub("", plain))
    return (start, end) if _is_span(start, end, plain) else (None, end)


def _span(plain: str) -> tuple[date | None, date | None]:
    """The first and last day of what is written, whether it is one thing or from one to another."""
    if years := YEARS.fullmatch(plain):
        first, last = int(years[1]), int(years[2])
        if FIRST_YEAR <= first <= last <= LAST_YEAR:
            return date(first, 1, 1), date(last, 12, 31)
        return None, None
    try:
        form = read_form(plain)
    except ValueError:
        return None, None
    if isinstance(form, Dates) and form.start <= form.end:
        return form.start, form.end
    if isinstance(form, OneYear) and FIRST_YEAR <= form.year <= LAST_YEAR:
        return date(form.year, 1, 1), date(form.year, 12, 31)
    return None, None


def _is_span(start: date | None, end: date | None, plain: str) -> bool:
    if start is None or end is None:
        return False
    return bool(YEARS.fullmatch(plain)) or (
        (start.year, start.month) != (end.year, end.month) and not plain.isdigit()
    )
