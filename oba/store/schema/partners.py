"""What each partner contributes to which curve. None is ever deleted."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, Table

from oba.store.schema.columns import WORDS, metadata

contribution = Table(
    "contribution",
    metadata,
    Column("key", WORDS, primary_key=True),
    Column("indicator", WORDS, ForeignKey("indicator.key"), nullable=False, index=True),
    Column("partner", WORDS, ForeignKey("partner.key"), nullable=False, index=True),
    *(Column(name, WORDS, nullable=False) for name in ("role", "brings", "written_by")),
    Column("written_on", Date, nullable=False),
    Column("version", Integer, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("withdrawn_because", WORDS, nullable=False),
)
