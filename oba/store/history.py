"""What became of published values: every one that a later release revised or withdrew."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, select

from oba.model.marker import read_markers
from oba.model.period import Period
from oba.model.release import ChangeKind
from oba.model.revision import Revision
from oba.store.cells import cell_address
from oba.store.schema import load, observation, observation_history, series, sheet_column


def read_history(conn: Connection, indicator: str, area: str, *, breakdown: str = "") -> list[Revision]:
    """The revisions of one series, by period and, within a period, in the order in which they came."""
    wanted = select(series.c.id).where(
        series.c.indicator == indicator, series.c.area == area, series.c.breakdown == breakdown
    )
    number = conn.execute(wanted).scalar_one_or_none()
    if number is None:
        return []
    now = observation.c
    current = {
        row.period_id: row
        for row in conn.execute(select(now.period_id, now.value, now.marker).where(now.series_id == number))
    }
    past = _read_past(conn, number)
    revisions: list[Revision] = []
    for key, rows in groupby(past, key=lambda row: row.period_id):
        revisions.extend(_revisions(list(rows), current=current.get(key)))
    return revisions


def _read_past(conn: Connection, number: int) -> list[Any]:
    old = observation_history.c
    later = load.alias()
    statement = (
        select(
            old.period_id,
            old.happened,
            old.value,
            old.marker,
            old.row,
            sheet_column.c.sheet,
            sheet_column.c.head,
            load.c.release_id.label("old_release"),
            later.c.release_id.label("new_release"),
            later.c.loaded_at,
            later.c.loaded_by,
        )
        .join_from(observation_history, sheet_column, sheet_column.c.id == old.sheet_column_id)
        .join(load, load.c.id == sheet_column.c.load_id)
        .join(later, later.c.id == old.replaced_by)
        .where(old.series_id == number)
        .order_by(old.period_id, old.replaced_by)
    )
    return list(conn.execute(statement))


def _revisions(rows: list[Any], *, current: Any) -> Iterator[Revision]:
    """A value's successor is the next one that was replaced, or the one that stands today."""
    for row, following in zip(rows, [*rows[1:], current], strict=True):
        kind = ChangeKind(row.happened)
        after = None if kind is ChangeKind.WITHDRAWN else following
        yield Revision(
            period=Period.from_key(row.period_id),
            kind=kind,
            old_value=row.value,
            new_value=after.value if after else None,
            old_markers=read_markers(row.marker),
            new_markers=read_markers(after.marker) if after else (),
            old_release=row.old_release,
            new_release=row.new_release,
            old_cell=cell_address(row.sheet, row.head, row.row),
            replaced_at=row.loaded_at,
            replaced_by=row.loaded_by,
        )


def is_superseded(conn: Connection, release: int) -> bool:
    """Whether a later load has revised or withdrawn a figure that this release had given."""
    old, first, later = observation_history.c, load.alias(), load.alias()
    found = (
        select(old.series_id)
        .join_from(observation_history, sheet_column, sheet_column.c.id == old.sheet_column_id)
        .join(first, first.c.id == sheet_column.c.load_id)
        .join(later, later.c.id == old.replaced_by)
        .where(first.c.release_id == release, later.c.release_id != release, later.c.id > first.c.id)
        .limit(1)
    )
    return conn.execute(found).first() is not None
