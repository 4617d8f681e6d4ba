"""What a published copy says of itself: its number, its day, what has changed, and the publications before it.

The day that a copy knows of itself is the planned one. On which day it was released is said by whoever releases it, and
by the copies after it.
"""

from __future__ import annotations

from sqlalchemy import Connection

from oba.errors import NotFoundError
from oba.model.day import day_of
from oba.model.publication import Publication, PublicFacts, PublicNote, State
from oba.store.publications import read_publications


def read_public_facts(conn: Connection) -> PublicFacts:
    """From the copy itself, with its planned day. NotFoundError in a store that holds no publication."""
    listed = sorted(read_publications(conn), key=lambda one: one.number, reverse=True)
    if not listed:
        raise NotFoundError("nothing is published here", remedy="Publish first: python -m oba publish")
    own = _tell(listed[0])
    return PublicFacts(
        number=own.number,
        published_on=own.published_on,
        note=own.note,
        earlier=tuple(_tell(one) for one in listed[1:] if one.released_at is not None),
        sha256=own.sha256,
    )


def _tell(one: Publication) -> PublicNote:
    moment = one.released_at or one.release_at
    if moment is None:
        raise NotFoundError("nothing is published here", remedy="Publish first: python -m oba publish")
    return PublicNote(
        number=one.number,
        published_on=day_of(moment),
        note=one.note,
        withdrawn=one.state is State.WITHDRAWN,
        sha256=one.sha256,
    )
