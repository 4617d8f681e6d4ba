"""What goes with an action: who supports it, how it goes, and each version of it. What was noted is never altered."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table

from oba.store.schema.columns import WORDS, Moment, metadata

action_support = Table(
    "action_support",
    metadata,
    Column("action", Integer, ForeignKey("action.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("partner", WORDS, nullable=False),
)
action_progress = Table(
    "action_progress",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("action", Integer, ForeignKey("action.number"), nullable=False, index=True),
    Column("noted_at", Moment, nullable=False),
    Column("noted_by", WORDS, nullable=False),
    Column("text", WORDS, nullable=False),
)
action_version = Table(
    "action_version",
    metadata,
    Column("action", Integer, ForeignKey("action.number"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("texts", WORDS, nullable=False),
)
