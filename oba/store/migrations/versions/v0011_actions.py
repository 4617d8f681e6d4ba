"""More of an action: who leads and supports, how it is paid for, its progress, its versions; none is ever deleted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from oba.store.schema.columns import WORDS, Moment

revision = "0011"
down_revision = "0010"

WORDS_ADDED = ("lead", "funding", "funded_with", "also_serves", "idea", "withdrawn_because")
WORDS_OF_REFUSAL = "what was noted of an action is kept as it was noted, and is never altered"
KEPT = ("action_progress", "action_version")


def upgrade() -> None:
    for name in WORDS_ADDED:
        op.add_column("action", sa.Column(name, WORDS, nullable=False, server_default=sa.text("''")))
    op.add_column("action", sa.Column("stops", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("action", sa.Column("withdrawn", sa.Date))
    # NULL: as it stands. Every action there is came from a workbook, and no page could change one yet
    op.add_column("action", sa.Column("in_workbook", WORDS))
    op.create_table(
        "action_support",
        sa.Column("action", sa.Integer, sa.ForeignKey("action.number"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("partner", WORDS, nullable=False),
    )
    op.create_table(
        "action_progress",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("action", sa.Integer, sa.ForeignKey("action.number"), nullable=False),
        sa.Column("noted_at", Moment, nullable=False),
        sa.Column("noted_by", WORDS, nullable=False),
        sa.Column("text", WORDS, nullable=False),
    )
    op.create_index("ix_action_progress_action", "action_progress", ["action"])
    op.create_table(
        "action_version",
        sa.Column("action", sa.Integer, sa.ForeignKey("action.number"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("texts", WORDS, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        guard_sqlite()
    else:
        guard_postgresql()


def guard_sqlite() -> None:
    """BEFORE INSERT stands against INSERT OR REPLACE, which deletes without calling a delete trigger."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{WORDS_OF_REFUSAL}'); END"
    there = {
        "action_progress": "EXISTS (SELECT 1 FROM action_progress WHERE id = NEW.id)",
        "action_version": (
            "EXISTS (SELECT 1 FROM action_version WHERE action = NEW.action AND version = NEW.version)"
        ),
    }
    for table in KEPT:
        for event, rule in (("UPDATE", "1"), ("DELETE", "1"), ("INSERT", there[table])):
            op.execute(
                f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} WHEN {rule} {refuse}"
            )


def guard_postgresql() -> None:
    op.execute(
        f"""CREATE FUNCTION refuse_to_alter_a_note() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{WORDS_OF_REFUSAL}'; END $$"""
    )
    for table in KEPT:
        for event, each in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
            op.execute(
                f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} FOR EACH {each}"
                " EXECUTE FUNCTION refuse_to_alter_a_note()"
            )
