"""What a load leaves behind beside its figures, so that it can be undone and every day be read as it was."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table

from oba.store.schema.columns import LONG, WORDS, metadata


def _load() -> Column[int]:
    return Column("load_id", Integer, ForeignKey("load.id"), primary_key=True, autoincrement=False)


def _series() -> Column[int]:
    return Column("series_id", Integer, ForeignKey("series.id"), primary_key=True, autoincrement=False)


# The periods between which a load speaks for an indicator: what it leaves out there, it withdraws.
coverage = Table(
    "coverage",
    metadata,
    _load(),
    Column("indicator", WORDS, ForeignKey("indicator.key"), primary_key=True),
    Column("first", LONG, nullable=False),
    Column("last", LONG, nullable=False),
    sqlite_with_rowid=False,
)
# Every figure of the series that stood between first and last was given again, unchanged, by the load.
confirmation = Table(
    "confirmation",
    metadata,
    _series(),
    _load(),
    Column("first", LONG, primary_key=True, autoincrement=False),
    Column("last", LONG, nullable=False),
    sqlite_with_rowid=False,
)
# A figure that an undo has put back: it stands from that load on, and comes from where it came before.
restoration = Table(
    "restoration",
    metadata,
    _series(),
    Column("period_id", LONG, ForeignKey("period.id"), primary_key=True, autoincrement=False),
    _load(),
    sqlite_with_rowid=False,
)
