"""Workbooks as publishers lay them out, with their merged cells, written and read to figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from oba.load.file import open_file, read_opened
from oba.load.reference import Reference
from oba.model.indicator import Indicator
from tests.load.formats.published import Read

Cells = Mapping[str, Any]
"""What stands at each address: `{"A7": "LA Code", "D8": 2012}`."""


def write_laid_out(
    path: Path, sheets: Mapping[str, Cells], *, merged: Mapping[str, Sequence[str]] | None = None
) -> Path:
    """Write cells by their address, and merge ranges; a number format goes with a value in a pair."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for title, cells in sheets.items():
        sheet = book.create_sheet(title)
        for address, said in cells.items():
            value, shape = said if isinstance(said, tuple) else (said, None)
            sheet[address] = value
            if shape:
                sheet[address].number_format = shape
        for area in (merged or {}).get(title, ()):
            sheet.merge_cells(area)
    book.save(path)
    return path


def row(number: int, *values: Any, first: str = "A") -> dict[str, Any]:
    """One row's cells from its first column on; None leaves a cell out."""
    start = ord(first)
    return {f"{chr(start + place)}{number}": value for place, value in enumerate(values) if value is not None}


def read_plain(path: Path, *, reference: Reference, plan: Sequence[Indicator] = (), **said: Any) -> Read:
    """The file read with the reference's areas and these indicators."""
    known = Reference(indicators=plan, areas=reference.areas.values())
    opened = open_file(path)
    return Read(read_opened(opened, reference=known, settle=lambda source: replace(source, **said)))
