"""Draw what stands out in one indicator: the recent trend and the control chart, with their tables and files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from oba.analysis.control import find_control
from oba.analysis.control_rules import RUN_LENGTH
from oba.analysis.fitted import fit_trend
from oba.charts import control_chart, svg, trend_chart
from oba.charts.description import ChartDescription
from oba.charts.table import make_table as make_twin
from oba.model.finding import Trend
from oba.model.period import Period
from oba.store.engine import Store
from oba.tasks.draw_curve import PAPER, PHONE, gather_curve, nothing_found
from oba.tasks.gather import Gathered
from oba.tasks.sketch import colours
from oba.tasks.write_chart import ChartFiles, ChartView, tabulate
from oba.words.control import say_control
from oba.words.trends import say_trend

TREND = "trend"
CONTROL = "control"


@dataclass(frozen=True, slots=True)
class SignalChoices:
    """What a reader may set: the axis from nought; of the control chart the screening, the length of a run, where
    the limits are set anew, and a target."""

    zero: bool = True
    screen: bool = True
    run_length: int = RUN_LENGTH
    rebase_at: Sequence[Period] = ()
    target: float | None = None


def draw_signals(
    store: Store,
    *,
    indicator: str,
    area: str | None,
    dark: bool,
    published: bool,
    choices: SignalChoices = SignalChoices(),
) -> tuple[ChartView, ChartView]:
    """The trend chart and the control chart of one indicator in one area.

    NotFoundError when the plan does not know the indicator or the area.
    """
    found = gather_curve(store, indicator=indicator, area=area, published=published)
    return (
        draw_trend(found, indicator, dark=dark, zero=choices.zero),
        draw_control(found, indicator, dark=dark, choices=choices),
    )


def draw_trend(found: Gathered, key: str, *, dark: bool, zero: bool = True) -> ChartView:
    """The figures with their intervals, those the test used, and the line through them."""
    one, series = found.indicator(key), found.ours(key)
    trend = _trend(found, key)
    description = trend_chart.describe(
        trend,
        indicator=one,
        area_name=found.place.name,
        series=series,
        fitted=fit_trend(trend, series, one),
        sources=found.sources(series),
        loaded=found.loaded_on(series),
        zero_based=zero,
    )
    return _show(description, found, key, name=TREND, sentences=(say_trend(trend, indicator=one),), dark=dark)


def draw_control(
    found: Gathered, key: str, *, dark: bool, choices: SignalChoices = SignalChoices()
) -> ChartView:
    """The figures since the last break with the mean, the limits and what stands out.

    Against the plan's own target, unless one is chosen.
    """
    one, series = found.indicator(key), found.ours(key)
    chart = find_control(
        series,
        one,
        screen=choices.screen,
        run_length=choices.run_length,
        rebase_at=choices.rebase_at,
        target=find_target(found, key) if choices.target is None else choices.target,
    )
    description = control_chart.describe(
        chart,
        indicator=one,
        area_name=found.place.name,
        series=series,
        sources=found.sources(series),
        loaded=found.loaded_on(series),
        zero_based=choices.zero,
    )
    return _show(
        description, found, key, name=CONTROL, sentences=say_control(chart, indicator=one), dark=dark
    )


def find_target(found: Gathered, key: str) -> float | None:
    """The plan's next target from the newest figure on, or its last one; None where it has none."""
    ours = sorted(
        (one.period, one.value)
        for one in found.book.targets
        if (one.indicator, one.area) == (key, found.place.code)
    )
    latest = found.ours(key).latest
    ahead = [value for period, value in ours if latest is None or period >= latest.period]
    return ahead[0] if ahead else ours[-1][1] if ours else None


def _trend(found: Gathered, key: str) -> Trend:
    finding = found.findings.get(key)
    return finding.trend if finding else nothing_found(key, found.place.code).trend


def _show(
    description: ChartDescription,
    found: Gathered,
    key: str,
    *,
    name: str,
    sentences: tuple[str, ...],
    dark: bool,
) -> ChartView:
    one = found.indicator(key)
    twin = make_twin(description)
    theme = colours(dark)

    def draw_paper() -> str:
        return svg.draw(description, width=PAPER[0], height=PAPER[1])

    if description.empty:
        return ChartView(name=name, title=description.title, sentences=sentences, empty=description.empty)
    return ChartView(
        name=name,
        title=description.title,
        sentences=sentences,
        alt=description.alt,
        svg=svg.draw(description, width=PAPER[0], height=PAPER[1], theme=theme, titled=False),
        phone_svg=svg.draw(description, width=PHONE[0], height=PHONE[1], theme=theme, titled=False),
        paper_svg=svg.draw(description, width=PAPER[0], height=PAPER[1], titled=False) if dark else "",
        table=tabulate(twin),
        source=description.source,
        files=ChartFiles(
            stem=f"{key}_{found.place.code}_{name}",
            twin=twin,
            draw=draw_paper,
            about=(("Indicator", one.title), ("Area", found.place.name), ("Unit", one.unit)),
        ),
    )
