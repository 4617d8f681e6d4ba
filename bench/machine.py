"""The machine and the versions behind the figures, in one line."""

from __future__ import annotations

import os
import platform
import sqlite3
from importlib import metadata
from pathlib import Path

SHOWN = ("streamlit", "pandas", "numpy", "plotly", "sqlalchemy", "psycopg")


def describe_machine() -> str:
    now = find_load()
    load = "" if now is None else f", load {now:.1f}"
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in SHOWN)
    return (
        f"{os.cpu_count()} processors ({_processor()}), {platform.system()} {platform.machine()}{load}; "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {versions}"
    )


def find_load() -> float | None:
    """Of the last minute: how many processes had or wanted a processor. None where the system does not tell."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    lines = described.read_text(encoding="utf-8").splitlines() if described.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "processor not named"
