"""Ideas of what works, and why a curve has none that is cheap. `version` and `rating_version` count the saves."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, Table

from oba.store.schema.columns import WORDS, metadata


def _words(*names: str) -> list[Column[str]]:
    return [Column(name, WORDS, nullable=False) for name in names]


idea = Table(
    "idea",
    metadata,
    Column("key", WORDS, primary_key=True),
    Column("indicator", WORDS, ForeignKey("indicator.key"), nullable=False, index=True),
    Column("area", WORDS, ForeignKey("area.code"), nullable=False),
    *_words("text", "written_by"),
    Column("written_on", Date, nullable=False),
    Column("version", Integer, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    *_words("evidence_level", "evidence", "link", "file_name", "file_sha256", "cost"),
    Column("stops", Boolean, nullable=False),
    *_words("leverage", "feasibility", "specificity", "values_fit", "dissent", "dissenters"),
    Column("rating_version", Integer, nullable=False),
    Column("action", Integer, ForeignKey("action.number")),
)
idea_why_none = Table(
    "idea_why_none",
    metadata,
    Column("indicator", WORDS, ForeignKey("indicator.key"), primary_key=True),
    Column("area", WORDS, ForeignKey("area.code"), primary_key=True),
    *_words("text", "written_by"),
    Column("written_on", Date, nullable=False),
    Column("version", Integer, nullable=False),
)
