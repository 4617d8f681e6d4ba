"""Services, their measures and figures, apart from the population's curves; and the choosing of indicators.

No table here refers both to a service and to an indicator, and none of the figures' tables to a service: that a
population's curve belongs to one service cannot be written down.
"""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Integer, Table, UniqueConstraint

from oba.store.schema.columns import LONG, NUMBER, WORDS, Moment, metadata


def _words(*names: str) -> list[Column[str]]:
    return [Column(name, WORDS, nullable=False) for name in names]


def _wholes(*names: str) -> list[Column[int]]:
    return [Column(name, Integer, nullable=False) for name in names]


def _measure(**more: bool) -> Column[str]:
    return Column("measure", WORDS, ForeignKey("performance_measure.key"), **more)  # type: ignore[arg-type]


def _period(name: str, **more: bool) -> Column[int]:
    return Column(name, LONG, ForeignKey("period.id"), autoincrement=False, **more)  # type: ignore[arg-type]


service = Table(
    "service",
    metadata,
    Column("key", WORDS, primary_key=True),
    *_words("name", "lead_partner", "customers", "does"),
    *_wholes("order", "position"),
    Column("retired", Boolean, nullable=False),
)
service_outcome = Table(
    "service_outcome",
    metadata,
    Column("service", WORDS, ForeignKey("service.key"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("outcome", WORDS, ForeignKey("outcome.key"), nullable=False),
    UniqueConstraint("service", "outcome"),
)
service_budget = Table(
    "service_budget",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("service", WORDS, ForeignKey("service.key"), nullable=False),
    *_words("year", "partner"),
    Column("amount", NUMBER),
    *_words("funding", "shared_with", "note"),
    CheckConstraint("funding IN ('', 'pooled', 'aligned')", name="funding"),
    UniqueConstraint("service", "year", "partner"),
)
service_talk = Table(
    "service_talk",
    metadata,
    Column("service", WORDS, ForeignKey("service.key"), primary_key=True),
    *_words("story", "partners", "works", "proposal"),
    *_wholes("version"),
)
performance_measure = Table(
    "performance_measure",
    metadata,
    Column("key", WORDS, primary_key=True),
    Column("service", WORDS, ForeignKey("service.key"), nullable=False, index=True),
    *_words("text", "cell", "unit", "value_type", "polarity", "period_kind", "definition"),
    Column("multiplier", NUMBER, nullable=False),
    *_wholes("decimals", "order", "position"),
    Column("retired", Boolean, nullable=False),
    CheckConstraint(
        "cell IN ('how much did we do', 'how well did we do it', 'is anyone better off: number',"
        " 'is anyone better off: %')",
        name="cell",
    ),
)
measure_figure = Table(
    "measure_figure",
    metadata,
    _measure(primary_key=True),
    _period("period_id", primary_key=True),
    Column("value", NUMBER),
    Column("numerator", NUMBER),
    Column("denominator", NUMBER),
    *_words("marker", "source_text", "cell"),
    Column("release_id", Integer, ForeignKey("release.id"), nullable=False),
)
measure_baseline = Table(
    "measure_baseline",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _measure(nullable=False, index=True),
    Column("frozen_on", Date, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    _period("data_to", nullable=False),
    *_words("record", "agreed_by", "reason", "recorded_by", "replaces_because"),
    Column("superseded_by", Integer, ForeignKey("measure_baseline.id")),
)
indicator_choice = Table(
    "indicator_choice",
    metadata,
    Column("indicator", WORDS, ForeignKey("indicator.key"), primary_key=True),
    *_words("communication", "proxy", "data", "rated_by", "dissent", "standing", "owner", "next_step"),
    Column("due", Date),
    *_words("in_workbook"),
    *_wholes("version"),
)
