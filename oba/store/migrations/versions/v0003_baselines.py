"""Frozen baselines, which nothing can alter, and the requests for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from oba.store.schema.columns import LONG, NUMBER, WORDS, Moment

revision = "0003"
down_revision = "0002"

FIXED = (
    "id indicator area breakdown frozen_on recorded_at data_to origin_value scenario method method_version"
    " horizon points_used weight se1 degrees agreed_by reason example"
).split()
PARTS = ("baseline_point", "baseline_history", "baseline_release")
WORDS_OF_REFUSAL = "a frozen baseline is never altered, only superseded, and that once"


def upgrade() -> None:
    make_baseline()
    make_baseline_point()
    make_baseline_history()
    make_baseline_release()
    make_baseline_request()
    if op.get_bind().dialect.name == "sqlite":
        guard_sqlite()
    else:
        guard_postgresql()


def belongs() -> sa.Column[int]:
    key = sa.ForeignKey("baseline.id", deferrable=True, initially="DEFERRED")
    return sa.Column("baseline_id", sa.Integer, key, primary_key=True, autoincrement=False)


def make_baseline() -> None:
    op.create_table(
        "baseline",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("indicator", WORDS, sa.ForeignKey("indicator.key"), nullable=False),
        sa.Column("area", WORDS, sa.ForeignKey("area.code"), nullable=False),
        sa.Column("breakdown", WORDS, nullable=False),
        sa.Column("frozen_on", sa.Date, nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.Column("data_to", LONG, sa.ForeignKey("period.id"), nullable=False),
        sa.Column("origin_value", NUMBER, nullable=False),
        sa.Column("scenario", WORDS, nullable=False),
        sa.Column("method", WORDS, nullable=False),
        sa.Column("method_version", sa.Integer, nullable=False),
        sa.Column("horizon", sa.Integer, nullable=False),
        sa.Column("points_used", sa.Integer, nullable=False),
        sa.Column("weight", NUMBER, nullable=False),
        sa.Column("se1", NUMBER),
        sa.Column("degrees", NUMBER, nullable=False),
        sa.Column("agreed_by", WORDS, nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("example", sa.Boolean, nullable=False),
        sa.Column("superseded_by", sa.Integer, sa.ForeignKey("baseline.id")),
    )


def make_baseline_point() -> None:
    op.create_table(
        "baseline_point",
        belongs(),
        sa.Column("period_id", LONG, sa.ForeignKey("period.id"), primary_key=True, autoincrement=False),
        sa.Column("value", NUMBER, nullable=False),
        sa.Column("lower80", NUMBER),
        sa.Column("upper80", NUMBER),
        sa.Column("lower95", NUMBER),
        sa.Column("upper95", NUMBER),
    )


def make_baseline_history() -> None:
    op.create_table(
        "baseline_history",
        belongs(),
        sa.Column("period_id", LONG, sa.ForeignKey("period.id"), primary_key=True, autoincrement=False),
        sa.Column("value", NUMBER, nullable=False),
    )


def make_baseline_release() -> None:
    op.create_table(
        "baseline_release",
        belongs(),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("release_id", sa.Integer, sa.ForeignKey("release.id"), nullable=False),
    )


def make_baseline_request() -> None:
    op.create_table(
        "baseline_request",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("indicator", WORDS, sa.ForeignKey("indicator.key"), nullable=False),
        sa.Column("area", WORDS, sa.ForeignKey("area.code"), nullable=False),
        sa.Column("data_to", LONG, sa.ForeignKey("period.id"), nullable=False),
        sa.Column("scenario", WORDS, nullable=False),
        sa.Column("horizon", sa.Integer, nullable=False),
        sa.Column("frozen_on", sa.Date, nullable=False),
        sa.Column("agreed_by", WORDS, nullable=False),
        sa.Column("reason", WORDS, nullable=False),
    )


def guard_sqlite() -> None:
    """BEFORE INSERT stands against INSERT OR REPLACE, which deletes without calling a delete trigger."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{WORDS_OF_REFUSAL}'); END"
    altered = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in FIXED)
    stands = "EXISTS (SELECT 1 FROM baseline WHERE id = {})"
    rules = [
        ("baseline", "UPDATE", f"OLD.superseded_by IS NOT NULL OR NEW.superseded_by IS NULL OR {altered}"),
        ("baseline", "DELETE", "1"),
        ("baseline", "INSERT", f"NEW.superseded_by IS NOT NULL OR {stands.format('NEW.id')}"),
    ]
    for part in PARTS:
        rules += [
            (part, "UPDATE", "1"),
            (part, "DELETE", stands.format("OLD.baseline_id")),
            (part, "INSERT", stands.format("NEW.baseline_id")),
        ]
    for table, event, rule in rules:
        op.execute(f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} WHEN {rule} {refuse}")


def guard_postgresql() -> None:
    op.execute(
        f"""CREATE FUNCTION refuse_to_alter() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{WORDS_OF_REFUSAL}'; END $$"""
    )
    op.execute(
        f"""CREATE FUNCTION refuse_to_add() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            IF EXISTS (SELECT 1 FROM baseline WHERE id = NEW.baseline_id) THEN
                RAISE EXCEPTION '{WORDS_OF_REFUSAL}';
            END IF;
            RETURN NEW;
        END $$"""  # noqa: S608
    )
    altered = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in FIXED)
    rule = f"OLD.superseded_by IS NOT NULL OR NEW.superseded_by IS NULL OR {altered}"
    guard("baseline", event="UPDATE", each="ROW", rule=rule)
    guard("baseline", event="INSERT", each="ROW", rule="NEW.superseded_by IS NOT NULL")
    guard("baseline", event="DELETE", each="ROW")
    guard("baseline", event="TRUNCATE", each="STATEMENT")
    for part in PARTS:
        guard(part, event="UPDATE", each="ROW")
        guard(part, event="DELETE", each="ROW")
        guard(part, event="TRUNCATE", each="STATEMENT")
        guard(part, event="INSERT", each="ROW", refusal="refuse_to_add")


def guard(table: str, *, event: str, each: str, rule: str = "true", refusal: str = "refuse_to_alter") -> None:
    when = "" if rule == "true" else f"WHEN ({rule})"
    op.execute(
        f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} FOR EACH {each} {when}"
        f" EXECUTE FUNCTION {refusal}()"
    )
