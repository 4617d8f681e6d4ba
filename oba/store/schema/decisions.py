"""What people have decided about sources: answers, publishers' codes of indicators, recipes of layouts."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table

from oba.store.schema.columns import WORDS, Moment, metadata


def _words(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, WORDS, primary_key=key, nullable=False)


answer = Table(
    "answer",
    metadata,
    *(_words(name, key=True) for name in ("publisher", "title", "kind", "subject")),
    _words("answer"),
    _words("given_by"),
    Column("given_at", Moment, nullable=False),
)
indicator_code = Table(
    "indicator_code",
    metadata,
    _words("code", key=True),
    Column("indicator", WORDS, ForeignKey("indicator.key"), nullable=False, index=True),
    _words("origin"),
    Column("position", Integer, nullable=False),
    _words("decided_by"),
    Column("decided_at", Moment),
)
recipe = Table(
    "recipe",
    metadata,
    _words("name", key=True),
    _words("body"),
    Column("made_at", Moment, nullable=False),
)
