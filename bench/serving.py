"""Servers of this run: ours, and the plain ones it is held against. Each is stopped by its own id."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.nginx import wait_for
from bench.plan import TODAY
from bench.process import ROOT
from bench.workshop import url_of
from oba.settings import Settings

WAIT_SECONDS = 60
EMPTY = """
import streamlit as st

st.title("Empty")
"""
CHARTS = """
import plotly.graph_objects as go
import streamlit as st

st.title("Charts")
for number in range({charts}):
    figure = go.Figure(go.Scatter(x=list(range(2004, 2024)), y=[20 + (year * 7 + number) % 11 for year in range(20)]))
    figure.update_layout(height=250)
    st.plotly_chart(figure, key=str(number))
"""
CACHED = """
import plotly.graph_objects as go
import streamlit as st


@st.cache_resource
def draw():
    figure = go.Figure()
    for line in range(3):
        figure.add_scatter(x=list(range(2004, 2024)), y=[20 + (year * 7 + line) % 11 for year in range(20)])
    figure.update_layout(height=450)
    return figure


st.title("Chart")
st.plotly_chart(draw())
"""
UVICORN = """
import sys

import streamlit as st
import uvicorn

uvicorn.run(
    st.App("app.py"), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", ws="websockets-sansio"
)
"""
CONFIG = """
[browser]
gatherUsageStats = false
[server]
headless = true
fileWatcherType = "none"
"""


@dataclass(frozen=True, slots=True)
class Served:
    """An address such as `http://127.0.0.1:8501`, and the id of the process behind it."""

    address: str
    process: int

    def cpu(self) -> float:
        """CPU seconds of the process so far, threads that have ended included; NaN where it cannot be told."""
        if not sys.platform.startswith("linux"):
            return float("nan")
        return time.clock_gettime((~self.process << 3) | 2)

    def memory(self) -> float:
        """Bytes of memory that the process holds; NaN where it cannot be told."""
        held = Path(f"/proc/{self.process}/statm")
        if not held.exists():
            return float("nan")
        return int(held.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def serve_ours(store: Path) -> Iterator[Served]:
    options = ["--store", url_of(store), "--mode", "trust", "--host", "127.0.0.1", "--port"]
    with serve(["-m", "oba", "serve", *options], folder=ROOT, log=store.with_suffix(".log")) as served:
        yield served


@contextmanager
def serve_published(settings: Settings) -> Iterator[Served]:
    """The public's process: reading pages at the root, the explorer below `/explore`."""
    options = ["--store", settings.store, "--copies", str(settings.copies_folder)]
    command = ["-m", "oba", "serve", *options, "--mode", "published", "--host", "127.0.0.1", "--port"]
    log = settings.copies_folder.with_suffix(".log")
    with serve(command, folder=ROOT, log=log, health="/explore/_stcore/health") as served:
        yield served


@contextmanager
def serve_plain(folder: Path, app: str, *, uvicorn: bool = True) -> Iterator[Served]:
    """A Streamlit app of one script, served as ours is or by `streamlit run`."""
    (folder / ".streamlit").mkdir(parents=True)
    (folder / ".streamlit" / "config.toml").write_text(CONFIG, encoding="utf-8")
    (folder / "app.py").write_text(app, encoding="utf-8")
    (folder / "serve.py").write_text(UVICORN, encoding="utf-8")
    command = ["serve.py"] if uvicorn else ["-m", "streamlit", "run", "app.py", "--server.port"]
    with serve(command, folder=folder, log=folder / "serve.log") as served:
        yield served


@contextmanager
def serve(
    command: Sequence[str],
    *,
    folder: Path,
    log: Path,
    health: str = "/_stcore/health",
    program: str = sys.executable,
) -> Iterator[Served]:
    """Start a server, its port put at the end of the command, and wait until it answers at `health`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "OBA_TODAY": TODAY}
    with log.open("wb") as said:
        process = subprocess.Popen(
            [program, *command, str(port)], cwd=folder, env=environment, stdout=said, stderr=said
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}{health}", process, log=log, seconds=WAIT_SECONDS)
            yield Served(address, process.pid)
        finally:
            process.terminate()
            process.wait(WAIT_SECONDS)
