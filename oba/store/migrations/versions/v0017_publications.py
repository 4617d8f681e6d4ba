"""Publications, texts that were looked over before one, the rules for small numbers, and what they keep back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from oba.store.schema.columns import LONG, WORDS, Moment

revision = "0017"
down_revision = "0016"

FIXED = "number approved_at approved_by note file sha256 store_version release_at".split()
ONCE = {
    "released_at": ("released_at", "released_by"),
    "withdrawn_at": ("withdrawn_at", "withdrawn_by", "withdrawn_because"),
}
WORDS_OF_REFUSAL = "a publication stays as it was approved: it is released once, and withdrawn once"


def upgrade() -> None:
    make_publication()
    make_text_tick()
    make_disclosure_rule()
    op.create_table(
        "hidden_baseline",
        *(sa.Column(name, WORDS, primary_key=True) for name in ("indicator", "area", "breakdown")),
        *words("because"),
    )
    if op.get_bind().dialect.name == "sqlite":
        guard_sqlite()
    else:
        guard_postgresql()


def words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, WORDS, nullable=False) for name in names]


def make_publication() -> None:
    op.create_table(
        "publication",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("approved_at", Moment, nullable=False),
        *words("approved_by", "note", "file", "sha256"),
        sa.Column("store_version", LONG, nullable=False),
        *(sa.Column(name, Moment) for name in ("release_at", "released_at")),
        *words("released_by"),
        sa.Column("withdrawn_at", Moment),
        *words("withdrawn_by", "withdrawn_because"),
    )


def make_text_tick() -> None:
    op.create_table(
        "text_tick",
        sa.Column("digest", WORDS, primary_key=True),
        *words("ticked_by"),
        sa.Column("ticked_at", Moment, nullable=False),
        *words("note", "excerpt"),
    )


def make_disclosure_rule() -> None:
    op.create_table(
        "disclosure_rule",
        sa.Column("indicator", WORDS, sa.ForeignKey("indicator.key"), primary_key=True),
        sa.Column("threshold", sa.Integer, nullable=False),
        sa.Column("zero_shown", sa.Boolean, nullable=False),
        sa.Column("round_base", sa.Integer, nullable=False),
        sa.Column("secondary", sa.Boolean, nullable=False),
        *words("reason", "set_by"),
        sa.Column("set_at", Moment, nullable=False),
        sa.CheckConstraint("threshold IN (0, 5, 7)", name="threshold"),
        sa.CheckConstraint("round_base IN (1, 5, 10)", name="round_base"),
    )


def is_altered(differs: str) -> str:
    """When an update is refused: what is fixed is altered, or what is said once is said again."""
    rules = [f"NEW.{name} {differs} OLD.{name}" for name in FIXED]
    for moment, names in ONCE.items():
        altered = " OR ".join(f"NEW.{name} {differs} OLD.{name}" for name in names)
        rules.append(f"(OLD.{moment} IS NOT NULL OR NEW.{moment} IS NULL) AND ({altered})")
    rules.append(f"OLD.withdrawn_at IS NOT NULL AND NEW.released_at {differs} OLD.released_at")
    return " OR ".join(f"({rule})" for rule in rules)


def guard_sqlite() -> None:
    """BEFORE INSERT stands against INSERT OR REPLACE, which deletes without calling a delete trigger."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{WORDS_OF_REFUSAL}'); END"
    for event, rule in (
        ("UPDATE", is_altered("IS NOT")),
        ("DELETE", "1"),
        ("INSERT", "EXISTS (SELECT 1 FROM publication WHERE number = NEW.number)"),
    ):
        name = f"publication_{event.lower()}"
        op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON publication WHEN {rule} {refuse}")


def guard_postgresql() -> None:
    op.execute(
        f"""CREATE FUNCTION refuse_to_alter_a_publication() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{WORDS_OF_REFUSAL}'; END $$"""
    )
    altered = f"WHEN ({is_altered('IS DISTINCT FROM')})"
    for event, each, when in (
        ("UPDATE", "ROW", altered),
        ("DELETE", "ROW", ""),
        ("TRUNCATE", "STATEMENT", ""),
    ):
        op.execute(
            f"CREATE TRIGGER publication_{event.lower()} BEFORE {event} ON publication FOR EACH {each} {when}"
            " EXECUTE FUNCTION refuse_to_alter_a_publication()"
        )
