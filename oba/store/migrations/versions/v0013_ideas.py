"""Ideas of what works, and why a curve has none that costs nothing or little."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from oba.store.schema.columns import WORDS

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    make_idea()
    make_why_none()


def words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, WORDS, nullable=False) for name in names]


def make_idea() -> None:
    op.create_table(
        "idea",
        sa.Column("key", WORDS, primary_key=True),
        sa.Column("indicator", WORDS, sa.ForeignKey("indicator.key"), nullable=False),
        sa.Column("area", WORDS, sa.ForeignKey("area.code"), nullable=False),
        *words("text", "written_by"),
        sa.Column("written_on", sa.Date, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        *words("evidence_level", "evidence", "link", "file_name", "file_sha256", "cost"),
        sa.Column("stops", sa.Boolean, nullable=False),
        *words("leverage", "feasibility", "specificity", "values_fit", "dissent", "dissenters"),
        sa.Column("rating_version", sa.Integer, nullable=False),
        sa.Column("action", sa.Integer, sa.ForeignKey("action.number")),
    )
    op.create_index("ix_idea_indicator", "idea", ["indicator"])


def make_why_none() -> None:
    op.create_table(
        "idea_why_none",
        sa.Column("indicator", WORDS, sa.ForeignKey("indicator.key"), primary_key=True),
        sa.Column("area", WORDS, sa.ForeignKey("area.code"), primary_key=True),
        *words("text", "written_by"),
        sa.Column("written_on", sa.Date, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("idea_why_none")
    op.drop_table("idea")
