"""Loads that can be undone, what they confirmed, and what people have decided about sources."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from oba.store.schema.columns import LONG, NUMBER, WORDS, Moment

revision = "0004"
down_revision = "0003"

RULE = "happened IN ('revised', 'withdrawn', 'undone')"
GIVEN = """
    SELECT s.load_id, r.indicator, f.period_id FROM {table} f
    JOIN sheet_column s ON s.id = f.sheet_column_id JOIN series r ON r.id = f.series_id"""


def upgrade() -> None:
    extend_load()
    widen_history()
    make_coverage()
    make_confirmation()
    make_restoration()
    make_answer()
    make_indicator_code()
    make_recipe()
    op.add_column("indicator", sa.Column("origin", WORDS, nullable=False, server_default="plan"))
    cover_earlier_loads()


def extend_load() -> None:
    op.add_column("load", sa.Column("kind", WORDS, nullable=False, server_default="figures"))
    # by hand, for SQLite takes a reference with a new column only in this form
    op.execute("ALTER TABLE load ADD COLUMN undoes INTEGER CONSTRAINT fk_load_undoes REFERENCES load (id)")
    op.add_column("load", sa.Column("withdraws", sa.Boolean))
    op.create_index("ix_load_undoes", "load", ["undoes"], unique=True)
    op.execute("UPDATE load SET kind = 'plan' WHERE format = 'plan workbook'")


def widen_history() -> None:
    """Let a figure be undone too. SQLite cannot change a rule of a table, so the table is made again."""
    if op.get_bind().dialect.name != "sqlite":
        op.execute("ALTER TABLE observation_history DROP CONSTRAINT ck_observation_history_happened")
        op.execute(
            f"ALTER TABLE observation_history ADD CONSTRAINT ck_observation_history_happened CHECK ({RULE})"
        )
        return
    op.execute("ALTER TABLE observation_history RENAME TO earlier_history")
    make_observation_history()
    op.execute("INSERT INTO observation_history SELECT * FROM earlier_history")
    op.execute("DROP TABLE earlier_history")


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
        sa.CheckConstraint(RULE, name="happened"),
        sqlite_with_rowid=False,
    )


def make_coverage() -> None:
    op.create_table(
        "coverage",
        sa.Column("load_id", sa.Integer, sa.ForeignKey("load.id"), primary_key=True, autoincrement=False),
        sa.Column("indicator", WORDS, sa.ForeignKey("indicator.key"), primary_key=True),
        sa.Column("first", LONG, nullable=False),
        sa.Column("last", LONG, nullable=False),
        sqlite_with_rowid=False,
    )


def make_confirmation() -> None:
    op.create_table(
        "confirmation",
        sa.Column("series_id", sa.Integer, sa.ForeignKey("series.id"), primary_key=True, autoincrement=False),
        sa.Column("load_id", sa.Integer, sa.ForeignKey("load.id"), primary_key=True, autoincrement=False),
        sa.Column("first", LONG, primary_key=True, autoincrement=False),
        sa.Column("last", LONG, nullable=False),
        sqlite_with_rowid=False,
    )


def make_restoration() -> None:
    op.create_table(
        "restoration",
        sa.Column("series_id", sa.Integer, sa.ForeignKey("series.id"), primary_key=True, autoincrement=False),
        sa.Column("period_id", LONG, sa.ForeignKey("period.id"), primary_key=True, autoincrement=False),
        sa.Column("load_id", sa.Integer, sa.ForeignKey("load.id"), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )


def make_answer() -> None:
    op.create_table(
        "answer",
        sa.Column("publisher", WORDS, primary_key=True),
        sa.Column("title", WORDS, primary_key=True),
        sa.Column("kind", WORDS, primary_key=True),
        sa.Column("subject", WORDS, primary_key=True),
        sa.Column("answer", WORDS, nullable=False),
        sa.Column("given_by", WORDS, nullable=False),
        sa.Column("given_at", Moment, nullable=False),
    )


def make_indicator_code() -> None:
    op.create_table(
        "indicator_code",
        sa.Column("code", WORDS, primary_key=True),
        sa.Column("indicator", WORDS, sa.ForeignKey("indicator.key"), nullable=False, index=True),
        sa.Column("origin", WORDS, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("decided_by", WORDS, nullable=False),
        sa.Column("decided_at", Moment),
    )


def make_recipe() -> None:
    op.create_table(
        "recipe",
        sa.Column("name", WORDS, primary_key=True),
        sa.Column("body", WORDS, nullable=False),
        sa.Column("made_at", Moment, nullable=False),
    )


def cover_earlier_loads() -> None:
    """Say what an earlier load covers where that is known: where every figure of its file stands under its name."""
    given = " UNION ALL ".join(GIVEN.format(table=name) for name in ("observation", "observation_history"))
    known = "SELECT id FROM load WHERE kind = 'figures' AND unchanged = 0"
    op.execute(
        f"""INSERT INTO coverage (load_id, indicator, first, last)
        SELECT load_id, indicator, min(period_id), max(period_id) FROM ({given}) AS given
        WHERE load_id IN ({known}) GROUP BY load_id, indicator"""  # noqa: S608
    )
    op.execute(f"UPDATE load SET withdraws = TRUE WHERE id IN ({known})")  # noqa: S608
