"""The plan, its themes and outcomes, and the partners who own them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from oba.model.action import Action
from oba.model.action_row import ActionRows
from oba.model.area import Area, Comparator
from oba.model.baseline import Scenario
from oba.model.disclosure import Rule
from oba.model.indicator import Indicator
from oba.model.partner_row import PartnerRow
from oba.model.performance import ServiceBook
from oba.model.period import Period
from oba.model.target import Target


@dataclass(frozen=True, slots=True)
class Plan:
    """The Children & Young People's Plan. `area` is the GSS code of the place it is for.

    `example` marks a plan that ships with the product: every page then says so.
    """

    title: str
    trust: str
    area: str
    years: str = ""
    statement: str = ""
    example: bool = False
    labels: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Theme:
    """A priority of the plan. It is a strategy label, so it is paired with outcome sentences."""

    key: str
    title: str
    lead_partner: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """A condition of well-being for a whole population in a place, in one plain sentence."""

    key: str
    theme: str
    sentence: str
    order: int = 0


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation of the Trust. `themes` are the keys of the themes it takes part in.

    One that has left stays with its record, the day and the reason: actions, budgets and curves go on naming it.
    `formerly` are names that it had before, by which an indicator's owner or a release may still call it.
    """

    key: str
    name: str
    role: str = ""
    themes: tuple[str, ...] = ()
    left_on: date | None = None
    left_because: str = ""
    formerly: tuple[str, ...] = field(default=(), compare=False)

    @property
    def takes_part(self) -> bool:
        return self.left_on is None

    def is_named(self, text: str) -> bool:
        """Whether a text is its key, its name, or a name that it had."""
        wanted = text.strip().casefold()
        return bool(wanted) and wanted in {one.casefold() for one in (self.key, self.name, *self.formerly)}


@dataclass(frozen=True, slots=True)
class BaselineRequest:
    """A row of the plan workbook that asks for a baseline to be frozen when the plan is first loaded."""

    indicator: str
    area: str
    data_to: Period
    scenario: Scenario
    horizon: int
    frozen_on: date
    agreed_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlanBook:
    """Everything a plan workbook holds, each list in the order of its sheet. `action_rows` says what a workbook has of
    its actions, and of which versions; of the store's plan, the version of each. `partner_rows` says what it has of its
    partners, among whom are those that have left. `rules` are those for small numbers; None where a workbook says
    nothing of them.
    """

    plan: Plan
    themes: tuple[Theme, ...]
    outcomes: tuple[Outcome, ...]
    indicators: tuple[Indicator, ...]
    areas: tuple[Area, ...]
    comparators: tuple[Comparator, ...]
    partners: tuple[Partner, ...]
    actions: tuple[Action, ...]
    baselines: tuple[BaselineRequest, ...] = ()
    targets: tuple[Target, ...] = ()
    services: ServiceBook = field(default_factory=ServiceBook)
    action_rows: ActionRows = field(default_factory=ActionRows, compare=False)
    partner_rows: tuple[PartnerRow, ...] = field(default=(), compare=False)
    rules: tuple[Rule, ...] | None = field(default=None, compare=False)

    @property
    def taking_part(self) -> tuple[Partner, ...]:
        """The partners without those that have left."""
        return tuple(one for one in self.partners if one.takes_part)
