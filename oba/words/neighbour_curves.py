"""Our curve beside those of the neighbours, in words: figures, and no place in an order."""

from __future__ import annotations

from collections.abc import Sequence

from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.model.series import Observation, Series
from oba.words.numbers import begin, say_bare_value, say_count, say_unit, say_when

READING = "All charts run {years} on the same scale."
BEHIND = " The line with a dot at its end is the area named over it; the line behind it is {country}."


def say_finding(
    indicator: Indicator,
    *,
    period: Period,
    ours: tuple[str, float],
    neighbours: Sequence[float],
    country: tuple[str, float] | None,
) -> str:
    """`NEET at age 16 to 17 in 2024/25: Middlesbrough 4.1%, its 10 neighbours from 2.6% to 7.6%, England 3.4%`."""
    told = [f"{ours[0]} {say_bare_value(ours[1], indicator=indicator)}"]
    if neighbours:
        ends = tuple(dict.fromkeys(say_bare_value(end, indicator=indicator) for end in _ends(neighbours)))
        count = f"{len(neighbours)} neighbours" if len(neighbours) > 1 else "one neighbour"
        spread = f"from {ends[0]} to {ends[1]}" if len(ends) > 1 else ends[0]
        told.append(f"its {count} {spread}")
    if country:
        told.append(f"{country[0]} {say_bare_value(country[1], indicator=indicator)}")
    return f"{indicator.title} {say_when(period)}: {', '.join(told)}"


def say_reading(*, years: tuple[str, str], country: str, axis_from: str) -> tuple[str, ...]:
    """How the charts are read; `years` are the labels of the first and the last period."""
    first = READING.format(years=f"from {years[0]} to {years[1]}") + (
        BEHIND.format(country=country) if country else ""
    )
    return (first, f"The scale starts at {axis_from}, not at zero.") if axis_from else (first,)


def say_alt(title: str, *, curves: Sequence[tuple[str, Series]], charts: int, indicator: Indicator) -> str:
    """The alternative text: the finding, then both ends of each curve. Nothing is claimed about the way between."""
    drawn = begin(say_count(charts, noun="small line chart"))
    told = "; ".join(_say_curve(name, series=series, indicator=indicator) for name, series in curves)
    return f"{drawn} on one scale. {title}. {told}."


def say_subtitle(indicator: Indicator, *, name: str) -> str:
    return f"{say_unit(indicator)}{name} first, then its statistical neighbours."


def _say_curve(name: str, *, series: Series, indicator: Indicator) -> str:
    valued = [one for one in series.observations if one.value is not None]
    if not valued:
        return f"{name}: no figures"
    ends = [_say_figure(one, indicator=indicator) for one in dict.fromkeys((valued[0], valued[-1]))]
    return f"{name} {' and '.join(ends)}"


def _say_figure(one: Observation, *, indicator: Indicator) -> str:
    return f"{say_bare_value(one.value or 0.0, indicator=indicator)} ({one.period.label})"


def _ends(values: Sequence[float]) -> tuple[float, float]:
    return min(values), max(values)
