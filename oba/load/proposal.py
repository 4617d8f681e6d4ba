"""The record proposed for a measure that the plan does not have: the publisher's own words, and no judgement."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from oba.load.sheet import CellValue
from oba.model.indicator import Indicator, Polarity, Standing, ValueType
from oba.model.measure import Measure
from oba.model.period import PeriodKind
from oba.model.period_text import PeriodError, read_period

KEY_LETTERS = 60
TITLE_LETTERS = 120
SAMPLE = 60
POOLED = (2, 3, 5)
PER = re.compile(r"\bper\s+([0-9][0-9,]*)", re.IGNORECASE)
PERCENT = re.compile(r"%|per\s?cent|\bpercentage", re.IGNORECASE)
COUNT = re.compile(r"^(?:numbers?|counts?|persons|people|children|£.*)?$", re.IGNORECASE)


def propose_indicator(
    measure: Measure, *, periods: Sequence[CellValue], taken: Collection[str], below_zero: bool = False
) -> Indicator:
    """A record for the plan, standing in no theme yet. `periods` are as the file writes them, `below_zero` says
    that there are numbers below zero among its figures.
    """
    kind, pooled = find_period_kind(measure, periods=periods)
    value_type, multiplier = find_value_type(measure)
    counted = value_type is ValueType.COUNT
    return Indicator(
        key=make_key(measure.name or measure.code, taken=taken),
        title=" ".join(measure.name.split())[:TITLE_LETTERS] or measure.code,
        theme="",
        outcome="",
        standing=Standing.SECONDARY,
        unit=measure.unit,
        value_type=value_type,
        polarity=Polarity.NO_JUDGEMENT,
        period_kind=kind,
        years_pooled=pooled,
        multiplier=multiplier,
        decimals=measure.decimals if measure.decimals is not None else 0 if counted else 1,
        lower_bound=None if below_zero else 0.0,
        technical_definition=measure.definition,
        owner=measure.publisher,
        next_release=measure.next_update,
        codes=(measure.code,),
    )


def make_key(name: str, *, taken: Collection[str]) -> str:
    """A key of small letters, digits and underscores that is not taken yet."""
    plain = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")[:KEY_LETTERS].strip("_") or "measure"
    key, number = plain, 2
    while key in taken:
        key, number = f"{plain}_{number}", number + 1
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


def find_period_kind(measure: Measure, *, periods: Sequence[CellValue]) -> tuple[PeriodKind, int]:
    """The kind that the publisher says, else the first under which the most of the periods can be read."""
    if measure.period_kind is not None:
        return measure.period_kind, measure.years_pooled
    years = (PeriodKind.CALENDAR_YEAR, PeriodKind.FINANCIAL_YEAR)
    candidates = [
        *((kind, 1) for kind in years),
        *((kind, pooled) for pooled in POOLED for kind in years),
        *((kind, 1) for kind in PeriodKind if kind not in years),
    ]
    sample = list(dict.fromkeys(periods))[:SAMPLE]
    return max(
        candidates, key=lambda one: sum(_reads(text, kind=one[0], years_pooled=one[1]) for text in sample)
    )


def _reads(value: CellValue, *, kind: PeriodKind, years_pooled: int) -> bool:
    if not isinstance(value, str | int | float | date):
        return False
    try:
        read_period(value, kind=kind, years_pooled=years_pooled)
    except PeriodError:
        return False
    return True
