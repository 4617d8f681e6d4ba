"""Series read back: as the model's objects, and as one array for many series at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, bindparam, select

from oba.model.marker import read_markers
from oba.model.period import Period
from oba.model.series import Observation, Series
from oba.store.cells import cell_address, shortest_text
from oba.store.schema import NUMBERS, indicator, load, observation, series, sheet_column

INDICATORS_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Panel:
    """Many series side by side: a row a series, a column a period, NaN for no number.

    `keys` names the rows: (indicator, area, breakdown). `numbers` holds an array for each name asked for.
    """

    keys: tuple[tuple[str, str, str], ...]
    periods: tuple[Period, ...]
    numbers: dict[str, NDArray[np.float64]]


def read_series(
    conn: Connection,
    *,
    indicators: Iterable[str] | None = None,
    areas: Iterable[str] | None = None,
    breakdown: str | None = "",
) -> list[Series]:
    """Series with their observations, by indicator, area and breakdown. None asks for all of a kind.

    Series of retired indicators come only when asked for by key; a series without figures never. Those of every area
    are read some indicators at a time, for one question to a published copy must be short.
    """
    if areas is not None:
        return _read_some(conn, indicators=indicators, areas=areas, breakdown=breakdown)
    keys = _standing(conn) if indicators is None else sorted(set(indicators))
    return [
        one
        for start in range(0, len(keys), INDICATORS_AT_ONCE)
        for one in _read_some(
            conn, indicators=keys[start : start + INDICATORS_AT_ONCE], areas=None, breakdown=breakdown
        )
    ]


def _standing(conn: Connection) -> list[str]:
    return sorted(conn.execute(select(indicator.c.key).where(~indicator.c.retired)).scalars())


def _read_some(
    conn: Connection,
    *,
    indicators: Iterable[str] | None,
    areas: Iterable[str] | None,
    breakdown: str | None,
) -> list[Series]:
    columns = (
        observation.c.period_id,
        *(observation.c[name] for name in NUMBERS),
        observation.c.marker,
        observation.c.source_text,
        sheet_column.c.sheet,
        sheet_column.c.head,
        observation.c.row,
        load.c.release_id,
    )
    statement = (
        select(series.c.indicator, series.c.area, series.c.breakdown, *columns)
        .select_from(series)
        .join(observation, observation.c.series_id == series.c.id)
        .join(sheet_column, sheet_column.c.id == observation.c.sheet_column_id)
        .join(load, load.c.id == sheet_column.c.load_id)
        .order_by(series.c.indicator, series.c.area, series.c.breakdown, observation.c.period_id)
    )
    rows = _run(conn, statement, indicators=indicators, areas=areas, breakdown=breakdown)
    build = _builder()
    return [
        Series(key[0], key[1], key[2], tuple(build(row) for row in group))
        for key, group in groupby(rows, key=itemgetter(0, 1, 2))
    ]


def read_panel(
    conn: Connection,
    *,
    indicators: Iterable[str] | None = None,
    areas: Iterable[str] | None = None,
    breakdown: str | None = "",
    numbers: Sequence[str] = ("value",),
) -> Panel:
    """The same choice of series as arrays. `numbers` are names of `schema.NUMBERS`."""
    statement = (
        select(series.c.id, observation.c.period_id, *(observation.c[name] for name in numbers))
        .select_from(series)
        .join(observation, observation.c.series_id == series.c.id)
        .order_by(series.c.id, observation.c.period_id)
    )
    chosen: dict[str, Any] = {"indicators": indicators, "areas": areas, "breakdown": breakdown}
    named = select(series.c.id, series.c.indicator, series.c.area, series.c.breakdown)
    names = {row[0]: tuple(row[1:]) for row in _run(conn, named, **chosen)}
    table = np.array(_run(conn, statement, **chosen), dtype=np.float64).reshape(-1, 2 + len(numbers))
    ids, places = np.unique(table[:, 0].astype(np.int64), return_inverse=True)
    keys, times = np.unique(table[:, 1].astype(np.int64), return_inverse=True)
    arrays = {}
    for position, name in enumerate(numbers):
        arrays[name] = np.full((len(ids), len(keys)), np.nan)
        arrays[name][places, times] = table[:, 2 + position]
    return Panel(
        keys=tuple(names[number] for number in ids.tolist()),
        periods=tuple(Period.from_key(key) for key in keys.tolist()),
        numbers=arrays,
    )


def _run(
    conn: Connection,
    statement: Select[Any],
    *,
    indicators: Iterable[str] | None,
    areas: Iterable[str] | None,
    breakdown: str | None,
) -> list[tuple[Any, ...]]:
    values: dict[str, Any] = {}
    if indicators is None:
        statement = statement.join(indicator, indicator.c.key == series.c.indicator).where(
            ~indicator.c.retired
        )
    else:
        statement = statement.where(series.c.indicator.in_(bindparam("indicators", expanding=True)))
        values["indicators"] = list(indicators)
    if areas is not None:
        statement = statement.where(series.c.area.in_(bindparam("areas", expanding=True)))
        values["areas"] = list(areas)
    if breakdown is not None:
        statement = statement.where(series.c.breakdown == bindparam("breakdown"))
        values["breakdown"] = breakdown
    # The driver's own tuples: wrapping each row costs more than reading it.
    result = conn.execute(statement, values)
    rows = list(result.cursor.fetchall()) if result.cursor is not None else []
    result.close()
    return rows


def _builder() -> Callable[[Any], Observation]:
    """What makes an observation of a row. Periods and markers recur, so each is made once a reading."""
    period = cache(Period.from_key)
    markers = cache(read_markers)

    def build(row: Any) -> Observation:
        (
            _,
            _,
            _,
            key,
            value,
            lower,
            upper,
            numerator,
            denominator,
            marker,
            kept,
            sheet,
            head,
            number,
            release,
        ) = row
        return Observation(
            period(key),
            value,
            lower,
            upper,
            numerator,
            denominator,
            markers(marker),
            shortest_text(value) if kept is None else kept,
            cell_address(sheet, head, number),
            release,
        )

    return build
