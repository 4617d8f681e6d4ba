"""The pages of 150 indicators written from a published copy, against plotly's write_html of as many charts."""

from __future__ import annotations

import gc
import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

from bench.public import OFFICER, WISH, make_store, open_site
from bench.result import Result
from bench.timing import median, say
from bench.workshop import Workshop
from oba.charts import plotly_figure
from oba.settings import Settings
from oba.site.files import File, Folder
from oba.site.pages import Site, render
from oba.site.views import chart_of, found_of, indicator_of, indicators_by_name
from oba.site.writing import write_site
from oba.tasks.publish import approve_publication

NAME = "publish"
INDICATORS = 150
RUNS = 3
AT_MOST = 0.15
PARTS = ("read and judged", "views made", "charts drawn", "rendered", "written, with packed twins")


def measure(workshop: Workshop) -> list[Result]:
    settings = make_store(workshop, indicators=INDICATORS)
    begun = time.perf_counter()
    approve_publication(settings, OFFICER, WISH)
    approved = time.perf_counter() - begun
    out = workshop.folder / "written"
    parts: list[list[float]] = []
    plain: list[float] = []
    whole: list[float] = []
    again: list[float] = []
    for run in range(RUNS):
        say(f"  run {run + 1} of {RUNS}")
        parts.append(write_pages(settings, _empty(out)))
        plain.append(_cpu(partial(write_by_plotly, _charts(settings), _empty(out))))
        whole.append(_cpu(lambda: list(write_site(settings, _empty(out)))))
        again.append(_cpu(lambda: list(write_site(settings, out))))
    pages, peer, site = median([sum(one) for one in parts]), median(plain), median(whole)
    against, start = f"plotly write_html x {INDICATORS}", f"publish: {INDICATORS} indicators"
    each = [
        Result(f"publish: of it, {part}", median([one[number] for one in parts]), "s", peer, against)
        for number, part in enumerate(PARTS)
    ]
    return [
        Result(f"{start}' pages, CPU", pages, "s", peer, against, AT_MOST),
        *each,
        Result("publish: the whole site and its data, CPU", site, "s", peer, against),
        Result("publish: the same again, nothing new, CPU", median(again), "s", site, "the first time"),
        Result("publish: approved, copied, checked, shown", approved, "s", peer, against),
    ]


def write_pages(settings: Settings, out: Path) -> list[float]:
    """CPU seconds of each part of writing every indicator's page as `python -m oba site` does, without a collector."""
    gc.collect()
    gc.disable()
    took: list[float] = []
    try:
        site: Site = _note(took, lambda: _open(settings))
        keys = indicators_by_name(site)
        _note(took, lambda: [indicator_of(site, key) for key in keys.values()])
        _note(took, lambda: [chart_of(site, key) for key in keys.values()])
        pages = _note(
            took,
            lambda: {one: render(site, one).body for one in (f"indicators/{name}.html" for name in keys)},
        )
        files = [File(address, partial(bytes, body)) for address, body in pages.items()]
        _note(took, lambda: list(Folder(out).keep(files, say=lambda done, of: "")))
        site.store.close()
    finally:
        gc.enable()
    return took


def _open(settings: Settings) -> Site:
    site = open_site(settings)
    found_of(site)
    return site


def _note(took: list[float], job: Callable[[], Any]) -> Any:
    begun = time.process_time()
    made = job()
    took.append(time.process_time() - begun)
    return made


def _cpu(job: Callable[[], object]) -> float:
    took: list[float] = []
    gc.collect()
    _note(took, job)
    return took[0]


def _charts(settings: Settings) -> list[dict[str, Any]]:
    """The figures of each chart, ready for plotly: to find them is no part of its time."""
    site = open_site(settings)
    try:
        return [
            plotly_figure.draw(chart_of(site, key).description) for key in indicators_by_name(site).values()
        ]
    finally:
        site.store.close()


def write_by_plotly(charts: list[dict[str, Any]], out: Path) -> None:
    out.mkdir()
    for number, chart in enumerate(charts):
        traces = [getattr(go, trace["type"].capitalize())(**trace) for trace in chart["data"]]
        figure = go.Figure(data=traces, layout=go.Layout(**chart["layout"]))
        figure.write_html(out / f"{number}.html", include_plotlyjs="directory")


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    return folder
