"""One indicator in every area at one period, and all areas on one line of dots."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from oba.charts import areas_dot_plot
from oba.charts.areas_dot_plot import AreaValue
from oba.charts.description import Role
from oba.charts.palette import Theme
from oba.model.area import AreaKind, ComparatorRole
from oba.model.finding import DoubtKind
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.model.series import Observation, Series
from oba.tasks.beside import doubtful_figures
from oba.tasks.gather import Gathered
from oba.tasks.sketch import colours
from oba.tasks.write_chart import ChartFiles, ChartView, tabulate
from oba.words.doubts import say_doubt
from oba.words.nothing_to_compare import say_no_comparators, say_no_other_area
from oba.words.numbers import say_when
from oba.words.sources import say_publishers, say_sources

FEWEST = 2
PHONE = 300
"""Pixels across on a narrow screen."""
ROLES = {
    ComparatorRole.COUNTRY: Role.COUNTRY,
    ComparatorRole.REGION: Role.REGION,
    ComparatorRole.NEIGHBOUR: Role.NEIGHBOUR,
}
WIDER = (AreaKind.COUNTRY, AreaKind.REGION)
_NOT_IN_A_FILE_NAME = re.compile(r"[^0-9A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Cut:
    """What may be compared at one period. `series` holds each area's figures up to it, ours among them.

    `roles` are of our area and of those that it is compared with; countries and regions that are neither are left out.
    So are figures that look wrong, of which the `doubts` tell.
    """

    found: Gathered
    indicator: Indicator
    period: Period
    series: Mapping[str, Series]
    roles: Mapping[str, Role]
    published: bool
    doubts: tuple[str, ...] = ()

    @property
    def ours(self) -> Series:
        return self.series[self.found.place.code]

    @property
    def our_name(self) -> str:
        return self.found.place.name

    def names(self, role: Role) -> tuple[str, ...]:
        """The codes of the areas of one role, in the order in which the plan names them."""
        return tuple(code for code, one in self.roles.items() if one is role)

    def at(self, code: str) -> Observation | None:
        """An area's figure for the period, where it has one."""
        series = self.series.get(code)
        here = [one for one in series.observations if one.period == self.period] if series else []
        return next((one for one in here if one.measured), None)

    def areas(self) -> dict[str, Observation]:
        """Every area that has a figure for the period."""
        return {code: one for code in self.series if (one := self.at(code)) is not None}

    def sources(self, observations: Iterable[Observation], *, short: bool = False) -> str:
        """Where these figures come from, in one line; `short` names the publishers alone."""
        known = self.found.sources(replace(self.ours, observations=tuple(observations)))
        return say_publishers(known) if short else say_sources(known)

    def without_doubts(self, sentences: Iterable[str]) -> tuple[str, ...]:
        """What a page says under a chart: the doubts stand once over all charts of a page."""
        return tuple(one for one in sentences if one not in self.doubts)

    def about(self, chart: str) -> tuple[tuple[str, str], ...]:
        """What stands beside every row of a table that is taken away."""
        return (
            ("Chart", chart),
            ("Indicator", self.indicator.title),
            ("Our area", self.our_name),
            ("Up to", self.period.label),
            ("Unit", self.indicator.unit),
        )

    def stem(self, chart: str) -> str:
        """The name of a file without its ending."""
        parts = (self.indicator.key, self.found.place.code, self.period.label, chart.lower())
        return "_".join(_NOT_IN_A_FILE_NAME.sub("-", part).strip("-") for part in parts)


def cut_at(found: Gathered, indicator: Indicator, period: Period, *, published: bool) -> Cut:
    """The figures up to `period` of all areas that may be compared with ours."""
    roles = {one.with_area: ROLES[one.role] for one in found.comparators()} | {found.place.code: Role.OURS}
    wider = {one.code for one in found.book.areas if one.kind in WIDER}
    finding = found.findings.get(indicator.key)
    doubts = [one for one in finding.doubts if one.kind is DoubtKind.COMPARATOR] if finding else []
    wrong = doubtful_figures(doubts)
    kept = {
        area: replace(
            series,
            observations=tuple(
                one
                for one in series.observations
                if one.period.end <= period.end and (area, one.period) not in wrong
            ),
        )
        for area, series in found.by_area(indicator.key).items()
        if area in roles or area not in wider
    }
    said = tuple(say_doubt(one, indicator=indicator, name=found.name(one.area)) for one in doubts)
    return Cut(found, indicator, period, kept, roles, published, said)


def compare_areas(cut: Cut, *, dark: bool, zero: bool = True) -> ChartView:
    """The strip of dots. It is empty, and says what to do, when no other area has a figure."""
    name = "All areas on one line"
    shown = cut.areas()
    if len(shown) < FEWEST:
        return ChartView(name, "", empty=say_alone(cut))
    values = [
        AreaValue(cut.found.name(code), one.value or 0.0, cut.roles.get(code), one.lower, one.upper)
        for code, one in shown.items()
    ]
    source = cut.sources(shown.values())
    plot = areas_dot_plot.describe(
        values,
        indicator=cut.indicator,
        period=cut.period,
        source=source,
        zero_based=zero,
        notes=cut.doubts,
    )
    twin = areas_dot_plot.tabulate(plot)

    def draw(width: int, theme: Theme) -> str:
        return areas_dot_plot.draw(plot, width=width, theme=theme)

    return ChartView(
        name=name,
        title=plot.title,
        short="On one line",
        alt=plot.alt,
        svg=draw(720, colours(dark)),
        phone_svg=draw(PHONE, colours(dark)),
        paper_svg=draw(720, Theme.LIGHT) if dark else "",
        table=tabulate(twin),
        source=source,
        files=ChartFiles(
            cut.stem("areas"),
            twin,
            partial(areas_dot_plot.draw, plot, width=860, titled=True),
            cut.about(name),
        ),
    )


def compare_newest(found: Gathered, indicator: Indicator, *, dark: bool, published: bool) -> ChartView | None:
    """The strip at our newest figure; None when there is none, or no other area has one for that period."""
    latest = found.ours(indicator.key).latest
    if latest is None:
        return None
    drawn = compare_areas(cut_at(found, indicator, latest.period, published=published), dark=dark)
    return None if drawn.empty else drawn


def say_alone(cut: Cut) -> str:
    return say_no_other_area(when=say_when(cut.period), area_name=cut.our_name, published=cut.published)


def warn_of_no_comparators(found: Gathered, *, published: bool) -> str:
    """What a page says where the plan sets no comparators for the area; '' where it does."""
    if not found.no_comparators:
        return ""
    beside = [found.name(one.with_area) for one in found.comparators()]
    return say_no_comparators(area_name=found.place.name, beside=beside, published=published)


def observations_of(series: Sequence[Series]) -> list[Observation]:
    return [one for each in series for one in each.observations]
