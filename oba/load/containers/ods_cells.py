"""The sheets of an OpenDocument spreadsheet, in one pass over its XML, of any length.

A cell or a row may be said to repeat, to the last of a million rows: blank ones cost nothing, and those
that hold something are bounded as any table is.
"""

from __future__ import annotations

from xml.parsers import expat

from oba.load.containers.ods_styles import OdsStyle, StyleReader
from oba.load.containers.ods_values import BREAK, SPACE, TAB, spool_cell, tidy_paragraph
from oba.load.containers.sheet_scan import SheetScan
from oba.load.containers.spool import RowWriter, Spooled
from oba.load.containers.spooled_book import BookWriter
from oba.load.limits import Limits

CELLS = ("table:table-cell", "table:covered-table-cell")
PASSED_OVER = {
    "table:tracked-changes",
    "table:dde-links",
    "table:named-expressions",
    "table:database-ranges",
    "table:data-pilot-tables",
    "table:content-validations",
    "table:shapes",
    "table:calculation-settings",
    "office:forms",
    "office:event-listeners",
}
PLAIN = OdsStyle()
MAX_SPACES = 1_000


class OdsReader:
    """Expat handlers. What breaks the format raises KeyError or ValueError, which `feed` tells as damage."""

    def __init__(self, parser: expat.XMLParserType, *, into: BookWriter, limits: Limits) -> None:
        self.into, self.limits = into, limits
        self.style_reader = StyleReader()
        self.styles = self.style_reader.styles
        self.scan: SheetScan | None = None
        self.writer: RowWriter | None = None
        self.ignored = 0
        self.row = self.row_times = self.position = self.column = 0
        self.row_hidden = self.noting = False
        self.cells: list[Spooled] = []
        self.cell: dict[str, str] | None = None
        self.paragraphs: list[str] = []
        self.notes: list[str] = []
        self.texts: list[str] = []
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.texts.append

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.ignored:
            self.ignored += 1
        elif name in CELLS:
            if self.cell is not None:
                self.ignored = 1
                return
            self.cell, self.paragraphs, self.notes = attributes, [], []
        elif self.cell is not None:
            self._start_inside(name, attributes)
        elif name == "table:table-row" and self.scan is not None:
            self.row_times = _repeats(attributes, "table:number-rows-repeated")
            self.row_hidden = attributes.get("table:visibility", "visible") != "visible"
            self.row, self.position, self.cells = self.row + 1, 0, []
        elif name == "table:table":
            self._start_sheet(attributes)
        elif name == "table:table-column" and self.scan is not None:
            first = self.column + 1
            self.column += _repeats(attributes, "table:number-columns-repeated")
            if attributes.get("table:visibility", "visible") != "visible":
                self.scan.hidden_columns.append((first, self.column))
        elif name in PASSED_OVER:
            self.ignored = 1
        elif self.scan is None:
            self.style_reader.start(name, attributes)

    def end(self, name: str) -> None:
        if self.ignored:
            self.ignored -= 1
        elif name in CELLS:
            self._end_cell(covered=name != CELLS[0])
            self.cell = None
        elif self.cell is not None:
            self._end_inside(name)
        elif name == "table:table-row" and self.scan is not None:
            self._end_row(self.scan)
        elif name == "table:table" and self.scan is not None:
            self.into.end_sheet(self.scan, shown=self.writer is not None)
            self.scan = self.writer = None
        elif self.scan is None:
            self.style_reader.end(name)

    def _start_sheet(self, attributes: dict[str, str]) -> None:
        if self.scan is not None:
            self.ignored = 1
            return
        style = self.styles.get(attributes.get("table:style-name", ""), PLAIN)
        self.scan = SheetScan(attributes.get("table:name", ""), self.limits)
        self.writer = None if style.hidden else self.into.begin_sheet()
        self.row = self.column = 0

    def _start_inside(self, name: str, attributes: dict[str, str]) -> None:
        """Elements within a cell: its paragraphs, and what stands for spaces in them."""
        if name == "text:p":
            self.texts.clear()
        elif name == "text:s":
            self.texts.append(SPACE * min(int(attributes.get("text:c", 1)), MAX_SPACES))
        elif name == "text:tab":
            self.texts.append(TAB)
        elif name == "text:line-break":
            self.texts.append(BREAK)
        elif name == "office:annotation":
            self.noting = True
        elif name.startswith("draw:") or name == "table:table" or (self.noting and name.startswith("dc:")):
            self.ignored = 1

    def _end_inside(self, name: str) -> None:
        if name == "text:p":
            (self.notes if self.noting else self.paragraphs).append(tidy_paragraph(self.texts))
            self.texts.clear()
        elif name == "office:annotation":
            self.noting = False

    def _end_cell(self, *, covered: bool) -> None:
        attributes, scan = self.cell, self.scan
        if attributes is None or scan is None:
            return
        times = _repeats(attributes, "table:number-columns-repeated")
        first = self.position + 1
        self.position += times
        if self.notes:
            scan.keep_comment("\n".join(self.notes), row=self.row, column=first)
        if "table:number-rows-spanned" in attributes:
            rows, columns = (
                _repeats(attributes, f"table:number-{side}-spanned") for side in ("rows", "columns")
            )
            if rows > 1 or columns > 1:
                scan.keep_merged((self.row, first, self.row + rows - 1, first + columns - 1))
        spooled = spool_cell(attributes, paragraphs=self.paragraphs)
        if spooled is None:
            return
        if covered:
            scan.covered += times
            return
        scan.reach(row=self.row + self.row_times - 1, column=self.position)
        self._tell(scan, attributes, spooled=spooled, column=first)
        self.cells.extend([None] * (first - len(self.cells) - 1))
        self.cells.extend([spooled] * times)

    def _tell(self, scan: SheetScan, attributes: dict[str, str], *, spooled: Spooled, column: int) -> None:
        style = self.styles.get(attributes.get("table:style-name", ""), PLAIN)
        if style.struck:
            scan.note_struck(row=self.row, column=column)
        if attributes.get("office:value-type") in ("float", "percentage", "currency"):
            scan.note_look(style.look, row=self.row, column=column)
        formula = attributes.get("table:formula")
        if formula is not None and spooled != ["u"]:
            scan.formulas += 1
            scan.linked = scan.linked or "file:" in formula

    def _end_row(self, scan: SheetScan) -> None:
        if self.cells:
            if self.writer is not None:
                self.writer.add(self.row, self.cells, times=self.row_times)
            scan.hidden_rows += self.row_times if self.row_hidden else 0
        self.row += self.row_times - 1


def _repeats(attributes: dict[str, str], name: str) -> int:
    times = int(attributes.get(name, 1))
    if times < 1:
        raise ValueError("repeated less than once")
    return times
