"""A curve as a reader needs it: sentence, chart, verdict, table, source and downloads, always together."""

from __future__ import annotations

import streamlit as st

from oba.tasks.draw_curve import DrawnCurve, write_curve
from oba.tasks.open_download import DownloadView
from oba.tasks.open_indicator import IndicatorView
from oba.ui import fetch, html
from oba.ui.visit import Visit

FILES = (
    ("Table as CSV", "csv", "text/csv"),
    ("Table as XLSX", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("Chart as PNG", "png", "image/png"),
    ("Chart as SVG", "svg", "image/svg+xml"),
)


def curve(drawn: DrawnCurve, view: IndicatorView) -> None:
    """The top of the indicator page: how are we doing."""
    html.show("indicator_head.html", view=view)
    if drawn.figure is not None:
        st.plotly_chart(
            drawn.figure, theme=None, alt=drawn.alt, config={"displayModeBar": False}, key="curve"
        )
    html.show("indicator_chart.html", view=view, drawn=drawn)
    if drawn.figure is not None:
        _offer_files(drawn)
    html.show("indicator_rest.html", view=view)


def downloads(visit: Visit, view: DownloadView) -> None:
    html.show("download.html", view=view)
    for one in view.files:
        st.download_button(
            one.label,
            data=lambda key=one.key: fetch.downloaded(visit, key),
            file_name=one.file_name,
            mime=one.mime,
            on_click="ignore",
        )


def _offer_files(drawn: DrawnCurve) -> None:
    with st.container(horizontal=True):
        for label, ending, mime in FILES:
            st.download_button(
                label,
                data=lambda ending=ending: write_curve(drawn, ending=ending),
                file_name=f"{drawn.file_stem}.{ending}",
                mime=mime,
                on_click="ignore",
            )
