"""Figures in a row as a series of the model, on a calendar of their own, so that the pages' methods compute them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache

from oba.model.indicator import Indicator, Polarity, Standing, ValueType
from oba.model.period import Period, PeriodKind
from oba.model.series import Observation, Series
from oba.tasks.compute.fields import YEARS, FieldError

FIRST_YEAR = 4001
"""The figures have no dates. Years so far ahead cannot be taken for any in a sentence that is put right again."""
MOST_YEARS = 25
QUARTER, MONTH = 3, 1
AREA = "ours"
COLUMNS = ("lower", "upper", "numerator", "denominator")
_LABEL = re.compile(r"(?:[A-Z][a-z]{2,8} (?:to [A-Z][a-z]{2} )?)?\b[4-9]\d{3}(?: to [4-9]\d{3})?\b")


def read_months(years_per_period: float) -> int:
    """How many months a figure covers. FieldError for anything but months, quarters and whole years."""
    months = years_per_period * 12
    whole = round(months)
    known = whole in (MONTH, QUARTER) or (whole >= 12 and whole % 12 == 0 and whole <= MOST_YEARS * 12)
    if not known or abs(months - whole) > 0.012:
        raise FieldError(
            YEARS.name, f"{years_per_period:g}",
            expected=f"1, or another whole number up to {MOST_YEARS}; 0.25 for quarters; 0.0833 for months",
        )  # fmt: skip
    return whole


@lru_cache(maxsize=256)
def list_periods(months: int, count: int) -> tuple[Period, ...]:
    """The first `count` periods of the calendar: several years move on by one year at a time."""
    if months in (MONTH, QUARTER):
        first = Period.months(FIRST_YEAR, 1, count=months)
    else:
        first = Period.year(FIRST_YEAR, kind=PeriodKind.CALENDAR_YEAR, years=months // 12)
    return tuple(first.later(place) for place in range(count))


@lru_cache(maxsize=256)
def make_indicator(
    months: int,
    *,
    value_type: ValueType | None = None,
    polarity: Polarity = Polarity.NO_JUDGEMENT,
    multiplier: float = 1.0,
    lower_bound: float | None = None,
    upper_bound: float | None = None,
) -> Indicator:
    """What the methods need to know of an indicator. Equal ones have equal keys."""
    kind = value_type or ValueType.SCORE
    return Indicator(
        key=f"{months} {kind} {polarity} {multiplier!r} {lower_bound!r} {upper_bound!r}",
        title="the line",
        theme="",
        outcome="",
        standing=Standing.SECONDARY,
        unit="",
        value_type=kind,
        polarity=polarity,
        period_kind={MONTH: PeriodKind.MONTH, QUARTER: PeriodKind.QUARTER}.get(
            months, PeriodKind.CALENDAR_YEAR
        ),
        years_pooled=max(months // 12, 1),
        multiplier=multiplier,
        lower_bound=lower_bound,
        upper_bound=upper_bound,
    )


def make_series(
    values: Sequence[float],
    *,
    indicator: Indicator,
    months: int,
    area: str = AREA,
    **columns: Sequence[float],
) -> Series:
    """Values (NaN where missing) as observations; `columns` are lower, upper, numerator and denominator."""
    missing = (math.nan,) * len(values)
    lower, upper, numerator, denominator = (columns.get(name) or missing for name in COLUMNS)
    rows = zip(values, lower, upper, numerator, denominator, strict=True)
    periods = list_periods(months, len(values))
    return Series(
        indicator.key,
        area,
        observations=tuple(
            Observation(period, _known(value), _known(low), _known(high), _known(count), _known(of))
            for period, (value, low, high, count, of) in zip(periods, rows, strict=True)
        ),
    )


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def name_places(text: str, *, months: int) -> str:
    """A sentence with the calendar's periods named by their places: `figure 7`."""

    def place(match: re.Match[str]) -> str:
        return f"figure {_labels(months)[match[0]]}" if match[0] in _labels(months) else match[0]

    return _LABEL.sub(place, text) if re.search(r"\b[4-9]\d{3}\b", text) else text


@lru_cache(maxsize=32)
def _labels(months: int) -> dict[str, int]:
    return {period.label: place + 1 for place, period in enumerate(list_periods(months, 1_200))}
