"""The recent trend: the figures with their intervals, those the test used ringed, and the line through them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oba.charts.axes import time_ticks, value_axis
from oba.charts.description import (
    Absence,
    Accent,
    Accents,
    AccentShape,
    Axis,
    BreakLine,
    ChartDescription,
    Layer,
    Line,
    Role,
    Span,
    Whiskers,
)
from oba.charts.segments import absent_runs, as_point, segments, typical_step
from oba.model.finding import Trend, TrendWord
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.model.release import Source
from oba.model.series import Observation, Series
from oba.words import trend_chart as words
from oba.words.numbers import is_percentage
from oba.words.sources import say_release_date, say_sources
from oba.words.status import status_of_trend

KIND = "trend_chart"


def describe(
    trend: Trend,
    *,
    indicator: Indicator,
    area_name: str,
    series: Series,
    fitted: Sequence[float] = (),
    sources: tuple[Source, ...] = (),
    loaded: date | None = None,
    zero_based: bool = True,
) -> ChartDescription:
    """The chart as plain data. `fitted` holds the line's value at each of the trend's periods, if it has one."""
    layers = _layers(trend, indicator=indicator, area_name=area_name, series=series, fitted=fitted)
    count = sum(one.value is not None for one in series.observations)
    suffix = "%" if is_percentage(indicator) else ""
    y = value_axis(_values(layers), zero_based=zero_based, suffix=suffix, ceiling=indicator.upper_bound)
    return ChartDescription(
        kind=KIND,
        title=words.say_title(trend, indicator=indicator),
        subtitle=words.say_subtitle(
            indicator=indicator,
            area_name=area_name,
            released=say_release_date(sources, loaded=loaded),
            has_whiskers=any(isinstance(layer, Whiskers) for layer in layers),
        ),
        alt=words.say_alt(trend, indicator=indicator, area_name=area_name, count=count),
        source=say_sources(sources),
        x=_time_axis(layers, series=series),
        y=y,
        layers=layers,
        starts_at_zero=y.low == 0.0,
        notes=words.say_notes(
            trend, indicator=indicator, axis_from=None if y.low == 0.0 else y.ticks[0].label
        ),
        status=None if trend.word is TrendWord.CANNOT_BE_CALCULATED else status_of_trend(trend),
        empty="" if count else words.NO_FIGURES,
        decimals=indicator.decimals,
        suffix=suffix,
        area_name=area_name,
    )


def _layers(
    trend: Trend, *, indicator: Indicator, area_name: str, series: Series, fitted: Sequence[float]
) -> tuple[Layer, ...]:
    """All layers, those at the back first."""
    parts = segments(series.observations, indicator=indicator)
    if not parts:
        return ()
    since = parts[0][0].x
    label = f"{area_name} {parts[-1][-1].text}"
    found: list[Layer] = [
        *_breaks(series),
        *(run for run in absent_runs(series.observations) if run.end >= since),
        *_whiskers(series),
        Line(Role.OURS, area_name, parts, end_label=label),
        *_fitted_line(trend, fitted=fitted, indicator=indicator),
    ]
    used = {period.key for period in trend.periods}
    tone = status_of_trend(trend).tone
    rings = tuple(
        Accent(point.x, point.y, point.label, AccentShape.RING, tone, words.USED)
        for part in parts
        for point in part
        if point.period in used
    )
    return (*found, *([Accents(words.USED, rings)] if rings else []))


def _fitted_line(trend: Trend, *, fitted: Sequence[float], indicator: Indicator) -> list[Line]:
    if len(fitted) < 2 or len(fitted) != len(trend.periods):
        return []
    points = tuple(
        as_point(Observation(period, value), indicator=indicator)
        for period, value in zip(trend.periods, fitted, strict=True)
    )
    a_year = (points[-1].y - points[0].y) / (points[-1].x - points[0].x)
    label = words.say_slope(a_year, trend=trend, indicator=indicator)
    return [Line(Role.FITTED, words.LINE, (points,), end_label=label)]


def _whiskers(series: Series) -> list[Whiskers]:
    spans = tuple(
        Span(one.period.decimal_year, one.lower, one.upper, one.period.key, one.period.label)
        for one in series.observations
        if one.value is not None and one.lower is not None and one.upper is not None
    )
    return [Whiskers(Role.INTERVAL, "95% interval", spans)] if spans else []


def _breaks(series: Series) -> list[BreakLine]:
    """Half a step before each value that is not comparable with those before it, unless it is the first."""
    half = typical_step(series.observations) / 2
    valued = [one for one in series.observations if one.value is not None]
    return [
        BreakLine(one.period.decimal_year - half, words.say_break(one.period))
        for one in valued[1:]
        if one.breaks
    ]


def _time_axis(layers: tuple[Layer, ...], *, series: Series) -> Axis:
    """Over every figure drawn and every absence among them."""
    lines = [layer for layer in layers if isinstance(layer, Line) and layer.role is Role.OURS]
    absences = [layer for layer in layers if isinstance(layer, Absence)]
    keys = {point.period for line in lines for point in line.points}
    keys |= {key for run in absences for key, _, _ in run.periods}
    periods = [Period.from_key(key) for key in keys]
    ends = [period.decimal_year for period in periods] or [0.0, 1.0]
    step = typical_step(series.observations)
    return Axis(min(ends) - step * 0.3, max(ends) + step * 0.3, time_ticks(periods))


def _values(layers: tuple[Layer, ...]) -> list[float]:
    found = [point.y for layer in layers if isinstance(layer, Line) for point in layer.points]
    spans = [span for layer in layers if isinstance(layer, Whiskers) for span in layer.spans]
    return found + [end for span in spans for end in (span.lower, span.upper)]
