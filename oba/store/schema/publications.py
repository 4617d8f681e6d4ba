"""Publications as numbered events, texts that somebody has looked over, and rules for small numbers.

`hidden_baseline` is filled in published copies only: it says which forecasts are not in them, and why. Triggers keep a
publication as it was approved: it is released once and withdrawn once, and never deleted.
"""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Integer, Table

from oba.store.schema.columns import LONG, WORDS, Moment, metadata


def _words(*names: str) -> list[Column[str]]:
    return [Column(name, WORDS, nullable=False) for name in names]


publication = Table(
    "publication",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("approved_at", Moment, nullable=False),
    *_words("approved_by", "note", "file", "sha256"),
    Column("store_version", LONG, nullable=False),
    *(Column(name, Moment) for name in ("release_at", "released_at")),
    *_words("released_by"),
    Column("withdrawn_at", Moment),
    *_words("withdrawn_by", "withdrawn_because"),
)
text_tick = Table(
    "text_tick",
    metadata,
    Column("digest", WORDS, primary_key=True),
    *_words("ticked_by"),
    Column("ticked_at", Moment, nullable=False),
    *_words("note", "excerpt"),
)
disclosure_rule = Table(
    "disclosure_rule",
    metadata,
    Column("indicator", WORDS, ForeignKey("indicator.key"), primary_key=True),
    Column("threshold", Integer, nullable=False),
    Column("zero_shown", Boolean, nullable=False),
    Column("round_base", Integer, nullable=False),
    Column("secondary", Boolean, nullable=False),
    *_words("reason", "set_by"),
    Column("set_at", Moment, nullable=False),
    CheckConstraint("threshold IN (0, 5, 7)", name="threshold"),
    CheckConstraint("round_base IN (1, 5, 10)", name="round_base"),
)
hidden_baseline = Table(
    "hidden_baseline",
    metadata,
    *(Column(name, WORDS, primary_key=True, nullable=False) for name in ("indicator", "area", "breakdown")),
    *_words("because"),
)
