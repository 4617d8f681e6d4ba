"""The sheets Services, Measures and Budgets, as a plan workbook is written with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from oba.model.action import Funding
from oba.model.indicator import Polarity, ValueType
from oba.model.performance import Quadrant, ServiceBook
from oba.model.period import PeriodKind
from oba.tasks.book_writing import Content

SERVICE_SHEETS: Mapping[str, tuple[str, ...]] = {
    "Services": ("Key", "Service", "Lead partner", "Customers", "What it does", "Outcomes", "Order"),
    "Measures": (
        "Key",
        "Service",
        "Measure",
        "Quadrant",
        "Unit",
        "Value type",
        "Multiplier",
        "Decimals",
        "Polarity",
        "Period kind",
        "Definition",
        "Order",
    ),
    "Budgets": ("Service", "Year", "Partner", "Amount", "Funding", "Shared with", "Note"),
}
SERVICE_WORDS: Mapping[tuple[str, str], type[StrEnum]] = {
    ("Measures", "Quadrant"): Quadrant,
    ("Measures", "Value type"): ValueType,
    ("Measures", "Polarity"): Polarity,
    ("Measures", "Period kind"): PeriodKind,
    ("Budgets", "Funding"): Funding,
}
SERVICE_KEYS: Mapping[tuple[str, str], str] = {
    ("Services", "Lead partner"): "Partners",
    ("Measures", "Service"): "Services",
    ("Budgets", "Service"): "Services",
    ("Budgets", "Partner"): "Partners",
}
NOT_KNOWN = "not known"


def rows_of_services(book: ServiceBook) -> dict[str, Sequence[Sequence[Content]]]:
    """The rows of the three sheets; none where the plan has no services."""
    return {
        "Services": [
            (one.key, one.name, one.lead_partner, one.customers, one.does, ";".join(one.outcomes), one.order)
            for one in book.services
        ],
        "Measures": [
            (
                one.key,
                one.service,
                one.text,
                one.cell.value,
                one.unit,
                one.value_type.value,
                one.multiplier,
                one.decimals,
                one.polarity.value,
                one.period_kind.value,
                one.definition,
                one.order,
            )
            for one in book.measures
        ],
        "Budgets": [
            (
                one.service,
                one.year,
                one.partner,
                NOT_KNOWN if one.amount is None else one.amount,
                one.funding.value,
                ";".join(one.shared_with),
                one.note,
            )
            for one in book.budgets
        ],
    }
