"""One turn-the-curve chart as SVG, against the same chart built and written by plotly.graph_objects."""

from __future__ import annotations

from datetime import date
from typing import Any

import plotly.graph_objects as go

from bench.figures import smallest
from bench.plan import TODAY, key_of
from bench.result import Result
from bench.timing import alternate, cpu_of
from bench.workshop import Workshop, url_of
from oba.charts import plotly_figure, svg, turn_the_curve
from oba.charts.curve import Curve, Options
from oba.store.engine import open_store
from oba.tasks.draw_curve import gather_curve, make_curve

NAME = "chart"
ROUNDS, CALLS = 15, 20


def measure(workshop: Workshop) -> list[Result]:
    """The figures of a small store are enough: a chart has the same twenty periods in a large one."""
    folder = workshop.folder / "chart"
    folder.mkdir()
    curve = make_one_curve(Workshop(folder, rows=smallest()))
    description = turn_the_curve.describe(curve)
    figure = plotly_figure.draw(description)
    picture, whole, ours, peer = alternate(
        ROUNDS,
        cpu_of(lambda: svg.draw(description), times=CALLS),
        cpu_of(lambda: svg.draw(turn_the_curve.describe(curve)), times=CALLS),
        cpu_of(lambda: plotly_figure.draw(description), times=CALLS),
        cpu_of(lambda: build_by_plotly(figure), times=CALLS),
    )
    against = "plotly.graph_objects"
    return [
        Result("chart: SVG of a description, CPU", picture * 1000, "ms", peer * 1000, against, 0.1),
        Result("chart: described and SVG, CPU", whole * 1000, "ms", peer * 1000, against),
        Result("chart: our plotly figure, CPU", ours * 1000, "ms", peer * 1000, against),
    ]


def make_one_curve(workshop: Workshop) -> Curve:
    """A curve with its frozen forecast, comparators and intervals, as the indicator page asks for it."""
    store = open_store(url_of(workshop.filled), read_only=True)
    try:
        found = gather_curve(store, indicator=key_of(0), area=None, published=False)
    finally:
        store.close()
    options = Options(show_comparators=True)
    curve = make_curve(found, key_of(0), options=options, today=date.fromisoformat(TODAY))
    if curve.baseline is None or len(curve.compared) < 2:
        raise RuntimeError("the curve has no forecast or nothing to compare it with")
    return curve


def build_by_plotly(figure: dict[str, Any]) -> str:
    """The same traces, shapes and annotations through plotly's own classes, to JSON."""
    traces = [getattr(go, trace["type"].capitalize())(**trace) for trace in figure["data"]]
    return str(go.Figure(data=traces, layout=go.Layout(**figure["layout"])).to_json())
