"""A model's dataclass as a row of its table, and back: fields and columns have the same names."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Row, Table, delete, insert, select, update

from oba.model.action import ActionStatus, Funding
from oba.model.area import AreaKind, ComparatorRole
from oba.model.baseline import Scenario
from oba.model.idea import CostMark, EvidenceLevel, Rating
from oba.model.indicator import Polarity, Standing, ValueType
from oba.model.performance import Quadrant
from oba.model.period import Period, PeriodKind
from oba.model.story import Depth, Direction, GapKind, Who

Thing = TypeVar("Thing")

WORDS_OF: dict[tuple[str, str], type[StrEnum]] = {
    ("area", "kind"): AreaKind,
    ("comparator", "role"): ComparatorRole,
    ("indicator", "standing"): Standing,
    ("indicator", "value_type"): ValueType,
    ("indicator", "polarity"): Polarity,
    ("indicator", "period_kind"): PeriodKind,
    ("action", "status"): ActionStatus,
    ("action", "funding"): Funding,
    ("baseline_request", "scenario"): Scenario,
    ("story_force", "direction"): Direction,
    ("story_force", "depth"): Depth,
    ("story_voice", "who"): Who,
    ("story_gap", "kind"): GapKind,
    ("idea", "evidence_level"): EvidenceLevel,
    ("idea", "cost"): CostMark,
    ("idea", "leverage"): Rating,
    ("idea", "feasibility"): Rating,
    ("idea", "specificity"): Rating,
    ("idea", "values_fit"): Rating,
    ("service_budget", "funding"): Funding,
    ("performance_measure", "cell"): Quadrant,
    ("performance_measure", "value_type"): ValueType,
    ("performance_measure", "polarity"): Polarity,
    ("performance_measure", "period_kind"): PeriodKind,
}


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What writing a plan did to one thing: added, changed, removed, retired or restored."""

    kind: str
    noun: str
    key: str
    said: str = ""


def to_row(thing: object, *, table: Table, **more: Any) -> dict[str, Any]:
    """The columns that the thing has fields for, and `more`."""
    found = {
        column.name: _stored(getattr(thing, column.name), column)
        for column in table.c
        if hasattr(thing, column.name)
    }
    return {**found, **more}


def from_row(cls: type[Thing], row: Row[Any], *, table: Table, **more: Any) -> Thing:
    """The thing that the row and `more` make."""
    names = [field.name for field in fields(cls) if field.name in table.c and field.name not in more]  # type: ignore[arg-type]
    values = {name: _read(getattr(row, name), table.c[name]) for name in names}
    return cls(**values, **more)


def replace_all(conn: Connection, table: Table, rows: list[dict[str, Any]]) -> bool:
    """Make the rows of a table these; whether that changed anything. For lists that nothing refers to."""
    order = list(table.primary_key.columns)
    old = [dict(row._mapping) for row in conn.execute(select(table).order_by(*order))]
    if old == sorted(rows, key=lambda row: tuple(row[column.name] for column in order)):
        return False
    conn.execute(delete(table))
    if rows:
        conn.execute(insert(table), rows)
    return True


def upsert(conn: Connection, table: Table, rows: list[dict[str, Any]]) -> list[PlanChange]:
    """Write rows by their key: new ones added, different ones changed, retired ones restored."""
    key = next(iter(table.primary_key.columns))
    old = {row[key.name]: row for row in conn.execute(select(table)).mappings()}
    changes: list[PlanChange] = []
    for row in rows:
        before = old.get(row[key.name])
        if before is None:
            conn.execute(insert(table).values(**row, **({"version": 1} if "version" in table.c else {})))
            changes.append(PlanChange("added", table.name, str(row[key.name])))
            continue
        different = [name for name, value in row.items() if before[name] != value]
        if different:
            again = {"version": before["version"] + 1} if "version" in table.c else {}
            conn.execute(update(table).where(key == row[key.name]).values(**row, **again))
            changes.append(_changed(table, str(row[key.name]), different))
    return changes


def _changed(table: Table, key: str, different: list[str]) -> PlanChange:
    if "retired" in different:
        return PlanChange("restored", table.name, key)
    return PlanChange("changed", table.name, key, ", ".join(name.replace("_", " ") for name in different))


def _stored(value: Any, column: Column[Any]) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Period):
        return value.key
    return None if value == "" and column.nullable and column.foreign_keys else value


def _read(value: Any, column: Column[Any]) -> Any:
    words = WORDS_OF.get((column.table.name, column.name))
    if words is not None:
        return words(value)
    if column.name == "data_to" or (column.table.name, column.name) == ("target", "period"):
        return Period.from_key(value)
    return "" if value is None and column.foreign_keys else value
