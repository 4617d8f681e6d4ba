"""The sheets Services, Measures and Budgets of the plan workbook, all of them optional."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from oba.load.plans.record import Record
from oba.model.action import Funding
from oba.model.indicator import Polarity, ValueType
from oba.model.performance import (
    VALUE_TYPES,
    PerformanceMeasure,
    Quadrant,
    Service,
    ServiceBook,
    ServiceBudget,
)
from oba.model.period import PeriodKind
from oba.model.period_text import PeriodError, read_period
from oba.model.release import Outcome, Problem

NEEDED = {
    "Services": ("Key", "Service", "Outcomes"),
    "Measures": ("Key", "Service", "Measure", "Quadrant", "Unit"),
    "Budgets": ("Service", "Year", "Partner", "Amount"),
}
NOT_KNOWN = frozenset({"", "not known", "unknown", "not known at this point"})
APART = "A curve of the population belongs to all partners, so a service is linked to outcomes alone"


def read_services(
    sheets: Mapping[str, Iterable[Record]],
    *,
    outcomes: Collection[str],
    indicators: Collection[str],
    partners: Collection[str],
    problems: list[Problem],
) -> ServiceBook:
    """The services of a workbook; `sheets` has the rows of those sheets that are there, by name."""
    services = [
        _read_service(row, outcomes=outcomes, indicators=indicators, partners=partners)
        for row in _each_once(sheets.get("Services", ()), ("Key",), problems=problems)
    ]
    known = [one.key for one in services]
    measures = [
        _read_measure(row, services=known, indicators=indicators)
        for row in _each_once(sheets.get("Measures", ()), ("Key",), problems=problems)
    ]
    budgets = [
        _read_budget(row, services=known, partners=partners)
        for row in _each_once(sheets.get("Budgets", ()), ("Service", "Year", "Partner"), problems=problems)
    ]
    return ServiceBook(
        tuple(services),
        tuple(measures),
        tuple(one for one in budgets if one is not None),
        given="Services" in sheets,
    )


def _each_once(
    rows: Iterable[Record], columns: tuple[str, ...], *, problems: list[Problem]
) -> Iterable[Record]:
    """Every row; one that says the same in these columns as a row above is told of, and left out."""
    seen: dict[tuple[str, ...], str] = {}
    for row in rows:
        key = tuple(row.text(column) for column in columns)
        if all(key) and key in seen:
            said = ", ".join(key)
            where = f"{seen[key]} and {row.where(columns[0])}"
            remedy = "Change one of the two, or delete the row that is there twice"
            problems.append(Problem(Outcome.CELL, where, f"both say '{said}'", "each of them once", remedy))
            continue
        seen[key] = row.where(columns[0])
        yield row


def _read_service(
    row: Record, *, outcomes: Collection[str], indicators: Collection[str], partners: Collection[str]
) -> Service:
    curve = next((key for key in row.text("Outcomes").split(";") if key.strip() in indicators), None)
    if curve is not None:
        row.refuse(
            "Outcomes",
            found=f"'{curve.strip()}' is an indicator",
            expected="keys of outcomes",
            remedy=f"Write the outcome that it belongs to. {APART}",
        )
    return Service(
        key=row.required("Key"),
        name=row.required("Service"),
        lead_partner=_partner(row, "Lead partner", partners) if row.text("Lead partner") else "",
        customers=row.text("Customers"),
        does=row.text("What it does"),
        outcomes=()
        if curve is not None
        else tuple(dict.fromkeys(row.keys("Outcomes", known=outcomes, of="an outcome"))),
        order=row.whole("Order", default=row.number),
    )


def _read_measure(
    row: Record, *, services: Collection[str], indicators: Collection[str]
) -> PerformanceMeasure:
    key = row.required("Key")
    if key in indicators:
        row.refuse(
            "Key",
            found=f"'{key}' is an indicator of the plan",
            expected="a key of its own",
            remedy=f"Give the measure another key. {APART}",
        )
    cell = row.word("Quadrant", words=Quadrant)
    usual = VALUE_TYPES[cell]
    value_type = row.word("Value type", words=ValueType, default=usual)
    _check_type(row, cell=cell, value_type=value_type)
    factor = row.decimal("Multiplier", default=100.0 if value_type is ValueType.PROPORTION else 1.0)
    return PerformanceMeasure(
        key=key,
        service=row.key("Service", known=services, of="a service"),
        text=row.required("Measure"),
        cell=cell,
        unit=row.required("Unit"),
        value_type=value_type,
        polarity=row.word("Polarity", words=Polarity, default=Polarity.NO_JUDGEMENT),
        period_kind=row.word("Period kind", words=PeriodKind, default=PeriodKind.FINANCIAL_YEAR),
        multiplier=factor if factor and factor > 0 else 1.0,
        decimals=row.whole("Decimals", default=0, most=6),
        definition=row.text("Definition"),
        order=row.whole("Order", default=row.number),
    )


def _check_type(row: Record, *, cell: Quadrant, value_type: ValueType) -> None:
    """A number in the cell of numbers, a share in the cell of shares: the two are never one measure."""
    must = cell in (Quadrant.BETTER_OFF_NUMBER, Quadrant.BETTER_OFF_SHARE)
    if must and value_type is not VALUE_TYPES[cell]:
        row.refuse(
            "Value type",
            found=f"found '{value_type.value}' for '{cell.value}'",
            expected=f"'{VALUE_TYPES[cell].value}'",
            remedy="Correct one of the two, or make two measures of it",
        )


def _read_budget(
    row: Record, *, services: Collection[str], partners: Collection[str]
) -> ServiceBudget | None:
    partner = _partner(row, "Partner", partners)
    funding = row.word("Funding", words=Funding, default=Funding.NOT_SAID)
    shared = row.keys("Shared with", known=partners, of="a partner")
    if bool(shared) is (funding is Funding.NOT_SAID) or partner in shared:
        row.refuse(
            "Shared with",
            found="found nothing" if not shared else f"found '{row.text('Shared with')}'",
            expected="the other partners where the money is pooled or aligned, and nobody where it is not",
            remedy="Name the partners, or correct the column Funding",
        )
    service, year = row.key("Service", known=services, of="a service"), _year(row)
    if year is None:
        return None
    return ServiceBudget(service, year, partner, _amount(row), funding, shared, row.text("Note"))


def _amount(row: Record) -> float | None:
    """Pounds, None where it is not known, which is never nought."""
    if row.text("Amount").casefold() in NOT_KNOWN:
        return None
    amount = row.decimal("Amount", default=None)
    if amount is not None and amount < 0:
        row.refuse(
            "Amount", found=f"found {amount:g}", expected="pounds, or 'not known'", remedy="Correct it"
        )
        return None
    return amount


def _year(row: Record) -> str | None:
    value = row.cell("Year").value
    try:
        if not isinstance(value, str | int | float | date):
            raise PeriodError("found nothing", expected="a financial year", remedy="Write it as 2010/11")
        return read_period(value, kind=PeriodKind.FINANCIAL_YEAR).period.label
    except PeriodError as error:
        row.refuse("Year", found=error.found, expected=error.expected, remedy=error.remedy)
        return None


def _partner(row: Record, column: str, partners: Collection[str]) -> str:
    return row.key(column, known=partners, of="a partner")
