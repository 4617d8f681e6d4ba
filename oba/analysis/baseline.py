"""Freezing a baseline: the history up to a day, and where it is heading if nothing changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import numpy as np

from oba.analysis.course import FEWEST_POINTS
from oba.analysis.forecast import Forecast, forecast
from oba.analysis.panel import Panel, lay_out, usable
from oba.analysis.peers import can_moderate, choose_peers, list_peers
from oba.errors import ObaError
from oba.model.baseline import Baseline, ForecastPoint, Scenario
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.model.series import Observation, Series
from oba.words import methods
from oba.words.methods import Method

METHOD = methods.SHRUNKEN_DRIFT.name
VERSION = methods.SHRUNKEN_DRIFT.version

NO_SCATTER = 1e-9
"""A standard error this small beside the values is rounding, not knowledge: no limits are drawn from it."""


def make_baseline(
    series: Series,
    *,
    indicator: Indicator,
    data_to: Period,
    scenario: Scenario,
    horizon: int,
    frozen_on: date,
    recorded_at: datetime,
    agreed_by: str = "",
    reason: str = "",
    example: bool = False,
    peers: Sequence[Series] = (),
) -> Baseline:
    """The baseline (id 0) that the figures up to and including `data_to` make.

    `peers` are the same indicator's series of other areas: with 20 or more that have as many figures up to
    `data_to`, what the same rule forecasts for them is kept, and the margin of a yearly rule is moderated by them.
    ObaError when there is no usable figure for `data_to`, the horizon is less than one period, or a straight line
    is asked for where its margin would not hold.
    """
    points = find_history(series, data_to=data_to, indicator=indicator)
    if horizon < 1:
        raise ObaError(f"a horizon of {horizon}", where=indicator.title, expected="at least one period ahead")
    pooled = indicator.years_pooled
    beside = choose_peers(peers, series=series, points=points, data_to=data_to, pooled=pooled)
    panel = lay_out([points, *beside.values()], pooled=[pooled] * (len(beside) + 1))
    _check_scenario(panel, scenario=scenario, indicator=indicator)
    return Baseline(
        **_work_out(
            panel, indicator, areas=tuple(beside), data_to=data_to, scenario=scenario, horizon=horizon
        ),
        id=0,
        indicator=series.indicator,
        area=series.area,
        breakdown=series.breakdown,
        frozen_on=frozen_on,
        recorded_at=recorded_at,
        data_to=data_to,
        origin_value=float(panel.values[0, -1]),
        scenario=scenario,
        horizon=horizon,
        points_used=len(points),
        history=tuple((one.period, float(one.value)) for one in points if one.value is not None),
        releases=tuple(sorted({one.release for one in points if one.release})),
        agreed_by=agreed_by,
        reason=reason,
        example=example,
    )


def _work_out(
    panel: Panel,
    indicator: Indicator,
    *,
    areas: tuple[str, ...],
    data_to: Period,
    scenario: Scenario,
    horizon: int,
) -> dict[str, Any]:
    """The forecast of the panel's first row and its working, and what was forecast for `areas`, the other rows."""
    course, moderated = _forecast_beside(panel, indicator, horizon=horizon, scenario=scenario)
    method = name_method(panel, course, scenario=scenario, moderated=moderated)
    return {
        "method": method.name,
        "method_version": method.version,
        "points": list_points(course, data_to=data_to, scale=float(np.abs(panel.values[0]).max())),
        "weight": float(course.weight[0]),
        "se1": _known(course.se1[0]),
        "degrees": float(course.degrees[0]),
        "moderated_by": len(areas) if moderated else 0,
        "peers": () if np.isnan(course.se1[0]) else list_peers(areas, panel=panel, course=course),
    }


def scenarios_for(series: Series, *, indicator: Indicator, data_to: Period) -> tuple[Scenario, ...]:
    """The scenarios that a baseline of these figures can have. ObaError when there is no figure for `data_to`."""
    points = find_history(series, data_to=data_to, indicator=indicator)
    panel = lay_out([points], pooled=[indicator.years_pooled])
    fits = len(points) >= FEWEST_POINTS and not _why_no_line(panel)
    return (Scenario.CARRY_ON, Scenario.HOLD, *((Scenario.STRAIGHT_LINE,) if fits else ()))


def _why_no_line(panel: Panel) -> str:
    if panel.overlapping[0]:
        return "the figures pool several years and share data, so a straight line's margin of error would not hold"
    if panel.steps_a_year[0] > 1:
        return "quarters and months have seasons, so a straight line's margin of error would not hold"
    return ""


