"""What tells a plan workbook from a file of figures, looked at without opening the sheets."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from oba.load.containers.archive import open_archive
from oba.load.containers.workbook_parts import list_contents
from oba.load.limits import STANDARD
from oba.load.refusal import RefusedFile
from oba.words.labels import usual_name

PLAN_SHEETS = frozenset({"plan", "themes", "indicators"})
PARTS = frozenset({"xl/workbook.xml", "xl/_rels/workbook.xml.rels"})
WORKBOOKS = (".xlsx", ".xlsm")


def names_a_plan(sheets: Iterable[str]) -> bool:
    return {usual_name(name.strip()) for name in sheets} >= PLAN_SHEETS


def holds_plan(path: Path) -> bool:
    """Whether the file is a workbook with the sheets of a plan; False for what cannot be opened."""
    if path.suffix.lower() not in WORKBOOKS or not path.is_file():
        return False
    try:
        with open_archive(path, name=path.name, limits=STANDARD) as archive:
            if not set(archive.namelist()) >= PARTS:
                return False
            return names_a_plan(entry.name for entry in list_contents(archive).sheets)
    except RefusedFile:
        return False
