"""The plan as tables. `position` is the place in the workbook's sheet; `retired` is out of the plan.

A thing that leaves the plan while figures or frozen baselines speak of it is retired, never deleted.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, Table, false, text

from oba.store.schema.columns import NUMBER, WORDS, metadata


def _key(name: str = "key") -> Column[str]:
    return Column(name, WORDS, primary_key=True)


def _words(name: str) -> Column[str]:
    return Column(name, WORDS, nullable=False)


def _whole(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _added(name: str) -> Column[str]:
    """Words that a later migration gave to rows that were there."""
    return Column(name, WORDS, nullable=False, server_default=text("''"))


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _number(name: str, *, nullable: bool = False) -> Column[float]:
    return Column(name, NUMBER, nullable=nullable)


area = Table(
    "area",
    metadata,
    _key("code"),
    _words("name"),
    _words("kind"),
    _words("dfe_number"),
    _words("old_code"),
    Column("began", Date),
    Column("ended", Date),
    _whole("position"),
    _flag("retired"),
)
area_alias = Table(
    "area_alias",
    metadata,
    Column("area", WORDS, ForeignKey("area.code"), primary_key=True),
    Column("position", Integer, primary_key=True),
    _words("alias"),
)
comparator = Table(
    "comparator",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("area", WORDS, ForeignKey("area.code"), nullable=False),
    Column("with_area", WORDS, ForeignKey("area.code"), nullable=False),
    _words("role"),
    _words("set_name"),
    _whole("rank"),
    Column("began", Date),
    Column("ended", Date),
)
plan = Table(
    "plan",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _words("title"),
    _words("trust"),
    Column("area", WORDS, ForeignKey("area.code"), nullable=False),
    _words("years"),
    _words("statement"),
    _flag("example"),
)
plan_label = Table("plan_label", metadata, _key("name"), _words("word"), _whole("position"))
theme = Table(
    "theme",
    metadata,
    _key(),
    _words("title"),
    _words("lead_partner"),
    _whole("order"),
    _whole("position"),
    _flag("retired"),
)
outcome = Table(
    "outcome",
    metadata,
    _key(),
    Column("theme", WORDS, ForeignKey("theme.key"), nullable=False),
    _words("sentence"),
    _whole("order"),
    _whole("position"),
    _flag("retired"),
)
indicator = Table(
    "indicator",
    metadata,
    _key(),
    _words("title"),
    Column("theme", WORDS, ForeignKey("theme.key")),
    Column("outcome", WORDS, ForeignKey("outcome.key")),
    _words("standing"),
    _words("unit"),
    _words("value_type"),
    _words("polarity"),
    _words("period_kind"),
    _whole("years_pooled"),
    _number("multiplier"),
    _whole("decimals"),
    _number("lower_bound", nullable=True),
    _number("upper_bound", nullable=True),
    _words("statutory_number"),
    _words("lay_definition"),
    _words("technical_definition"),
    _words("owner"),
    Column("next_release", Date),
    _words("notes"),
    _whole("order"),
    _whole("position"),
    _flag("retired"),
    Column("origin", WORDS, nullable=False, server_default="plan"),
)
partner = Table(
    "partner",
    metadata,
    _key(),
    _words("name"),
    _words("role"),
    _whole("position"),
    Column("version", Integer, nullable=False, server_default=text("1")),
    Column("left_on", Date),
    _added("left_because"),
    Column("in_workbook", WORDS),
)
partner_theme = Table(
    "partner_theme",
    metadata,
    Column("partner", WORDS, ForeignKey("partner.key"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("theme", WORDS, ForeignKey("theme.key"), nullable=False),
)
action = Table(
    "action",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _whole("recommendation_number"),
    _words("recommendation"),
    _words("proposed_action"),
    _words("by_whom"),
    _words("budget_cost"),
    _words("timescale"),
    Column("starts", Date),
    Column("due", Date),
    _words("status"),
    Column("theme", WORDS, ForeignKey("theme.key")),
    _words("note"),
    _whole("position"),
    Column("version", Integer, nullable=False),
    _added("lead"),
    _added("funding"),
    _added("funded_with"),
    _added("also_serves"),
    _added("idea"),
    _added("withdrawn_because"),
    Column("stops", Boolean, nullable=False, server_default=false()),
    Column("withdrawn", Date),
    Column("in_workbook", WORDS),
)
action_indicator = Table(
    "action_indicator",
    metadata,
    Column("action", Integer, ForeignKey("action.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("indicator", WORDS, ForeignKey("indicator.key"), nullable=False),
)
