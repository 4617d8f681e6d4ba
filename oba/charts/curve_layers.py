"""The lines, bands and whiskers of a turn-the-curve chart."""

from __future__ import annotations

from statistics import median

from oba.charts.curve import Compared, Curve, OtherForecast
from oba.charts.description import INTERVAL, Band, Line, Marks, Role, Span, Whiskers
from oba.charts.doubtful import mark_own, say_until, without_doubtful
from oba.charts.segments import as_point, segments
from oba.model.area import ComparatorRole
from oba.model.baseline import Baseline, ForecastPoint
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.model.series import Observation
from oba.words.baselines import AS_FROZEN, IF_NOTHING_CHANGES
from oba.words.numbers import say_bare_value, say_range, say_when

_FEWEST_FOR_A_MEDIAN = 3
_ROLES = {ComparatorRole.COUNTRY: Role.COUNTRY, ComparatorRole.REGION: Role.REGION}


def our_lines(curve: Curve) -> tuple[Line, ...]:
    """Our history, and from the last period known at the freeze on what happened since."""
    everything = curve.series.observations
    freeze = curve.baseline.data_to.end if curve.baseline else None
    history = tuple(o for o in everything if freeze is None or o.period.end <= freeze)
    since = tuple(o for o in everything if freeze is not None and o.period.end >= freeze)
    has_since = any(o.value is not None and freeze is not None and o.period.end > freeze for o in since)
    label = f"{curve.area_name} {_last_text(everything, indicator=curve.indicator)}".strip()
    lines = [_our_line(Role.OURS, curve=curve, observations=history, label="" if has_since else label)]
    if has_since:
        lines.append(_our_line(Role.SINCE, curve=curve, observations=since, label=label))
    return tuple(line for line in lines if line.segments)


def interval(curve: Curve) -> Whiskers | None:
    """The 95% interval of each of our observations, when the reader wants it; its name tells when all are ours."""
    spans = tuple(
        Span(o.period.decimal_year, o.lower, o.upper, o.period.key, o.period.label)
        for o in curve.series.observations
        if o.value is not None and o.lower is not None and o.upper is not None
    )
    all_own = {span.period for span in spans} <= {period.key for period in curve.own_limits}
    name = f"{INTERVAL}, computed here" if all_own else INTERVAL
    return Whiskers(Role.INTERVAL, name, spans) if spans and curve.options.show_interval else None


def fan(baseline: Baseline) -> tuple[Band, ...]:
    """The 95% band and on it the 80% band, both setting out from the last figure known."""
    start = (baseline.data_to.decimal_year, baseline.origin_value)
    wide = _band(Role.FAN95, "95%", points=baseline.points, start=start)
    narrow = _band(Role.FAN80, "80%", points=baseline.points, start=start)
    return tuple(band for band in (wide, narrow) if band.spans)


def forecast_lines(curve: Curve) -> tuple[Line, ...]:
    """The agreed scenario, and paler the other one where it is given."""
    baseline = curve.baseline
    if baseline is None:
        return ()
    start = (baseline.data_to.decimal_year, baseline.origin_value)
    lines = [_forecast(Role.FORECAST, IF_NOTHING_CHANGES, points=baseline.points, curve=curve, start=start)]
    if curve.other_scenario:
        name = curve.other_scenario_name or "Other scenario"
        lines.insert(0, _forecast(Role.SCENARIO, name, points=curve.other_scenario, curve=curve, start=start))
    lines[:0] = [_other_forecast(other, curve=curve) for other in curve.others]
    return tuple(line for line in lines if line.segments)


def frozen_history(curve: Curve) -> Line | None:
    """The history as it stood at the freeze, under today's, where the two differ."""
    if curve.baseline is None or not curve.revised:
        return None
    then = tuple(Observation(period, value) for period, value in curve.baseline.history)
    label = f"{AS_FROZEN}: {_last_text(then, indicator=curve.indicator)}"
    return Line(Role.FROZEN, AS_FROZEN, segments(then, indicator=curve.indicator), end_label=label)


