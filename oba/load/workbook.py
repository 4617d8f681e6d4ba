"""Opening a workbook: scanned first, then read in full, or in bounded rows when it is large."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from oba.load.archive import open_archive
from oba.load.limits import Limits
from oba.load.refusal import RefusedFile
from oba.load.sheet import BLANK, Cell, Row, Sheet, column_letters
from oba.load.sheet_scan import SheetScan, scan_sheet
from oba.load.workbook_parts import check_other_parts, list_sheets
from oba.model.release import Outcome, Problem

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,
    OSError,
    EOFError,
)
"""What openpyxl raises on workbooks that break the format; a reader only needs to know that one does."""


@dataclass(slots=True)
class Workbook:
    """The visible sheets that hold something, and what there is to say about the file."""

    sheets: list[Sheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def open_workbook(path: Path, *, name: str, limits: Limits) -> Workbook:
    """Scan and open. RefusedFile for a hostile, damaged or empty workbook."""
    try:
        with open_archive(path, name=name, limits=limits) as archive:
            entries = list_sheets(archive)
            scans = {
                entry.name: scan_sheet(archive, part=entry.part, sheet=entry.name, limits=limits)
                for entry in entries
                if entry.part in archive.namelist()
            }
            percentages = check_other_parts(archive, done={entry.part for entry in entries})
            macros = any(part.endswith("vbaProject.bin") for part in archive.namelist())
    except RefusedFile as refusal:
        raise _named(refusal, name=name) from None
    book = Workbook()
    if macros:
        book.problems.append(_note(name, "the workbook holds macros: they were not run", "Nothing to do"))
    shown = [entry for entry in entries if entry.name in scans]
    for entry in shown:
        if entry.hidden:
            book.problems.append(
                _note(
                    f"sheet '{entry.name}'",
                    "the sheet is hidden and was not read",
                    "Show it in Excel if it belongs to the figures",
                )
            )
    visible = {
        entry.name: scans[entry.name] for entry in shown if not entry.hidden and scans[entry.name].last_row
    }
    if not visible:
        raise RefusedFile("the workbook has no visible sheet with anything in it", where=name)
    small = sum(scan.cells + scan.merged_cells for scan in scans.values()) <= limits.full_cells
    if small:
        _read_in_full(path, book=book, scans=visible, name=name)
    else:
        _read_in_rows(path, book=book, scans=visible, name=name, percentages=percentages)
    for sheet, scan in visible.items():
        book.problems.extend(_say_scan(sheet, scan))
    return book


def _load(path: Path, *, in_rows: bool, name: str) -> Any:  # openpyxl has no types
    # imported here: a CSV needs none of it, and it takes a fifth of a second and eight megabytes
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and validations, which are not read
            return load_workbook(path, read_only=in_rows, data_only=True, keep_links=False)
    except (InvalidFileException, *UNREADABLE):
        raise _damaged(name) from None


def _sheet_of(loaded: Any, title: str, *, name: str) -> Any:
    """openpyxl passes over sheets that it cannot make out, and only warns."""
    if title not in loaded.sheetnames:
        raise _damaged(name)
    return loaded[title]


def _damaged(name: str) -> RefusedFile:
    return RefusedFile(
        "the workbook is damaged", where=name, remedy="Open it in Excel, save it, and send it again"
    )


def _read_in_full(path: Path, *, book: Workbook, scans: dict[str, SheetScan], name: str) -> None:
    loaded = _load(path, in_rows=False, name=name)
    for sheet_name, scan in scans.items():
        source = _sheet_of(loaded, sheet_name, name=name)
        rows: list[Row] = []
        for number, found in enumerate(
            source.iter_rows(max_row=scan.last_row, max_col=scan.last_column), start=1
        ):
            cells = [
                _cell(cell, uncached=bool(scan.uncached) and cell.coordinate in scan.uncached)
                for cell in found
            ]
            rows.append((number, _trim(cells)))
            book.problems.extend(_comments(found, sheet=sheet_name))
        _fill_down(rows, scan=scan, sheet=sheet_name, problems=book.problems)
        merged = tuple(scan.merged)
        book.sheets.append(Sheet(sheet_name, lambda rows=rows: iter(rows), merged=merged))  # type: ignore[misc]


def _read_in_rows(
    path: Path, *, book: Workbook, scans: dict[str, SheetScan], name: str, percentages: bool
) -> None:
    book.problems.append(
        _note(name, "the workbook is large: comments and merged cells were not looked at", "Nothing to do")
    )

    loaded = _load(path, in_rows=True, name=name)

    def rows_of(sheet_name: str, scan: SheetScan) -> Iterator[Row]:
        source = _sheet_of(loaded, sheet_name, name=name)
        source.reset_dimensions()
        bounded = source.iter_rows(
            max_row=scan.last_row, max_col=scan.last_column, values_only=not percentages
        )
        try:
            for number, found in enumerate(bounded, start=1):
                if percentages:
                    cells = [_cell(cell) for cell in found]
                else:
                    cells = [BLANK if value is None else Cell(value) for value in found]
                if scan.uncached:
                    _mark_uncached(cells, row=number, uncached=scan.uncached)
                yield number, _trim(cells)
        except UNREADABLE:
            raise _damaged(name) from None

    for sheet_name, scan in scans.items():
        merged = tuple(scan.merged)
        book.sheets.append(
            Sheet(sheet_name, lambda s=sheet_name, c=scan: rows_of(s, c), merged=merged)  # type: ignore[misc]
        )


def _mark_uncached(cells: list[Cell], *, row: int, uncached: set[str]) -> None:
    for index, cell in enumerate(cells):
        if cell.value is None and f"{column_letters(index)}{row}" in uncached:
            cells[index] = Cell(uncached=True)


def _cell(cell: Any, *, uncached: bool = False) -> Cell:
    value = cell.value
    if value is None:
        return Cell(uncached=True) if uncached else BLANK
    if type(value) is str:
        return Cell(value)
    return Cell(value, cell.number_format)


def _trim(cells: list[Cell]) -> list[Cell]:
    while cells and cells[-1].blank:
        cells.pop()
    return cells


def _comments(found: tuple[Any, ...], *, sheet: str) -> list[Problem]:
    return [
        _note(
            f"{sheet}!{cell.coordinate}",
            f"a comment says: {' '.join(cell.comment.text.split())[:200]}",
            "Read it",
        )
        for cell in found
        if cell.comment is not None
    ]


def _fill_down(rows: list[Row], *, scan: SheetScan, sheet: str, problems: list[Problem]) -> None:
    """A cell merged over rows of one column stands for each of them; no other blank is ever filled."""
    by_number = dict(rows)
    for top, left, bottom, right in scan.merged:
        if left != right or top == bottom or top not in by_number:
            continue
        cells = by_number[top]
        if left > len(cells) or cells[left - 1].blank:
            continue
        for number in range(top + 1, bottom + 1):
            below = by_number.get(number)
            if below:
                below.extend([BLANK] * (left - len(below)))
                below[left - 1] = cells[left - 1]
        where = f"{sheet}!{column_letters(left - 1)}{top}:{column_letters(left - 1)}{bottom}"
        problems.append(
            Problem(Outcome.FIX, where, f"merged cells: '{cells[left - 1].text[:60]}' was read for each row")
        )


def _say_scan(sheet: str, scan: SheetScan) -> list[Problem]:
    said = []
    if scan.hidden_rows:
        said.append(
            _note(
                f"sheet '{sheet}'",
                f"{scan.hidden_rows} hidden rows were read",
                "Delete them if they do not belong",
            )
        )
    if scan.formulas - len(scan.uncached):
        said.append(
            _note(
                f"sheet '{sheet}'",
                f"{scan.formulas - len(scan.uncached)} cells are calculated: their saved results were read",
                "Nothing to do",
            )
        )
    if scan.linked:
        said.append(
            _note(
                f"sheet '{sheet}'",
                "some cells are linked to another workbook and may be out of date",
                "Open the workbook with its links and save it",
            )
        )
    return said


def _note(where: str, found: str, remedy: str) -> Problem:
    return Problem(Outcome.NOTE, where, found, remedy="" if remedy == "Nothing to do" else remedy)


def _named(refusal: RefusedFile, *, name: str) -> RefusedFile:
    where = f"{name}, {refusal.where}" if refusal.where and refusal.where != name else name
    return RefusedFile(refusal.found, where=where, expected=refusal.expected, remedy=refusal.remedy)
