"""What a load would put in the place of, or take away, in a form that is the same only where all of it is."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import Connection, Select, select

from oba.model.release import ChangeKind
from oba.store.comparison import COMPARED, changed, same_figure
from oba.store.schema import observation, observation_history

KEPT = (*COMPARED, "source_text")


def digest_replaced(conn: Connection, load_id: int | None) -> str:
    """Every figure that is revised or withdrawn, as it stood: of a load that is written, or of a comparison."""
    digest = hashlib.sha256()
    for row in conn.execute(_compared() if load_id is None else _written(load_id)):
        digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def _compared() -> Select[Any]:
    """What stands now, while the comparison's own table is there."""
    return (
        select(
            changed.c.series_id, changed.c.period_id, changed.c.kind, *(observation.c[name] for name in KEPT)
        )
        .select_from(changed.join(observation, same_figure(changed, observation)))
        .where(changed.c.kind.in_([ChangeKind.REVISED.value, ChangeKind.WITHDRAWN.value]))
        .order_by(changed.c.series_id, changed.c.period_id)
    )


def _written(load_id: int) -> Select[Any]:
    past = observation_history.c
    return (
        select(past.series_id, past.period_id, past.happened, *(past[name] for name in KEPT))
        .where(past.replaced_by == load_id)
        .order_by(past.series_id, past.period_id)
    )
