"""Draw one turn-the-curve chart, and write it and its table as files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from oba.analysis.baseline import make_baseline
from oba.analysis.limits import fill_limits
from oba.analysis.revised import Revised, find_revised_history
from oba.charts import plotly_figure, svg, turn_the_curve
from oba.charts.curve import Compared, Curve, Options
from oba.charts.description import ChartDescription
from oba.charts.plotly_figure import configure as configure
from oba.charts.table import make_table as make_twin
from oba.errors import NotFoundError
from oba.model.action import Action
from oba.model.area import ComparatorRole
from oba.model.baseline import Baseline, Scenario
from oba.model.finding import Finding, Judgement, Trend, TrendWord
from oba.model.indicator import Indicator
from oba.model.plan import PlanBook
from oba.model.quality import Quality
from oba.model.series import Observation, Series
from oba.store.engine import Store
from oba.tasks.gather import Gathered, gather
from oba.tasks.sketch import colours
from oba.tasks.tables import Table, make_table
from oba.tasks.tell_quality import assess
from oba.tasks.write_chart import ChartFiles
from oba.words.baselines import SCENARIO_NAMES
from oba.words.quality import say_mark

SAME = 1e-9
PAPER = (920, 470)
PHONE = (360, 460)
"""Width and height in pixels of the still drawings: for paper and files, and for a narrow screen."""


@dataclass(frozen=True, slots=True)
class DrawnCurve:
    """A chart ready to be shown. `figure` is plotly's, None when there is nothing to draw."""

    description: ChartDescription
    figure: Any
    alt: str
    table: Table
    paper_svg: str
    phone_svg: str
    file_stem: str
    about: tuple[tuple[str, str], ...]

    @property
    def files(self) -> ChartFiles:
        """What the chart is taken away as."""
        draw = partial(svg.draw, self.description, width=PAPER[0], height=PAPER[1])
        return ChartFiles(self.file_stem, make_twin(self.description), draw, self.about)


def draw_curve(
    store: Store,
    *,
    indicator: str,
    area: str,
    compare: bool,
    intervals: bool,
    zero: bool,
    today: date,
    dark: bool,
    published: bool,
    as_of: date | None = None,
) -> DrawnCurve:
    """One indicator in one area with the reader's choices; with `as_of`, as it stood on that day."""
    found = gather_curve(store, indicator=indicator, area=area, published=published, as_of=as_of)
    options = Options(
        show_interval=intervals, show_comparators=compare, show_neighbours=compare, zero_based=zero
    )
    return draw_gathered(
        store, found, indicator, options=options, today=today, dark=dark, published=published
    )


def draw_gathered(
    store: Store,
    found: Gathered,
    indicator: str,
    *,
    options: Options,
    today: date,
    dark: bool,
    published: bool,
) -> DrawnCurve:
    """One indicator of what was gathered of it in every area."""
    one, area, as_of = found.indicator(indicator), found.place.code, found.as_of
    quality = assess(store, found, indicator, today=today, published=published)
    described = describe_gathered(found, indicator, options=options, today=today, quality=quality)
    return draw_description(
        described,
        dark=dark,
        file_stem=f"{indicator}_{area}" + (f"_as_of_{as_of:%Y-%m-%d}" if as_of else ""),
        about=(
            ("Indicator", one.title),
            ("Area", found.place.name),
            ("Unit", one.unit),
            *((("As it stood on", as_of.isoformat()),) if as_of else ()),
        ),
    )


def describe_gathered(
    found: Gathered, indicator: str, *, options: Options, today: date, quality: Quality
) -> ChartDescription:
    """The chart of one indicator of what was gathered, as plain data."""
    curve = make_curve(found, indicator, options=options, today=found.as_of or today)
    return turn_the_curve.describe(replace(curve, quality=say_mark(quality)))


def draw_description(
    description: ChartDescription, *, dark: bool, file_stem: str, about: tuple[tuple[str, str], ...]
) -> DrawnCurve:
    """A described curve ready to be shown; `about` stands in every row of its table as a file."""
    return DrawnCurve(
        description=description,
        figure=None
        if description.empty
        else plotly_figure.build(plotly_figure.draw(description, theme=colours(dark))),
        alt=description.alt,
        table=tabulate_curve(description),
        paper_svg=svg.draw(description, width=PAPER[0], height=PAPER[1], titled=False),
        phone_svg=svg.draw(description, width=PHONE[0], height=PHONE[1], theme=colours(dark), titled=False),
        file_stem=file_stem,
        about=about,
    )


