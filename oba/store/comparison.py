"""The second step of a load: what the staged rows would add, revise or withdraw."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    case,
    column,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    table,
    text,
)

from oba.model.release import Change, ChangeKind
from oba.store.bulk import insert_rows
from oba.store.cells import cell_address, say_figure, shortest_text
from oba.store.schema import NUMBERS, load, observation, release, sheet_column
from oba.store.staging import STORED, Staged

COMPARED = (*NUMBERS, "marker")
"""A figure is revised when one of these differs. Another way of writing the same number is no revision."""
ORDER = (ChangeKind.REVISED, ChangeKind.WITHDRAWN, ChangeKind.ADDED)

staging = table("staging", *(column(name) for name in STORED))
changed = table("changed", column("series_id"), column("period_id"), column("kind"))
covered = table("covered", column("series_id"), column("first"), column("last"))
TEMPORARY = {
    "changed": "series_id INTEGER NOT NULL, period_id BIGINT NOT NULL, kind TEXT NOT NULL",
    "covered": "series_id INTEGER PRIMARY KEY, first BIGINT NOT NULL, last BIGINT NOT NULL",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many figures of each kind, and the first of them: revised, then withdrawn, then added.

    `replaces` is the newest day on which a figure that would be revised was published, where one is known.
    `whole` tells that the file gives every figure that the store has of its series, in the periods it covers.
    """

    staged: Staged
    counts: dict[ChangeKind, int]
    changes: tuple[Change, ...]
    replaces: date | None = None
    withdraws: bool = True
    whole: bool = True
    given: tuple[str, ...] = NUMBERS


def compare(
    conn: Connection,
    staged: Staged,
    *,
    source_key: tuple[str, str],
    limit: int = 200,
    withdraw: bool = True,
    given: Collection[str] = NUMBERS,
) -> Comparison:
    """Hold staged rows against the store. `source_key` is (publisher, title).

    `given` names the numbers that the file speaks of: what it has no column for is no revision. A figure that is
    revised takes nothing over from the earlier one, for its counts belonged to the earlier value.

    A figure is withdrawn when an earlier file of the same publisher and title gave it, this file has its
    series and covers its period for the indicator, and yet does not give it. What holds a marker and no number
    is not withdrawn; without `withdraw` nothing is.
    """
    for name, columns in TEMPORARY.items():
        conn.execute(text(f"DROP TABLE IF EXISTS {name}"))
        ending = "" if conn.dialect.name == "sqlite" else " ON COMMIT DROP"
        conn.execute(text(f"CREATE TEMP TABLE {name} ({columns}){ending}"))
    _find_changed(conn, given=given)
    found = _count(conn)
    matched = staged.rows - staged.direct - found.get(ChangeKind.ADDED, 0)
    whole = not staged.series or _existing(conn, staged) == matched
    if withdraw and not whole:
        _find_withdrawn(conn, source_key=source_key)
        found = _count(conn)
    counts = {kind: found.get(kind, 0) for kind in ChangeKind}
    counts[ChangeKind.UNCHANGED] = matched - counts[ChangeKind.REVISED]
    counts[ChangeKind.ADDED] += staged.direct
    changes = _list_changes(conn, staged, limit=limit)
    if len(changes) < limit and staged.direct:
        changes += _list_direct(conn, staged, limit=limit - len(changes))
    replaces = _newest_replaced(conn) if counts[ChangeKind.REVISED] else None
    return Comparison(
        staged=staged,
        counts=counts,
        changes=tuple(changes),
        replaces=replaces,
        withdraws=withdraw,
        whole=whole,
        given=tuple(name for name in NUMBERS if name in given),
    )


def _newest_replaced(conn: Connection) -> date | None:
    found = (
        select(func.max(func.coalesce(release.c.published, release.c.retrieved)))
        .select_from(changed.join(observation, same_figure(changed, observation)))
        .join(sheet_column, sheet_column.c.id == observation.c.sheet_column_id)
        .join(load, load.c.id == sheet_column.c.load_id)
        .join(release, release.c.id == load.c.release_id)
        .where(changed.c.kind == ChangeKind.REVISED.value)
    )
    newest: date | None = conn.execute(found).scalar_one()
    return newest


def differs(given: Collection[str]) -> ColumnElement[bool]:
    """Staged and stored figure are not the same, NULL being the same as NULL."""
    compared = [name for name in COMPARED if name in given or name not in NUMBERS]
    return or_(*(staging.c[name].is_distinct_from(observation.c[name]) for name in compared))


def same_figure(left: Any, right: Any) -> ColumnElement[bool]:
    return and_(left.c.series_id == right.c.series_id, left.c.period_id == right.c.period_id)


def has_number() -> ColumnElement[bool]:
    return or_(*(observation.c[name].is_not(None) for name in NUMBERS))


