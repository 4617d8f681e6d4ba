"""Of which numbers the file of a load speaks: what it has no column for, it neither confirms nor revises."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from oba.store.schema.columns import WORDS

revision = "0006"
down_revision = "0005"

ALL = "value lower upper numerator denominator"


def upgrade() -> None:
    op.add_column("load", sa.Column("given", WORDS, nullable=False, server_default=ALL))
