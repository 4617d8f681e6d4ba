"""Whether a curve has turned: a line's newest figures against the forecast made from those before them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from oba.analysis.verdict import judge
from oba.model.baseline import Baseline
from oba.model.finding import Gap, Verdict
from oba.model.indicator import ValueType
from oba.model.series import Observation, Series
from oba.tasks.compute.fields import (
    BOUNDS,
    HORIZON,
    MULTIPLIER,
    POLARITY,
    SCENARIO,
    VALUE_TYPE,
    YEARS,
    Field,
    FieldError,
    Kind,
)
from oba.tasks.compute.forecast import (
    AHEAD,
    Prepared,
    align,
    check_figures,
    draw_baseline,
    note_last,
    note_peers,
    read_indicator,
    read_scenario,
    tell_point,
)
from oba.tasks.compute.timeline import list_periods, name_places, read_months

NAME = "verdict"
HISTORY = (Field("history", Kind.NUMBERS, needed=True), Field("since", Kind.NUMBERS, default=()))
FIELDS = (
    *HISTORY,
    POLARITY,
    SCENARIO,
    HORIZON,
    Field("peers", Kind.OBJECTS, default=(), parts=HISTORY),
    YEARS,
    *BOUNDS,
    Field("change", Kind.NUMBER, above=0),
    Field("denominators", Kind.NUMBERS, default=(), lowest=0),
    Field(MULTIPLIER.name, Kind.NUMBER, above=0),
    VALUE_TYPE,
)
RATES = (ValueType.PROPORTION, ValueType.CRUDE_RATE)


@dataclass(frozen=True, slots=True)
class Case:
    """`forecast` is what the baseline is made from; `series` and `peers` go on after it."""

    forecast: Prepared
    baseline: Baseline
    series: Series
    peers: Mapping[str, Series]
    change: float | None


def prepare(given: Mapping[str, Any]) -> Case:
    """FieldError where the lists do not agree, or a number is missing that only some lines need."""
    months = read_months(given[YEARS.name])
    since = given["since"]
    check_figures("history", given["history"], given)
    if since and not all(math.isnan(one) for one in since):
        check_figures("since", since, given)
    _check_denominators(given)
    indicator = read_indicator(given, months=months, multiplier=given[MULTIPLIER.name] or 1.0)
    lines = [given, *given["peers"]]
    before = align([one["history"] for one in lines], indicator=indicator, months=months)
    start = len(before[0].observations)
    after = [
        _go_on(
            series,
            one["since"],
            start=start,
            months=months,
            denominators=given["denominators"] if ours else (),
        )
        for ours, series, one in zip([True, *[False] * len(lines)], before, lines, strict=False)
    ]
    gap = len(given["history"]) - max(
        place + 1 for place, one in enumerate(given["history"]) if not math.isnan(one)
    )
    forecast = Prepared(
        series=before[0],
        peers=before[1:],
        indicator=indicator,
        scenario=read_scenario(given, months=months),
        horizon=given[HORIZON.name] or max(AHEAD, len(since) + gap),
        months=months,
        notes=note_last(given["history"]),
    )
    baseline = draw_baseline(forecast)
    return Case(forecast, baseline, after[0], {one.area: one for one in after[1:]}, given["change"])


def answer(prepared: Sequence[Case]) -> list[dict[str, Any]]:
    return [_judge(one) for one in prepared]


def _check_denominators(given: Mapping[str, Any]) -> None:
    denominators, since = given["denominators"], given["since"]
    if not denominators:
        return
    if len(denominators) != len(since):
        raise FieldError(
            "denominators", f"{len(denominators)} of them beside {len(since)} in since",
            expected="one for each figure of since", remedy="Write null where it is not known",
        )  # fmt: skip
    if given[VALUE_TYPE.name] in RATES and given[MULTIPLIER.name] is None:
        raise FieldError(
            MULTIPLIER.name, "nothing", expected="what numerator / denominator is multiplied by to give the value",
            remedy="Give 100 for a percentage, or leave denominators out",
        )  # fmt: skip


def _go_on(
    series: Series, since: Sequence[float], *, start: int, months: int, denominators: Sequence[float]
) -> Series:
    """The series with the figures after it."""
    periods = list_periods(months, start + len(since))[start:]
    sizes = denominators or [math.nan] * len(since)
    later = tuple(
        Observation(
            period,
            None if math.isnan(value) else value,
            denominator=None if math.isnan(size) or not size else size,
        )
        for period, value, size in zip(periods, since, sizes, strict=True)
    )
    return replace(series, observations=(*series.observations, *later))


def _judge(one: Case) -> dict[str, Any]:
    baseline = one.baseline
    found = judge(baseline, one.series, one.forecast.indicator, peers=one.peers, change=one.change)
    notes = (*one.forecast.notes, *note_peers(one.forecast, baseline))
    if one.peers and found.rank is None and not notes:
        notes = ("fewer than 20 areas, ours included, have all the figures since, so there is no rank",)
    told = _tell(found) | {
        "forecast_method": baseline.method,
        "method": found.method,
        "version": found.version,
        "reason": name_places(found.reason, months=one.forecast.months),
    }
    return told | ({"notes": list(notes)} if notes else {})


def _tell(found: Verdict) -> dict[str, Any]:
    point = found.forecast
    mean = found.mean_gap
    return {
        "verdict": found.word,
        "gap": found.gap,
        "gap_interval": _around(found.value, point.lower95, point.upper95) if point else None,
        "gap_interval80": _around(found.value, point.lower80, point.upper80) if point else None,
        "mean_gap": mean.value if mean else None,
        "mean_gap_interval": _interval(mean),
        "cumulative": _add_up(found.cumulative),
        "rank": {"place": found.rank.place, "of": found.rank.of, "chance": found.rank.chance}
        if found.rank
        else None,
        "when_will_we_know": {
            "change": found.outlook.change,
            "periods80": found.outlook.periods80,
            "periods95": found.outlook.periods95,
            "horizon": found.outlook.horizon,
        }
        if found.outlook
        else None,
        "forecast": tell_point(point) if point else None,
    }


def _around(value: float | None, lower: float | None, upper: float | None) -> list[float] | None:
    """The gap's interval: the figure minus the forecast's upper and lower limit."""
    if value is None or lower is None or upper is None:
        return None
    return [value - upper, value - lower]


def _interval(gap: Gap | None) -> list[float] | None:
    if gap is None or gap.lower95 is None or gap.upper95 is None:
        return None
    return [gap.lower95, gap.upper95]


def _add_up(gap: Gap | None) -> dict[str, float | None] | None:
    return {"value": gap.value, "lower": gap.lower95, "upper": gap.upper95} if gap else None
