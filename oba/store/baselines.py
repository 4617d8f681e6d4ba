"""Frozen baselines: written once, superseded at most once, never altered. The database itself sees to it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, Table, insert, select, update

from oba.errors import NotFoundError, StoreError
from oba.model.baseline import Baseline, ForecastPoint, PeerForecast, Scenario
from oba.model.period import Period
from oba.store.numbers import add_periods, next_id
from oba.store.schema import baseline as baselines
from oba.store.schema import baseline_history, baseline_peer, baseline_point, baseline_release

PLAIN = (
    "indicator",
    "area",
    "breakdown",
    "frozen_on",
    "recorded_at",
    "origin_value",
    "method",
    "method_version",
    "horizon",
    "points_used",
    "weight",
    "se1",
    "degrees",
    "agreed_by",
    "reason",
    "example",
    "moderated_by",
    "recorded_by",
    "replaces_because",
)
BOUNDS = ("lower80", "upper80", "lower95", "upper95")


def freeze(conn: Connection, baseline: Baseline) -> int:
    """Write a baseline and return the id it was given; its own `id` and `superseded_by` are not read.

    Its peers are read back in the order of their codes. What belongs to it goes first: once the baseline
    stands, the database adds nothing to it.
    """
    number = next_id(conn, baselines.c.id)
    periods = [point.period for point in baseline.points] + [period for period, _ in baseline.history]
    add_periods(conn, [period.key for period in (*periods, baseline.data_to)])
    points = [
        {
            "period_id": point.period.key,
            "value": point.value,
            **{name: getattr(point, name) for name in BOUNDS},
        }
        for point in baseline.points
    ]
    history = [{"period_id": period.key, "value": value} for period, value in baseline.history]
    releases = [{"position": place, "release_id": release} for place, release in enumerate(baseline.releases)]
    peers = [
        {
            "area": one.area,
            "typical_change": one.typical_change,
            "forecast": json.dumps(one.values, allow_nan=False),
        }
        for one in baseline.peers
    ]
    for table, rows in (
        (baseline_point, points),
        (baseline_history, history),
        (baseline_release, releases),
        (baseline_peer, peers),
    ):
        if rows:
            conn.execute(insert(table), [{"baseline_id": number, **row} for row in rows])
    conn.execute(
        insert(baselines).values(
            id=number,
            data_to=baseline.data_to.key,
            scenario=baseline.scenario.value,
            **{name: getattr(baseline, name) for name in PLAIN},
        )
    )
    return number


def supersede(conn: Connection, old: int, *, by: int) -> None:
    """Mark the baseline `old` as superseded by a later one of the same series."""
    named = select(baselines.c.id, baselines.c.indicator, baselines.c.area, baselines.c.breakdown)
    found = {row[0]: tuple(row[1:]) for row in conn.execute(named.where(baselines.c.id.in_([old, by])))}
    for number in (old, by):
        if number not in found:
            raise NotFoundError(f"there is no baseline {number}")
    if found[old] != found[by] or by <= old:
        raise StoreError(
            f"baseline {by} cannot stand for baseline {old}", expected="a later one of the same series"
        )
    conn.execute(update(baselines).where(baselines.c.id == old).values(superseded_by=by))


def read_baselines(
    conn: Connection,
    *,
    indicators: Iterable[str] | None = None,
    areas: Iterable[str] | None = None,
    superseded: bool = False,
    peers: bool = True,
) -> list[Baseline]:
    """Baselines in the order in which they were recorded: those that stand, or all with `superseded`.

    Without `peers` what was forecast for other areas is left out, which is most of what there is to read.
    """
    statement = select(baselines).order_by(baselines.c.id)
    if indicators is not None:
        statement = statement.where(baselines.c.indicator.in_(list(indicators)))
    if areas is not None:
        statement = statement.where(baselines.c.area.in_(list(areas)))
    if not superseded:
        statement = statement.where(baselines.c.superseded_by.is_(None))
    rows = conn.execute(statement).all()
    numbers = [row.id for row in rows]
    points = _parts(conn, baseline_point, numbers=numbers, order="period_id")
    history = _parts(conn, baseline_history, numbers=numbers, order="period_id")
    releases = _parts(conn, baseline_release, numbers=numbers, order="position")
    beside = _parts(conn, baseline_peer, numbers=numbers if peers else [], order="area")
    return [
        replace(
            _build(row, points=points[row.id], history=history[row.id], releases=releases[row.id]),
            peers=tuple(map(_peer, beside.get(row.id, ()))),
        )
        for row in rows
    ]


def _parts(conn: Connection, table: Table, *, numbers: list[int], order: str) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = {number: [] for number in numbers}
    statement = (
        select(table).where(table.c.baseline_id.in_(numbers)).order_by(table.c.baseline_id, table.c[order])
    )
    for row in conn.execute(statement):
        found[row.baseline_id].append(row)
    return found


def _peer(row: Row[Any]) -> PeerForecast:
    return PeerForecast(row.area, row.typical_change, tuple(map(float, json.loads(row.forecast))))


def _build(
    row: Row[Any], *, points: list[Row[Any]], history: list[Row[Any]], releases: list[Row[Any]]
) -> Baseline:
    return Baseline(
        id=row.id,
        data_to=Period.from_key(row.data_to),
        scenario=Scenario(row.scenario),
        superseded_by=row.superseded_by,
        points=tuple(
            ForecastPoint(
                period=Period.from_key(point.period_id),
                value=point.value,
                **{name: getattr(point, name) for name in BOUNDS},
            )
            for point in points
        ),
        history=tuple((Period.from_key(used.period_id), used.value) for used in history),
        releases=tuple(used.release_id for used in releases),
        **{name: getattr(row, name) for name in PLAIN},
    )
