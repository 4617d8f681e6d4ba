"""Pictures that someone has looked at and accepted.

A change of drawing fails here. Open the new picture, and when it is right accept it:
`pytest tests/charts/test_snapshots.py --snapshot-update`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from oba.analysis.control import find_control
from oba.analysis.fitted import fit_trend
from oba.analysis.trend import find_trends
from oba.charts import (
    areas_dot_plot,
    control_chart,
    small_multiple,
    sparkline,
    spending,
    svg,
    timeline,
    trend_chart,
    turn_the_curve,
)
from oba.charts.areas_dot_plot import AreaValue
from oba.charts.curve import Curve
from oba.charts.description import Role
from oba.charts.palette import Theme
from oba.charts.spending import Spent
from oba.model.action import Action, ActionStatus, Funding
from tests.charts import compared

CHARTS = Path(turn_the_curve.__file__).parent
ACCEPTED = Path(__file__).parent / "__snapshots__" / "test_snapshots"
Curves = dict[str, Curve]


class Picture(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "svg"


def draw_curve(name: str, *, width: int, height: int, theme: Theme = Theme.LIGHT) -> Callable[[Curves], str]:
    return lambda curves: svg.draw(
        turn_the_curve.describe(curves[name]), width=width, height=height, theme=theme
    )


def draw_areas(curves: Curves) -> str:
    values = [AreaValue(f"Area {i}", 40 + (i * 37) % 90) for i in range(60)]
    values += [
        AreaValue("Middlesbrough", 90.9, Role.OURS, 80.0, 102.2),
        AreaValue("England", 72.7, Role.COUNTRY),
        AreaValue("North East", 109.8, Role.REGION),
        AreaValue("Hartlepool", 98.8, Role.NEIGHBOUR),
    ]
    curve = curves["injuries"]
    latest = curve.series.latest
    assert latest
    plot = areas_dot_plot.describe(
        values, indicator=curve.indicator, period=latest.period, source="Source: OHID."
    )
    return areas_dot_plot.draw(plot, titled=True)


def draw_spark(curves: Curves) -> str:
    curve = curves["year 6"]
    drawn = sparkline.describe(curve.series, indicator=curve.indicator, area_name="Middlesbrough")
    return sparkline.draw(drawn)


def draw_small(curves: Curves) -> str:
    chosen = [curves["injuries"], curves["conceptions"]]
    return small_multiple.draw(small_multiple.describe(chosen[1], years=small_multiple.years_of(chosen)))


def draw_timeline(curves: Curves) -> str:
    def act(number: int, what: str, **more: object) -> Action:
        return Action(number, number, "That something is done.", what, **more)  # type: ignore[arg-type]

    actions = [
        act(1, "A bar that is past its date", starts=date(2010, 4, 1), due=date(2011, 3, 31)),
        act(2, "A date that was kept", due=date(2010, 9, 30), status=ActionStatus.DONE),
        act(
            3, "A date still to come, in many words that have to be cut somewhere <b>", due=date(2012, 6, 30)
        ),
        act(4, "Ongoing"),
    ]
    return timeline.draw_svg(timeline.describe(actions, today=date(2012, 1, 1)))


def draw_control(
    name: str,
    *,
    width: int,
    height: int,
    theme: Theme = Theme.LIGHT,
    phase: int = 0,
    target: float | None = None,
) -> Callable[[Curves], str]:
    """The control chart of a curve; a new phase from its figure at place `phase`, if not nought."""

    def draw(curves: Curves) -> str:
        curve = curves[name]
        starts = [curve.series.observations[phase].period] if phase else []
        chart = find_control(curve.series, curve.indicator, rebase_at=starts, target=target)
        described = control_chart.describe(
            chart,
            indicator=curve.indicator,
            area_name=curve.area_name,
            series=curve.series,
            sources=curve.sources,
        )
        return svg.draw(described, width=width, height=height, theme=theme)

    return draw


def draw_trend(name: str, *, width: int, height: int, theme: Theme = Theme.LIGHT) -> Callable[[Curves], str]:
    def draw(curves: Curves) -> str:
        curve = curves[name]
        series = replace(curve.series, indicator=curve.indicator.key)
        trend = find_trends([series], {curve.indicator.key: curve.indicator})[0]
        described = trend_chart.describe(
            trend,
            indicator=curve.indicator,
            area_name=curve.area_name,
            series=series,
            fitted=fit_trend(trend, series, curve.indicator),
            sources=curve.sources,
        )
        return svg.draw(described, width=width, height=height, theme=theme)

    return draw


def draw_spending(*, width: int, theme: Theme = Theme.LIGHT) -> str:
    def spent(outcome: str, who: str, pounds: float | None, kind: Funding, said: str) -> Spent:
        return Spent(outcome, "Example service: home visits <b>", who, pounds, kind, said)

    bars = [
        spent("Babies are healthy.", "NHS", 120_000.0, Funding.POOLED, "pooled with Council"),
        spent("Babies are healthy.", "Council", 45_000.0, Funding.ALIGNED, "aligned with NHS"),
        spent("Babies are healthy.", "Police", None, Funding.ALIGNED, "aligned with NHS"),
        spent("Children enjoy learning.", "Schools", 0.0, Funding.NOT_SAID, "neither pooled nor aligned"),
    ]
    plot = spending.describe(bars, year="2025/26", title="Three partners pay", source="Source: a plan")
    return spending.draw(plot, width=width, theme=theme, titled=True)


PICTURES: dict[str, Callable[[Curves], str]] = {
    "turn_the_curve-injuries": draw_curve("injuries", width=920, height=470),
    "turn_the_curve-everything-dark": draw_curve("everything", width=1200, height=560, theme=Theme.DARK),
    "turn_the_curve-phone": draw_curve("injuries", width=320, height=460),
    "turn_the_curve-gap-not-from-zero": draw_curve("year 6", width=720, height=420),
    "turn_the_curve-no-judgement": draw_curve("plans", width=720, height=420),
    "turn_the_curve-no-figures": draw_curve("no figures", width=720, height=300),
    "turn_the_curve-revised": draw_curve("revised", width=920, height=470),
    "turn_the_curve-revised-phone": draw_curve("revised", width=320, height=460),
    "turn_the_curve-scenarios": draw_curve("scenarios", width=920, height=470),
    "small_multiple": draw_small,
    "sparkline": draw_spark,
    "areas_dot_plot": draw_areas,
    "timeline": draw_timeline,
    **compared.PICTURES,
    "spending": lambda _: draw_spending(width=760),
    "spending-phone-dark": lambda _: draw_spending(width=320, theme=Theme.DARK),
    "control_chart-injuries": draw_control("injuries", width=920, height=470),
    "control_chart-phases-target-dark": draw_control(
        "injuries", width=920, height=470, theme=Theme.DARK, phase=7, target=80.0
    ),
    "control_chart-no-judgement-phone": draw_control("plans", width=320, height=460),
    "control_chart-trial": draw_control("conceptions", width=720, height=420),
    "trend_chart-injuries": draw_trend("injuries", width=920, height=470),
    "trend_chart-no-clear-change-phone-dark": draw_trend("plans", width=320, height=460, theme=Theme.DARK),
    "trend_chart-cannot-be-calculated": draw_trend("pooled", width=720, height=420),
}


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_the_picture_is_the_one_that_was_accepted(
    name: str, curves: Curves, snapshot: SnapshotAssertion
) -> None:
    picture = PICTURES[name](curves).replace("><", ">\n<")  # an element a line, so that a change can be read
    assert picture == snapshot(extension_class=Picture)


def chart_modules() -> list[str]:
    return sorted(path.stem for path in CHARTS.glob("*.py") if "\ndef describe(" in path.read_text("utf-8"))


@pytest.mark.parametrize("module", chart_modules())
def test_every_chart_has_a_picture_that_someone_accepted(module: str) -> None:
    assert [path for path in ACCEPTED.glob("*.svg") if module in path.name], (
        f"no accepted picture of {module}"
    )
