"""The headline numbers of one indicator, as they stood before a load."""

from __future__ import annotations

from sqlalchemy import Connection, select

from oba.store.schema import observation, series, sheet_column


def read_held(conn: Connection, indicator: str, *, before: int | None = None) -> dict[str, dict[int, float]]:
    """The number of each period, by its key, in each area. `before` leaves out what that load and later ones wrote,
    for a load that is being written can see its own figures.
    """
    statement = (
        select(series.c.area, observation.c.period_id, observation.c.value)
        .join_from(series, observation, observation.c.series_id == series.c.id)
        .where(series.c.indicator == indicator, series.c.breakdown == "", observation.c.value.is_not(None))
        .order_by(series.c.area, observation.c.period_id)
    )
    if before is not None:
        statement = statement.join(sheet_column, sheet_column.c.id == observation.c.sheet_column_id).where(
            sheet_column.c.load_id < before
        )
    held: dict[str, dict[int, float]] = {}
    for area, period, value in conn.execute(statement).tuples():
        held.setdefault(area, {})[period] = value
    return held
