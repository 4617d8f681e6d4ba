"""The figures: releases, loads, series, observations and what they replaced."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from oba.store.schema.columns import LONG, NUMBER, WORDS, Moment

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    make_meta()
    make_release()
    make_release_sheet()
    make_load()
    make_sheet_column()
    make_period()
    make_series()
    make_observation()
    make_observation_history()
    op.execute("INSERT INTO meta (id, version) VALUES (1, 0)")


def make_meta() -> None:
    op.create_table(
        "meta",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", LONG, nullable=False),
    )


def make_release() -> None:
    op.create_table(
        "release",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("publisher", WORDS, nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("release", WORDS, nullable=False),
        sa.Column("address", WORDS, nullable=False),
        sa.Column("licence", WORDS, nullable=False),
        sa.Column("published", sa.Date),
        sa.Column("retrieved", sa.Date),
        sa.Column("note", WORDS, nullable=False),
        sa.Column("file_name", WORDS, nullable=False),
        sa.Column("sha256", WORDS, nullable=False),
        sa.UniqueConstraint("sha256"),
    )


def make_release_sheet() -> None:
    op.create_table(
        "release_sheet",
        sa.Column("release_id", sa.Integer, sa.ForeignKey("release.id"), primary_key=True),
        sa.Column("sheet", WORDS, primary_key=True),
        sa.Column("indicator", WORDS, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
    )


def make_load() -> None:
    op.create_table(
        "load",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("release_id", sa.Integer, sa.ForeignKey("release.id"), nullable=False, index=True),
        sa.Column("loaded_at", Moment, nullable=False),
        sa.Column("loaded_by", WORDS, nullable=False),
        sa.Column("format", WORDS, nullable=False),
        sa.Column("added", sa.Integer, nullable=False),
        sa.Column("revised", sa.Integer, nullable=False),
        sa.Column("withdrawn", sa.Integer, nullable=False),
        sa.Column("unchanged", sa.Integer, nullable=False),
    )


def make_sheet_column() -> None:
    op.create_table(
        "sheet_column",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("load_id", sa.Integer, sa.ForeignKey("load.id"), nullable=False),
        sa.Column("sheet", WORDS, nullable=False),
        sa.Column("head", WORDS, nullable=False),
        sa.UniqueConstraint("load_id", "sheet", "head"),
    )


def make_period() -> None:
    op.create_table(
        "period",
        sa.Column("id", LONG, primary_key=True, autoincrement=False),
        sa.Column("start", sa.Date, nullable=False),
        sa.Column("end", sa.Date, nullable=False),
        sa.Column("label", WORDS, nullable=False),
    )


def make_series() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("indicator", WORDS, sa.ForeignKey("indicator.key"), nullable=False),
        sa.Column("area", WORDS, sa.ForeignKey("area.code"), nullable=False, index=True),
        sa.Column("breakdown", WORDS, nullable=False),
        sa.UniqueConstraint("indicator", "area", "breakdown"),
    )


def make_observation() -> None:
    op.create_table(
        "observation",
        sa.Column("series_id", sa.Integer, sa.ForeignKey("series.id"), primary_key=True, autoincrement=False),
        sa.Column("period_id", LONG, sa.ForeignKey("period.id"), primary_key=True, autoincrement=False),
        sa.Column("value", NUMBER),
        sa.Column("lower", NUMBER),
        sa.Column("upper", NUMBER),
        sa.Column("numerator", NUMBER),
        sa.Column("denominator", NUMBER),
        sa.Column("marker", WORDS, nullable=False),
        sa.Column("source_text", WORDS),
        sa.Column("sheet_column_id", sa.Integer, sa.ForeignKey("sheet_column.id"), nullable=False),
        sa.Column("row", sa.Integer),
        sqlite_with_rowid=False,
    )


def make_observation_history() -> None:
    op.create_table(
        "observation_history",
        sa.Column("series_id", sa.Integer, sa.ForeignKey("series.id"), primary_key=True, autoincrement=False),
        sa.Column("period_id", LONG, sa.ForeignKey("period.id"), primary_key=True, autoincrement=False),
        sa.Column("replaced_by", sa.Integer, sa.ForeignKey("load.id"), primary_key=True, autoincrement=False),
        sa.Column("happened", WORDS, nullable=False),
        sa.Column("value", NUMBER),
        sa.Column("lower", NUMBER),
        sa.Column("upper", NUMBER),
        sa.Column("numerator", NUMBER),
        sa.Column("denominator", NUMBER),
        sa.Column("marker", WORDS, nullable=False),
        sa.Column("source_text", WORDS),
        sa.Column("sheet_column_id", sa.Integer, sa.ForeignKey("sheet_column.id"), nullable=False),
        sa.Column("row", sa.Integer),
        sa.CheckConstraint("happened IN ('revised', 'withdrawn')", name="happened"),
        sqlite_with_rowid=False,
    )
