"""An indicator: how one outcome is quantified. Its target and its series are kept apart from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oba.model.period import PeriodKind


class Polarity(StrEnum):
    """Set by the Trust. Where it is not set there is no good or bad, and no colour that says so."""

    HIGH_IS_GOOD = "high is good"
    LOW_IS_GOOD = "low is good"
    NO_JUDGEMENT = "no judgement"

    @property
    def sign(self) -> int:
        """+1 when a rise is an improvement, -1 when a fall is, 0 without judgement."""
        return {Polarity.HIGH_IS_GOOD: 1, Polarity.LOW_IS_GOOD: -1}.get(self, 0)


class Standing(StrEnum):
    HEADLINE = "headline"
    SECONDARY = "secondary"
    DEVELOPMENT = "data development agenda"


class ValueType(StrEnum):
    """What the number is, which decides the intervals and tests that are right for it."""

    PROPORTION = "proportion"
    CRUDE_RATE = "crude rate"
    STANDARDISED_RATE = "directly standardised rate"
    MEAN = "mean"
    SCORE = "score"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One measure with its two definitions.

    `unit` is in words for a reader (`%`, `per 1,000 girls aged 15 to 17`). `multiplier` turns
    numerator / denominator into the value (100 for a percentage, 10,000 for a rate per 10,000).
    `lower_bound` and `upper_bound` are the values that are possible at all. `codes` are what publishers call it,
    each after its scheme: `fingertips:90284`.
    """

    key: str
    title: str
    theme: str
    outcome: str
    standing: Standing
    unit: str
    value_type: ValueType
    polarity: Polarity
    period_kind: PeriodKind
    years_pooled: int = 1
    multiplier: float = 1.0
    decimals: int = 1
    lower_bound: float | None = 0.0
    upper_bound: float | None = None
    statutory_number: str = ""
    lay_definition: str = ""
    technical_definition: str = ""
    owner: str = ""
    next_release: date | None = None
    notes: str = ""
    order: int = 0
    codes: tuple[str, ...] = ()
