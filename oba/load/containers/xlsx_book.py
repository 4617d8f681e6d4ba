"""An Excel workbook, read part by part into spooled rows."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from datetime import datetime

from oba.load.containers.sheet_scan import SheetScan
from oba.load.containers.spool import RowWriter
from oba.load.containers.spooled_book import BookWriter, SpooledBook, note
from oba.load.containers.workbook_parts import SheetEntry, check_other_parts, list_contents
from oba.load.containers.xlsx_cells import CellReader
from oba.load.containers.xlsx_strings import SHARED, read_comments, read_strings
from oba.load.containers.xlsx_styles import CellStyle, read_styles
from oba.load.containers.xml_part import feed, safe_parser
from oba.load.limits import Limits


@dataclass(frozen=True, slots=True)
class _Book:
    """What the sheets of one workbook share."""

    archive: zipfile.ZipFile
    strings: list[str]
    styles: list[CellStyle]
    epoch: datetime
    limits: Limits


def read_xlsx(archive: zipfile.ZipFile, *, name: str, limits: Limits, into: BookWriter) -> SpooledBook:
    """Every visible sheet that holds something; hidden ones are scanned, and told of."""
    contents = list_contents(archive)
    done = {SHARED, "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
    check_other_parts(archive, done={*done, *(entry.part for entry in contents.sheets)})
    book = _Book(archive, read_strings(archive), read_styles(archive), contents.epoch, limits)
    if any(part.endswith("vbaProject.bin") for part in archive.namelist()):
        into.problems.append(note(name, "the workbook holds macros: they were not run"))
    for entry in contents.sheets:
        writer = None if entry.hidden else into.begin_sheet()
        scan = _read_sheet(book, entry, writer=writer)
        into.end_sheet(scan, shown=not entry.hidden)
    return into.finish(name=name)


def _read_sheet(book: _Book, entry: SheetEntry, *, writer: RowWriter | None) -> SheetScan:
    scan = SheetScan(entry.name, book.limits)
    parser = safe_parser()
    CellReader(parser, scan=scan, strings=book.strings, styles=book.styles, epoch=book.epoch, writer=writer)
    feed(parser, archive=book.archive, part=entry.part)
    scan.comments.extend(read_comments(book.archive, sheet_part=entry.part))
    return scan
