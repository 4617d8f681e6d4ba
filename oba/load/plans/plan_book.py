"""The plan workbook, whole: every sheet read, every bad cell named, nothing taken on trust."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import TypeVar

from oba.load.containers.parser import Parser
from oba.load.file import open_file
from oba.load.plans.action_rows import Known, read_action_row, refuse_twice, settle_days
from oba.load.plans.partner_rows import partner_of, read_partner_row
from oba.load.plans.plan_indicator import read_indicator
from oba.load.plans.plan_mark import SHEET as ABOUT
from oba.load.plans.plan_mark import PlanMark, read_mark
from oba.load.plans.plan_rows import (
    read_area,
    read_baseline,
    read_comparator,
    read_outcome,
    read_plan_fields,
    read_theme,
)
from oba.load.plans.plan_rules import SHEET as RULES
from oba.load.plans.plan_rules import read_rules
from oba.load.plans.plan_services import NEEDED as OF_SERVICES
from oba.load.plans.plan_services import read_services
from oba.load.plans.plan_target import SOURCE, read_targets
from oba.load.plans.plan_wording import tell_wording
from oba.load.plans.record import Record, read_records
from oba.load.refusal import RefusedFile
from oba.load.sheet import Sheet
from oba.model.action import Action, ActionStatus
from oba.model.action_fields import from_texts
from oba.model.action_row import ActionRow, ActionRows
from oba.model.area import Area
from oba.model.disclosure import Rule
from oba.model.indicator import Indicator
from oba.model.performance import ServiceBook
from oba.model.plan import Partner, Plan, PlanBook, Theme
from oba.model.release import Outcome, Problem
from oba.model.target import Target
from oba.words.disclosure import HEADS
from oba.words.labels import usual_name

Noun = TypeVar("Noun")
NEEDED = {
    "Plan": ("Field", "Value"),
    "Themes": ("Key", "Theme"),
    "Outcomes": ("Key", "Theme", "Outcome"),
    "Indicators": (
        "Key",
        "Indicator",
        "Theme",
        "Outcome",
        "Standing",
        "Unit",
        "Value type",
        "Polarity",
        "Period kind",
    ),
    "Areas": ("Code", "Name", "Kind"),
    "Comparators": ("Area", "Compared with", "Role"),
    "Partners": ("Key", "Partner"),
    "Actions": ("Proposed action", "By whom", "Budget cost", "Timescale"),
    "Baselines": ("Indicator", "Area", "Data to", "Scenario", "Frozen on"),
    "Targets": ("Indicator", "Period", "Value", SOURCE),
    **OF_SERVICES,
    RULES: (HEADS["indicator"], HEADS["threshold"]),
}
UNSAID = ActionStatus.NOT_RECORDED
MUST_BE_THERE = ("Plan", "Themes", "Outcomes", "Indicators", "Areas")


@dataclass(frozen=True, slots=True)
class PlanReading:
    """The plan, None where one of the problems stops it. `rows` are those of each sheet that is there, each in the
    order of what it became in the plan; `mark` is what the workbook was downloaded with, None where it was not.
    """

    book: PlanBook | None
    problems: list[Problem]
    rows: Mapping[str, Sequence[Record]] = field(default_factory=dict)
    mark: PlanMark | None = None


def read_plan(
    path: Path, *, name: str | None = None, parser: Parser | None = None
) -> tuple[PlanBook | None, list[Problem]]:
    """The plan and what there is to tell of it, as `read_workbook` has them."""
    reading = read_workbook(path, name=name, parser=parser)
    return reading.book, reading.problems


def read_sheets(sheets: Sequence[Sheet]) -> PlanReading:
    """A plan from sheets that are read already."""
    reading = _Sheets({sheet.name.strip().casefold(): sheet for sheet in sheets}, [])
    book = reading.read()
    stopped = any(problem.stops for problem in reading.problems)
    return PlanReading(None if stopped else book, reading.problems, reading.found)


def read_workbook(path: Path, *, name: str | None = None, parser: Parser | None = None) -> PlanReading:
    """The plan and what there is to tell of it; no plan where one of the problems stops it.

    `name` is what messages call the file. RefusedFile when the file cannot be opened or is no plan workbook.
    """
    opened = open_file(path, name=name, parser=parser)
    if not opened.is_plan:
        raise RefusedFile(
            "the file is no plan workbook",
            where=opened.name,
            expected="sheets named Plan, Themes and Indicators",
        )
    sheets = _Sheets(
        {usual_name(sheet.name.strip()): sheet for sheet in opened.sheets}, list(opened.problems)
    )
    book = sheets.read()
    stopped = any(problem.stops for problem in sheets.problems)
    mark = read_mark(sheets.sheets.get(ABOUT.casefold()))
    return PlanReading(None if stopped else book, sheets.problems, sheets.found, mark)


class _Sheets:
    def __init__(self, sheets: dict[str, Sheet], problems: list[Problem]) -> None:
        self.sheets = sheets
        self.problems = problems
        self.found: dict[str, Sequence[Record]] = {}

    def read(self) -> PlanBook:
        areas = self.rows("Areas", read_area)
        self.refuse_twice("Areas", "Code")
        codes = dict.fromkeys(area.code for area in areas)
        plan = read_plan_fields(self.records("Plan"), areas=codes, problems=self.problems)
        themes = self.rows("Themes", read_theme)
        self.refuse_twice("Themes", "Key")
        theme_keys = [theme.key for theme in themes]
        outcomes = self.rows("Outcomes", lambda row: read_outcome(row, themes=theme_keys))
        self.refuse_twice("Outcomes", "Key")
        theme_of = {outcome.key: outcome.theme for outcome in outcomes}
        indicators = self.rows(
            "Indicators", lambda row: read_indicator(row, themes=theme_keys, theme_of=theme_of)
        )
        self.refuse_twice("Indicators", "Key")
        by_key = {indicator.key: indicator for indicator in indicators}
        comparators = self.rows("Comparators", lambda row: read_comparator(row, areas=codes))
        partner_rows = self.rows("Partners", lambda row: read_partner_row(row, themes=theme_keys))
        partners = [partner_of(row) for row in partner_rows]
        self.refuse_twice("Partners", "Key")
        known = _name(themes, indicators, partners)
        actions = self.rows("Actions", lambda row: read_action_row(row, known=known, unsaid=UNSAID))
        rows = refuse_twice(actions, self.problems)
        baselines = self.rows("Baselines", lambda row: read_baseline(row, indicators=by_key, areas=codes))
        targets = self.targets(by_key, codes, plan_area=plan.area)
        services = self.services(theme_of, by_key, partners)
        self.tell_wording(plan, areas, partners=partners, services=services)
        return PlanBook(
            plan,
            tuple(themes),
            tuple(outcomes),
            tuple(indicators),
            tuple(areas),
            tuple(comparators),
            tuple(partners),
            tuple(number_rows(rows)),
            tuple(baseline for baseline in baselines if baseline is not None),
            targets,
            services,
            ActionRows(tuple(rows)),
            tuple(partner_rows),
            self.rules(by_key),
        )

    def rules(self, indicators: Collection[str]) -> tuple[Rule, ...] | None:
        """None where the workbook has no such sheet."""
        if RULES.casefold() not in self.sheets:
            return None
        return read_rules(self.records(RULES), indicators=indicators, problems=self.problems)

    def targets(
        self, indicators: Mapping[str, Indicator], areas: Collection[str], *, plan_area: str
    ) -> tuple[Target, ...]:
        rows = self.records("Targets")
        return read_targets(
            rows, indicators=indicators, areas=areas, plan_area=plan_area, problems=self.problems
        )

    def services(
        self, outcomes: Collection[str], indicators: Collection[str], partners: Sequence[Partner]
    ) -> ServiceBook:
        return read_services(
            {name: self.records(name) for name in OF_SERVICES if name.casefold() in self.sheets},
            outcomes=outcomes,
            indicators=indicators,
            partners=[one.key for one in partners],
            problems=self.problems,
        )

    def tell_wording(
        self, plan: Plan, areas: Sequence[Area], *, partners: Sequence[Partner], services: ServiceBook
    ) -> None:
        tell_wording(
            self.records("Outcomes", again=True),
            names=[*(one.name for one in partners), *(one.name for one in services.services)],
            place=next((area.name for area in areas if area.code == plan.area), ""),
            problems=self.problems,
        )

    def records(self, name: str, *, again: bool = False) -> list[Record]:
        """The rows of a sheet; `again` where it has been told that it is not there."""
        sheet = self.sheets.get(name.casefold())
        if sheet is not None:
            if name not in self.found:
                self.found[name] = list(read_records(sheet, needed=NEEDED[name], problems=self.problems))
            return list(self.found[name])
        if name in MUST_BE_THERE and not again:
            columns = ", ".join(NEEDED[name])
            self.problems.append(
                Problem(
                    Outcome.FILE,
                    f"sheet '{name}'",
                    "the sheet is not there",
                    f"a sheet with the columns {columns}",
                    "Add the sheet",
                )
            )
        return []

    def rows(self, name: str, read: Callable[[Record], Noun]) -> list[Noun]:
        return [read(record) for record in self.records(name)]

    def refuse_twice(self, name: str, column: str) -> None:
        """Tell of a key that stands in two rows, naming both."""
        seen: dict[str, str] = {}
        for record in self.records(name, again=True):
            text = record.text(column)
            if text and text in seen:
                self.problems.append(
                    Problem(
                        Outcome.CELL,
                        f"{seen[text]} and {record.where(column)}",
                        f"both say '{text}'",
                        f"a {column.lower()} of its own for every row",
                        "Change one of the two, or delete the row that is there twice",
                    )
                )
            seen.setdefault(text, record.where(column))


def _name(themes: Sequence[Theme], indicators: Sequence[Indicator], partners: Sequence[Partner]) -> Known:
    """What a row of the action plan may name."""
    return Known(
        {one.key: one.title for one in themes},
        {one.key: one.title for one in indicators},
        {one.key: one.name for one in partners},
    )


def number_rows(rows: Sequence[ActionRow]) -> list[Action]:
    """The actions of a sheet, those without a number given one that no other of its rows has."""
    free = count(max([row.number for row in rows], default=0) + 1)
    blank = Action(0, 0, "", "")
    return [from_texts(replace(blank, number=row.number or next(free)), settle_days(row)) for row in rows]
