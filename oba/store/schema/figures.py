"""The figures as tables: releases, our loads of them, series, observations and what they replaced."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    Table,
    UniqueConstraint,
    text,
)

from oba.store.schema.columns import LONG, NUMBER, WORDS, Moment, metadata

NUMBERS = ("value", "lower", "upper", "numerator", "denominator")


def _id() -> Column[int]:
    """Given by us inside the one writer's transaction, so that both databases number alike."""
    return Column("id", Integer, primary_key=True, autoincrement=False)


def _figures() -> list[Column[Any]]:
    """The columns that an observation and its history share.

    `source_text` is NULL where it is the shortest text of the value, which most are. A cell is the head of
    its `sheet_column` followed by `row` (NULL where a cell does not end in a number).
    """
    return [
        *(Column(name, NUMBER) for name in NUMBERS),
        Column("marker", WORDS, nullable=False),
        Column("source_text", WORDS),
        Column("sheet_column_id", Integer, ForeignKey("sheet_column.id"), nullable=False),
        Column("row", Integer),
    ]


meta = Table(
    "meta",
    metadata,
    _id(),
    Column("version", LONG, nullable=False),
    Column("talk_version", LONG, nullable=False, server_default=text("0")),
)
release = Table(
    "release",
    metadata,
    _id(),
    Column("publisher", WORDS, nullable=False),
    Column("title", WORDS, nullable=False),
    Column("release", WORDS, nullable=False),
    Column("address", WORDS, nullable=False),
    Column("licence", WORDS, nullable=False),
    Column("published", Date),
    Column("retrieved", Date),
    Column("note", WORDS, nullable=False),
    Column("file_name", WORDS, nullable=False),
    Column("sha256", WORDS, nullable=False),
    UniqueConstraint("sha256"),
)
release_sheet = Table(
    "release_sheet",
    metadata,
    Column("release_id", Integer, ForeignKey("release.id"), primary_key=True),
    Column("sheet", WORDS, primary_key=True),
    Column("indicator", WORDS, nullable=False),
    Column("position", Integer, nullable=False),
)
load = Table(
    "load",
    metadata,
    _id(),
    Column("release_id", Integer, ForeignKey("release.id"), nullable=False, index=True),
    Column("loaded_at", Moment, nullable=False),
    Column("loaded_by", WORDS, nullable=False),
    Column("format", WORDS, nullable=False),
    Column("added", Integer, nullable=False),
    Column("revised", Integer, nullable=False),
    Column("withdrawn", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("kind", WORDS, nullable=False, server_default="figures"),
    Column("undoes", Integer, ForeignKey("load.id"), index=True, unique=True),
    # whether what it leaves out is withdrawn; NULL where that was not yet kept, and for plans and undos
    Column("withdraws", Boolean),
    # the numbers that its file has columns for, in the order of NUMBERS
    Column("given", WORDS, nullable=False, server_default=" ".join(NUMBERS)),
)
sheet_column = Table(
    "sheet_column",
    metadata,
    _id(),
    Column("load_id", Integer, ForeignKey("load.id"), nullable=False),
    Column("sheet", WORDS, nullable=False),
    Column("head", WORDS, nullable=False),
    UniqueConstraint("load_id", "sheet", "head"),
)
period = Table(
    "period",
    metadata,
    Column("id", LONG, primary_key=True, autoincrement=False),
    Column("start", Date, nullable=False),
    Column("end", Date, nullable=False),
    Column("label", WORDS, nullable=False),
)
series = Table(
    "series",
    metadata,
    _id(),
    Column("indicator", WORDS, ForeignKey("indicator.key"), nullable=False),
    Column("area", WORDS, ForeignKey("area.code"), nullable=False, index=True),
    Column("breakdown", WORDS, nullable=False),
    UniqueConstraint("indicator", "area", "breakdown"),
)
observation = Table(
    "observation",
    metadata,
    Column("series_id", Integer, ForeignKey("series.id"), primary_key=True, autoincrement=False),
    Column("period_id", LONG, ForeignKey("period.id"), primary_key=True, autoincrement=False),
    *_figures(),
    sqlite_with_rowid=False,
)
observation_history = Table(
    "observation_history",
    metadata,
    Column("series_id", Integer, ForeignKey("series.id"), primary_key=True, autoincrement=False),
    Column("period_id", LONG, ForeignKey("period.id"), primary_key=True, autoincrement=False),
    Column("replaced_by", Integer, ForeignKey("load.id"), primary_key=True, autoincrement=False),
    Column("happened", WORDS, nullable=False),
    *_figures(),
    CheckConstraint("happened IN ('revised', 'withdrawn', 'undone')", name="happened"),
    sqlite_with_rowid=False,
)
