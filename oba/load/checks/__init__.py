"""Checks on figures, one file each: those on rows run on every piece, those on series on the whole file.

A module offers NAME and `check(figures, *, reference, source)`, which gives the problems found. One that
also takes `where` runs once, on all figures by series and time, and names a cell by the figure's number.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from types import ModuleType


def list_checks() -> list[ModuleType]:
    """Every module of this package, by name."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    return [importlib.import_module(f"{__name__}.{name}") for name in names]


def list_row_checks() -> list[ModuleType]:
    """The checks that need one row at a time."""
    return [module for module in list_checks() if not _needs_series(module)]


def list_file_checks() -> list[ModuleType]:
    """The checks that need a whole series."""
    return [module for module in list_checks() if _needs_series(module)]


def _needs_series(module: ModuleType) -> bool:
    return "where" in inspect.signature(module.check).parameters
