"""Servers of this run: ours, and the plain Streamlit apps it is held against. Each is stopped by its own id."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.plan import TODAY
from bench.process import ROOT
from bench.workshop import url_of

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


@contextmanager
def serve_ours(store: Path) -> Iterator[Served]:
    options = ["--store", url_of(store), "--mode", "trust", "--host", "127.0.0.1", "--port"]
    with _serve(["-m", "oba", "serve", *options], folder=ROOT, log=store.with_suffix(".log")) as served:
        yield served


@contextmanager
def serve_plain(folder: Path, app: str, *, uvicorn: bool = True) -> Iterator[Served]:
    """A Streamlit app of one script, served as ours is or by `streamlit run`."""
    (folder / ".streamlit").mkdir(parents=True)
    (folder / ".streamlit" / "config.toml").write_text(CONFIG, encoding="utf-8")
    (folder / "app.py").write_text(app, encoding="utf-8")
    (folder / "serve.py").write_text(UVICORN, encoding="utf-8")
    command = ["serve.py"] if uvicorn else ["-m", "streamlit", "run", "app.py", "--server.port"]
    with _serve(command, folder=folder, log=folder / "serve.log") as served:
        yield served


@contextmanager
def _serve(command: Sequence[str], *, folder: Path, log: Path) -> Iterator[Served]:
    """Start a server, its port put at the end of the command, and wait until it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "OBA_TODAY": TODAY}
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, *command, str(port)], cwd=folder, env=environment, stdout=said, stderr=said
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, process, log=log)
            yield Served(address, process.pid)
        finally:
            process.terminate()
            process.wait(WAIT_SECONDS)


def _wait(address: str, process: subprocess.Popen[bytes], *, log: Path) -> None:
    ends = time.monotonic() + WAIT_SECONDS
    while process.poll() is None and time.monotonic() < ends:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"no server at {address}:\n{log.read_text(encoding='utf-8', errors='replace')}")
