"""What partners contribute to curves; which partners have left; more of a gap on the data development agenda."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from oba.store.schema.columns import WORDS

revision = "0014"
down_revision = "0013"

OF_PARTNERS = ("version", "left_on", "left_because", "in_workbook")
OF_GAPS = ("next_step", "became")


def upgrade() -> None:
    op.add_column("partner", sa.Column("version", sa.Integer, nullable=False, server_default=sa.text("1")))
    op.add_column("partner", sa.Column("left_on", sa.Date))
    op.add_column("partner", words("left_because"))
    # NULL: as it stands. Every partner there is came from a workbook, and no page could change one yet
    op.add_column("partner", sa.Column("in_workbook", WORDS))
    op.create_table(
        "contribution",
        sa.Column("key", WORDS, primary_key=True),
        sa.Column("indicator", WORDS, sa.ForeignKey("indicator.key"), nullable=False),
        sa.Column("partner", WORDS, sa.ForeignKey("partner.key"), nullable=False),
        *(sa.Column(name, WORDS, nullable=False) for name in ("role", "brings", "written_by")),
        sa.Column("written_on", sa.Date, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("withdrawn_because", WORDS, nullable=False),
    )
    for name in ("indicator", "partner"):
        op.create_index(f"ix_contribution_{name}", "contribution", [name])
    for name in OF_GAPS:
        op.add_column("story_gap", words(name))


def words(name: str) -> sa.Column[str]:
    return sa.Column(name, WORDS, nullable=False, server_default=sa.text("''"))


def downgrade() -> None:
    for name in OF_GAPS:
        op.drop_column("story_gap", name)
    op.drop_table("contribution")
    for name in OF_PARTNERS:
        op.drop_column("partner", name)
