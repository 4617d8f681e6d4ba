"""Services with their measures, figures, budgets and frozen baselines; and how indicators were chosen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from oba.store.schema.columns import LONG, NUMBER, WORDS, Moment

revision = "0012"
down_revision = "0011"

FIXED = (
    "id measure frozen_on recorded_at data_to record agreed_by reason recorded_by replaces_because"
).split()
WORDS_OF_REFUSAL = "a frozen baseline is never altered, only superseded, and that once"
CELLS = (
    "cell IN ('how much did we do', 'how well did we do it', 'is anyone better off: number',"
    " 'is anyone better off: %')"
)


def upgrade() -> None:
    make_services()
    make_budgets_and_talk()
    make_measures()
    make_baselines()
    make_choices()
    if op.get_bind().dialect.name == "sqlite":
        guard_sqlite()
    else:
        guard_postgresql()


def words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, WORDS, nullable=False) for name in names]


def wholes(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer, nullable=False) for name in names]


def refers(name: str, to: str, *, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, WORDS, sa.ForeignKey(to), primary_key=key, nullable=False)


def period(name: str, *, key: bool = False) -> sa.Column[int]:
    to = sa.ForeignKey("period.id")
    return sa.Column(name, LONG, to, primary_key=key, autoincrement=False, nullable=False)


def make_services() -> None:
    op.create_table(
        "service",
        sa.Column("key", WORDS, primary_key=True),
        *words("name", "lead_partner", "customers", "does"),
        *wholes("order", "position"),
        sa.Column("retired", sa.Boolean, nullable=False),
    )
    op.create_table(
        "service_outcome",
        refers("service", "service.key", key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        refers("outcome", "outcome.key"),
        sa.UniqueConstraint("service", "outcome", name="uq_service_outcome_service_outcome"),
    )


def make_budgets_and_talk() -> None:
    op.create_table(
        "service_budget",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        refers("service", "service.key"),
        *words("year", "partner"),
        sa.Column("amount", NUMBER),
        *words("funding", "shared_with", "note"),
        sa.CheckConstraint("funding IN ('', 'pooled', 'aligned')", name="funding"),
        sa.UniqueConstraint("service", "year", "partner", name="uq_service_budget_service_year_partner"),
    )
    op.create_table(
        "service_talk",
        refers("service", "service.key", key=True),
        *words("story", "partners", "works", "proposal"),
        *wholes("version"),
    )


def make_measures() -> None:
    op.create_table(
        "performance_measure",
        sa.Column("key", WORDS, primary_key=True),
        refers("service", "service.key"),
        *words("text", "cell", "unit", "value_type", "polarity", "period_kind", "definition"),
        sa.Column("multiplier", NUMBER, nullable=False),
        *wholes("decimals", "order", "position"),
        sa.Column("retired", sa.Boolean, nullable=False),
        sa.CheckConstraint(CELLS, name="cell"),
    )
    op.create_index("ix_performance_measure_service", "performance_measure", ["service"])
    op.create_table(
        "measure_figure",
        refers("measure", "performance_measure.key", key=True),
        period("period_id", key=True),
        *(sa.Column(name, NUMBER) for name in ("value", "numerator", "denominator")),
        *words("marker", "source_text", "cell"),
        sa.Column("release_id", sa.Integer, sa.ForeignKey("release.id"), nullable=False),
    )


def make_baselines() -> None:
    op.create_table(
        "measure_baseline",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        refers("measure", "performance_measure.key"),
        sa.Column("frozen_on", sa.Date, nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        period("data_to"),
        *words("record", "agreed_by", "reason", "recorded_by", "replaces_because"),
        sa.Column("superseded_by", sa.Integer, sa.ForeignKey("measure_baseline.id")),
    )
    op.create_index("ix_measure_baseline_measure", "measure_baseline", ["measure"])


def make_choices() -> None:
    op.create_table(
        "indicator_choice",
        refers("indicator", "indicator.key", key=True),
        *words("communication", "proxy", "data", "rated_by", "dissent", "standing", "owner", "next_step"),
        sa.Column("due", sa.Date),
        *words("in_workbook"),
        *wholes("version"),
    )


def guard_sqlite() -> None:
    """BEFORE INSERT stands against INSERT OR REPLACE, which deletes without calling a delete trigger."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{WORDS_OF_REFUSAL}'); END"
    altered = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in FIXED)
    for event, rule in (
        ("UPDATE", f"OLD.superseded_by IS NOT NULL OR NEW.superseded_by IS NULL OR {altered}"),
        ("DELETE", "1"),
        (
            "INSERT",
            "NEW.superseded_by IS NOT NULL OR EXISTS (SELECT 1 FROM measure_baseline WHERE id = NEW.id)",
        ),
    ):
        name = f"measure_baseline_{event.lower()}"
        op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON measure_baseline WHEN {rule} {refuse}")


def guard_postgresql() -> None:
    """The function that refuses stands since 0003."""
    altered = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in FIXED)
    for event, each, rule in (
        ("UPDATE", "ROW", f"OLD.superseded_by IS NOT NULL OR NEW.superseded_by IS NULL OR {altered}"),
        ("INSERT", "ROW", "NEW.superseded_by IS NOT NULL"),
        ("DELETE", "ROW", ""),
        ("TRUNCATE", "STATEMENT", ""),
    ):
        when = f"WHEN ({rule})" if rule else ""
        op.execute(
            f"CREATE TRIGGER measure_baseline_{event.lower()} BEFORE {event} ON measure_baseline"
            f" FOR EACH {each} {when} EXECUTE FUNCTION refuse_to_alter()"
        )
