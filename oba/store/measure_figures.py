"""The figures of performance measures: what a return adds and revises. Earlier values stay in the history of edits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from oba.model.marker import read_markers, write_markers
from oba.model.performance import MeasureFigure
from oba.model.period import Period
from oba.store.edits import record_edits
from oba.store.numbers import add_periods
from oba.store.schema import measure_figure, performance_measure, release

KIND = "measure figure"
COMPARED = ("value", "numerator", "denominator", "markers")


@dataclass(frozen=True, slots=True)
class FigureChange:
    """What a return does to one period of one measure: `added`, `revised` or `unchanged`; `before` as it stood."""

    kind: str
    figure: MeasureFigure
    before: MeasureFigure | None = None


def read_figures(conn: Connection, measures: Iterable[str]) -> tuple[MeasureFigure, ...]:
    """The figures of these measures, each measure's oldest first."""
    statement = select(measure_figure).where(measure_figure.c.measure.in_(list(measures)))
    rows = conn.execute(statement.order_by(measure_figure.c.measure, measure_figure.c.period_id))
    return tuple(
        MeasureFigure(
            measure=row.measure,
            period=Period.from_key(row.period_id),
            value=row.value,
            numerator=row.numerator,
            denominator=row.denominator,
            markers=read_markers(row.marker),
            source_text=row.source_text,
            cell=row.cell,
            release=row.release_id,
        )
        for row in rows
    )


def list_measures(conn: Connection, *, with_figures: bool = False) -> tuple[str, ...]:
    """The keys of all measures, those that have left the plan too; or of those alone that have figures."""
    if with_figures:
        return tuple(conn.execute(select(measure_figure.c.measure).distinct()).scalars())
    keys = select(performance_measure.c.key).order_by(performance_measure.c.key)
    return tuple(conn.execute(keys).scalars())


def compare_figures(conn: Connection, figures: Iterable[MeasureFigure]) -> tuple[FigureChange, ...]:
    """What writing the figures would do. A period that they do not speak of stays as it is."""
    new = list(figures)
    held = {(one.measure, one.period): one for one in read_figures(conn, {one.measure for one in new})}
    return tuple(_compare(one, held.get((one.measure, one.period))) for one in new)


def write_figures(
    conn: Connection, figures: Iterable[MeasureFigure], *, by: str, at: datetime
) -> tuple[FigureChange, ...]:
    """Write what is new or revised, and record each with who and when."""
    changes = compare_figures(conn, figures)
    told = [one for each in changes for one in (each.figure, each.before) if one is not None]
    named = select(release.c.id, release.c.file_name).where(release.c.id.in_({one.release for one in told}))
    files = {row.id: row.file_name for row in conn.execute(named)}
    add_periods(conn, [one.figure.period.key for one in changes])
    for one in changes:
        if one.kind == "unchanged":
            continue
        row = _row(one.figure)
        if one.before is None:
            conn.execute(insert(measure_figure).values(**row))
        else:
            same = (measure_figure.c.measure == row["measure"]) & (
                measure_figure.c.period_id == row["period_id"]
            )
            conn.execute(update(measure_figure).where(same).values(**row))
        record_edits(
            conn,
            kind=KIND,
            key=f"{one.figure.measure}/{one.figure.period.label}",
            by=by,
            at=at,
            changes={"figure": (_say(one.before, files) if one.before else None, _say(one.figure, files))},
        )
    return changes


def add_figures(conn: Connection, figures: Iterable[MeasureFigure]) -> None:
    """Write figures that came from another store, whose history is copied with them."""
    rows = [_row(one) for one in figures]
    add_periods(conn, [one["period_id"] for one in rows])
    if rows:
        conn.execute(insert(measure_figure), rows)


def _compare(new: MeasureFigure, held: MeasureFigure | None) -> FigureChange:
    if held is None:
        return FigureChange("added", new)
    same = all(getattr(new, name) == getattr(held, name) for name in COMPARED)
    return FigureChange("unchanged" if same else "revised", new, held)


def _row(one: MeasureFigure) -> dict[str, Any]:
    return {
        "measure": one.measure,
        "period_id": one.period.key,
        "value": one.value,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "marker": write_markers(one.markers),
        "source_text": one.source_text,
        "cell": one.cell,
        "release_id": one.release,
    }


def _say(one: MeasureFigure, files: Mapping[int, str]) -> str:
    """The figure as the history keeps it: the number exactly, what it was made of, and in which file and cell."""
    parts = [repr(one.value) if one.value is not None else "no value", write_markers(one.markers)]
    if one.numerator is not None or one.denominator is not None:
        parts.append(f"{one.numerator!r} of {one.denominator!r}")
    return " ".join([*filter(None, parts), f"({files.get(one.release, '')}, {one.cell})"])
