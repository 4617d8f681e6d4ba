"""The words on a chart of the recent trend: its finding, what it shows, and what a reader must know to read it."""

from __future__ import annotations

from oba.model.finding import Trend, TrendWord
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.words.methods import TREND_FROM_CHANGES
from oba.words.numbers import say_count, say_difference, say_period
from oba.words.status import status_of_trend
from oba.words.trends import say_change, say_trend

USED = "used by the test"
LINE = "Line through them"
NO_FIGURES = "No figures yet. The trend is drawn when the first release is loaded."


def say_title(trend: Trend, *, indicator: Indicator) -> str:
    """`Injury admissions: getting better, from 120.9 to 90.9 between 2019/20 and 2023/24`."""
    if trend.word is TrendWord.CANNOT_BE_CALCULATED or not trend.periods:
        return f"{indicator.title}: the trend cannot be calculated"
    span = f"between {say_period(trend.periods[0])} and {say_period(trend.periods[-1])}"
    if trend.word is TrendWord.NO_SIGNIFICANT_CHANGE:
        return f"{indicator.title}: no clear change {span}"
    change = say_change(trend, indicator=indicator).split(", ", maxsplit=1)[0]
    return f"{indicator.title}: {status_of_trend(trend).word}{f', {change}' if change else ''} {span}"


def say_break(period: Period) -> str:
    return f"definition changed in {period.label}"


def say_subtitle(
    *, indicator: Indicator, area_name: str, released: str = "", has_whiskers: bool = False
) -> str:
    """Indicator and unit, area, release date; and what the bars are when there are any."""
    name = f"{indicator.title}, {indicator.unit}" if indicator.unit else indicator.title
    parts = [name, area_name, released, "Bars show 95% intervals" if has_whiskers else ""]
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def say_notes(trend: Trend, *, indicator: Indicator, axis_from: str | None = None) -> tuple[str, ...]:
    """What is ringed and what the line is, or why there is no line; and where the value axis begins."""
    notes = []
    if trend.periods:
        notes.append(f"Ringed: the {len(trend.periods)} figures the test used.")
        notes.append(_say_line(trend))
    else:
        notes.append(say_trend(trend, indicator=indicator))
    if axis_from is not None:
        notes.append(f"The value axis starts at {axis_from}, not at zero.")
    return tuple(notes)


def say_slope(a_year: float, *, trend: Trend, indicator: Indicator) -> str:
    """At the end of the line: `On average: 6.1 per 10,000 lower a year`, and that it is none where it is not clear."""
    size = say_difference(a_year, indicator=indicator)
    if size == say_difference(0.0, indicator=indicator):
        return "On average: level"
    doubt = ", not clear" if trend.word is TrendWord.NO_SIGNIFICANT_CHANGE else ""
    return f"On average: {size} {'higher' if a_year > 0 else 'lower'} a year{doubt}"


def say_alt(trend: Trend, *, indicator: Indicator, area_name: str, count: int) -> str:
    """The alternative text: the finding, the working, how many figures are drawn."""
    title = say_title(trend, indicator=indicator)
    if not count:
        return f"Line chart. {indicator.title}, {area_name}: no figures yet."
    drawn = f"{area_name}: {say_count(count, noun='figure')}"
    return f"Line chart. {title}. {drawn}. {say_trend(trend, indicator=indicator)}"


def _say_line(trend: Trend) -> str:
    if trend.method == TREND_FROM_CHANGES.name:
        return "The dashed line is the average change from the first of them to the last."
    return "The dashed line is the straight line through them, each weighted by how sure it is."
