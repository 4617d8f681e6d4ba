"""The plan: areas, themes, outcomes, indicators, partners and actions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from oba.store.schema.columns import NUMBER, WORDS

revision = "0001"
down_revision = None


def upgrade() -> None:
    make_area()
    make_area_alias()
    make_comparator()
    make_plan()
    make_plan_label()
    make_theme()
    make_outcome()
    make_indicator()
    make_partner()
    make_partner_theme()
    make_action()
    make_action_indicator()


def make_area() -> None:
    op.create_table(
        "area",
        sa.Column("code", WORDS, primary_key=True),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("dfe_number", WORDS, nullable=False),
        sa.Column("old_code", WORDS, nullable=False),
        sa.Column("began", sa.Date),
        sa.Column("ended", sa.Date),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("retired", sa.Boolean, nullable=False),
    )


def make_area_alias() -> None:
    op.create_table(
        "area_alias",
        sa.Column("area", WORDS, sa.ForeignKey("area.code"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("alias", WORDS, nullable=False),
    )


def make_comparator() -> None:
    op.create_table(
        "comparator",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("area", WORDS, sa.ForeignKey("area.code"), nullable=False),
        sa.Column("with_area", WORDS, sa.ForeignKey("area.code"), nullable=False),
        sa.Column("role", WORDS, nullable=False),
        sa.Column("set_name", WORDS, nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("began", sa.Date),
        sa.Column("ended", sa.Date),
    )


def make_plan() -> None:
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("trust", WORDS, nullable=False),
        sa.Column("area", WORDS, sa.ForeignKey("area.code"), nullable=False),
        sa.Column("years", WORDS, nullable=False),
        sa.Column("statement", WORDS, nullable=False),
        sa.Column("example", sa.Boolean, nullable=False),
    )


def make_plan_label() -> None:
    op.create_table(
        "plan_label",
        sa.Column("name", WORDS, primary_key=True),
        sa.Column("word", WORDS, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
    )


def make_theme() -> None:
    op.create_table(
        "theme",
        sa.Column("key", WORDS, primary_key=True),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("lead_partner", WORDS, nullable=False),
        sa.Column("order", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("retired", sa.Boolean, nullable=False),
    )


def make_outcome() -> None:
    op.create_table(
        "outcome",
        sa.Column("key", WORDS, primary_key=True),
        sa.Column("theme", WORDS, sa.ForeignKey("theme.key"), nullable=False),
        sa.Column("sentence", WORDS, nullable=False),
        sa.Column("order", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("retired", sa.Boolean, nullable=False),
    )


def make_indicator() -> None:
    op.create_table(
        "indicator",
        sa.Column("key", WORDS, primary_key=True),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("theme", WORDS, sa.ForeignKey("theme.key")),
        sa.Column("outcome", WORDS, sa.ForeignKey("outcome.key")),
        sa.Column("standing", WORDS, nullable=False),
        sa.Column("unit", WORDS, nullable=False),
        sa.Column("value_type", WORDS, nullable=False),
        sa.Column("polarity", WORDS, nullable=False),
        sa.Column("period_kind", WORDS, nullable=False),
        sa.Column("years_pooled", sa.Integer, nullable=False),
        sa.Column("multiplier", NUMBER, nullable=False),
        sa.Column("decimals", sa.Integer, nullable=False),
        sa.Column("lower_bound", NUMBER),
        sa.Column("upper_bound", NUMBER),
        sa.Column("statutory_number", WORDS, nullable=False),
        sa.Column("lay_definition", WORDS, nullable=False),
        sa.Column("technical_definition", WORDS, nullable=False),
        sa.Column("owner", WORDS, nullable=False),
        sa.Column("next_release", sa.Date),
        sa.Column("notes", WORDS, nullable=False),
        sa.Column("order", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("retired", sa.Boolean, nullable=False),
    )


def make_partner() -> None:
    op.create_table(
        "partner",
        sa.Column("key", WORDS, primary_key=True),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("role", WORDS, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
    )


def make_partner_theme() -> None:
    op.create_table(
        "partner_theme",
        sa.Column("partner", WORDS, sa.ForeignKey("partner.key"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("theme", WORDS, sa.ForeignKey("theme.key"), nullable=False),
    )


def make_action() -> None:
    op.create_table(
        "action",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("recommendation_number", sa.Integer, nullable=False),
        sa.Column("recommendation", WORDS, nullable=False),
        sa.Column("proposed_action", WORDS, nullable=False),
        sa.Column("by_whom", WORDS, nullable=False),
        sa.Column("budget_cost", WORDS, nullable=False),
        sa.Column("timescale", WORDS, nullable=False),
        sa.Column("starts", sa.Date),
        sa.Column("due", sa.Date),
        sa.Column("status", WORDS, nullable=False),
        sa.Column("theme", WORDS, sa.ForeignKey("theme.key")),
        sa.Column("note", WORDS, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )


def make_action_indicator() -> None:
    op.create_table(
        "action_indicator",
        sa.Column("action", sa.Integer, sa.ForeignKey("action.number"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("indicator", WORDS, sa.ForeignKey("indicator.key"), nullable=False),
    )
