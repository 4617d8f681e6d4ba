"""Targets, in a table of their own: an indicator is never merged with its target."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table

from oba.store.schema.columns import LONG, NUMBER, WORDS, metadata

target = Table(
    "target",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("indicator", WORDS, ForeignKey("indicator.key"), nullable=False),
    Column("area", WORDS, ForeignKey("area.code"), nullable=False),
    Column("period", LONG, ForeignKey("period.id"), nullable=False),
    Column("value", NUMBER, nullable=False),
    Column("source", WORDS, nullable=False),
    Column("note", WORDS, nullable=False),
)
