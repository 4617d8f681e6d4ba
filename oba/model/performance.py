"""A service and its performance measures: what one provider answers for, kept apart from the population's curves.

A service is linked to the outcomes that it contributes to, never to an indicator, and a measure belongs to exactly one
service. Nothing here can hold an indicator of the plan.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from oba.model.action import Funding
from oba.model.indicator import Indicator, Polarity, Standing, ValueType
from oba.model.marker import Marker
from oba.model.period import Period, PeriodKind
from oba.model.series import Observation, Series


class Quadrant(StrEnum):
    """The cells of the performance quadrant. Whether anyone is better off, as a share, matters most."""

    HOW_MUCH = "how much did we do"
    HOW_WELL = "how well did we do it"
    BETTER_OFF_NUMBER = "is anyone better off: number"
    BETTER_OFF_SHARE = "is anyone better off: %"


IN_ORDER = (Quadrant.BETTER_OFF_SHARE, Quadrant.BETTER_OFF_NUMBER, Quadrant.HOW_WELL, Quadrant.HOW_MUCH)
"""What matters most first."""
VALUE_TYPES = {
    Quadrant.HOW_MUCH: ValueType.COUNT,
    Quadrant.HOW_WELL: ValueType.PROPORTION,
    Quadrant.BETTER_OFF_NUMBER: ValueType.COUNT,
    Quadrant.BETTER_OFF_SHARE: ValueType.PROPORTION,
}


@dataclass(frozen=True, slots=True)
class Service:
    """What one provider does for its customers. `outcomes` are the keys of those that it contributes to."""

    key: str
    name: str
    lead_partner: str = ""
    customers: str = ""
    does: str = ""
    outcomes: tuple[str, ...] = ()
    order: int = 0


@dataclass(frozen=True, slots=True)
class PerformanceMeasure:
    """One measure of one service, in one cell of the quadrant, with its own unit and polarity."""

    key: str
    service: str
    text: str
    cell: Quadrant
    unit: str
    value_type: ValueType
    polarity: Polarity
    period_kind: PeriodKind
    multiplier: float = 1.0
    decimals: int = 0
    definition: str = ""
    order: int = 0

    def as_curve(self) -> Indicator:
        """What the analysis and the charts need to know of any curve. It is in no theme, and is never stored."""
        share = self.value_type is ValueType.PROPORTION
        return Indicator(
            key=self.key,
            title=self.text,
            theme="",
            outcome="",
            standing=Standing.SECONDARY,
            unit=self.unit,
            value_type=self.value_type,
            polarity=self.polarity,
            period_kind=self.period_kind,
            multiplier=self.multiplier,
            decimals=self.decimals,
            upper_bound=self.multiplier if share else None,
            lay_definition=self.definition,
        )


@dataclass(frozen=True, slots=True)
class MeasureFigure:
    """One figure of a measure. `value` is None where a marker stands; `cell` is its sheet and cell."""

    measure: str
    period: Period
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    markers: tuple[Marker, ...] = ()
    source_text: str = ""
    cell: str = ""
    release: int = 0


@dataclass(frozen=True, slots=True)
class ServiceBudget:
    """What one partner puts into one service in one financial year.

    `amount` is None where it is not known, which is not nought. `shared_with` are the partners with whom it is pooled
    or aligned.
    """

    service: str
    year: str
    partner: str
    amount: float | None
    funding: Funding = Funding.NOT_SAID
    shared_with: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ServiceTalk:
    """What a group has said of a service: the answers to the questions that figures do not answer.

    `version` counts how often it has been saved.
    """

    service: str
    story: str = ""
    partners: str = ""
    works: str = ""
    proposal: str = ""
    version: int = 0


SAID = ("story", "partners", "works", "proposal")
"""The fields of a talk that people write."""


@dataclass(frozen=True, slots=True)
class ServiceBook:
    """The services, measures and budgets of a plan workbook; `given` where it has a sheet for them at all."""

    services: tuple[Service, ...] = ()
    measures: tuple[PerformanceMeasure, ...] = ()
    budgets: tuple[ServiceBudget, ...] = ()
    given: bool = field(default=False, compare=False)


def series_of(measure: str, figures: tuple[MeasureFigure, ...]) -> Series:
    """The figures of one measure as the series that is analysed, oldest first. It has no area."""
    ordered = sorted(figures, key=lambda one: (one.period.end, one.period.start))
    return Series(
        measure,
        "",
        "",
        tuple(
            Observation(
                period=one.period,
                value=one.value,
                numerator=one.numerator,
                denominator=one.denominator,
                markers=one.markers,
                source_text=one.source_text,
                cell=one.cell,
                release=one.release,
            )
            for one in ordered
            if one.measure == measure
        ),
    )