def comparator_lines(curve: Curve, *, since: float) -> tuple[Line, ...]:
    """England, the region and the neighbours' median from the year `since` on."""
    if not curve.options.show_comparators:
        return ()
    lines = [
        say_until(
            _comparator(_ROLES[other.role], other.name, observations=_from(other, since=since), curve=curve),
            other,
            curve=curve,
        )
        for other in (without_doubtful(one, curve=curve) for one in curve.compared)
        if other.role in _ROLES
    ]
    lines.append(
        _comparator(
            Role.MEDIAN,
            "Neighbours' median",
            observations=tuple(
                Observation(period, median(values)) for period, values in _neighbours(curve, since=since)
            ),
            curve=curve,
        )
    )
    return tuple(line for line in lines if line.segments)


def neighbours_band(curve: Curve, *, since: float) -> Band | None:
    """From the lowest to the highest statistical neighbour in each period."""
    if not curve.options.show_neighbours:
        return None
    spans = tuple(
        Span(period.decimal_year, min(values), max(values), period.key, period.label)
        for period, values in _neighbours(curve, since=since)
    )
    if not spans:
        return None
    text = say_range(spans[-1].lower, spans[-1].upper, indicator=curve.indicator)
    return Band(Role.NEIGHBOURS, "Neighbours", spans, end_label=f"Neighbours {text}")


def target_marks(curve: Curve) -> Marks | None:
    """The target path: points that are never joined."""
    points = tuple(
        as_point(Observation(period, value), indicator=curve.indicator)
        for period, value in sorted(curve.targets)
    )
    return Marks(Role.TARGET, "Target", points, end_label=f"Target {points[-1].text}") if points else None


def _our_line(role: Role, *, curve: Curve, observations: tuple[Observation, ...], label: str) -> Line:
    parts = segments(observations, indicator=curve.indicator)
    return mark_own(Line(role, curve.area_name, parts, end_label=label), curve=curve)


def _comparator(role: Role, name: str, *, observations: tuple[Observation, ...], curve: Curve) -> Line:
    text = _last_text(observations, indicator=curve.indicator)
    parts = segments(observations, indicator=curve.indicator)
    return Line(role, name, parts, end_label=f"{name} {text}".strip())


def _forecast(
    role: Role, name: str, *, points: tuple[ForecastPoint, ...], curve: Curve, start: tuple[float, float]
) -> Line:
    drawn = tuple(as_point(Observation(p.period, p.value), indicator=curve.indicator) for p in points)
    label = f"{name}: {drawn[-1].text} {say_when(points[-1].period)}" if drawn else ""
    return Line(role, name, (drawn,) if drawn else (), end_label=label, start=start)


def _other_forecast(other: OtherForecast, *, curve: Curve) -> Line:
    start = (other.baseline.data_to.decimal_year, other.baseline.origin_value)
    points = other.baseline.points
    return _forecast(Role.SCENARIO, other.name, points=points, curve=curve, start=start)


def _band(role: Role, name: str, *, points: tuple[ForecastPoint, ...], start: tuple[float, float]) -> Band:
    spans = []
    for point in points:
        ends = (point.lower80, point.upper80) if role is Role.FAN80 else (point.lower95, point.upper95)
        if ends[0] is not None and ends[1] is not None:
            period = point.period
            spans.append(Span(period.decimal_year, ends[0], ends[1], period.key, period.label))
    return Band(role, name, tuple(spans), end_label=name, start=start)


def _neighbours(curve: Curve, *, since: float) -> list[tuple[Period, list[float]]]:
    """The neighbours' values, period by period, where enough of them have one."""
    values: dict[Period, list[float]] = {}
    for other in curve.compared:
        if other.role is ComparatorRole.NEIGHBOUR:
            for o in _from(other, since=since):
                if o.value is not None:
                    values.setdefault(o.period, []).append(o.value)
    return [
        (period, values[period]) for period in sorted(values) if len(values[period]) >= _FEWEST_FOR_A_MEDIAN
    ]


def _from(other: Compared, *, since: float) -> tuple[Observation, ...]:
    return tuple(o for o in other.series.observations if o.period.decimal_year >= since)


def _last_text(observations: tuple[Observation, ...], *, indicator: Indicator) -> str:
    values = [o.value for o in observations if o.value is not None]
    return say_bare_value(values[-1], indicator=indicator) if values else ""
