"""Which releases stand behind the figures of each indicator, and which of them revised figures that stood before."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update

from oba.errors import NotFoundError
from oba.model.load_event import LoadKind
from oba.store.schema import (
    indicator,
    load,
    observation,
    observation_history,
    release,
    series,
    sheet_column,
)

CHANGED = ("revised", "withdrawn")


@dataclass(frozen=True, slots=True)
class Behind:
    """A release behind figures of an indicator: what it says of itself, and how many figures are meant."""

    indicator: str
    release: int
    publisher: str
    title: str
    note: str
    file_name: str
    licence: str
    address: str
    figures: int


def read_behind(conn: Connection) -> list[Behind]:
    """Each indicator of the plan with each release of which figures stand."""
    figures = (
        select(observation.c.series_id, observation.c.sheet_column_id, func.count().label("figures"))
        .group_by(observation.c.series_id, observation.c.sheet_column_id)
        .subquery()
    )
    statement = (
        select(series.c.indicator, *_OF_RELEASE, func.sum(figures.c.figures))
        .select_from(figures)
        .join(series, series.c.id == figures.c.series_id)
        .join(sheet_column, sheet_column.c.id == figures.c.sheet_column_id)
        .join(load, load.c.id == sheet_column.c.load_id)
        .join(release, release.c.id == load.c.release_id)
        .join(indicator, indicator.c.key == series.c.indicator)
        .where(~indicator.c.retired)
        .group_by(series.c.indicator, *_OF_RELEASE)
        .order_by(series.c.indicator, release.c.id)
    )
    return [Behind(*row) for row in conn.execute(statement)]


def read_revising(conn: Connection) -> list[Behind]:
    """Each indicator of the plan with each release that revised or withdrew figures of it, and was not undone."""
    undone = select(load.c.undoes).where(load.c.undoes.is_not(None))
    statement = (
        select(series.c.indicator, *_OF_RELEASE, func.count())
        .select_from(observation_history)
        .join(series, series.c.id == observation_history.c.series_id)
        .join(load, load.c.id == observation_history.c.replaced_by)
        .join(release, release.c.id == load.c.release_id)
        .join(indicator, indicator.c.key == series.c.indicator)
        .where(
            observation_history.c.happened.in_(CHANGED),
            load.c.kind == LoadKind.FIGURES.value,
            load.c.id.not_in(undone),
            ~indicator.c.retired,
        )
        .group_by(series.c.indicator, *_OF_RELEASE)
        .order_by(series.c.indicator, release.c.id)
    )
    return [Behind(*row) for row in conn.execute(statement)]


def write_note(conn: Connection, number: int, note: str) -> str:
    """Say of a release what its note is. The note that stood; NotFoundError where there is no such release."""
    before = conn.execute(select(release.c.note).where(release.c.id == number)).scalar_one_or_none()
    if before is None:
        raise NotFoundError(f"there is no release {number}", remedy="Choose one of the list")
    conn.execute(update(release).where(release.c.id == number).values(note=note))
    return str(before)


_OF_RELEASE = (
    release.c.id,
    release.c.publisher,
    release.c.title,
    release.c.note,
    release.c.file_name,
    release.c.licence,
    release.c.address,
)
