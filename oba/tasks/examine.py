"""Examine the installation: what is there, where the store is, and whether it is healthy."""

from __future__ import annotations

import platform
import sqlite3
import sys
from importlib import metadata

from oba import __version__
from oba.errors import ObaError
from oba.settings import Settings
from oba.store.engine import open_store
from oba.store.health import check_health
from oba.tasks.find_published import NothingPublishedError, at_published

SHOWN = ("streamlit", "pandas", "plotly", "sqlalchemy", "openpyxl", "alembic", "uvicorn")


def examine(settings: Settings) -> tuple[bool, list[str]]:
    """Whether all is well, and the lines that say so."""
    lines = [
        f"oba {__version__}, Python {platform.python_version()} on {platform.system()}, SQLite {sqlite3.sqlite_version}"
    ]
    lines.append(", ".join(_version(name) for name in SHOWN))
    inside = sys.prefix != sys.base_prefix
    lines.append(
        f"Interpreter: {'in a virtual environment' if inside else 'of the system, no virtual environment'}"
    )
    try:
        store = open_store(at_published(settings).store, read_only=settings.published)
        findings = check_health(store)
        store.close()
    except NothingPublishedError as error:
        return False, [*lines, f"Published copy: {error}"]
    except ObaError as error:
        return False, [*lines, f"Store: {error}", "Make it with: python -m oba init"]
    lines.append(f"Store: {store.name}, mode {settings.mode}")
    lines += [f"  {'ok' if one.sound else 'WRONG'}  {one.subject}: {one.said}" for one in findings]
    well = all(one.sound for one in findings)
    lines.append("The store is healthy." if well else "The store needs attention.")
    return well, lines


def _version(name: str) -> str:
    try:
        return f"{name} {metadata.version(name)}"
    except metadata.PackageNotFoundError:
        return f"{name} is missing"
