"""What goes with a partner: what it contributes to which curve, and each version of its record. None is deleted."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, Table

from oba.store.schema.columns import WORDS, metadata

partner_version = Table(
    "partner_version",
    metadata,
    Column("partner", WORDS, ForeignKey("partner.key"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("texts", WORDS, nullable=False),
)
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
