"""What a load says again, unchanged, and how far it reaches: without both, an earlier load could not be undone."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, insert, text

from oba.store.schema import coverage

# A series of which every given figure is new or revised is not confirmed in any.
SERIES_CONFIRMED = """
    given AS MATERIALIZED (
        SELECT series_id, count(*) AS figures, min(period_id) AS first, max(period_id) AS last
        FROM staging GROUP BY series_id),
    differing AS MATERIALIZED (
        SELECT series_id, count(*) AS figures FROM changed WHERE kind <> 'withdrawn' GROUP BY series_id),
    confirmed AS MATERIALIZED (
        SELECT given.* FROM given LEFT JOIN differing ON differing.series_id = given.series_id
        WHERE given.figures > coalesce(differing.figures, 0))"""
ALL_WHOLE = f"""
    INSERT INTO confirmation (series_id, load_id, first, last)
    WITH {SERIES_CONFIRMED}
    SELECT series_id, :load_id, first, last FROM confirmed"""  # noqa: S608
# A series that the file gives in part is cut into runs: a figure's place among all, less its place among
# those given, is the same within a run and in no other.
SOME_IN_PART = f"""
    INSERT INTO confirmation (series_id, load_id, first, last)
    WITH {SERIES_CONFIRMED},
    held AS MATERIALIZED (
        SELECT confirmed.series_id, count(*) AS figures FROM confirmed
        JOIN observation o ON o.series_id = confirmed.series_id
        AND o.period_id BETWEEN confirmed.first AND confirmed.last GROUP BY confirmed.series_id),
    placed AS (
        SELECT o.series_id, o.period_id, s.series_id IS NOT NULL AS is_given,
        row_number() OVER (PARTITION BY o.series_id ORDER BY o.period_id)
        - row_number() OVER (PARTITION BY o.series_id, s.series_id IS NOT NULL ORDER BY o.period_id) AS run
        FROM confirmed JOIN held ON held.series_id = confirmed.series_id AND held.figures > confirmed.figures
        JOIN observation o ON o.series_id = confirmed.series_id
        AND o.period_id BETWEEN confirmed.first AND confirmed.last
        LEFT JOIN staging s ON s.series_id = o.series_id AND s.period_id = o.period_id)
    SELECT confirmed.series_id, :load_id, first, last FROM confirmed
    JOIN held ON held.series_id = confirmed.series_id AND held.figures = confirmed.figures
    UNION ALL
    SELECT series_id, :load_id, min(period_id), max(period_id) FROM placed
    WHERE is_given GROUP BY series_id, run"""  # noqa: S608


def write_confirmations(conn: Connection, *, load_id: int, whole: bool) -> None:
    """Keep which figures of the store the staged rows gave unchanged, once the changed ones are written.

    `whole` tells that no figure of the staged series was left out, which spares looking for those.
    """
    # the parameter is spelt out for PostgreSQL, which sees no type in a selected one
    statement = ALL_WHOLE if whole else SOME_IN_PART
    conn.execute(text(statement.replace(":load_id", "CAST(:load_id AS INTEGER)")), {"load_id": load_id})


def write_coverage(conn: Connection, covered: Mapping[str, tuple[int, int]], *, load_id: int) -> None:
    """Keep the first and last period that a load has of each indicator."""
    rows = [
        {"load_id": load_id, "indicator": key, "first": first, "last": last}
        for key, (first, last) in covered.items()
    ]
    if rows:
        conn.execute(insert(coverage), rows)
