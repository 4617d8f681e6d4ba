"""Opening a workbook: its container is scanned first, then its sheets are read into a temporary folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from oba.load.containers.archive import Spreadsheet, find_spreadsheet, open_archive
from oba.load.containers.ods_book import read_ods
from oba.load.containers.spool import SpooledRows, SpoolFolder
from oba.load.containers.spooled_book import BookWriter, SpooledBook, tell_fills
from oba.load.containers.xlsx_book import read_xlsx
from oba.load.limits import Limits
from oba.load.marking.mark_sheet import is_problem_list
from oba.load.refusal import RefusedFile
from oba.load.sheet import Sheet
from oba.model.release import Problem


@dataclass(slots=True)
class Workbook:
    """The visible sheets that hold something, and what there is to say about the file."""

    sheets: list[Sheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def open_workbook(path: Path, *, name: str, limits: Limits) -> Workbook:
    """Scan and read, in this process. RefusedFile for a hostile, damaged or empty workbook."""
    folder = SpoolFolder()
    return gather_workbook(spool_workbook(path, name=name, limits=limits, folder=folder.path), folder=folder)


def spool_workbook(path: Path, *, name: str, limits: Limits, folder: Path) -> SpooledBook:
    """Read every sheet into the folder. RefusedFile for a hostile, damaged or empty workbook."""
    into = BookWriter(folder, limits.spool)
    try:
        with open_archive(path, name=name, limits=limits) as archive:
            if find_spreadsheet(archive, name=name) is Spreadsheet.ODS:
                return read_ods(archive, name=name, limits=limits, into=into)
            return read_xlsx(archive, name=name, limits=limits, into=into)
    except RefusedFile as refusal:
        raise _named(refusal, name=name) from None
    finally:
        into.close()


def gather_workbook(book: SpooledBook, *, folder: SpoolFolder) -> Workbook:
    """The sheets of a book whose rows lie in the folder, which stays as long as one of them is held."""
    found = Workbook(problems=list(book.problems))
    for sheet in book.sheets:
        rows = SpooledRows(folder, sheet.file, sheet.fills)
        shown = Sheet(sheet.name, rows, merged=sheet.merged)
        if is_problem_list(shown):
            continue
        found.sheets.append(shown)
        found.problems.extend(tell_fills(sheet, folder=folder))
    return found


def _named(refusal: RefusedFile, *, name: str) -> RefusedFile:
    where = f"{name}, {refusal.where}" if refusal.where and refusal.where != name else name
    return RefusedFile(refusal.found, where=where, expected=refusal.expected, remedy=refusal.remedy)
