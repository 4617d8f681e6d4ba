"""Who meets, each meeting with its curves, the time spent on each step, and what was decided.

`minutes` are those of each step, parted by semicolons; `members`, `present` and `apologies` hold one name a line.
A theme is named by its key only: a group outlives the theme of a plan.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, Table, UniqueConstraint

from oba.store.schema.columns import WORDS, Moment, metadata


def _words(*names: str) -> list[Column[str]]:
    return [Column(name, WORDS, nullable=False) for name in names]


def _meeting(**more: bool) -> Column[int]:
    return Column("meeting", Integer, ForeignKey("meeting.number"), autoincrement=False, **more)  # type: ignore[arg-type]


meeting_group = Table(
    "meeting_group",
    metadata,
    Column("key", WORDS, primary_key=True),
    *_words("name", "theme", "minutes", "members"),
    Column("version", Integer, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
)
meeting = Table(
    "meeting",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("group", WORDS, ForeignKey("meeting_group.key"), nullable=False, index=True),
    Column("held_on", Date, nullable=False),
    Column("started_at", Moment, nullable=False),
    *_words("started_by", "present", "apologies", "note"),
    Column("ended_at", Moment),
    Column("version", Integer, nullable=False),
)
meeting_indicator = Table(
    "meeting_indicator",
    metadata,
    _meeting(primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("indicator", WORDS, ForeignKey("indicator.key"), nullable=False, index=True),
    UniqueConstraint("meeting", "indicator"),
)
meeting_step = Table(
    "meeting_step",
    metadata,
    _meeting(primary_key=True),
    *(Column(name, WORDS, primary_key=True) for name in ("indicator", "step")),
    Column("began_at", Moment, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("running_since", Moment),
)
meeting_decision = Table(
    "meeting_decision",
    metadata,
    Column("key", WORDS, primary_key=True),
    _meeting(nullable=False, index=True),
    *_words("text", "indicator", "written_by"),
    Column("written_at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
)
