"""What was withdrawn is not published again before somebody has said what was mended since, or why it may stand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from oba.model.checklist import Item
from oba.model.publication import Publication, State
from oba.store.publications import count_loads_since, read_publications
from oba.tasks.checks_of_plan import make_item
from oba.tasks.scan_texts import SuspectText
from oba.words.withdrawn import remedy_of, say_again, say_place


def find_again(connection: Any) -> tuple[SuspectText, ...]:
    """The publication that was withdrawn last, unless one after it is out: to be answered by a tick."""
    one = _find_last(read_publications(connection))
    if one is None or one.withdrawn_at is None:
        return ()
    loads = count_loads_since(connection, one.approved_at)
    named = f"publication {one.number}, withdrawn {one.withdrawn_at.isoformat()}"
    digest = hashlib.sha256(named.encode()).hexdigest()
    return (SuspectText(digest, say_place(one), say_again(one, loads=loads), (), ticked=False),)


def check_again(found: Iterable[SuspectText]) -> Iterator[Item]:
    """Each that nobody has answered."""
    for one in found:
        yield make_item(
            "again",
            of=one.place,
            found=one.text,
            remedy=remedy_of(one.short),
            link=f"publish?text={one.short}",
            key=one.short,
        )


def _find_last(found: Sequence[Publication]) -> Publication | None:
    """Withdrawn last, of those after the newest that is out."""
    out = max((one.number for one in found if one.state is State.RELEASED), default=0)
    gone = [one for one in found if one.state is State.WITHDRAWN and one.number > out]
    return gone[-1] if gone else None
