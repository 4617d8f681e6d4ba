"""Accounts of how a curve turned: one for each indicator. `version` counts the saves."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, Table

from oba.store.schema.columns import WORDS, metadata

success = Table(
    "success",
    metadata,
    Column("indicator", WORDS, ForeignKey("indicator.key"), primary_key=True, nullable=False),
    Column("area", WORDS, ForeignKey("area.code"), nullable=False),
    Column("text", WORDS, nullable=False),
    Column("written_by", WORDS, nullable=False),
    Column("written_on", Date, nullable=False),
    Column("version", Integer, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
)
