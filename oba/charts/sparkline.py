"""A sparkline: the run of a series at the height of a line of text, its last point marked."""

from __future__ import annotations

from oba.charts.axes import time_ticks, value_axis
from oba.charts.description import Axis, ChartDescription, Line, Role
from oba.charts.frame import Frame
from oba.charts.lettering import escape
from oba.charts.palette import Theme, of_theme
from oba.charts.pen import number, path
from oba.charts.segments import segments
from oba.model.indicator import Indicator
from oba.model.series import Series
from oba.words.alt_text import say_spark
from oba.words.numbers import is_percentage

_MARGIN = 4.0


def describe(
    series: Series, *, indicator: Indicator, area_name: str, zero_based: bool = True
) -> ChartDescription:
    """The line and nothing else, from zero like the chart it stands for, so no wobble is made much of."""
    parts = segments(series.observations, indicator=indicator)
    line = Line(Role.OURS, area_name, parts)
    points = list(line.points)
    suffix = "%" if is_percentage(indicator) else ""
    first, last = (points[0].x, points[-1].x) if points else (0.0, 1.0)
    margin = 0.0 if last > first else 0.5
    y = value_axis((p.y for p in points), zero_based=zero_based, suffix=suffix)
    return ChartDescription(
        kind="sparkline",
        title=indicator.title,
        subtitle="",
        alt=say_spark(series, indicator=indicator, area_name=area_name),
        source="",
        x=Axis(first - margin, last + margin, time_ticks(o.period for o in series.observations)),
        y=y,
        layers=(line,) if points else (),
        starts_at_zero=y.low == 0.0,
        empty="" if points else "no figures yet",
        decimals=indicator.decimals,
        suffix=suffix,
        area_name=area_name,
    )


def draw(
    description: ChartDescription, *, width: int = 120, height: int = 32, theme: Theme = Theme.LIGHT
) -> str:
    """A standalone SVG without a background, named by its alternative text."""
    palette = of_theme(theme)
    frame = Frame(_MARGIN, _MARGIN, width - _MARGIN, height - _MARGIN, description.x, description.y)
    parts = []
    for line in description.lines():
        runs = [[(frame.px(p.x), frame.py(p.y)) for p in segment] for segment in line.segments]
        strokes = "".join(path(run if len(run) > 1 else [run[0], run[0]]) for run in runs)
        exact = " ".join(repr(point.y) for point in line.points)
        last = runs[-1][-1]
        parts.append(
            f'<path d="{strokes}" fill="none" stroke="{palette.focus}" stroke-width="1.8" '
            f'stroke-linejoin="round" stroke-linecap="round" data-values="{exact}"/>'
            f'<circle cx="{number(last[0])}" cy="{number(last[1])}" r="3.2" fill="{palette.focus}"/>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="{escape(description.alt)}">'
        f"<title>{escape(description.alt)}</title>{''.join(parts)}</svg>"
    )
