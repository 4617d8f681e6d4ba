"""Accounts of a curve that turned."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from oba.store.schema.columns import WORDS

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "success",
        sa.Column("indicator", WORDS, sa.ForeignKey("indicator.key"), primary_key=True, nullable=False),
        sa.Column("area", WORDS, sa.ForeignKey("area.code"), nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("written_by", WORDS, nullable=False),
        sa.Column("written_on", sa.Date, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("success")
