"""What a file measures, in its publisher's own words: matched with an indicator of the plan, or proposed as one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from oba.model.indicator import Indicator, ValueType
from oba.model.period import PeriodKind


@dataclass(frozen=True, slots=True)
class Measure:
    """One series of a publisher. `code` is the publisher's own, after its scheme: `fingertips:90284`.

    What the publisher does not say stays at None or ''. `polarity_said` is the publisher's own word: it is
    shown, and never taken over. `next_update` is the day on which its next figures are due.
    """

    code: str
    name: str
    unit: str = ""
    value_type: ValueType | None = None
    period_kind: PeriodKind | None = None
    years_pooled: int = 1
    multiplier: float | None = None
    decimals: int | None = None
    definition: str = ""
    publisher: str = ""
    polarity_said: str = ""
    next_update: date | None = None

    def completed_by(self, note: Measure | None) -> Measure:
        """This measure with what a publisher's dictionary says of it, where the file itself says nothing."""
        if note is None:
            return self
        with_unit = self if self.unit or self.value_type else _with_unit_of(self, note)
        return replace(
            with_unit,
            period_kind=self.period_kind or note.period_kind,
            decimals=note.decimals if self.decimals is None else self.decimals,
            definition=self.definition or note.definition,
            publisher=self.publisher or note.publisher,
            polarity_said=self.polarity_said or note.polarity_said,
            next_update=self.next_update or note.next_update,
        )


def _with_unit_of(measure: Measure, note: Measure) -> Measure:
    """The unit, what it makes of the number, and its multiplier belong together."""
    return replace(measure, unit=note.unit, value_type=note.value_type, multiplier=note.multiplier)


@dataclass(frozen=True, slots=True)
class FoundMeasure:
    """A measure as it stands in one file. `indicator` is the plan's, or the record proposed for a new one.

    `known` tells which. `figures` counts what was read of it in areas of the plan; `refused` the cells of a
    new measure that would stop its load, which do not stop the file's. Periods are labels.
    """

    measure: Measure
    indicator: Indicator
    known: bool
    figures: int = 0
    areas: int = 0
    first: str = ""
    last: str = ""
    refused: int = 0
