"""Targets, kept apart from the indicators that they are for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from oba.store.schema.columns import LONG, NUMBER, WORDS

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "target",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("indicator", WORDS, sa.ForeignKey("indicator.key"), nullable=False),
        sa.Column("area", WORDS, sa.ForeignKey("area.code"), nullable=False),
        sa.Column("period", LONG, sa.ForeignKey("period.id"), nullable=False),
        sa.Column("value", NUMBER, nullable=False),
        sa.Column("source", WORDS, nullable=False),
        sa.Column("note", WORDS, nullable=False),
    )
