"""Frozen baselines of performance measures: written once, superseded at most once, never altered.

They are apart from those of the population's curves, since a measure is no indicator. The working of each is kept whole
as one text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from oba.errors import NotFoundError, StoreError
from oba.model.baseline import Baseline, ForecastPoint, Scenario
from oba.model.period import Period
from oba.store.numbers import add_periods, next_id
from oba.store.schema import measure_baseline as baselines

PLAIN = (
    "origin_value",
    "method",
    "method_version",
    "horizon",
    "points_used",
    "weight",
    "se1",
    "degrees",
    "example",
    "moderated_by",
)
BOUNDS = ("value", "lower80", "upper80", "lower95", "upper95")
SAID = ("frozen_on", "recorded_at", "agreed_by", "reason", "recorded_by", "replaces_because")


def freeze_measure(conn: Connection, baseline: Baseline) -> int:
    """Write a baseline, whose `indicator` is the key of a measure, and return the id it was given."""
    number = next_id(conn, baselines.c.id)
    add_periods(conn, [baseline.data_to.key])
    conn.execute(
        insert(baselines).values(
            id=number,
            measure=baseline.indicator,
            data_to=baseline.data_to.key,
            record=json.dumps(_record(baseline), allow_nan=False),
            **{name: getattr(baseline, name) for name in SAID},
        )
    )
    return number


def supersede_measure(conn: Connection, old: int, *, by: int) -> None:
    """Mark the baseline `old` as superseded by a later one of the same measure."""
    named = select(baselines.c.id, baselines.c.measure).where(baselines.c.id.in_([old, by]))
    found = {row.id: row.measure for row in conn.execute(named)}
    for number in (old, by):
        if number not in found:
            raise NotFoundError(f"there is no baseline {number} of a measure")
    if found[old] != found[by] or by <= old:
        raise StoreError(
            f"baseline {by} cannot stand for baseline {old}", expected="a later one of the same measure"
        )
    conn.execute(update(baselines).where(baselines.c.id == old).values(superseded_by=by))


def read_measure_baselines(
    conn: Connection, measures: Iterable[str], *, superseded: bool = False
) -> list[Baseline]:
    """The baselines that stand, in the order in which they were recorded; all of them with `superseded`."""
    statement = select(baselines).where(baselines.c.measure.in_(list(measures))).order_by(baselines.c.id)
    if not superseded:
        statement = statement.where(baselines.c.superseded_by.is_(None))
    return [_build(row) for row in conn.execute(statement)]


def _record(one: Baseline) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in PLAIN},
        "scenario": one.scenario.value,
        "points": [[point.period.key, *(getattr(point, name) for name in BOUNDS)] for point in one.points],
        "history": [[period.key, value] for period, value in one.history],
        "releases": list(one.releases),
    }


def _build(row: Row[Any]) -> Baseline:
    record = json.loads(row.record)
    return Baseline(
        id=row.id,
        indicator=row.measure,
        area="",
        breakdown="",
        data_to=Period.from_key(row.data_to),
        scenario=Scenario(record["scenario"]),
        points=tuple(ForecastPoint(Period.from_key(key), *numbers) for key, *numbers in record["points"]),
        history=tuple((Period.from_key(key), value) for key, value in record["history"]),
        releases=tuple(record["releases"]),
        superseded_by=row.superseded_by,
        **{name: record[name] for name in PLAIN},
        **{name: getattr(row, name) for name in SAID},
    )
