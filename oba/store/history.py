"""What became of published values: every one that a later load revised, withdrew or took back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from oba.model.load_event import LoadKind
from oba.model.marker import read_markers
from oba.model.period import Period
from oba.model.revision import Revision, RevisionKind
from oba.store.cells import cell_address
from oba.store.schema import load, observation_history, series, sheet_column
from oba.store.timeline import NEVER, LoadFact, Version, read_facts, read_pasts


def read_history(conn: Connection, indicator: str, area: str, *, breakdown: str = "") -> list[Revision]:
    """The revisions of one series, by period and, within a period, in the order in which they came."""
    wanted = select(series.c.id).where(
        series.c.indicator == indicator, series.c.area == area, series.c.breakdown == breakdown
    )
    number = conn.execute(wanted).scalar_one_or_none()
    if number is None:
        return []
    facts = read_facts(conn)
    revisions: list[Revision] = []
    for past in read_pasts(conn, [number]):
        for key in sorted(past.cells):
            revisions.extend(_revisions(Period.from_key(key), past.cells[key], facts=facts))
    return revisions


def _revisions(
    period: Period, versions: list[Version], *, facts: Mapping[int, LoadFact]
) -> Iterator[Revision]:
    """A value's successor is the one that stands from the load on that ended it."""
    for old, following in zip(versions, [*versions[1:], None], strict=True):
        if old.end == NEVER:
            continue
        new = following if following is not None and following.start == old.end else None
        ending = facts[old.end]
        yield Revision(
            period=period,
            kind=RevisionKind(old.happened),
            old_value=old.numbers[0],
            new_value=new.numbers[0] if new else None,
            old_markers=read_markers(old.marker),
            new_markers=read_markers(new.marker) if new else (),
            old_release=facts[old.load].release,
            new_release=facts[new.load].release if new else ending.release,
            old_cell=cell_address(old.sheet, old.head, old.row),
            replaced_at=ending.loaded_at,
            replaced_by=ending.loaded_by,
        )


def is_superseded(conn: Connection, release: int) -> bool:
    """Whether the figures that this release gave do not all stand: its load was undone, or a later one that
    was not undone has revised or withdrawn one of them.
    """
    facts = [one for one in read_facts(conn).values() if one.kind == LoadKind.FIGURES]
    own = [one for one in facts if one.release == release]
    if own and own[-1].undone_by is not None:
        return True
    kept = [one.id for one in facts if one.undone_by is None and one.release != release]
    old, first = observation_history.c, load.alias()
    found = (
        select(old.series_id)
        .join_from(observation_history, sheet_column, sheet_column.c.id == old.sheet_column_id)
        .join(first, first.c.id == sheet_column.c.load_id)
        .where(first.c.release_id == release, old.replaced_by.in_(kept), old.replaced_by > first.c.id)
        .limit(1)
    )
    return conn.execute(found).first() is not None


def say_day(moment: datetime) -> str:
    return f"{moment:%d %B %Y}".lstrip("0")
