"""Sketch a curve for a list: a badge for its status, a sparkline, its latest figure."""

from __future__ import annotations

from dataclasses import dataclass

from oba.charts import sparkline
from oba.charts.palette import Theme
from oba.charts.status_mark import draw_icon
from oba.model.finding import Finding
from oba.model.indicator import Indicator
from oba.model.series import Series
from oba.tasks.gather import Gathered
from oba.words.markers import say_why_empty
from oba.words.numbers import begin, say_bare_value, short_unit
from oba.words.plain_reading import say_brief
from oba.words.status import Status, status_of_trend, status_of_verdict
from oba.words.trends import say_short_trend

NO_FORECAST = "no forecast yet"
WITHHELD = "forecast not published"


@dataclass(frozen=True, slots=True)
class Badge:
    """A status as a page shows it: shape, word, and what the word means."""

    word: str
    icon: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator in a list. `plain` says in a few plain words what its status and trend mean."""

    key: str
    title: str
    latest: str
    unit: str
    period: str
    short_period: str
    status: Badge
    trend: Badge
    movement: str
    spark: str
    spark_alt: str
    source: str
    plain: str = ""


def colours(dark: bool) -> Theme:
    return Theme.DARK if dark else Theme.LIGHT


def make_badge(status: Status, *, dark: bool) -> Badge:
    icon = draw_icon(status, size=20, theme=colours(dark))
    return Badge(word=begin(status.word), icon=icon, meaning=status.explanation)


def badge_of_verdict(finding: Finding, *, dark: bool) -> Badge:
    """Without a frozen forecast there is no verdict, and none is made up."""
    if finding.verdict is None and finding.withheld:
        return Badge(word=begin(WITHHELD), icon="", meaning=finding.withheld)
    if finding.verdict is None:
        return Badge(word=begin(NO_FORECAST), icon="", meaning="No forecast has been frozen for this curve.")
    return make_badge(status_of_verdict(finding.verdict), dark=dark)


def sketch_row(found: Gathered, finding: Finding, *, dark: bool) -> Row:
    indicator = found.indicator(finding.indicator)
    drawn = sparkline.describe(found.ours(indicator.key), indicator=indicator, area_name=found.place.name)
    return Row(
        key=indicator.key,
        title=indicator.title,
        latest=say_latest(finding, indicator, series=found.ours(indicator.key)),
        unit=short_unit(indicator) if indicator.unit.startswith("per ") else "",
        period=finding.latest.period.label if finding.latest else "",
        short_period=finding.latest.period.short_label if finding.latest else "",
        status=badge_of_verdict(finding, dark=dark),
        trend=make_badge(status_of_trend(finding.trend), dark=dark),
        movement=say_short_trend(finding.trend),
        spark=sparkline.draw(drawn, theme=colours(dark)),
        spark_alt=drawn.alt,
        source="; ".join(dict.fromkeys(one.publisher for one in found.sources(found.ours(indicator.key)))),
        plain=say_brief(finding),
    )


def say_latest(finding: Finding, indicator: Indicator, *, series: Series) -> str:
    """The newest figure alone; its unit stands beside it where it is short, else on the indicator's page."""
    if finding.latest is None or finding.latest.value is None:
        return begin(say_why_empty(series, short=True))
    return say_bare_value(finding.latest.value, indicator=indicator)
