"""More of a frozen baseline: the areas that steadied its margin, what was forecast for them, who wrote it, and why."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from oba.store.migrations.versions.v0003_baselines import FIXED, WORDS_OF_REFUSAL
from oba.store.schema.columns import NUMBER, WORDS

revision = "0007"
down_revision = "0006"

WORDS_ADDED = ("recorded_by", "replaces_because")
NOW_FIXED = (*FIXED, "moderated_by", *WORDS_ADDED)


def upgrade() -> None:
    op.add_column("baseline", sa.Column("moderated_by", sa.Integer, nullable=False, server_default="0"))
    for name in WORDS_ADDED:
        op.add_column("baseline", sa.Column(name, WORDS, nullable=False, server_default=sa.text("''")))
    key = sa.ForeignKey("baseline.id", deferrable=True, initially="DEFERRED")
    op.create_table(
        "baseline_peer",
        sa.Column("baseline_id", sa.Integer, key, primary_key=True, autoincrement=False),
        sa.Column("area", WORDS, sa.ForeignKey("area.code"), primary_key=True),
        sa.Column("typical_change", NUMBER, nullable=False),
        sa.Column("forecast", WORDS, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        guard_sqlite()
    else:
        guard_postgresql()


def guard_sqlite() -> None:
    """A trigger names its columns, so that of the baseline is made anew with the one that was added."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{WORDS_OF_REFUSAL}'); END"
    altered = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in NOW_FIXED)
    stands = "EXISTS (SELECT 1 FROM baseline WHERE id = {})"
    op.execute("DROP TRIGGER baseline_update")
    for table, event, rule in (
        ("baseline", "UPDATE", f"OLD.superseded_by IS NOT NULL OR NEW.superseded_by IS NULL OR {altered}"),
        ("baseline_peer", "UPDATE", "1"),
        ("baseline_peer", "DELETE", stands.format("OLD.baseline_id")),
        ("baseline_peer", "INSERT", stands.format("NEW.baseline_id")),
    ):
        op.execute(f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} WHEN {rule} {refuse}")


def guard_postgresql() -> None:
    """The functions that refuse stand since 0003."""
    altered = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in NOW_FIXED)
    rule = f"OLD.superseded_by IS NOT NULL OR NEW.superseded_by IS NULL OR {altered}"
    op.execute("DROP TRIGGER baseline_update ON baseline")
    op.execute(
        f"CREATE TRIGGER baseline_update BEFORE UPDATE ON baseline FOR EACH ROW WHEN ({rule})"
        " EXECUTE FUNCTION refuse_to_alter()"
    )
    for event, each, refusal in (
        ("UPDATE", "ROW", "refuse_to_alter"),
        ("DELETE", "ROW", "refuse_to_alter"),
        ("TRUNCATE", "STATEMENT", "refuse_to_alter"),
        ("INSERT", "ROW", "refuse_to_add"),
    ):
        op.execute(
            f"CREATE TRIGGER baseline_peer_{event.lower()} BEFORE {event} ON baseline_peer FOR EACH {each}"
            f" EXECUTE FUNCTION {refusal}()"
        )
