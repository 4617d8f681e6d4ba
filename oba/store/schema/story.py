"""The story behind a baseline. A key is the indicator's and a number; `version` counts the saves."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, Table, text

from oba.store.schema.columns import WORDS, metadata


def _words(*names: str) -> list[Column[str]]:
    return [Column(name, WORDS, nullable=False) for name in names]


def _kept() -> list[Column[object]]:
    """What every part of a story has."""
    return [
        Column("key", WORDS, primary_key=True),
        Column("indicator", WORDS, ForeignKey("indicator.key"), nullable=False, index=True),
        Column("area", WORDS, ForeignKey("area.code"), nullable=False),
        Column("text", WORDS, nullable=False),
        Column("written_by", WORDS, nullable=False),
        Column("written_on", Date, nullable=False),
        Column("version", Integer, nullable=False),
        Column("withdrawn", Boolean, nullable=False),
    ]


story_force = Table(
    "story_force",
    metadata,
    *_kept(),
    *_words("direction", "depth"),
    Column("rank", Integer, nullable=False),
    *_words("evidence", "link", "file_name", "file_sha256"),
)
story_voice = Table(
    "story_voice",
    metadata,
    *_kept(),
    *_words("who", "where_from"),
    Column("said_on", Date),
)
story_gap = Table(
    "story_gap",
    metadata,
    *_kept(),
    *_words("kind", "owner"),
    Column("due", Date),
    Column("sent_on", Date),
    *(Column(name, WORDS, nullable=False, server_default=text("''")) for name in ("next_step", "became")),
)
