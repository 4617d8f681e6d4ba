"""The gaps that theme groups have put on the data development agenda: what is not known, who finds out, by when."""

from __future__ import annotations

from dataclasses import dataclass

from oba.store.engine import Store
from oba.store.story import read_sent
from oba.tasks.gather import Gathered
from oba.words.numbers import say_date
from oba.words.story import GAPS


@dataclass(frozen=True, slots=True)
class GapRow:
    """`edit` is how the page of its story names it; `became` is the title of the indicator that was made of it."""

    text: str
    kind: str
    indicator: str
    curve: str
    owner: str
    due: str
    next_step: str
    sent: str
    edit: str
    became_key: str
    became: str


def list_gaps(store: Store, found: Gathered) -> tuple[GapRow, ...]:
    """First those due first; of indicators that the plan still has."""
    titles = {one.key: one.title for one in found.book.indicators}
    with store.reading() as connection:
        sent = read_sent(connection)
    return tuple(
        GapRow(
            text=one.text,
            kind=GAPS[one.kind],
            indicator=one.indicator,
            curve=titles[one.indicator],
            owner=one.owner,
            due=say_date(one.due) if one.due else "no day set",
            next_step=one.next_step or "not written",
            sent=say_date(one.sent_on) if one.sent_on else "",
            edit=f"gap-{one.key.rpartition('/')[2]}",
            became_key=one.became if one.became in titles else "",
            became=titles.get(one.became, ""),
        )
        for one in sent
        if one.indicator in titles
    )
