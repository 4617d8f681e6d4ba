"""A plan as the sheets of its workbook: rows known by what they say in certain columns, each cell with its heading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

Content = str | float | int | date | datetime | None
Key = tuple[str, ...]
Texts = Mapping[str, str]
FIELDS_SHEET = "Plan"
KEYS: Mapping[str, tuple[str, ...]] = {
    FIELDS_SHEET: ("Field",),
    "Themes": ("Key",),
    "Outcomes": ("Key",),
    "Indicators": ("Key",),
    "Areas": ("Code",),
    "Comparators": ("Area", "Compared with", "Role", "Set"),
    "Partners": ("Key",),
    "Baselines": ("Indicator", "Area", "Data to", "Scenario"),
    "Targets": ("Indicator", "Area", "Period"),
    "Services": ("Key",),
    "Measures": ("Key",),
    "Budgets": ("Service", "Year", "Partner"),
    "Small numbers": ("Indicator",),
}
"""By which columns a row is known again. Actions are not here: each has a number, and is merged by it."""
TITLES: Mapping[str, str] = {
    "Themes": "Theme",
    "Outcomes": "Outcome",
    "Indicators": "Indicator",
    "Areas": "Name",
    "Partners": "Partner",
    "Services": "Service",
    "Measures": "Measure",
}
TOGETHER: Mapping[str, Sequence[Sequence[str]]] = {
    "Indicators": (("Theme", "Outcome"),),
    "Budgets": (("Funding", "Shared with"),),
}
"""Columns that say one thing together."""
AGAIN = "again"


@dataclass(frozen=True, slots=True)
class PlanTable:
    """One sheet: `heads` in its order, `rows` by key, each with the cells of the columns that the sheet has."""

    heads: tuple[str, ...]
    rows: Mapping[Key, Mapping[str, Content]] = field(default_factory=dict)

    def texts(self, key: Key) -> dict[str, str]:
        return {head: text_of(content) for head, content in self.rows[key].items()}


def make_plan_table(name: str, heads: Sequence[str], rows: Iterable[Mapping[str, Content]]) -> PlanTable:
    """The rows under their keys; a row that is there twice has a key of its own."""
    made: dict[Key, Mapping[str, Content]] = {}
    for cells in rows:
        key = tuple(text_of(cells.get(head)) for head in KEYS[name])
        while key in made:
            key = (*key, AGAIN)
        made[key] = cells
    return PlanTable(tuple(heads), made)


def text_of(content: Content) -> str:
    """What a cell says, in one spelling: what is typed as a number or a day is the same as one that was read."""
    if content is None:
        return ""
    if isinstance(content, bool):
        return "yes" if content else "no"
    if isinstance(content, datetime):
        return content.date().isoformat()
    if isinstance(content, date):
        return content.isoformat()
    if isinstance(content, int | float):
        return f"{content:.15g}" if float(content) != int(content) else str(int(content))
    return content.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\r\n\xa0")


def say_key(key: Key) -> str:
    """`low_income, E06000002, 2009/10`."""
    return ", ".join(part for part in key if part and part != AGAIN)