def _find_changed(conn: Connection, *, given: Collection[str]) -> None:
    absent = observation.c.series_id.is_(None)
    kind = case((absent, literal(ChangeKind.ADDED.value)), else_=literal(ChangeKind.REVISED.value))
    found = (
        select(staging.c.series_id, staging.c.period_id, kind)
        .select_from(staging.outerjoin(observation, same_figure(staging, observation)))
        .where(or_(absent, differs(given)))
    )
    conn.execute(insert(changed).from_select(["series_id", "period_id", "kind"], found))


def _existing(conn: Connection, staged: Staged) -> int:
    """How many figures the store has of the staged series, in the periods that the file covers."""
    spans = [
        (number, *staged.covered[indicator])
        for number, (indicator, _, _) in staged.names.series_names(staged.series).items()
    ]
    insert_rows(
        conn, table="covered", columns=("series_id", "first", "last"), values=list(zip(*spans, strict=True))
    )
    return int(
        conn.execute(select(func.count()).select_from(covered).join(observation, _inside())).scalar_one()
    )


def _inside() -> ColumnElement[bool]:
    within = observation.c.period_id.between(covered.c.first, covered.c.last)
    return and_(observation.c.series_id == covered.c.series_id, within)


def _find_withdrawn(conn: Connection, *, source_key: tuple[str, str]) -> None:
    publisher, title = source_key
    same_source = (
        select(sheet_column.c.id)
        .join(load, load.c.id == sheet_column.c.load_id)
        .join(release, release.c.id == load.c.release_id)
        .where(release.c.publisher == publisher, release.c.title == title)
    )
    given = exists(select(staging.c.series_id).where(same_figure(staging, observation)))
    found = (
        select(observation.c.series_id, observation.c.period_id, literal(ChangeKind.WITHDRAWN.value))
        .select_from(covered.join(observation, _inside()))
        .where(~given, has_number(), observation.c.sheet_column_id.in_(same_source))
    )
    conn.execute(insert(changed).from_select(["series_id", "period_id", "kind"], found))


def _count(conn: Connection) -> dict[ChangeKind, int]:
    rows = conn.execute(select(changed.c.kind, func.count()).group_by(changed.c.kind))
    return {ChangeKind(kind): count for kind, count in rows}


def _list_changes(conn: Connection, staged: Staged, *, limit: int) -> list[Change]:
    place = case({kind.value: position for position, kind in enumerate(ORDER)}, value=changed.c.kind)
    rows = conn.execute(
        select(
            changed.c.kind,
            changed.c.series_id,
            changed.c.period_id,
            staging.c.sheet_column_id.label("new_column"),
            staging.c.row.label("new_row"),
            *(observation.c[name].label(f"old_{name}") for name in (*COMPARED, "source_text")),
            *(staging.c[name].label(f"new_{name}") for name in (*COMPARED, "source_text")),
        )
        .select_from(
            changed.outerjoin(observation, same_figure(changed, observation)).outerjoin(
                staging, same_figure(changed, staging)
            )
        )
        .order_by(place, changed.c.series_id, changed.c.period_id)
        .limit(limit)
    )
    return _build(rows.all(), staged)


def _list_direct(conn: Connection, staged: Staged, *, limit: int) -> list[Change]:
    rows = conn.execute(
        select(
            literal(ChangeKind.ADDED.value).label("kind"),
            observation.c.series_id,
            observation.c.period_id,
            observation.c.sheet_column_id.label("new_column"),
            observation.c.row.label("new_row"),
            *(observation.c[name].label(f"new_{name}") for name in (*COMPARED, "source_text")),
        )
        .where(observation.c.series_id >= staged.names.first_new_series)
        .order_by(observation.c.series_id, observation.c.period_id)
        .limit(limit)
    )
    return _build(rows.all(), staged)


def _build(rows: Any, staged: Staged) -> list[Change]:
    series = staged.names.series_names(row.series_id for row in rows)
    columns = staged.names.column_names()
    changes = []
    for row in rows:
        indicator, area, breakdown = series[row.series_id]
        kind = ChangeKind(row.kind)
        old = "" if kind is ChangeKind.ADDED else _say(row, "old")
        new = "" if kind is ChangeKind.WITHDRAWN else _say(row, "new")
        if kind is ChangeKind.REVISED and old == new:
            old, new = _say_parts(row, "old"), _say_parts(row, "new")
        cell = "" if row.new_column is None else cell_address(*columns[row.new_column], row.new_row)
        changes.append(
            Change(
                kind=kind,
                indicator=indicator,
                area=area,
                period=row.period_id,
                old=old,
                new=new,
                cell=cell,
                breakdown=breakdown,
            )
        )
    return changes


def _say(row: Row[Any], side: str) -> str:
    fields = row._mapping
    return say_figure(
        fields[f"{side}_source_text"], value=fields[f"{side}_value"], marker=fields[f"{side}_marker"]
    )


def _say_parts(row: Row[Any], side: str) -> str:
    """For a revision of something beside the value: the value and what differs."""
    fields = row._mapping
    parts = [
        f"{name} {shortest_text(fields[f'{side}_{name}']) or 'none'}"
        for name in NUMBERS
        if fields[f"old_{name}"] != fields[f"new_{name}"]
    ]
    return ", ".join([_say(row, side), *parts])
