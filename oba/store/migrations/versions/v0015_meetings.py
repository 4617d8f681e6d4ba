"""Groups, meetings, their curves and steps, and decisions; and how many writes were a talk's alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from oba.store.schema.columns import LONG, WORDS, Moment

revision = "0015"
down_revision = "0014"

TABLES = ("meeting_decision", "meeting_step", "meeting_indicator", "meeting", "meeting_group")


def upgrade() -> None:
    op.create_table(
        "meeting_group",
        sa.Column("key", WORDS, primary_key=True),
        *words("name", "theme", "minutes", "members"),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
    )
    op.create_table(
        "meeting",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("group", WORDS, sa.ForeignKey("meeting_group.key"), nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("started_at", Moment, nullable=False),
        *words("started_by", "present", "apologies", "note"),
        sa.Column("ended_at", Moment),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("ix_meeting_group", "meeting", ["group"])
    make_parts()
    op.add_column("meta", sa.Column("talk_version", LONG, nullable=False, server_default=sa.text("0")))


def make_parts() -> None:
    op.create_table(
        "meeting_indicator",
        meeting(key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("indicator", WORDS, sa.ForeignKey("indicator.key"), nullable=False),
        sa.UniqueConstraint("meeting", "indicator"),
    )
    op.create_index("ix_meeting_indicator_indicator", "meeting_indicator", ["indicator"])
    op.create_table(
        "meeting_step",
        meeting(key=True),
        *(sa.Column(name, WORDS, primary_key=True) for name in ("indicator", "step")),
        sa.Column("began_at", Moment, nullable=False),
        sa.Column("seconds", sa.Integer, nullable=False),
        sa.Column("running_since", Moment),
    )
    op.create_table(
        "meeting_decision",
        sa.Column("key", WORDS, primary_key=True),
        meeting(),
        *words("text", "indicator", "written_by"),
        sa.Column("written_at", Moment, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
    )
    op.create_index("ix_meeting_decision_meeting", "meeting_decision", ["meeting"])


def words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, WORDS, nullable=False) for name in names]


def meeting(*, key: bool = False) -> sa.Column[int]:
    to = sa.ForeignKey("meeting.number")
    return sa.Column("meeting", sa.Integer, to, primary_key=key, autoincrement=False, nullable=False)


def downgrade() -> None:
    for name in TABLES:
        op.drop_table(name)
    op.drop_column("meta", "talk_version")
