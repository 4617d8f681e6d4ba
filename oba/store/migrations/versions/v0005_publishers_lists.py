"""What publishers' lists say: which sets of neighbours came from a file, and what a dictionary says of measures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from oba.store.schema.columns import NUMBER, WORDS

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "neighbour_set",
        sa.Column("area", WORDS, primary_key=True),
        sa.Column("set_name", WORDS, primary_key=True),
        sa.Column("publisher", WORDS, nullable=False),
        sa.Column("release_id", sa.Integer, sa.ForeignKey("release.id"), nullable=False),
    )
    op.create_table(
        "measure_note",
        sa.Column("code", WORDS, primary_key=True),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("unit", WORDS, nullable=False),
        sa.Column("value_type", WORDS),
        sa.Column("period_kind", WORDS),
        sa.Column("multiplier", NUMBER),
        sa.Column("decimals", sa.Integer),
        sa.Column("definition", WORDS, nullable=False),
        sa.Column("publisher", WORDS, nullable=False),
        sa.Column("polarity_said", WORDS, nullable=False),
        sa.Column("next_update", sa.Date),
        sa.Column("release_id", sa.Integer, sa.ForeignKey("release.id"), nullable=False),
    )
