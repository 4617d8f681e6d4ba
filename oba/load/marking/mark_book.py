"""A marked copy of a workbook: the same Excel workbook with its problem cells marked, or its rows in a new one."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from oba.load.containers.spool import SpoolFolder
from oba.load.containers.workbook import Workbook, gather_workbook, spool_workbook
from oba.load.limits import Limits
from oba.load.marking.mark_places import Place
from oba.load.marking.mark_rows import write_rows
from oba.load.marking.mark_sheet import COMMENTS, TITLE, Marks, comment_of, fill_of, list_problems

FULL_BYTES = 8 << 20
"""Up to so much of XML a workbook is copied whole; above it only its rows are."""
FULL_MERGED = 100_000
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,
    OSError,
    EOFError,
)
"""What openpyxl raises on workbooks that it cannot make out; the rows can be copied all the same."""
WHOLE = "Charts, pictures and macros of the original are not in this copy."
ROWS_ONLY = "This copy holds the values alone: colours, formulas and charts of the original are not in it."


def mark_book(
    path: Path, *, problems: Sequence[Sequence[str]], into: Path, name: str, limits: Limits
) -> None:
    """Write the copy. RefusedFile for a workbook that could not be opened either."""
    folder = SpoolFolder()
    book = gather_workbook(spool_workbook(path, name=name, limits=limits, folder=folder.path), folder=folder)
    marks = Marks.of(problems, sheets=[sheet.name for sheet in book.sheets])
    if not (_can_be_whole(path, book) and _mark_whole(path, marks=marks, into=into, name=name)):
        write_rows(book.sheets, marks=marks, into=into, name=name, said=ROWS_ONLY)


def _can_be_whole(path: Path, book: Workbook) -> bool:
    with zipfile.ZipFile(path) as archive:
        size = sum(one.file_size for one in archive.infolist() if one.filename.endswith(".xml"))
        excel = "xl/workbook.xml" in archive.namelist()
    merged = sum(
        (bottom - top + 1) * (right - left + 1)
        for sheet in book.sheets
        for top, left, bottom, right in sheet.merged
    )
    return excel and size <= FULL_BYTES and merged <= FULL_MERGED


def _mark_whole(path: Path, *, marks: Marks, into: Path, name: str) -> bool:
    """False where the workbook cannot be copied whole."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out, which the copy says
            book = load_workbook(path)
            room = COMMENTS
            for place, told in marks.at.items():
                if place.sheet not in book.sheetnames:
                    continue
                cell = _top_left(book[place.sheet], place)
                cell.fill = fill_of(told)
                if room:
                    cell.comment = comment_of(told, before=cell.comment.text if cell.comment else "")
                    room -= 1
            for sheet in book.worksheets:
                sheet.sheet_view.tabSelected = False
            first = book.create_sheet(TITLE, 0)
            titles = {sheet.title: sheet.title for sheet in book.worksheets}
            list_problems(first, marks=marks, name=name, titles=titles, said=WHOLE)
            book.active = 0
            book.save(into)
    except UNREADABLE:
        return False
    return True


def _top_left(sheet: Any, place: Place) -> Any:
    """The cell, or the one that its merged range shows."""
    for merged in sheet.merged_cells.ranges:
        if merged.min_row <= place.row <= merged.max_row and merged.min_col <= place.column <= merged.max_col:
            return sheet.cell(merged.min_row, merged.min_col)
    return sheet.cell(place.row, place.column)
