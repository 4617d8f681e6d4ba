"""One small curve for our area and for each of its neighbours, on the same scale, the country behind in grey."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from oba.charts.axes import time_ticks, value_axis
from oba.charts.description import Axis, Line, Role
from oba.charts.neighbour_drawing import draw_panels
from oba.charts.palette import Theme
from oba.charts.panels import Panel, Panels
from oba.charts.segments import segments, typical_step
from oba.charts.table import NOTE, PERIOD, Cell, TwinTable
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.model.series import Observation, Series
from oba.words import neighbour_curves as words
from oba.words.markers import say_absence
from oba.words.numbers import is_percentage, say_bare_value, say_number

Named = tuple[str, Series]
"""An area's name and its series."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What the small charts are made from: our series first of all, then the neighbours in their order."""

    indicator: Indicator
    period: Period
    ours: Named
    neighbours: tuple[Named, ...]
    country: Named | None = None


def describe(
    found: Neighbours, *, source: str = "", zero_based: bool = True, notes: tuple[str, ...] = ()
) -> Panels:
    """The charts up to `found.period`. All series are of one indicator. `notes` are said besides how to read them."""
    indicator, curves = found.indicator, [found.ours, *found.neighbours]
    everyone = [*curves, *([found.country] if found.country else [])]
    observations = [one for _, series in everyone for one in series.observations]
    suffix = "%" if is_percentage(indicator) else ""
    y = value_axis(_values(observations), zero_based=zero_based, suffix=suffix)
    axis_from = "" if y.low <= 0 else say_bare_value(y.low, indicator=indicator)
    title = _title(found)
    return Panels(
        title=title,
        subtitle=words.say_subtitle(indicator, name=found.ours[0]),
        alt=words.say_alt(title, curves=everyone, charts=len(curves), indicator=indicator),
        source=source,
        x=_time_axis(observations),
        y=y,
        panels=tuple(
            Panel(name, _line(name, series, indicator=indicator, role=Role.NEIGHBOUR if i else Role.OURS))
            for i, (name, series) in enumerate(curves)
        ),
        behind=_line(*found.country, indicator=indicator, role=Role.COUNTRY) if found.country else None,
        sentences=words.say_reading(
            years=_years(observations),
            country=found.country[0] if found.country else "",
            axis_from=axis_from,
        )
        + notes,
        absences=tuple(_absences(everyone)),
        decimals=indicator.decimals,
        suffix=suffix,
    )


def draw(panels: Panels, *, width: int = 960, theme: Theme = Theme.LIGHT, titled: bool = False) -> str:
    """All the charts in one picture: as many beside each other as the width allows."""
    return draw_panels(panels, width=width, theme=theme, titled=titled)


def tabulate(panels: Panels) -> TwinTable:
    """A row a period, oldest first; a column for each area and for the country."""
    lines = [*(panel.line for panel in panels.panels), *([panels.behind] if panels.behind else [])]
    cells = [{point.period: point for point in line.points} for line in lines]
    absent = {(name, key): word for name, key, word in panels.absences}
    keys = sorted({key for column in cells for key in column} | {key for _, key, _ in panels.absences})
    rows, numbers = [], []
    for key in keys:
        raw: list[Cell] = [column[key].y if key in column else None for column in cells]
        notes = [
            f"{line.name}: {said}"
            for line, column in zip(lines, cells, strict=True)
            if (said := column[key].note if key in column else absent.get((line.name, key), ""))
        ]
        label, note = Period.from_key(key).label, "; ".join(notes)
        numbers.append((label, *raw, note))
        rows.append((label, *(_say(value, panels=panels) for value in raw), note))
    heads = (PERIOD, *(line.name for line in lines), NOTE)
    return TwinTable(heads, tuple(rows), tuple(numbers), title=panels.title, source=panels.source)


def _line(name: str, series: Series, *, indicator: Indicator, role: Role) -> Line:
    return Line(role, name, segments(series.observations, indicator=indicator))


def _title(found: Neighbours) -> str:
    def at(series: Series) -> float | None:
        return next((one.value for one in series.observations if one.period == found.period), None)

    own, country = at(found.ours[1]), at(found.country[1]) if found.country else None
    return words.say_finding(
        found.indicator,
        period=found.period,
        ours=(found.ours[0], own or 0.0),
        neighbours=[value for _, series in found.neighbours if (value := at(series)) is not None],
        country=(found.country[0], country) if found.country and country is not None else None,
    )


def _time_axis(observations: Sequence[Observation]) -> Axis:
    periods = [one.period for one in observations if one.value is not None]
    ends = [period.decimal_year for period in periods] or [0.0, 1.0]
    margin = 0.3 * typical_step(tuple(sorted(observations, key=lambda one: one.period)))
    margin = max(margin, 0.02 * (max(ends) - min(ends)), 0.05)
    return Axis(min(ends) - margin, max(ends) + margin, time_ticks(periods))


def _years(observations: Iterable[Observation]) -> tuple[str, str]:
    periods = sorted(one.period for one in observations if one.value is not None)
    return (periods[0].label, periods[-1].label) if periods else ("", "")


def _values(observations: Iterable[Observation]) -> list[float]:
    return [one.value for one in observations if one.value is not None]


def _absences(curves: Iterable[Named]) -> Iterable[tuple[str, int, str]]:
    for name, series in curves:
        for one in series.observations:
            if one.value is None:
                yield name, one.period.key, say_absence(one)


def _say(value: Cell, *, panels: Panels) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return say_number(value, decimals=panels.decimals) + panels.suffix
