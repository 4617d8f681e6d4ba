"""Two stores beside each other, row by row: for a comparison of what two publications hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Connection, Table, select

from oba.store.schema import (
    NUMBERS,
    action,
    action_progress,
    action_support,
    area,
    baseline,
    contribution,
    disclosure_rule,
    idea,
    idea_why_none,
    indicator,
    metadata,
    observation,
    outcome,
    partner,
    period,
    plan,
    release,
    series,
    story_force,
    story_gap,
    story_voice,
    success,
    target,
    theme,
)

Named = tuple[str, str, str, int]
"""Indicator, area, breakdown and period of a figure."""
GROUPS: dict[str, tuple[Table, ...]] = {
    "story": (story_force, story_voice, story_gap, idea, idea_why_none, contribution, success),
    "actions": (action, action_progress, action_support),
    "wording": (plan, theme, outcome, indicator, partner, target, disclosure_rule),
    "sources": (release,),
    "baselines": (baseline,),
}
"""What is compared beside the figures: the tables of each group."""
PASSED_OVER = frozenset(
    ("position", "version", "in_workbook", "written_by", "recorded_by", "retired", "rank", "set_by", "set_at")
)
"""Columns that say nothing to a reader of what has changed."""
APART = frozenset(
    ("meta", "publication", "observation", "observation_history", "series", "period", "sheet_column", "load")
)
"""Tables that are no texts."""
ABOUT = ("indicator", "action", "title", "name", "sentence", "number", "key", "id")
"""The columns by which a row is told, the first of them that it has."""


def each_figure(
    conn: Connection, *, indicators: Collection[str] | None = None
) -> Iterator[tuple[Named, tuple[Any, ...]]]:
    """Every figure by its name, with its numbers and marker, in the order of the names; None: of every indicator."""
    names = (series.c.indicator, series.c.area, series.c.breakdown, observation.c.period_id)
    statement = (
        select(*names, *(observation.c[name] for name in NUMBERS), observation.c.marker)
        .join(series, series.c.id == observation.c.series_id)
        .order_by(*names)
        .execution_options(stream_results=True)
    )
    if indicators is not None:
        statement = statement.where(series.c.indicator.in_(list(indicators)))
    for row in conn.execute(statement):
        yield (row[0], row[1], row[2], row[3]), tuple(row[4:])


def read_place_names(conn: Connection) -> tuple[dict[str, str], dict[int, str]]:
    """What areas are called by their codes, and periods by their numbers."""
    areas = conn.execute(select(area.c.code, area.c.name))
    periods = conn.execute(select(period.c.id, period.c.label))
    return {row[0]: row[1] for row in areas}, {row[0]: row[1] for row in periods}


def list_read_through() -> tuple[Table, ...]:
    """Every table but the figures, which `each_figure` reads, and what differs from one publication to the next."""
    return tuple(one for one in metadata.sorted_tables if one.name not in APART)


def read_rows(conn: Connection, table: Table) -> dict[tuple[Any, ...], dict[str, Any]]:
    """The rows of a table by their keys, without the columns that are passed over, and without what was withdrawn."""
    keys = [column.name for column in table.primary_key.columns]
    shown = [column for column in table.c if column.name in keys or column.name not in PASSED_OVER]
    found = {}
    for row in conn.execute(select(*shown)):
        values = dict(row._mapping)
        if not values.get("withdrawn"):
            found[tuple(values[name] for name in keys)] = values
    return found


def about(table: Table, row: dict[str, Any]) -> str:
    """What a row is about, by the key of an indicator, an action or itself."""
    name = next((one for one in ABOUT if one in table.c), "")
    return str(row[name]) if name and row[name] is not None else ""
