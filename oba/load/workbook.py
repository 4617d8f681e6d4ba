"""Opening a workbook: scanned first, then read in full, or in bounded rows when it is large."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from oba.load.archive import open_archive
from oba.load.limits import Limits
from oba.load.refusal import RefusedFile
from oba.load.sheet import BLANK, Cell, Row, Sheet, column_letters
from oba.load.sheet_scan import SheetScan, feed, safe_parser, scan_sheet
from oba.model.release import Outcome, Problem

UNREADABLE = (
    InvalidFileException,
    zipfile.BadZipFile,
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


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook's own list names it, and the part that holds it."""

    name: str
    part: str
    hidden: bool


def open_workbook(path: Path, *, name: str, limits: Limits) -> Workbook:
    """Scan and open. RefusedFile for a hostile, damaged or empty workbook."""
    try:
        with open_archive(path, name=name, limits=limits) as archive:
            entries = _list_sheets(archive)
            scans = {
                entry.name: scan_sheet(archive, part=entry.part, sheet=entry.name, limits=limits)
                for entry in entries
                if entry.part in archive.namelist()
            }
            _check_other_parts(archive, done={entry.part for entry in entries})
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
        _read_in_rows(path, book=book, scans=visible, name=name)
    for sheet, scan in visible.items():
        book.problems.extend(_say_scan(sheet, scan))
    return book


def _list_sheets(archive: zipfile.ZipFile) -> list[SheetEntry]:
    """The workbook's sheets in order. Charts on sheets of their own have no cells and are left out."""
    found: list[tuple[str, str, bool]] = []
    targets: dict[str, str] = {}

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            found.append((attributes.get("name", ""), link, hidden))

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    for part, handler in (("xl/workbook.xml", sheet), ("xl/_rels/workbook.xml.rels", relation)):
        parser = safe_parser()
        parser.StartElementHandler = handler
        feed(parser, archive=archive, part=part)
    return [
        SheetEntry(name, _part_name(targets[link]), hidden) for name, link, hidden in found if link in targets
    ]


def _part_name(target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return str(PurePosixPath("xl") / target)


def _check_other_parts(archive: zipfile.ZipFile, *, done: set[str]) -> None:
    for part in archive.namelist():
        if part.endswith((".xml", ".rels")) and part not in done:
            feed(safe_parser(), archive=archive, part=part)


def _load(path: Path, *, in_rows: bool, name: str) -> Any:  # openpyxl has no types
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and validations, which are not read
            return load_workbook(path, read_only=in_rows, data_only=True, keep_links=False)
    except UNREADABLE:
        raise RefusedFile(
            "the workbook is damaged", where=name, remedy="Open it in Excel, save it, and send it again"
        ) from None


def _read_in_full(path: Path, *, book: Workbook, scans: dict[str, SheetScan], name: str) -> None:
    loaded = _load(path, in_rows=False, name=name)
    for sheet_name, scan in scans.items():
        source = loaded[sheet_name]
        uncached = set(scan.uncached)
        rows: list[Row] = []
        for number, found in enumerate(
            source.iter_rows(max_row=scan.last_row, max_col=scan.last_column), start=1
        ):
            cells = [_cell(cell, uncached=bool(uncached) and cell.coordinate in uncached) for cell in found]
            rows.append((number, _trim(cells)))
            book.problems.extend(_comments(found, sheet=sheet_name))
        _fill_down(rows, scan=scan, sheet=sheet_name, problems=book.problems)
        book.sheets.append(Sheet(sheet_name, lambda rows=rows: iter(rows)))  # type: ignore[misc]


def _read_in_rows(path: Path, *, book: Workbook, scans: dict[str, SheetScan], name: str) -> None:
    book.problems.append(
        _note(name, "the workbook is large: comments and merged cells were not looked at", "Nothing to do")
    )

    def rows_of(sheet_name: str, scan: SheetScan) -> Iterator[Row]:
        loaded = _load(path, in_rows=True, name=name)
        try:
            source = loaded[sheet_name]
            source.reset_dimensions()
            uncached = set(scan.uncached)
            for number, found in enumerate(
                source.iter_rows(max_row=scan.last_row, max_col=scan.last_column), start=1
            ):
                cells = [_cell(cell) for cell in found]
                if uncached:
                    _mark_uncached(cells, row=number, uncached=uncached)
                yield number, _trim(cells)
        finally:
            loaded.close()

    for sheet_name, scan in scans.items():
        book.sheets.append(Sheet(sheet_name, lambda s=sheet_name, c=scan: rows_of(s, c)))  # type: ignore[misc]


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
    if scan.formulas - scan.uncached_count:
        said.append(
            _note(
                f"sheet '{sheet}'",
                f"{scan.formulas - scan.uncached_count} cells are calculated: their saved results were read",
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
