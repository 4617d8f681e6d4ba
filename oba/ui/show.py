"""A curve as a reader needs it: sentence, chart, verdict, table, source and downloads, always together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from oba.model.reading import Reading
from oba.settings import Settings, read_settings
from oba.tasks.compute_lines import ComputeLine
from oba.tasks.download_plan import FILE_NAME, LABEL, make_plan_workbook
from oba.tasks.draw_curve import DrawnCurve, configure
from oba.tasks.keep_evidence import fetch_evidence
from oba.tasks.measure_sheets import make_measure_sheet
from oba.tasks.open_compare import CompareView
from oba.tasks.open_data import DataView
from oba.tasks.open_download import DownloadView
from oba.tasks.open_indicator import IndicatorView
from oba.tasks.open_plan import PlanView
from oba.tasks.open_service import ServiceView
from oba.tasks.open_signals import SignalsView
from oba.tasks.open_theme import ThemeView
from oba.tasks.preview_upload import Preview
from oba.tasks.tell_wording import tell_wording
from oba.tasks.write_chart import ChartFiles, ChartView, write_chart
from oba.tasks.write_corrected_copy import name_corrected_copy, write_corrected_copy
from oba.ui import ask, fetch, html
from oba.ui.visit import Visit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = (
    ("Table as CSV", "csv", "text/csv"),
    ("Table as XLSX", "xlsx", XLSX),
    ("Chart as PNG", "png", "image/png"),
    ("Chart as SVG", "svg", "image/svg+xml"),
)


def curve(drawn: DrawnCurve, view: IndicatorView, *, rest: str, end: str, reading: Reading) -> None:
    """The indicator page in the order of the talk; `rest` and `end` are what was filled before.

    In plain words its sentences are the plain ones, and what lies behind them stands at the end.
    """
    html.show("indicator_head.html", view=view)
    if drawn.figure is not None:
        alt = view.plain.alt if reading.plain and view.plain else drawn.alt
        st.plotly_chart(drawn.figure, theme=None, alt=alt, config=configure(), key="curve")
    html.show("indicator_plain.html" if reading.plain else "indicator_chart.html", view=view, drawn=drawn)
    if drawn.figure is not None:
        _offer_files(drawn.files)
    if not reading.plain:
        _offer_lines(view.lines)
    html.show_filled(rest)
    if view.areas is not None and view.areas.files is not None:
        _offer_files(view.areas.files, name="All areas")
    html.show_filled(end)
    if reading.plain:
        _offer_lines(view.lines)


def data(visit: Visit, view: DataView) -> None:
    """How current the figures are, and who owes which; on the working instance with a template for each partner."""
    html.show("data.html", view=view, offered=not visit.published)
    html.show("data_returns.html", view=view.returns, offered=not visit.published)
    if not visit.published:
        with st.container(horizontal=True):
            for one in view.returns.partners:
                make = partial(fetch.template, visit, one.key)
                _offer(f"Template for {one.name}", make, name=one.file_name, mime=XLSX)


def downloads(visit: Visit, view: DownloadView) -> None:
    html.show("download.html", view=view)
    for one in view.files:
        _offer(one.label, partial(fetch.downloaded, visit, one.key), name=one.file_name, mime=one.mime)


def comparison(view: CompareView) -> None:
    """One indicator in every area: each chart with its finding, its table and its files."""
    html.show("compare.html", view=view)
    charts(view.charts)


def signals(view: SignalsView) -> None:
    """The recent trend and the control chart of one indicator."""
    html.show("signals.html", view=view)
    charts(view.charts)


def theme(view: ThemeView) -> None:
    """A theme's charts and tables; its charts can be taken away from a part that a reader opens."""
    html.show("theme.html", theme=view)
    if view.multiples:
        with st.expander("Take the charts of this theme away"):
            for one in view.multiples:
                _offer_files(one.files, name=one.title)


def wording(visit: Visit, theme: str) -> None:
    """What there is to say of how the theme's outcomes are worded; for those who word them, not for the public."""
    if not visit.published:
        html.show("outcome_wording.html", outcomes=fetch.result_of(visit, tell_wording, theme=theme))


def plan(view: PlanView, *, edits: bool = False, kept: str = "") -> None:
    """The action plan. With `edits` each action has a link to where it is changed; `kept` goes with its address."""
    html.show("plan.html", view=view, edits=edits, kept=kept)
    if view.timeline_files is not None:
        _offer_files(view.timeline_files, name="Timeline")


def measures(view: ServiceView) -> None:
    """The files of each measure's curve, in a part that a reader opens."""
    drawn = [one for one in view.measures if one.has_figures]
    if drawn:
        with st.expander("Take the curves of this service away"):
            for one in drawn:
                _offer_files(one.files, name=one.title)


def measure_sheet(visit: Visit, service: str) -> None:
    """The sheet that a partner fills in with a service's figures."""
    make = partial(make_measure_sheet, fetch.reading_store(visit), service=service, today=visit.today)
    _offer("The sheet to fill in", make, name=f"measures_{service}.xlsx", mime=XLSX)


def plan_workbook(visit: Visit) -> None:
    """The plan as it stands, to be edited and loaded again."""
    make = partial(make_plan_workbook, fetch.reading_store(visit), now=read_settings().now())
    _offer(LABEL, make, name=FILE_NAME, mime=XLSX)


def workbook(label: str, make: Callable[[], bytes], *, name: str) -> None:
    """A workbook that is made when it is asked for."""
    _offer(label, make, name=name, mime=XLSX)


def charts(views: Sequence[ChartView]) -> None:
    """Still charts one under the other, each with the files it can be taken away as."""
    for view in views:
        html.show("chart.html", view=view)
        if view.files is not None:
            _offer_files(view.files, name=view.short or view.name)


def _offer_lines(lines: Sequence[ComputeLine]) -> None:
    """Each finding as a line that the command line works out again."""
    if lines:
        with st.expander("Work it out yourself"):
            html.show("compute_lines.html", lines=lines)
            for one in lines:
                _offer(one.title, one.to_bytes, name=one.file_name, mime="application/x-ndjson")


def _offer_files(files: ChartFiles, *, name: str = "") -> None:
    """The four files of a chart. With a `name` the buttons tell of which of several charts they are."""
    with st.container(horizontal=True):
        for label, ending, mime in FILES:
            make = partial(write_chart, files, ending=ending)
            button = f"{name}: {ending.upper()}" if name else label
            _offer(button, make, name=f"{files.stem}.{ending}", mime=mime)


def marked_copy(settings: Settings, preview: Preview) -> None:
    """The file with every problem on its cell, for whoever is to mend it."""
    make = partial(write_corrected_copy, settings, preview)
    _offer("A copy with the problems marked", make, name=name_corrected_copy(preview), mime=FILES[1][2])


def evidence(settings: Settings, name: str, sha256: str) -> None:
    """A button that gives back a file that was attached as evidence."""

    def make() -> bytes:
        return fetch_evidence(settings, sha256)

    _offer(f"Download {name}", make, name=name, mime="application/octet-stream")


def _offer(label: str, make: Callable[[], bytes], *, name: str, mime: str) -> None:
    """A button whose file is made when it is pressed; pressing it runs nothing else anew."""
    st.download_button(ask.plain(label), data=make, file_name=name, mime=mime, on_click="ignore")
