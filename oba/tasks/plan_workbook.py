"""Write a plan as its workbook: every sheet and column that is read, so that reading it gives the same plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from oba.load.plans.action_rows import NUMBER, VERSION
from oba.load.plans.partner_rows import HEADS as PARTNER_HEADS
from oba.load.plans.plan_mark import SHEET as ABOUT
from oba.model.action import Action, ActionStatus
from oba.model.action_row import ActionRows
from oba.model.area import Area, AreaKind, ComparatorRole
from oba.model.baseline import Scenario
from oba.model.indicator import Indicator, Polarity, Standing, ValueType
from oba.model.period import PeriodKind
from oba.model.plan import PlanBook
from oba.tasks.book_writing import Content, add_table, as_bytes, drop_down, new_book
from oba.tasks.front_sheet import FIELDS, rows_of_front
from oba.tasks.rule_sheet import RULE_CHOICES, RULE_KEYS, RULE_SHEETS, rows_of_rules
from oba.tasks.service_sheets import SERVICE_KEYS, SERVICE_SHEETS, SERVICE_WORDS, rows_of_services
from oba.words.actions import FIELD_NAMES
from oba.words.labels import OFFERED

FURTHER = (
    "lead",
    "supports",
    "funding",
    "funded_with",
    "starts",
    "due",
    "stops",
    "also_serves",
    "idea",
)
"""Fields of an action that the plan of 2010 has no columns for."""
SHEETS: Mapping[str, tuple[str, ...]] = {
    "Plan": ("Field", "Value"),
    "Themes": ("Key", "Theme", "Lead partner", "Order"),
    "Outcomes": ("Key", "Theme", "Outcome", "Order"),
    "Indicators": (
        "Key",
        "Indicator",
        "Theme",
        "Outcome",
        "Standing",
        "Unit",
        "Value type",
        "Multiplier",
        "Decimals",
        "Polarity",
        "Period kind",
        "Years pooled",
        "Lowest possible",
        "Highest possible",
        "Statutory number",
        "Lay definition",
        "Technical definition",
        "Owner",
        "Next release",
        "Notes",
        "Order",
        "Codes",
    ),
    "Areas": ("Code", "Name", "Kind", "DfE number", "Old code", "Also known as", "From", "To"),
    "Comparators": ("Area", "Compared with", "Role", "Set", "Rank", "From", "To"),
    "Partners": ("Key", *PARTNER_HEADS.values()),
    "Actions": (
        "Scrutiny recommendation number",
        "Scrutiny recommendation",
        "Proposed action",
        "By whom",
        "Budget cost",
        "Timescale",
        "Theme",
        "Indicators",
        "Status",
        "Note",
        *(FIELD_NAMES[name] for name in FURTHER),
        NUMBER,
        VERSION,
    ),
    "Baselines": (
        "Indicator",
        "Area",
        "Data to",
        "Scenario",
        "Horizon (years)",
        "Frozen on",
        "Agreed by",
        "Reason",
    ),
    "Targets": ("Indicator", "Area", "Period", "Value", "Source or who agreed", "Note"),
    **SERVICE_SHEETS,
    **RULE_SHEETS,
}
WORDS: Mapping[tuple[str, str], type[StrEnum]] = {
    ("Indicators", "Standing"): Standing,
    ("Indicators", "Value type"): ValueType,
    ("Indicators", "Polarity"): Polarity,
    ("Indicators", "Period kind"): PeriodKind,
    ("Areas", "Kind"): AreaKind,
    ("Comparators", "Role"): ComparatorRole,
    ("Actions", "Status"): ActionStatus,
    ("Baselines", "Scenario"): Scenario,
    **SERVICE_WORDS,
}
KEYS_OF: Mapping[tuple[str, str], str] = {
    ("Outcomes", "Theme"): "Themes",
    ("Indicators", "Theme"): "Themes",
    ("Indicators", "Outcome"): "Outcomes",
    ("Comparators", "Area"): "Areas",
    ("Comparators", "Compared with"): "Areas",
    ("Actions", "Theme"): "Themes",
    ("Actions", "Lead partner"): "Partners",
    ("Baselines", "Indicator"): "Indicators",
    ("Baselines", "Area"): "Areas",
    ("Targets", "Indicator"): "Indicators",
    ("Targets", "Area"): "Areas",
    **SERVICE_KEYS,
    **RULE_KEYS,
}
"""Columns that hold a key of another sheet, which is offered there as a list."""
LONG = 400
"""Rows that the drop-downs of a sheet reach."""

Rows = Sequence[Sequence[Content]]


def write_plan_workbook(book: PlanBook, *, about: Sequence[tuple[str, str]] = ()) -> bytes:
    """`about` is what stands on a last sheet of its own: what it is, and what it was written from.

    A workbook that does not say of which store it is has no versions of actions: another store has its own.
    """
    return _write(rows_of(book if about else replace(book, action_rows=ActionRows())), about=about)


def write_plan_template() -> bytes:
    """The headings and lists of a plan, and nothing in them but the fields of its first sheet."""
    rows: dict[str, Rows] = dict.fromkeys(SHEETS, ())
    return _write({**rows, "Plan": [(field, "") for field in FIELDS]})


def _write(rows: Mapping[str, Rows], *, about: Sequence[tuple[str, str]] = ()) -> bytes:
    made = new_book()
    for name, heads in SHEETS.items():
        add_table(made, name, heads=heads, rows=rows[name], widths=[_width(head) for head in heads])
    for (name, head), words in WORDS.items():
        _offer(made, name, head, source=",".join(word.value for word in words if word.value))
    for (name, head), choices in RULE_CHOICES.items():
        _offer(made, name, head, source=",".join(choices))
    for (name, head), other in KEYS_OF.items():
        _offer(made, name, head, source=f"{other}!$A$2:$A${LONG}")
    drop_down(made["Plan"], cells=["B7"], source="yes,no")
    for cell, offered in zip(("B8", "B9"), OFFERED.values(), strict=True):
        drop_down(made["Plan"], cells=[cell], source=",".join(offered), strict=False)
    if about:
        add_table(made, ABOUT, heads=(ABOUT, ""), rows=about, widths=(26, 60))
    return as_bytes(made)


def _offer(made: dict[str, object], name: str, head: str, *, source: str) -> None:
    letter = chr(65 + SHEETS[name].index(head))
    drop_down(made[name], cells=[f"{letter}2:{letter}{LONG}"], source=source, strict=False)


def _width(head: str) -> int:
    return (
        60
        if head in ("Outcome", "Lay definition", "Technical definition", "Proposed action", "Value")
        else 22
    )


def rows_of(book: PlanBook) -> dict[str, Rows]:
    """What stands in the rows of each sheet, in the order of its heads."""
    return {
        "Plan": rows_of_front(book.plan),
        "Themes": [(one.key, one.title, one.lead_partner, one.order) for one in book.themes],
        "Outcomes": [(one.key, one.theme, one.sentence, one.order) for one in book.outcomes],
        "Indicators": [_indicator(one) for one in book.indicators],
        "Areas": [_area(one) for one in book.areas],
        "Comparators": [
            (one.area, one.with_area, one.role.value, one.set_name, one.rank, one.began, one.ended)
            for one in book.comparators
        ],
        "Partners": [
            (one.key, one.name, one.role, _list(one.themes), one.left_on, one.left_because)
            for one in book.partners
        ],
        "Actions": [
            _action(one, version=book.action_rows.downloaded.get(one.number)) for one in book.actions
        ],
        "Baselines": [
            (
                one.indicator,
                one.area,
                one.data_to.label,
                one.scenario.value,
                one.horizon,
                one.frozen_on,
                one.agreed_by,
                one.reason,
            )
            for one in book.baselines
        ],
        "Targets": [
            (one.indicator, one.area, one.period.label, one.value, one.source, one.note)
            for one in book.targets
        ],
        **rows_of_services(book.services),
        **rows_of_rules(book.rules or ()),
    }


def _indicator(one: Indicator) -> tuple[Content, ...]:
    return (
        one.key,
        one.title,
        one.theme,
        one.outcome,
        one.standing.value,
        one.unit,
        one.value_type.value,
        one.multiplier,
        one.decimals,
        one.polarity.value,
        one.period_kind.value,
        one.years_pooled,
        "none" if one.lower_bound is None else one.lower_bound,
        one.upper_bound,
        one.statutory_number,
        one.lay_definition,
        one.technical_definition,
        one.owner,
        one.next_release,
        one.notes,
        one.order,
        _list(one.codes),
    )


def _area(one: Area) -> tuple[Content, ...]:
    return (
        one.code,
        one.name,
        one.kind.value,
        one.dfe_number,
        one.old_code,
        _list(one.aliases),
        one.began,
        one.ended,
    )


def _action(one: Action, *, version: int | None) -> tuple[Content, ...]:
    return (
        one.recommendation_number,
        one.recommendation,
        one.proposed_action,
        one.by_whom,
        one.budget_cost,
        one.timescale,
        one.theme,
        _list(one.indicators),
        one.status.value,
        one.note,
        one.lead,
        _list(one.supports),
        one.funding.value,
        one.funded_with,
        one.starts,
        one.due,
        "yes" if one.stops else "",
        _list([str(number) for number in one.also_serves]),
        one.idea,
        one.number,
        version,
    )


def _list(parts: Sequence[str]) -> str:
    return ";".join(parts)
