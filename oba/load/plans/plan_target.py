"""The sheet Targets of the plan workbook: what was agreed or published as a target, for one period each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from oba.load.plans.record import Record
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.model.period_text import PeriodError, read_period
from oba.model.release import Outcome, Problem
from oba.model.target import Target

SOURCE = "Source or who agreed"
Name = tuple[str, str, Period]


def read_targets(
    rows: Iterable[Record],
    *,
    indicators: Mapping[str, Indicator],
    areas: Collection[str],
    plan_area: str,
    problems: list[Problem],
) -> tuple[Target, ...]:
    """The targets in the order of the sheet. A row without an area is for the plan's own.

    A cell that cannot be read is told of and its row left out; so are two targets for one period of one curve.
    """
    found: dict[Name, Target] = {}
    places: dict[Name, str] = {}
    for row in rows:
        target = _read_target(row, indicators=indicators, areas=areas, plan_area=plan_area)
        if target is None:
            continue
        name = (target.indicator, target.area, target.period)
        if name in found:
            problems.append(_twice(target, places[name], row.where("Value")))
        found.setdefault(name, target)
        places.setdefault(name, row.where("Value"))
    return tuple(found.values())


def _read_target(
    row: Record, *, indicators: Mapping[str, Indicator], areas: Collection[str], plan_area: str
) -> Target | None:
    key = row.key("Indicator", known=indicators, of="an indicator")
    area = row.key("Area", known=areas, of="an area") if row.text("Area") else plan_area
    source = row.required(SOURCE, remedy="Name the document it is published in, or the group that agreed it")
    indicator = indicators.get(key)
    value = _read_value(row, indicator)
    period = _read_period(row, indicator) if indicator else None
    if indicator is None or value is None or period is None:
        return None
    return Target(key, area, period, value, source, row.text("Note"))


def _read_value(row: Record, indicator: Indicator | None) -> float | None:
    if row.cell("Value").blank:
        row.refuse(
            "Value",
            found="found nothing",
            expected="the value aimed at",
            remedy="Write the number alone, or delete the row",
        )
        return None
    value = row.decimal("Value", default=None)
    if value is None or indicator is None:
        return value
    low, high = indicator.lower_bound, indicator.upper_bound
    if (low is not None and value < low) or (high is not None and value > high):
        row.refuse(
            "Value",
            found=f"found {value:g}",
            expected=_say_bounds(low, high),
            remedy="Write it in the indicator's own unit, or correct the bounds on the sheet Indicators",
        )
        return None
    return value


def _say_bounds(low: float | None, high: float | None) -> str:
    if low is None:
        return f"{high:g} at most"
    return f"{low:g} at least" if high is None else f"a value from {low:g} to {high:g}"


def _read_period(row: Record, indicator: Indicator) -> Period | None:
    """The period, which must be one that the indicator can have a figure for."""
    value = row.cell("Period").value
    try:
        if not isinstance(value, str | int | float | date):
            raise PeriodError(
                "found nothing",
                expected=f"a {indicator.period_kind.value}",
                remedy="Write the period that it is the target for",
            )
        return read_period(value, kind=indicator.period_kind, years_pooled=indicator.years_pooled).period
    except PeriodError as error:
        row.refuse("Period", found=error.found, expected=error.expected, remedy=error.remedy)
        return None


def _twice(target: Target, first: str, second: str) -> Problem:
    return Problem(
        Outcome.CELL,
        f"{first} and {second}",
        f"both are the target of '{target.indicator}' for {target.period.label}",
        "one target for each period of a curve",
        "Delete one of the two rows",
    )
