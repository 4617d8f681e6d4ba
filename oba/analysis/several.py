"""All figures since the freeze against their frozen forecasts: on average, added up, and among other areas."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from oba.analysis.frozen import (
    can_show,
    frozen_errors,
    gap_covariance,
    has_margin,
    steps_a_year,
    usual_change,
)
from oba.analysis.gaps import mean_gap, total_gap
from oba.analysis.outlook import find_outlook
from oba.analysis.placebo import rank_gap, standardise_gaps
from oba.analysis.sums import FloatArray
from oba.model.baseline import Baseline, ForecastPoint
from oba.model.finding import Gap, Outlook, Rank
from oba.model.indicator import Indicator, ValueType
from oba.model.marker import Marker
from oba.model.period import Period, PeriodKind
from oba.model.series import Observation, Series

COUNTED = (ValueType.PROPORTION, ValueType.CRUDE_RATE)


@dataclass(frozen=True, slots=True)
class Judged:
    """The figures that can be set against a point of the forecast, in order; `ahead` is each one's step from 1."""

    figures: tuple[Observation, ...]
    points: tuple[ForecastPoint, ...]
    ahead: FloatArray
    values: FloatArray

    @property
    def gaps(self) -> FloatArray:
        return np.subtract(self.values, [point.value for point in self.points], dtype=np.float64)


def match_points(baseline: Baseline, since: Sequence[Observation]) -> Judged:
    steps = {point.period: step for step, point in enumerate(baseline.points)}
    figures = tuple(one for one in since if one.period in steps and one.value is not None)
    places = [steps[one.period] for one in figures]
    return Judged(
        figures,
        tuple(baseline.points[place] for place in places),
        np.array(places, np.float64) + 1,
        np.array([one.value for one in figures], np.float64),
    )


def average_gaps(baseline: Baseline, judged: Judged) -> Gap | None:
    """The mean gap. Without a margin of the forecast it has no interval; None without figures."""
    if not judged.figures:
        return None
    if not has_margin(baseline):
        return Gap(float(judged.gaps.mean()), None, None, len(judged.figures))
    covariance = gap_covariance(baseline, judged.ahead)
    found = mean_gap(judged.gaps, covariance=covariance, degrees=baseline.degrees)
    return _within(found, judged, np.full(len(judged.figures), 1 / len(judged.figures)))


def _within(gap: Gap, judged: Judged, weights: FloatArray) -> Gap:
    """No further than the stored limits allow, which end at what is possible."""
    low = np.array([point.lower95 for point in judged.points], np.float64)
    high = np.array([point.upper95 for point in judged.points], np.float64)
    lower = max(gap.lower95 or 0.0, float(weights @ (judged.values - high)))
    upper = min(gap.upper95 or 0.0, float(weights @ (judged.values - low)))
    return replace(gap, lower95=lower, upper95=upper)


def add_up_gaps(
    baseline: Baseline, judged: Judged, indicator: Indicator, *, since: Sequence[Observation]
) -> Gap | None:
    """The gaps as a number of events or people, more or fewer than forecast.

    None unless the figures are percentages, crude rates or counts of whole years that share no data, and each
    figure since the freeze has a point of the forecast and, but for counts, a denominator.
    """
    weights = _events(judged, indicator)
    alone = (
        indicator.years_pooled == 1
        and steps_a_year(baseline) == 1
        and baseline.data_to.kind is not PeriodKind.POINT_IN_TIME
        and _share_nothing([baseline.data_to, *(one.period for one in since)])
    )
    if weights is None or not alone or len(judged.figures) != len(since) or not has_margin(baseline):
        return None
    covariance = gap_covariance(baseline, judged.ahead)
    found = total_gap(judged.gaps, weights=weights, covariance=covariance, degrees=baseline.degrees)
    return _within(found, judged, weights)


def _events(judged: Judged, indicator: Indicator) -> FloatArray | None:
    """What one unit of each gap is worth in events; None where it cannot be known."""
    if not judged.figures:
        return None
    if indicator.value_type is ValueType.COUNT:
        return np.ones(len(judged.figures))
    if indicator.value_type not in COUNTED:
        return None
    people = np.array([one.denominator for one in judged.figures], np.float64)
    return people / indicator.multiplier if (people > 0).all() else None


def _share_nothing(periods: Sequence[Period]) -> bool:
    return not any(earlier.overlaps(later) for earlier, later in pairwise(periods))


def find_outlook_of(
    baseline: Baseline, indicator: Indicator, *, judged: int, change: float | None
) -> Outlook | None:
    """When a change of that size a period would show; by default one of the usual size of a yearly change."""
    if not has_margin(baseline):
        return None
    size = usual_change(baseline) / steps_a_year(baseline) if change is None else abs(change)
    can80, can95 = can_show(baseline, sign=indicator.polarity.sign)
    return find_outlook(
        size,
        errors=frozen_errors(baseline),
        degrees=baseline.degrees,
        judged=judged,
        stated=change is not None,
        can80=can80,
        can95=can95,
    )


@dataclass(frozen=True, slots=True)
class PeerGaps:
    """The gaps of other areas to their own forecasts: areas x points, NaN where there is no figure to judge."""

    gaps: FloatArray
    typical: FloatArray


def lay_out_peers(baseline: Baseline, peers: Mapping[str, Series]) -> PeerGaps:
    """Of the areas whose forecasts were frozen; a change of definition ends an area's figures."""
    rows = [one for one in baseline.peers if one.area in peers]
    steps = {point.period: step for step, point in enumerate(baseline.points)}
    gaps = np.full((len(rows), len(baseline.points)), np.nan)
    for row, one in enumerate(rows):
        for figure in peers[one.area].observations:
            if figure.period.end <= baseline.data_to.end:
                continue
            if figure.breaks:
                break
            step = steps.get(figure.period)
            if step is not None and _holds_number(figure) and figure.value is not None:
                gaps[row, step] = figure.value - one.values[step]
    return PeerGaps(gaps, np.array([one.typical_change for one in rows], np.float64))


def _holds_number(figure: Observation) -> bool:
    return figure.value is not None and math.isfinite(figure.value) and Marker.FORECAST not in figure.markers


def rank_among(baseline: Baseline, judged: Judged, peers: PeerGaps, *, sign: int) -> Rank | None:
    """Our place by the mean gap of the figures judged, among the areas that have all of them."""
    if not judged.figures or not len(peers.typical):
        return None
    own = np.array([usual_change(baseline)])
    ours = standardise_gaps(judged.gaps[np.newaxis], typical=own, sign=sign)
    columns = judged.ahead.astype(np.int64) - 1
    return rank_gap(
        float(ours[0]), standardise_gaps(peers.gaps[:, columns], typical=peers.typical, sign=sign)
    )
