"""Every edit, which triggers keep as it is, and what is typed and not saved yet."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table

from oba.store.schema.columns import WORDS, Moment, metadata

edit = Table(
    "edit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("made_at", Moment, nullable=False),
    Column("made_by", WORDS, nullable=False),
    Column("kind", WORDS, nullable=False),
    Column("key", WORDS, nullable=False),
    Column("field", WORDS, nullable=False),
    Column("before", WORDS),
    Column("after", WORDS),
    Index("ix_edit_kind_key", "kind", "key"),
)
draft = Table(
    "draft",
    metadata,
    Column("place", WORDS, primary_key=True),
    Column("typed_by", WORDS, primary_key=True),
    Column("text", WORDS, nullable=False),
    Column("version", Integer, nullable=False),
    Column("typed_at", Moment, nullable=False),
)
