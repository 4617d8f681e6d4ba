"""Where a line's figures are heading if nothing changes, by the rule that baselines are frozen with."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from oba.analysis.baseline import make_baseline
from oba.analysis.frozen import frozen_errors
from oba.analysis.moderation import FEWEST_PEERS
from oba.errors import ObaError
from oba.model.baseline import Baseline, ForecastPoint, Scenario
from oba.model.indicator import Indicator
from oba.model.series import Series
from oba.tasks.compute.fields import (
    BOUNDS,
    HORIZON,
    POLARITY,
    SCENARIO,
    VALUE_TYPE,
    YEARS,
    Field,
    FieldError,
    Kind,
)
from oba.tasks.compute.timeline import AREA, make_indicator, make_series, name_places, read_months

NAME = "forecast"
AHEAD = 5
FIELDS = (
    Field("values", Kind.NUMBERS, needed=True),
    Field(HORIZON.name, HORIZON.kind, default=AHEAD, lowest=1, highest=HORIZON.highest),
    SCENARIO,
    YEARS,
    *BOUNDS,
    Field("peers", Kind.LISTS, default=()),
)
LIMITS = ("lower80", "upper80", "lower95", "upper95")
NO_DAY = date(1, 1, 1)
NO_TIME = datetime(1, 1, 1, tzinfo=UTC)
TOO_FEW = "fewer than five figures (of quarters or months, less than two years) tell no course from chance"
STEADY = "the changes never varied, so there is no margin of error"


@dataclass(frozen=True, slots=True)
class Prepared:
    """`series` is ours up to the freeze; `peers` are the others', in the same periods."""

    series: Series
    peers: tuple[Series, ...]
    indicator: Indicator
    scenario: Scenario
    horizon: int
    months: int
    notes: tuple[str, ...]


def prepare(given: Mapping[str, Any]) -> tuple[Prepared, Baseline]:
    """FieldError without any figure, and for bounds the wrong way round or broken by a figure."""
    months = read_months(given[YEARS.name])
    indicator = read_indicator(given, months=months)
    values = given["values"]
    check_figures("values", values, given)
    series, *peers = align([values, *given["peers"]], indicator=indicator, months=months)
    one = Prepared(
        series=series,
        peers=tuple(peers),
        indicator=indicator,
        scenario=read_scenario(given, months=months),
        horizon=given[HORIZON.name],
        months=months,
        notes=note_last(values),
    )
    return one, draw_baseline(one)


def answer(prepared: Sequence[tuple[Prepared, Baseline]]) -> list[dict[str, Any]]:
    return [_tell(one, baseline) for one, baseline in prepared]


def read_indicator(given: Mapping[str, Any], *, months: int, multiplier: float = 1.0) -> Indicator:
    low, high = (given[one.name] for one in BOUNDS)
    if low is not None and high is not None and low >= high:
        raise FieldError("lower_bound", f"{low:g} beside an upper bound of {high:g}", expected="less than it")
    return make_indicator(
        months,
        value_type=given.get(VALUE_TYPE.name),
        polarity=given.get(POLARITY.name, POLARITY.default),
        multiplier=multiplier,
        lower_bound=low,
        upper_bound=high,
    )


def read_scenario(given: Mapping[str, Any], *, months: int) -> Scenario:
    """A straight line has no margin that holds where figures share data or have seasons."""
    scenario: Scenario = given[SCENARIO.name]
    if scenario is Scenario.STRAIGHT_LINE and months != 12:
        raise FieldError(
            SCENARIO.name, "a straight line through figures that are not of single years",
            expected="carry_on or hold", remedy="A straight line's margin of error would not hold here",
        )  # fmt: skip
    return scenario


def check_figures(name: str, values: Sequence[float], given: Mapping[str, Any]) -> None:
    """FieldError without any figure, or for one beyond the bounds of what is possible."""
    if all(math.isnan(one) for one in values):
        raise FieldError(name, "no number", expected="at least one number", remedy=f"Give {name}")
    for bound, sign in zip(BOUNDS, (1, -1), strict=True):
        limit = given[bound.name]
        beyond = next((one for one in values if limit is not None and one * sign < limit * sign), None)
        if beyond is not None:
            raise FieldError(
                bound.name, f"{limit:g} beside {beyond:g} in {name}", expected="what no figure can go beyond"
            )


def align(lists: Sequence[Sequence[float]], *, indicator: Indicator, months: int) -> tuple[Series, ...]:
    """Lists that end with the same period, as series; the first is ours."""
    longest = max(len(one) for one in lists)
    return tuple(
        make_series(
            [math.nan] * (longest - len(one)) + list(one),
            indicator=indicator,
            months=months,
            area=f"area {place}" if place else AREA,
        )
        for place, one in enumerate(lists)
    )


def note_last(values: Sequence[float]) -> tuple[str, ...]:
    if not math.isnan(values[-1]):
        return ()
    return ("the newest period has no figure, so the forecast begins after the newest figure",)


def draw_baseline(one: Prepared) -> Baseline:
    """The baseline that these figures make. FieldError where the scenario does not fit them."""
    known = [each.period for each in one.series.observations if each.value is not None]
    try:
        return make_baseline(
            one.series,
            indicator=one.indicator,
            data_to=known[-1],
            scenario=one.scenario,
            horizon=one.horizon,
            frozen_on=NO_DAY,
            recorded_at=NO_TIME,
            peers=one.peers,
        )
    except ObaError as error:
        raise FieldError(SCENARIO.name, error.found, expected=error.expected, remedy=error.remedy) from error


def say_margin(baseline: Baseline) -> str:
    """Why a forecast has no margin of error; '' where it has one."""
    if baseline.points[0].lower80 is not None:
        return ""
    return TOO_FEW if baseline.se1 is None else STEADY


def note_peers(one: Prepared, baseline: Baseline) -> tuple[str, ...]:
    if not one.peers or baseline.moderated_by:
        return ()
    if baseline.peers:
        return ("the margin is from this area's figures alone: this rule's is not steadied by other areas",)
    return (
        f"fewer than {FEWEST_PEERS} other areas have as many figures up to the same period, so they are not used",
    )


def tell_point(point: ForecastPoint) -> dict[str, Any]:
    return {"value": point.value} | {name: getattr(point, name) for name in LIMITS}


def _tell(one: Prepared, baseline: Baseline) -> dict[str, Any]:
    notes = (*one.notes, *note_peers(one, baseline))
    found: dict[str, Any] = {
        "points": [point.value for point in baseline.points],
        "se": frozen_errors(baseline).tolist(),
        **{name: [getattr(point, name) for point in baseline.points] for name in LIMITS},
        "weight": baseline.weight,
        "degrees": baseline.degrees,
        "points_used": baseline.points_used,
        "moderated_by": baseline.moderated_by,
        "method": baseline.method,
        "version": baseline.method_version,
        "reason": name_places(say_margin(baseline), months=one.months),
    }
    return found | ({"notes": list(notes)} if notes else {})
