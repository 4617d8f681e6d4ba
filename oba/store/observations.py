"""The load path: figures staged, compared and merged in one transaction, what they replace kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from importlib import import_module

import pandas as pd
from sqlalchemy import Connection, delete, exists, insert, literal, or_, select, text, update

from oba.model.release import ChangeKind
from oba.store.comparison import COMPARED, TEMPORARY, Comparison, changed, compare, same_figure, staging
from oba.store.confirmations import write_confirmations, write_coverage
from oba.store.schema import NUMBERS, load, observation, observation_history
from oba.store.staging import STORED, stage

FIGURES = STORED[2:]


def load_figures(
    conn: Connection,
    frames: Iterable[pd.DataFrame],
    *,
    load_id: int,
    source_key: tuple[str, str],
    limit: int = 200,
    withdraw: bool = True,
    given: Callable[[], Collection[str]] = lambda: NUMBERS,
) -> Comparison:
    """Write the figures of a recorded load. `frames` have FIGURE_COLUMNS; `source_key` is (publisher, title).

    Without `withdraw` the file is merged figure by figure, and what it leaves out stays. `given` tells, when the
    frames have been read, of which numbers the file speaks.

    Every error must be let out of `writing()`, which then leaves the store as it was.
    """
    staged = stage(conn, frames, load_id=load_id)
    comparison = compare(conn, staged, source_key=source_key, limit=limit, withdraw=withdraw, given=given())
    merge(conn, comparison, load_id=load_id)
    return comparison


def preview_figures(
    conn: Connection,
    frames: Iterable[pd.DataFrame],
    *,
    source_key: tuple[str, str],
    limit: int = 200,
    withdraw: bool = True,
    given: Callable[[], Collection[str]] = lambda: NUMBERS,
) -> Comparison:
    """What `load_figures` would do. It writes nothing, so it may be asked in `reading()`."""
    staged = stage(conn, frames)
    return compare(conn, staged, source_key=source_key, limit=limit, withdraw=withdraw, given=given())


def merge(conn: Connection, comparison: Comparison, *, load_id: int) -> None:
    """Write what the comparison found. A figure that is unchanged keeps the cell it first came from."""
    staged = comparison.staged
    if staged.load_id not in (None, load_id):
        raise ValueError("the rows were staged for another load")
    staged.names.write_new(load_id=load_id)
    _keep_history(conn, load_id=load_id)
    _remove_withdrawn(conn)
    _write_changed(conn)
    if comparison.counts[ChangeKind.UNCHANGED]:
        write_confirmations(conn, load_id=load_id, whole=comparison.whole)
    if comparison.withdraws:
        write_coverage(conn, staged.covered, load_id=load_id)
    counts = {kind.value: comparison.counts[kind] for kind in ChangeKind}
    facts = {"withdraws": comparison.withdraws, "given": " ".join(comparison.given)}
    conn.execute(update(load).where(load.c.id == load_id).values(**counts, **facts))
    for name in ("staging", *TEMPORARY):
        conn.execute(text(f"DROP TABLE {name}"))


def _keep_history(conn: Connection, *, load_id: int) -> None:
    replaced = changed.c.kind.in_([ChangeKind.REVISED.value, ChangeKind.WITHDRAWN.value])
    old = (
        select(*(observation.c[name] for name in STORED), literal(load_id), changed.c.kind)
        .select_from(changed.join(observation, same_figure(changed, observation)))
        .where(replaced)
    )
    conn.execute(insert(observation_history).from_select([*STORED, "replaced_by", "happened"], old))


def _remove_withdrawn(conn: Connection) -> None:
    gone = select(changed.c.series_id).where(
        same_figure(changed, observation), changed.c.kind == ChangeKind.WITHDRAWN.value
    )
    series = select(changed.c.series_id).where(changed.c.kind == ChangeKind.WITHDRAWN.value)
    conn.execute(delete(observation).where(observation.c.series_id.in_(series), exists(gone)))


def _write_changed(conn: Connection) -> None:
    new = (
        select(*(staging.c[name] for name in STORED))
        .select_from(changed.join(staging, same_figure(changed, staging)))
        .where(changed.c.kind != ChangeKind.WITHDRAWN.value)
    )
    # only the dialect in use is imported: the other costs ten megabytes
    dialect = import_module(f"sqlalchemy.dialects.{conn.dialect.name}")
    statement = dialect.insert(observation).from_select(list(STORED), new)
    given = statement.excluded
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=["series_id", "period_id"],
            set_={name: given[name] for name in FIGURES},
            where=or_(*(given[name].is_distinct_from(observation.c[name]) for name in COMPARED)),
        )
    )
