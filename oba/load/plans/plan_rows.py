"""One reader for each sheet of the plan workbook: a row becomes a noun of the plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from oba.load.plans.record import Record, split_list
from oba.model.area import Area, AreaKind, Comparator, ComparatorRole
from oba.model.baseline import Scenario
from oba.model.indicator import Indicator
from oba.model.period_text import PeriodError, read_period
from oba.model.plan import BaselineRequest, Outcome, Plan, Theme
from oba.model.release import Outcome as LoadOutcome
from oba.model.release import Problem
from oba.words.labels import LONGEST, OFFERED, find_fault

FIELDS = (
    "title",
    "trust",
    "area (gss code)",
    "years",
    "statement",
    "example",
    "word for outcome",
    "word for indicator",
)
LONGEST_TITLE = 120


def read_plan_fields(rows: Sequence[Record], *, areas: Collection[str], problems: list[Problem]) -> Plan:
    """The Plan sheet: a field and its value in each row."""
    said = {" ".join(row.text("Field").split()).casefold(): row for row in rows}
    for name, row in said.items():
        if name and name not in FIELDS:
            allowed = ", ".join(FIELDS)
            row.refuse(
                "Field",
                found=f"found '{name}'",
                expected=f"one of: {allowed}",
                remedy="Correct the field, or delete the row",
            )
    for name in FIELDS[:3]:
        if name not in said:
            problems.append(
                Problem(
                    LoadOutcome.FILE,
                    "sheet 'Plan'",
                    f"the field {name} is not there",
                    remedy="Add a row for it",
                )
            )
    area = said["area (gss code)"].required("Value") if FIELDS[2] in said else ""
    if area and area not in areas:
        said["area (gss code)"].refuse(
            "Value",
            found=f"found '{area}'",
            expected="a code of the Areas sheet",
            remedy="Correct it, or add the area",
        )

    def text(name: str) -> str:
        return said[name].text("Value") if name in said else ""

    words = {"outcome": text("word for outcome"), "indicator": text("word for indicator")}
    _check_words(words, said)
    return Plan(
        title=said["title"].required("Value") if "title" in said else "",
        trust=said["trust"].required("Value") if "trust" in said else "",
        area=area,
        years=text("years"),
        statement=text("statement"),
        example=said["example"].yes("Value") if "example" in said else False,
        labels={word: label for word, label in words.items() if label},
    )


def _check_words(words: Mapping[str, str], said: Mapping[str, Record]) -> None:
    """A word of the plan's own for an outcome or an indicator must be able to stand for it in every sentence."""
    for name, other in (("outcome", "indicator"), ("indicator", "outcome")):
        fault = find_fault(name, words[name], other=words[other] or other) if words[name] else ""
        if fault:
            usual, offered = OFFERED[name]
            said[f"word for {name}"].refuse(
                "Value",
                found=fault,
                expected=f"{usual}, {offered}, or a word of your own of at most {LONGEST} letters",
                remedy="Write the word as it stands for one of them; nothing means the usual word",
            )


def read_theme(row: Record) -> Theme:
    return Theme(
        row.required("Key"),
        read_title(row, column="Theme"),
        row.text("Lead partner"),
        row.whole("Order", default=row.number),
    )


def read_outcome(row: Record, *, themes: Collection[str]) -> Outcome:
    return Outcome(
        row.required("Key"),
        row.key("Theme", known=themes, of="a theme"),
        row.required("Outcome"),
        row.whole("Order", default=row.number),
    )


def read_title(row: Record, *, column: str) -> str:
    text = row.required(column)
    if len(text) > LONGEST_TITLE:
        row.refuse(
            column,
            found=f"found {len(text)} characters",
            expected=f"at most {LONGEST_TITLE}",
            remedy="Shorten it: definitions and notes have columns of their own",
        )
    return text


def read_area(row: Record) -> Area:
    began, ended = row.day("From"), row.day("To")
    _check_order(row, began=began, ended=ended)
    return Area(
        code=row.required("Code"),
        name=read_title(row, column="Name"),
        kind=row.word("Kind", words=AreaKind),
        dfe_number=row.text("DfE number"),
        old_code=row.text("Old code"),
        aliases=split_list(row.text("Also known as")),
        began=began,
        ended=ended,
    )


def read_comparator(row: Record, *, areas: Collection[str]) -> Comparator:
    began, ended = row.day("From"), row.day("To")
    _check_order(row, began=began, ended=ended)
    return Comparator(
        area=row.key("Area", known=areas, of="an area"),
        with_area=row.key("Compared with", known=areas, of="an area"),
        role=row.word("Role", words=ComparatorRole),
        set_name=row.text("Set"),
        rank=row.whole("Rank", default=0),
        began=began,
        ended=ended,
    )


def read_baseline(
    row: Record, *, indicators: Mapping[str, Indicator], areas: Collection[str]
) -> BaselineRequest | None:
    """The request, or None where its period or day cannot be read; the problem is told."""
    key = row.key("Indicator", known=indicators, of="an indicator")
    area = row.key("Area", known=areas, of="an area")
    scenario = row.word("Scenario", words=Scenario)
    horizon = row.whole("Horizon (years)", default=5, least=1, most=30)
    frozen_on = row.day("Frozen on")
    if not row.text("Frozen on"):
        row.refuse(
            "Frozen on",
            found="found nothing",
            expected="the day the baseline stands for",
            remedy="Write the day",
        )
    if key not in indicators:
        return None
    indicator = indicators[key]
    value = row.cell("Data to").value
    try:
        if not isinstance(value, str | int | float | date):
            raise PeriodError(
                "found nothing",
                expected=f"a {indicator.period_kind.value}",
                remedy="Write the last period to use",
            )
        data_to = read_period(value, kind=indicator.period_kind, years_pooled=indicator.years_pooled).period
    except PeriodError as error:
        row.refuse("Data to", found=error.found, expected=error.expected, remedy=error.remedy)
        return None
    if frozen_on is None:
        return None
    return BaselineRequest(
        key, area, data_to, scenario, horizon, frozen_on, row.text("Agreed by"), row.text("Reason")
    )


def _check_order(row: Record, *, began: date | None, ended: date | None) -> None:
    if began is not None and ended is not None and ended < began:
        row.refuse(
            "To",
            found=f"found {ended:%d/%m/%Y}",
            expected=f"a day after {began:%d/%m/%Y}",
            remedy="Correct one of the two",
        )
