"""The recent trend of a line's figures, by the pages' own analysis."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from oba.analysis.trend import find_trends
from oba.model.finding import Trend
from oba.model.indicator import Indicator, ValueType
from oba.model.series import Series
from oba.tasks.compute.fields import MULTIPLIER, POLARITY, VALUE_TYPE, YEARS, Field, FieldError, Kind
from oba.tasks.compute.timeline import list_periods, make_indicator, make_series, name_places, read_months

NAME = "trend"
COUNTS = ("numerators", "denominators")
COLUMNS = {"lower": "lower", "upper": "upper", "numerators": "numerator", "denominators": "denominator"}
FIELDS = (
    *(Field(name, Kind.NUMBERS, default=()) for name in ("values", *COLUMNS)),
    YEARS,
    VALUE_TYPE,
    POLARITY,
    Field(MULTIPLIER.name, Kind.NUMBER, above=0),
)
NEVER_NEGATIVE = (
    ValueType.PROPORTION, ValueType.CRUDE_RATE, ValueType.STANDARDISED_RATE, ValueType.COUNT
)  # fmt: skip
NULL = -1.0
"""What Fingertips writes where there is no value."""
NEAR = 0.02


@dataclass(frozen=True, slots=True)
class Prepared:
    series: Series
    indicator: Indicator
    months: int
    notes: tuple[str, ...]


def prepare(given: Mapping[str, Any]) -> Prepared:
    """FieldError where the lists do not agree with each other."""
    months = read_months(given["years_per_period"])
    kind: ValueType | None = given["value_type"]
    notes: list[str] = []
    lists = {name: given[name] for name in ("values", *COLUMNS)}
    _check_lengths(lists)
    for name in lists:
        if name in COUNTS or kind in NEVER_NEGATIVE:
            lists[name] = _drop_nulls(name, lists[name], notes)
    if kind is None and NULL in lists["values"]:
        notes.append("-1 in values is taken as a figure, because value_type is not given; null is none")
    _check_counts(lists, kind)
    _check_intervals(lists)
    multiplier = given["multiplier"] or _find_multiplier(lists, kind, notes)
    if not lists["values"]:
        lists["values"] = _work_out(lists, multiplier, notes)
    indicator = make_indicator(months, value_type=kind, polarity=given["polarity"], multiplier=multiplier)
    columns = {column: lists[name] for name, column in COLUMNS.items() if kind or name not in COUNTS}
    series = make_series(lists["values"], indicator=indicator, months=months, **columns)
    if kind is None and lists["denominators"]:
        notes.append("value_type is not given, so the counts are not used")
    return Prepared(series, indicator, months, tuple(notes))


def answer(prepared: Sequence[Prepared]) -> list[dict[str, Any]]:
    trends = find_trends(
        [one.series for one in prepared], {one.indicator.key: one.indicator for one in prepared}
    )
    return [tell(trend, one) for trend, one in zip(trends, prepared, strict=True)]


def tell(trend: Trend, one: Prepared) -> dict[str, Any]:
    places = {
        period: place for place, period in enumerate(list_periods(one.months, len(one.series.observations)))
    }
    found: dict[str, Any] = {
        "trend": trend.word,
        "judgement": trend.judgement,
        "statistic": trend.statistic,
        "slope": trend.slope,
        "points_used": len(trend.periods),
        "positions": [places[period] for period in trend.periods],
        "method": trend.method,
        "version": trend.version,
        "reason": name_places(trend.reason, months=one.months),
    }
    return found | ({"notes": list(one.notes)} if one.notes else {})


def _check_lengths(lists: Mapping[str, tuple[float, ...]]) -> None:
    if not lists["values"] and not (lists["numerators"] and lists["denominators"]):
        raise FieldError(
            "values", "nothing", expected="a list of numbers or null",
            remedy="Give values, or numerators and denominators",
        )  # fmt: skip
    first = next(name for name in lists if lists[name])
    for name, column in lists.items():
        if column and len(column) != len(lists[first]):
            raise FieldError(
                name, f"{len(column)} of them beside {len(lists[first])} {first}",
                expected=f"as many as {first}", remedy="Write null where a period has none",
            )  # fmt: skip


def _drop_nulls(name: str, column: tuple[float, ...], notes: list[str]) -> tuple[float, ...]:
    """-1 is no figure where none can be negative; any other negative number is an error."""
    if not any(one < 0 for one in column):
        return column
    for place, one in enumerate(column):
        if one < 0 and one != NULL:
            raise FieldError(
                name, f"{one:g} in place {place + 1}", expected="numbers of 0 or more; null, or -1, for none"
            )
    notes.append(f"-1 in {name} is taken as null")
    return tuple(math.nan if one == NULL else one for one in column)


def _check_counts(lists: Mapping[str, tuple[float, ...]], kind: ValueType | None) -> None:
    if kind is not ValueType.PROPORTION or not lists["numerators"]:
        return
    for place, (count, of) in enumerate(zip(lists["numerators"], lists["denominators"], strict=False)):
        if count > of:
            raise FieldError(
                "numerators", f"{count:g} out of {of:g} in place {place + 1}",
                expected="a count no greater than its denominator",
                remedy="If the value is not a proportion, say so in value_type",
            )  # fmt: skip


def _check_intervals(lists: Mapping[str, tuple[float, ...]]) -> None:
    for place, (low, high) in enumerate(zip(lists["lower"], lists["upper"], strict=False)):
        if low > high:
            raise FieldError(
                "lower", f"{low:g} above the upper limit {high:g} in place {place + 1}",
                expected="a lower limit that is not above the upper one",
            )  # fmt: skip


def _find_multiplier(
    lists: Mapping[str, tuple[float, ...]], kind: ValueType | None, notes: list[str]
) -> float:
    """What turns the counts into the values, a power of ten if it nearly is one; 1 where counts are not used."""
    counted = zip(lists["values"], lists["numerators"], lists["denominators"], strict=False)
    ratios = [value * of / count for value, count, of in counted if value > 0 and count > 0 and of > 0]
    if not ratios or kind not in (ValueType.PROPORTION, ValueType.CRUDE_RATE):
        return 1.0
    middle = median(ratios)
    power = 10.0 ** round(math.log10(middle))
    if abs(middle / power - 1) > NEAR:
        notes.append(
            f"the multiplier is taken as {middle:.6g}, no power of ten: do the counts belong to the values?"
        )
        return middle
    notes.append(f"the multiplier is taken as {power:g}, which turns the counts into the values")
    return power


def _work_out(
    lists: Mapping[str, tuple[float, ...]], multiplier: float, notes: list[str]
) -> tuple[float, ...]:
    notes.append(f"the values are worked out from the counts, times {multiplier:g}")
    pairs = zip(lists["numerators"], lists["denominators"], strict=True)
    return tuple(count / of * multiplier if of > 0 else math.nan for count, of in pairs)
