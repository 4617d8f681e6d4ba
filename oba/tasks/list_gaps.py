"""The gaps that theme groups have put on the data development agenda: what is not known, who finds out, by when."""

from __future__ import annotations

from oba.store.engine import Store
from oba.store.story import read_sent
from oba.tasks.gather import Gathered
from oba.tasks.tables import Table, make_table
from oba.words.numbers import say_date
from oba.words.story import GAPS

HEADS = ("What is not known", "Kind", "Curve", "Owner", "By when", "Sent here")


def list_gaps(store: Store, found: Gathered) -> Table:
    """First those due first; of indicators that the plan still has."""
    titles = {one.key: one.title for one in found.book.indicators}
    with store.reading() as connection:
        sent = read_sent(connection)
    return make_table(
        HEADS,
        (
            (
                one.text,
                GAPS[one.kind],
                titles[one.indicator],
                one.owner,
                say_date(one.due) if one.due else "no day set",
                say_date(one.sent_on) if one.sent_on else "",
            )
            for one in sent
            if one.indicator in titles
        ),
    )
