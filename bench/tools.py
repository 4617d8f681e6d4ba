"""Programs that are no Python packages, found where the tests find theirs: `make tools` installs them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

from bench.process import ROOT


def find_browser() -> str:
    return _find("find_browser", "Chromium")


def find_nginx() -> str:
    return _find("find_nginx", "nginx")


def _find(finder: str, name: str) -> str:
    """FileNotFoundError when there is none."""
    found: str | None = getattr(_load_prepare(), finder)()
    if found is None:
        raise FileNotFoundError(f"no {name}: `make tools` installs one")
    return found


def _load_prepare() -> ModuleType:
    place = importlib.util.spec_from_file_location("prepare", Path(ROOT) / "tests" / "prepare.py")
    if place is None or place.loader is None:
        raise FileNotFoundError("tests/prepare.py")
    prepare = importlib.util.module_from_spec(place)
    place.loader.exec_module(prepare)
    return prepare
