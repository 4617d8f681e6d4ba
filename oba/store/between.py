"""What the store held at one moment and at a later one, of the series that a load between them touched."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from oba.model.series import Series
from oba.store.replay import Standing
from oba.store.schema import load, observation, observation_history, restoration, sheet_column
from oba.store.timeline import Past, read_facts, read_pasts
from oba.store.vintage import SERIES_AT_ONCE, find_series, observe

NONE = 0
"""The load before the first."""
AT_ONCE = 500
Held = dict[tuple[str, str], Series]
"""By indicator and area."""


def find_last_load(conn: Connection, moment: datetime | None = None) -> int:
    """The number of the last load, or undo of one, that had been made by then, `moment` included; 0 for none."""
    statement = select(func.coalesce(func.max(load.c.id), NONE))
    if moment is not None:
        statement = statement.where(load.c.loaded_at <= moment)
    return int(conn.execute(statement).scalar_one())


def read_between(
    conn: Connection, first: int, last: int, *, indicators: Iterable[str], areas: Iterable[str]
) -> tuple[Held, Held]:
    """The headline series that a load after `first`, up to `last`, touched: as `first` left them, and as `last` did.

    A series that held nothing at one of the two is not in that one. What was loaded and undone again between the two
    is the same in both.
    """
    if first >= last:
        return {}, {}
    numbers = find_series(conn, indicators=indicators, areas=areas, breakdown="")
    touched = _touched(conn, numbers, first=first, last=last)
    before, after = _play(conn, touched, (first, last))
    return before, after


def read_at(conn: Connection, at: int, *, indicators: Iterable[str], areas: Iterable[str]) -> Held:
    """The headline series as the load `at` left them."""
    (held,) = _play(conn, find_series(conn, indicators=indicators, areas=areas, breakdown=""), (at,))
    return held


def _play(conn: Connection, numbers: list[int], moments: tuple[int, ...]) -> list[Held]:
    """The series with these numbers as they stood after each of some loads."""
    found: list[Held] = [{} for _ in moments]
    facts = read_facts(conn) if numbers else {}
    for start in range(0, len(numbers), SERIES_AT_ONCE):
        for past in read_pasts(conn, numbers[start : start + SERIES_AT_ONCE]):
            for at, held in zip(moments, found, strict=True):
                series = _hold(past, at, facts)
                if series.observations:
                    held[past.name[:2]] = series
    return found


def _touched(conn: Connection, numbers: list[int], *, first: int, last: int) -> list[int]:
    """Of these series, those of which a figure was given, ended or put back by a load between the two."""
    found: set[int] = set()
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        given = (
            select(observation.c.series_id)
            .join(sheet_column, sheet_column.c.id == observation.c.sheet_column_id)
            .where(observation.c.series_id.in_(some), _within(sheet_column.c.load_id, first, last))
        )
        ended = select(observation_history.c.series_id).where(
            observation_history.c.series_id.in_(some),
            _within(observation_history.c.replaced_by, first, None),
        )
        back = select(restoration.c.series_id).where(
            restoration.c.series_id.in_(some), _within(restoration.c.load_id, first, last)
        )
        for statement in (given, ended, back):
            found.update(conn.execute(statement.distinct()).scalars())
    return [number for number in numbers if number in found]


def _within(column: Any, first: int, last: int | None) -> ColumnElement[bool]:
    after: ColumnElement[bool] = column > first
    return after if last is None else after & (column <= last)


def _hold(past: Past, at: int, facts: dict[int, Any]) -> Series:
    """A series as the load `at` left it."""
    return Series(
        *past.name,
        observations=tuple(
            observe(period, Standing(version, facts[version.load]))
            for period in sorted(past.cells)
            for version in past.cells[period]
            if version.start <= at < version.end
        ),
    )