def _check_scenario(panel: Panel, *, scenario: Scenario, indicator: Indicator) -> None:
    reason = _why_no_line(panel) if scenario is Scenario.STRAIGHT_LINE else ""
    if reason:
        raise ObaError(
            f"no straight line: {reason}",
            where=f"Baseline of {indicator.title}",
            expected=f"'{Scenario.CARRY_ON.value}' or '{Scenario.HOLD.value}'",
            remedy=f"Choose '{Scenario.CARRY_ON.value}', which carries a trend on only as far as it stands out",
        )


def _forecast_beside(
    panel: Panel, indicator: Indicator, *, horizon: int, scenario: Scenario
) -> tuple[Forecast, bool]:
    """Ours in the first row and the other areas' after it, and whether the margins are moderated by one another.

    Only the yearly rules are: their yearly changes are independent, so their variances scatter as is assumed.
    """
    indicators = [indicator] * len(panel.periods)
    course = forecast_panel(panel, indicators, horizon=horizon, scenario=scenario)
    plain = not panel.overlapping[0] and panel.steps_a_year[0] == 1
    if len(panel.periods) == 1 or not plain or scenario is Scenario.STRAIGHT_LINE or not can_moderate(course):
        return course, False
    return forecast_panel(panel, indicators, horizon=horizon, scenario=scenario, moderated=True), True


def find_history(series: Series, *, data_to: Period, indicator: Indicator) -> tuple[Observation, ...]:
    """The usable observations up to `data_to`, which must be one of them."""
    until = tuple(one for one in series.observations if one.period.end <= data_to.end)
    points = usable(replace(series, observations=until))
    if points and points[-1].period == data_to:
        return points
    newest = series.latest
    latest = f"the newest figure is for {newest.period.label}" if newest else "there are no figures at all"
    raise ObaError(
        f"no measured figure for {data_to.label} ({latest})",
        where=f"Baseline of {indicator.title}",
        expected="a figure for the last period that the forecast is made from",
        remedy="Name a period that has a figure, or load the release that holds it",
    )


def forecast_panel(
    panel: Panel,
    indicators: list[Indicator],
    *,
    horizon: int,
    scenario: Scenario,
    moderated: bool = False,
) -> Forecast:
    """Forecast every series of a panel; `indicators` stand in the order of its rows."""
    lowest = [-np.inf if one.lower_bound is None else one.lower_bound for one in indicators]
    highest = [np.inf if one.upper_bound is None else one.upper_bound for one in indicators]
    return forecast(
        panel.values,
        horizon=horizon,
        steps=panel.steps,
        scenario=scenario,
        overlapping=panel.overlapping,
        steps_a_year=panel.steps_a_year,
        lowest=np.array(lowest),
        highest=np.array(highest),
        moderated=moderated,
    )


def name_method(panel: Panel, course: Forecast, *, scenario: Scenario, moderated: bool = False) -> Method:
    """Which rule the first series of the panel was forecast by."""
    if np.isnan(course.se1[0]):
        return methods.LAST_VALUE
    if panel.overlapping[0]:
        return methods.OVERLAPPING
    if scenario is Scenario.STRAIGHT_LINE:
        return methods.STRAIGHT_LINE
    hold = scenario is Scenario.HOLD
    if panel.steps_a_year[0] > 1:
        return methods.HOLD_SEASONS if hold else methods.SHRUNKEN_DRIFT_OF_SEASONS
    if moderated:
        return methods.HOLD_MODERATED if hold else methods.SHRUNKEN_DRIFT_MODERATED
    return methods.HOLD if hold else methods.SHRUNKEN_DRIFT


def list_points(course: Forecast, *, data_to: Period, scale: float) -> tuple[ForecastPoint, ...]:
    """The forecast of the first series; no limits where its changes never varied, for then none can be known."""
    drawn = bool(course.se1[0] > NO_SCATTER * scale)
    limits = np.stack([course.lower80[0], course.upper80[0], course.lower95[0], course.upper95[0]], axis=1)
    return tuple(
        ForecastPoint(
            data_to.later(step + 1),
            float(course.values[0, step]),
            *(_known(limit) if drawn else None for limit in limits[step]),
        )
        for step in range(course.values.shape[1])
    )


def _known(number: float) -> float | None:
    return float(number) if np.isfinite(number) else None
