"""What came from publishers' lists: sets of neighbours, and what a dictionary says of measures."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Integer, Table

from oba.store.schema.columns import NUMBER, WORDS, metadata


def _words(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, WORDS, primary_key=key, nullable=False)


def _release() -> Column[int]:
    return Column("release_id", Integer, ForeignKey("release.id"), nullable=False)


# No reference to an area or to comparators: a plan for another place may take both out, and bring them back.
neighbour_set = Table(
    "neighbour_set",
    metadata,
    _words("area", key=True),
    _words("set_name", key=True),
    _words("publisher"),
    _release(),
)
measure_note = Table(
    "measure_note",
    metadata,
    _words("code", key=True),
    _words("name"),
    _words("unit"),
    Column("value_type", WORDS),
    Column("period_kind", WORDS),
    Column("multiplier", NUMBER),
    Column("decimals", Integer),
    _words("definition"),
    _words("publisher"),
    _words("polarity_said"),
    Column("next_update", Date),
    _release(),
)
