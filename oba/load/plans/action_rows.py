"""A row that holds an action, on the sheet of a plan workbook or on an action plan of its own, read field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from oba.load.plans.record import Record, say_some
from oba.load.plans.timescale import read_timescale
from oba.model.action import ActionStatus, Funding
from oba.model.action_fields import DAYS, PARTED
from oba.model.action_row import ActionRow
from oba.model.release import Outcome, Problem
from oba.words.actions import FIELD_NAMES
from oba.words.money import say_pounds
from oba.words.numbers import say_date, say_month

NEEDED = ("Proposed action", "By whom", "Budget cost", "Timescale")
NUMBER, VERSION = "Action number", "Version"
PROGRESS, NEW_PROGRESS = "Progress so far", "New progress"
OTHER_HEADS = {"recommendation_number": "Scrutiny recommendation number"}
"""What the plan workbook calls a column that has another name by itself."""
NOT_HERE = frozenset({"withdrawn", "withdrawn_because"})
LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Known:
    """What a row may name: titles by key."""

    themes: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[str, str] = field(default_factory=dict)
    partners: Mapping[str, str] = field(default_factory=dict)

    def of(self, name: str) -> tuple[Mapping[str, str], str]:
        return {
            "theme": (self.themes, "a theme"),
            "indicators": (self.indicators, "an indicator"),
        }.get(name, (self.partners, "a partner"))


def read_action_row(row: Record, *, known: Known, unsaid: ActionStatus) -> ActionRow:
    """The fields that the sheet has columns for. A blank status is `unsaid`; a row is in the plan, so not withdrawn."""
    texts, cells = {"withdrawn": "", "withdrawn_because": ""}, {}
    for name in FIELD_NAMES:
        head = _head(row, name)
        if name in NOT_HERE or not head:
            continue
        texts[name] = _read(row, name, head, known=known, unsaid=unsaid)
        cells[name] = row.where(head)
    row.required("Proposed action")
    return ActionRow(
        where=row.where("Proposed action"),
        texts=texts,
        number=row.whole(NUMBER, default=0, most=LARGEST),
        version=row.whole(VERSION, default=0, most=LARGEST),
        progress=_as_written(row, "progress", NEW_PROGRESS),
        cells=cells,
    )


def refuse_twice(rows: Sequence[ActionRow], problems: list[Problem]) -> list[ActionRow]:
    """Tell of rows that say they are the same action: a row was copied with its hidden number."""
    counted = Counter(row.number for row in rows if row.number)
    for number, times in counted.items():
        if times > 1:
            places = " and ".join(row.where for row in rows if row.number == number)
            problems.append(
                Problem(
                    Outcome.CELL,
                    places,
                    f"{times} rows say that they are action {number}",
                    "each action once",
                    f"Delete what the copied rows have in the columns '{NUMBER}' and '{VERSION}', which are hidden",
                )
            )
    return [row if counted[row.number] < 2 else replace(row, number=0) for row in rows]


def _head(row: Record, name: str) -> str:
    """The heading of a field's column; '' where the sheet has none."""
    heads = (FIELD_NAMES[name], OTHER_HEADS.get(name, FIELD_NAMES[name]))
    return next((head for head in heads if head.casefold() in row.columns), "")


def _read(row: Record, name: str, head: str, *, known: Known, unsaid: ActionStatus) -> str:
    if name == "status":
        return row.word(head, words=ActionStatus, default=unsaid).value
    if name == "funding":
        return row.word(head, words=Funding, default=Funding.NOT_SAID).value
    if name == "stops":
        return "yes" if row.yes(head) else ""
    if name == "recommendation_number":
        return str(row.whole(head, default=0))
    if name == "also_serves":
        return _read_numbers(row, head)
    if name in DAYS:
        day = row.day(head)
        return day.isoformat() if day else ""
    if name in ("theme", "lead", *PARTED):
        titles, what = known.of(name)
        return ";".join(_find_keys(row, head, titles, of=what, most=None if name in PARTED else 1))
    return _as_written(row, name, head)


def _as_written(row: Record, name: str, head: str) -> str:
    """Words as they stand. What a spreadsheet has made a number or a day of is written as a person would."""
    cell = row.cell(head)
    value: Any = cell.value
    if cell.uncached:
        row.refuse(
            head,
            found="found a formula whose result is not saved",
            expected="words",
            remedy="Write the words; what begins with = is meant as a formula, unless an apostrophe stands before it",
        )
    if name == "budget_cost" and isinstance(value, int | float) and not isinstance(value, bool):
        return say_pounds(value)
    if name == "timescale" and isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return (
            say_date(day)
            if "d" in cell.number_format.lower() or "General" in cell.number_format
            else say_month(day)
        )
    return row.text(head)


def _find_keys(
    row: Record, head: str, titles: Mapping[str, str], *, of: str, most: int | None
) -> Collection[str]:
    """The keys that a cell names, by key or by title."""
    by_name = {title.casefold(): key for key, title in titles.items()} | {
        key.casefold(): key for key in titles
    }
    found: dict[str, None] = {}
    for part in (one.strip() for one in row.text(head).split(";") if one.strip()):
        key = by_name.get(part.casefold())
        if key is None or (most is not None and len(found) >= most):
            expected = (
                f"the name or the key of {of}: {say_some(titles)}" if key is None else f"one {of.split()[-1]}"
            )
            row.refuse(head, found=f"found '{part}'", expected=expected, remedy="Choose one of the list")
        else:
            found[key] = None
    return found


def _read_numbers(row: Record, head: str) -> str:
    parts = [one.strip() for one in row.text(head).replace(",", ";").split(";") if one.strip()]
    strange = [one for one in parts if not (one.isascii() and one.isdigit())]
    if strange:
        row.refuse(
            head, found=f"found '{strange[0]}'", expected="numbers of recommendations", remedy="Correct it"
        )
    return ";".join(dict.fromkeys(str(int(one)) for one in parts if one not in strange))


def settle_days(row: ActionRow) -> Mapping[str, str]:
    """The fields of a row, with the days that its timescale says where the row says no other."""
    days = zip(("starts", "due"), read_timescale(row.texts.get("timescale", "")), strict=True)
    said = {name: day.isoformat() for name, day in days if day}
    return {**row.texts, **{name: text for name, text in said.items() if not row.texts.get(name)}}
