"""Frozen baselines, and the requests for them that a plan makes. Triggers keep the frozen ones as they are.

The rows that belong to a baseline are written before it (their foreign keys wait for the commit), so
that once it stands nothing can be added to it.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, Table, text

from oba.store.schema.columns import LONG, NUMBER, WORDS, Moment, metadata


def _belongs() -> Column[int]:
    key = ForeignKey("baseline.id", deferrable=True, initially="DEFERRED")
    return Column("baseline_id", Integer, key, primary_key=True, autoincrement=False)


def _period() -> Column[int]:
    return Column("period_id", LONG, ForeignKey("period.id"), primary_key=True, autoincrement=False)


def _number(name: str, *, nullable: bool = False) -> Column[float]:
    return Column(name, NUMBER, nullable=nullable)


baseline = Table(
    "baseline",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("indicator", WORDS, ForeignKey("indicator.key"), nullable=False),
    Column("area", WORDS, ForeignKey("area.code"), nullable=False),
    Column("breakdown", WORDS, nullable=False),
    Column("frozen_on", Date, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("data_to", LONG, ForeignKey("period.id"), nullable=False),
    _number("origin_value"),
    Column("scenario", WORDS, nullable=False),
    Column("method", WORDS, nullable=False),
    Column("method_version", Integer, nullable=False),
    Column("horizon", Integer, nullable=False),
    Column("points_used", Integer, nullable=False),
    _number("weight"),
    _number("se1", nullable=True),
    _number("degrees"),
    Column("agreed_by", WORDS, nullable=False),
    Column("reason", WORDS, nullable=False),
    Column("example", Boolean, nullable=False),
    Column("superseded_by", Integer, ForeignKey("baseline.id")),
    Column("moderated_by", Integer, nullable=False, server_default="0"),
    Column("recorded_by", WORDS, nullable=False, server_default=text("''")),
    Column("replaces_because", WORDS, nullable=False, server_default=text("''")),
)
baseline_point = Table(
    "baseline_point",
    metadata,
    _belongs(),
    _period(),
    _number("value"),
    *(_number(name, nullable=True) for name in ("lower80", "upper80", "lower95", "upper95")),
)
baseline_history = Table("baseline_history", metadata, _belongs(), _period(), _number("value"))
baseline_release = Table(
    "baseline_release",
    metadata,
    _belongs(),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("release_id", Integer, ForeignKey("release.id"), nullable=False),
)
baseline_peer = Table(
    "baseline_peer",
    metadata,
    _belongs(),
    Column("area", WORDS, ForeignKey("area.code"), primary_key=True),
    _number("typical_change"),
    Column("forecast", WORDS, nullable=False),
)
baseline_request = Table(
    "baseline_request",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("indicator", WORDS, ForeignKey("indicator.key"), nullable=False),
    Column("area", WORDS, ForeignKey("area.code"), nullable=False),
    Column("data_to", LONG, ForeignKey("period.id"), nullable=False),
    Column("scenario", WORDS, nullable=False),
    Column("horizon", Integer, nullable=False),
    Column("frozen_on", Date, nullable=False),
    Column("agreed_by", WORDS, nullable=False),
    Column("reason", WORDS, nullable=False),
)
