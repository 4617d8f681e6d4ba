"""Every edit, which nothing can alter; drafts; and the story behind a baseline."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from oba.store.schema.columns import WORDS, Moment

revision = "0010"
down_revision = "0009"

WORDS_OF_REFUSAL = "an edit is kept as it was made, and is never altered"


def upgrade() -> None:
    make_edit()
    make_draft()
    make_part(
        "story_force", "direction", "depth", "evidence", "link", "file_name", "file_sha256", whole="rank"
    )
    make_part("story_voice", "who", "where_from", days=("said_on",))
    make_part("story_gap", "kind", "owner", days=("due", "sent_on"))
    if op.get_bind().dialect.name == "sqlite":
        guard_sqlite()
    else:
        guard_postgresql()


def make_edit() -> None:
    op.create_table(
        "edit",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("made_at", Moment, nullable=False),
        *(sa.Column(name, WORDS, nullable=False) for name in ("made_by", "kind", "key", "field")),
        sa.Column("before", WORDS),
        sa.Column("after", WORDS),
    )
    op.create_index("ix_edit_kind_key", "edit", ["kind", "key"])


def make_draft() -> None:
    op.create_table(
        "draft",
        sa.Column("place", WORDS, primary_key=True),
        sa.Column("typed_by", WORDS, primary_key=True),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("typed_at", Moment, nullable=False),
    )


def make_part(name: str, *words: str, whole: str = "", days: tuple[str, ...] = ()) -> None:
    op.create_table(
        name,
        sa.Column("key", WORDS, primary_key=True),
        sa.Column("indicator", WORDS, sa.ForeignKey("indicator.key"), nullable=False),
        sa.Column("area", WORDS, sa.ForeignKey("area.code"), nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("written_by", WORDS, nullable=False),
        sa.Column("written_on", sa.Date, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        *(sa.Column(each, WORDS, nullable=False) for each in words),
        *([sa.Column(whole, sa.Integer, nullable=False)] if whole else []),
        *(sa.Column(each, sa.Date) for each in days),
    )
    op.create_index(f"ix_{name}_indicator", name, ["indicator"])


def guard_sqlite() -> None:
    """BEFORE INSERT stands against INSERT OR REPLACE, which deletes without calling a delete trigger."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{WORDS_OF_REFUSAL}'); END"
    for event, rule in (
        ("UPDATE", "1"),
        ("DELETE", "1"),
        ("INSERT", "EXISTS (SELECT 1 FROM edit WHERE id = NEW.id)"),
    ):
        op.execute(f"CREATE TRIGGER edit_{event.lower()} BEFORE {event} ON edit WHEN {rule} {refuse}")


def guard_postgresql() -> None:
    op.execute(
        f"""CREATE FUNCTION refuse_to_alter_an_edit() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{WORDS_OF_REFUSAL}'; END $$"""
    )
    for event, each in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER edit_{event.lower()} BEFORE {event} ON edit FOR EACH {each}"
            " EXECUTE FUNCTION refuse_to_alter_an_edit()"
        )