def gather_curve(
    store: Store, *, indicator: str, area: str | None, published: bool, as_of: date | None = None
) -> Gathered:
    """One indicator in every area. NotFoundError when the plan does not know it."""
    found = gather(
        store,
        area=area,
        wanted=lambda one: one.key == indicator,
        every_area=True,
        as_of=as_of,
        published=published,
    )
    if all(one.key != indicator for one in found.book.indicators):
        raise NotFoundError(f"indicator '{indicator}'", expected="the key of an indicator of the plan")
    return found


def make_curve(found: Gathered, key: str, *, options: Options, today: date) -> Curve:
    """The chart's inputs from what was gathered. An indicator without figures gives an empty chart."""
    ours, own = fill_limits(found.ours(key), indicator=found.indicator(key))
    finding = found.findings.get(key) or nothing_found(key, found.place.code)
    other = find_other_scenario(finding.baseline, found.indicator(key)) if finding.baseline else None
    return Curve(
        indicator=found.indicator(key),
        area_name=found.place.name,
        series=ours,
        finding=finding,
        today=today,
        compared=_compared(found, key),
        actions=actions_of(found.book, key) + actions_of_the_whole_plan(found.book),
        targets=found.targets(key),
        own_limits=own,
        other_scenario=other.points if other else (),
        other_scenario_name=SCENARIO_NAMES[other.scenario] if other else "",
        revised=find_revised(finding.baseline, ours, found.indicator(key)) if finding.baseline else (),
        sources=found.sources(ours, *compared_series(found, key))
        if options.show_comparators
        else found.sources(ours),
        options=options,
    )


def compared_series(found: Gathered, key: str) -> list[Series]:
    """The series of the areas that ours is compared with."""
    return [one.series for one in _compared(found, key)]


def nothing_found(key: str, area: str) -> Finding:
    trend = Trend(
        word=TrendWord.CANNOT_BE_CALCULATED,
        judgement=Judgement.NONE,
        method="recent trend",
        version=1,
        reason="there are no figures yet",
    )
    return Finding(indicator=key, area=area, latest=None, trend=trend)


def actions_of(book: PlanBook, key: str) -> tuple[Action, ...]:
    """The actions that name this indicator as one they are meant to bend."""
    return tuple(action for action in book.actions if key in action.indicators)


def actions_of_the_whole_plan(book: PlanBook) -> tuple[Action, ...]:
    """The actions that name neither a theme nor a curve: they are meant to bend them all."""
    return tuple(action for action in book.actions if not action.theme and not action.indicators)


def find_other_scenario(baseline: Baseline, indicator: Indicator) -> Baseline | None:
    """What the scenario that was not agreed gives from the very figures that were frozen.

    None where it gives the same: the trend was not carried on, or the other scenario is the same rule.
    """
    frozen = tuple(Observation(period, value) for period, value in baseline.history)
    agreed_to_hold = baseline.scenario is Scenario.HOLD
    other = make_baseline(
        Series(baseline.indicator, baseline.area, baseline.breakdown, frozen),
        indicator=indicator,
        data_to=baseline.data_to,
        scenario=Scenario.CARRY_ON if agreed_to_hold else Scenario.HOLD,
        horizon=baseline.horizon,
        frozen_on=baseline.frozen_on,
        recorded_at=baseline.recorded_at,
    )
    same = all(abs(a.value - b.value) < SAME for a, b in zip(other.points, baseline.points, strict=True))
    return None if same else other


def find_revised(baseline: Baseline, series: Series, indicator: Indicator) -> tuple[Revised, ...]:
    """The figures of the frozen history that read otherwise today, as they are written for a reader."""
    return tuple(
        one
        for one in find_revised_history(baseline, series)
        if one[2] is None or round(one[1], indicator.decimals) != round(one[2], indicator.decimals)
    )


def _compared(found: Gathered, key: str) -> tuple[Compared, ...]:
    roles = {one.with_area: one.role for one in found.comparators()}
    order = list(ComparatorRole)
    chosen = sorted(roles.items(), key=lambda pair: order.index(pair[1]))
    return tuple(
        Compared(name=found.name(code), role=role, series=found.series[key, code])
        for code, role in chosen
        if (key, code) in found.series
    )


def tabulate_curve(description: ChartDescription) -> Table:
    """Exactly the numbers that are plotted."""
    twin = make_twin(description)
    return make_table(twin.heads, twin.rows, numbers=twin.heads[1:])
