"""Freezing a baseline: the history up to a day, and where it is heading if nothing changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import numpy as np

from oba.analysis.forecast import Forecast, forecast
from oba.analysis.panel import Panel, lay_out, usable
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
) -> Baseline:
    """The baseline (id 0) that the figures up to and including `data_to` make.

    ObaError when there is no usable figure for `data_to`, or the horizon is less than one period.
    """
    points = find_history(series, data_to=data_to, indicator=indicator)
    if horizon < 1:
        raise ObaError(f"a horizon of {horizon}", where=indicator.title, expected="at least one period ahead")
    panel = lay_out([points], pooled=[indicator.years_pooled])
    course = forecast_panel(panel, [indicator], horizon=horizon, hold=scenario is Scenario.HOLD)
    method = name_method(panel, course, scenario=scenario)
    return Baseline(
        id=0,
        indicator=series.indicator,
        area=series.area,
        breakdown=series.breakdown,
        frozen_on=frozen_on,
        recorded_at=recorded_at,
        data_to=data_to,
        origin_value=float(panel.values[0, -1]),
        scenario=scenario,
        method=method.name,
        method_version=method.version,
        horizon=horizon,
        points=list_points(course, data_to=data_to, scale=float(np.abs(panel.values).max())),
        points_used=len(points),
        weight=float(course.weight[0]),
        se1=_known(course.se1[0]),
        degrees=float(course.degrees[0]),
        history=tuple((one.period, float(one.value)) for one in points if one.value is not None),
        releases=tuple(sorted({one.release for one in points if one.release})),
        agreed_by=agreed_by,
        reason=reason,
        example=example,
    )


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


def forecast_panel(panel: Panel, indicators: list[Indicator], *, horizon: int, hold: bool) -> Forecast:
    """Forecast every series of a panel; `indicators` stand in the order of its rows."""
    lowest = [-np.inf if one.lower_bound is None else one.lower_bound for one in indicators]
    highest = [np.inf if one.upper_bound is None else one.upper_bound for one in indicators]
    return forecast(
        panel.values,
        horizon=horizon,
        steps=panel.steps,
        hold=hold,
        overlapping=panel.overlapping,
        steps_a_year=panel.steps_a_year,
        lowest=np.array(lowest),
        highest=np.array(highest),
    )


def name_method(panel: Panel, course: Forecast, *, scenario: Scenario) -> Method:
    """Which rule the first series of the panel was forecast by."""
    if np.isnan(course.se1[0]):
        return methods.LAST_VALUE
    if panel.overlapping[0]:
        return methods.OVERLAPPING
    seasonal = panel.steps_a_year[0] > 1
    if scenario is Scenario.HOLD:
        return methods.HOLD_SEASONS if seasonal else methods.HOLD
    return methods.SHRUNKEN_DRIFT_OF_SEASONS if seasonal else methods.SHRUNKEN_DRIFT


def list_points(course: Forecast, *, data_to: Period, scale: float) -> tuple[ForecastPoint, ...]:
    """The forecast of the first series; no limits where it never varied, for then none can be known."""
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
