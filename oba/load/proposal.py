"""The record proposed for a measure that the plan does not have: the publisher's own words, and no judgement."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from oba.load.sheet import CellValue
from oba.model.indicator import Indicator, Polarity, Standing, ValueType
from oba.model.measure import Measure
from oba.model.period import PeriodKind
from oba.model.period_text import PeriodError, read_period

KEY_LETTERS = 60
TITLE_LETTERS = 120
SAMPLE = 60
REMEMBERED = 10_000
YEARS = (PeriodKind.CALENDAR_YEAR, PeriodKind.FINANCIAL_YEAR)
CANDIDATES = (
    *((kind, 1) for kind in YEARS),
    *((kind, pooled) for pooled in (2, 3, 5) for kind in YEARS),
    *((kind, 1) for kind in PeriodKind if kind not in YEARS),
)
PER = re.compile(r"\bper\s+([0-9][0-9,]*)", re.IGNORECASE)
PERCENT = re.compile(r"%|per\s?cent|\bpercentage", re.IGNORECASE)
COUNT = re.compile(r"^(?:numbers?|counts?|persons|people|children|£.*)?$", re.IGNORECASE)


def propose_indicator(
    measure: Measure,
    *,
    key: str,
    kind: PeriodKind,
    years_pooled: int = 1,
    below_zero: bool = False,
    decimals: int | None = None,
) -> Indicator:
    """A record for the plan, standing in no theme yet. `below_zero` says that some of its figures are; `decimals`
    how many are needed to tell its figures apart, where the publisher does not say.
    """
    value_type, multiplier = find_value_type(measure)
    usual = decimals if decimals is not None else 0 if value_type is ValueType.COUNT else 1
    return Indicator(
        key=key,
        title=shorten(measure.name, most=TITLE_LETTERS) or measure.code,
        theme="",
        outcome="",
        standing=Standing.SECONDARY,
        unit=measure.unit,
        value_type=value_type,
        polarity=Polarity.NO_JUDGEMENT,
        period_kind=kind,
        years_pooled=years_pooled,
        multiplier=multiplier,
        decimals=measure.decimals if measure.decimals is not None else usual,
        lower_bound=None if below_zero else 0.0,
        technical_definition=measure.definition,
        owner=measure.publisher,
        next_release=measure.next_update,
        codes=(measure.code,),
    )


def shorten(name: str, *, most: int) -> str:
    """The name, or its two ends: what parts the measures of one table stands last in their names."""
    plain = " ".join(name.split())
    half = (most - 3) // 2
    return plain if len(plain) <= most else f"{plain[:half].rstrip()} … {plain[-half:].lstrip()}"


class KeyMaker:
    """Makes keys of small letters, digits and underscores, none of which is taken or was made before."""

    def __init__(self, taken: Collection[str]) -> None:
        self.taken = set(taken)
        self.numbers: dict[str, int] = {}

    def make(self, name: str) -> str:
        """The name as a key; of names that come to one key, each after the first has a number."""
        letters = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")
        half = (KEY_LETTERS - 1) // 2
        whole = letters if len(letters) <= KEY_LETTERS else f"{letters[:half]}_{letters[-half:]}"
        plain = re.sub("_+", "_", whole).strip("_") or "measure"
        key, number = plain, self.numbers.get(plain, 2)
        while key in self.taken:
            key, number = f"{plain}_{number}", number + 1
        self.numbers[plain] = number
        self.taken.add(key)
        return key


def find_value_type(measure: Measure) -> tuple[ValueType, float]:
    """What the number is and its multiplier, as far as the unit says it; a score where it does not."""
    words = f"{measure.unit} {measure.name if not measure.unit else ''}"
    per = PER.search(words)
    if measure.value_type is not None:
        usual = {ValueType.PROPORTION: 100.0}.get(measure.value_type, 1.0)
        said = float(per[1].replace(",", "")) if per else usual
        return measure.value_type, measure.multiplier or said
    if per:
        return ValueType.CRUDE_RATE, measure.multiplier or float(per[1].replace(",", ""))
    if PERCENT.search(words):
        return ValueType.PROPORTION, measure.multiplier or 100.0
    if measure.unit and COUNT.match(measure.unit.strip()):
        return ValueType.COUNT, 1.0
    return ValueType.SCORE, 1.0


@dataclass(slots=True)
class PeriodKinds:
    """Finds the kinds of period of measures, reading each different text once: measures share theirs."""

    readable: dict[tuple[type, CellValue], tuple[bool, ...]] = field(default_factory=dict)

    def find(self, measure: Measure, *, periods: Sequence[CellValue]) -> tuple[PeriodKind, int]:
        """The kind that the publisher says, else the first under which the most of the periods can be read."""
        if measure.period_kind is not None:
            return measure.period_kind, measure.years_pooled
        sample = list(dict.fromkeys(periods))[:SAMPLE]
        read = [self._readable(text) for text in sample]
        counts = [sum(column) for column in zip(*read, strict=True)] or [0]
        return CANDIDATES[counts.index(max(counts))]

    def _readable(self, value: CellValue) -> tuple[bool, ...]:
        key = (type(value), value)
        if key not in self.readable:
            if len(self.readable) >= REMEMBERED:
                self.readable.clear()
            self.readable[key] = tuple(
                _reads(value, kind=kind, years_pooled=pooled) for kind, pooled in CANDIDATES
            )
        return self.readable[key]


def _reads(value: CellValue, *, kind: PeriodKind, years_pooled: int) -> bool:
    if not isinstance(value, str | int | float | date):
        return False
    try:
        read_period(value, kind=kind, years_pooled=years_pooled)
    except PeriodError:
        return False
    return True
