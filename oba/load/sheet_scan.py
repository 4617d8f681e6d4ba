"""One pass over a sheet's XML before it is opened: what is in it, how far it reaches, what a reader would lose."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.parsers import expat

from oba.load.limits import Limits
from oba.load.refusal import RefusedFile

ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
BLOCK = 1 << 16
KEPT = 50
MERGED_KEPT = 10_000


@dataclass(slots=True)
class SheetScan:
    """`last_row` and `last_column` bound the cells that hold something; stray formatting does not count.

    `merged` holds first row, first column, last row, last column of each range. `uncached` are
    the cells whose formula has no saved result, `uncached_count` how many there are.
    """

    cells: int = 0
    last_row: int = 0
    last_column: int = 0
    formulas: int = 0
    linked: bool = False
    hidden_rows: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    merged_cells: int = 0
    uncached: list[str] = field(default_factory=list)
    uncached_count: int = 0


class _SheetReader:
    """Expat handlers. Attributes rather than a dict of state: this runs twice for every cell."""

    def __init__(self, limits: Limits) -> None:
        self.scan = SheetScan()
        self.limits = limits
        self.row = 0
        self.position = 0
        self.reference = ""
        self.is_text = self.has_formula = self.has_value = False
        self.inside = ""
        self.letters: set[str] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self.position += 1
            self.reference = attributes.get("r", "")
            self.is_text = attributes.get("t") == "str"
            self.has_formula = self.has_value = False
        elif name == "v" or name == "f":
            self.inside = name
            self.has_formula = self.has_formula or name == "f"
        elif name == "is":
            self.has_value = True
        elif name == "row":
            self.row = int(attributes.get("r") or self.row + 1)
            self.position = 0
            self.scan.hidden_rows += attributes.get("hidden") in ("1", "true")
        elif name == "mergeCell":
            self._keep_merged(attributes.get("ref", ""))

    def data(self, text: str) -> None:
        if self.inside == "v":
            self.has_value = True
        elif self.inside == "f" and "[" in text:
            self.scan.linked = True

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self._count_cell()
        elif name == "v" or name == "f":
            self.inside = ""

    def _count_cell(self) -> None:
        self.scan.cells += 1
        uncached = self.has_formula and not self.has_value and not self.is_text
        if self.has_value or uncached:
            self.letters.add(self.reference.rstrip("0123456789") or str(self.position))
            self.scan.last_row = self.row
        if self.has_formula:
            self.scan.formulas += 1
        if uncached:
            self.scan.uncached_count += 1
            if len(self.scan.uncached) < KEPT:
                self.scan.uncached.append(self.reference)

    def _keep_merged(self, reference: str) -> None:
        corners = [(int(row), _column_number(letters)) for letters, row in ADDRESS.findall(reference)]
        if len(corners) == 2:
            (top, left), (bottom, right) = corners
            self.scan.merged_cells += (bottom - top + 1) * (right - left + 1)
            if len(self.scan.merged) < MERGED_KEPT:
                self.scan.merged.append((top, left, bottom, right))

    def finish(self) -> SheetScan:
        self.scan.last_column = max(map(_column_number, self.letters), default=0)
        return self.scan


def _column_number(letters: str) -> int:
    if letters.isdigit():
        return int(letters)
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def scan_sheet(archive: zipfile.ZipFile, *, part: str, sheet: str, limits: Limits) -> SheetScan:
    """What the sheet's part holds. RefusedFile when it is no clean XML or reaches too far."""
    reader = _SheetReader(limits)
    parser = safe_parser()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.data
    feed(parser, archive=archive, part=part)
    scan = reader.finish()
    if scan.last_row > limits.rows or scan.last_column > limits.columns:
        raise RefusedFile(
            f"the sheet reaches to row {scan.last_row:,}, column {scan.last_column:,}",
            where=f"sheet '{sheet}'",
            expected=f"at most {limits.rows:,} rows and {limits.columns:,} columns",
            remedy="Delete what is not needed, or save it as CSV and load it from the command line",
        )
    return scan


def safe_parser() -> expat.XMLParserType:
    """An XML parser that refuses a document type: spreadsheets have none, attacks do."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise RefusedFile("the workbook holds a document type declaration, as no spreadsheet program writes")

    parser.StartDoctypeDeclHandler = refuse
    return parser


def feed(parser: expat.XMLParserType, *, archive: zipfile.ZipFile, part: str) -> None:
    """Run the parser over one part, block by block. RefusedFile when the part is damaged."""
    try:
        with archive.open(part) as file:
            while block := file.read(BLOCK):
                parser.Parse(block, False)
            parser.Parse(b"", True)
    except (
        expat.ExpatError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        ValueError,
        OSError,
    ) as error:
        raise RefusedFile(
            "the workbook is damaged", remedy="Open it in Excel, save it, and send it again"
        ) from error
