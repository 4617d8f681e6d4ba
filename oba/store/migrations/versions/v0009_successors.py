"""What supersedes a frozen baseline is a later one of the same curve; and nothing is added to one being frozen."""

from __future__ import annotations

from alembic import op

from oba.store.engine import LOCK_KEY
from oba.store.migrations.versions.v0003_baselines import WORDS_OF_REFUSAL
from oba.store.migrations.versions.v0007_peers import NOW_FIXED

revision = "0009"
down_revision = "0008"

SUCCESSOR = (
    "EXISTS (SELECT 1 FROM baseline AS later WHERE later.id = NEW.superseded_by AND later.id > OLD.id"
    " AND later.indicator = OLD.indicator AND later.area = OLD.area AND later.breakdown = OLD.breakdown)"
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        guard_sqlite()
    else:
        guard_postgresql()


def guard_sqlite() -> None:
    altered = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in NOW_FIXED)
    rule = f"OLD.superseded_by IS NOT NULL OR NEW.superseded_by IS NULL OR {altered} OR NOT {SUCCESSOR}"
    op.execute("DROP TRIGGER baseline_update")
    op.execute(
        f"CREATE TRIGGER baseline_update BEFORE UPDATE ON baseline WHEN {rule}"
        f" BEGIN SELECT RAISE(ABORT, '{WORDS_OF_REFUSAL}'); END"
    )


def guard_postgresql() -> None:
    """A trigger's condition takes no subquery here, so that of the successor stands in a function.

    Whoever adds rows waits for the one writer: two transactions, neither of which sees the other's rows,
    could otherwise freeze a baseline and add to it.
    """
    wait = f"PERFORM pg_advisory_xact_lock({LOCK_KEY});"
    refuse = f"RAISE EXCEPTION '{WORDS_OF_REFUSAL}';"
    for name, body in (
        ("refuse_another_curve", f"IF NOT {SUCCESSOR} THEN {refuse} END IF;"),
        (
            "refuse_to_add",
            f"{wait} IF EXISTS (SELECT 1 FROM baseline WHERE id = NEW.baseline_id) THEN {refuse} END IF;",  # noqa: S608
        ),
        ("wait_for_the_writer", wait),
    ):
        op.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN {body} RETURN NEW; END $$"
        )
    for name, event, function in (
        ("baseline_successor", "UPDATE", "refuse_another_curve"),
        ("baseline_waits", "INSERT", "wait_for_the_writer"),
    ):
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON baseline FOR EACH ROW EXECUTE FUNCTION {function}()"
        )
