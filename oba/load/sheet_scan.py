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
MERGED_KEPT = 10_000


@dataclass(slots=True)
class SheetScan:
    """`last_row` and `last_column` bound the cells that hold something; stray formatting does not count.

    `merged` holds first row, first column, last row, last column of each range. `uncached` are the
    cells whose formula has no saved result.
    """

    cells: int = 0
    last_row: int = 0
    last_column: int = 0
    formulas: int = 0
    linked: bool = False
    hidden_rows: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    merged_cells: int = 0
    uncached: set[str] = field(default_factory=set)


class _SheetReader:
    """Expat handlers. Starts alone are listened to, save inside a cell with a formula: this runs for every cell.

    Attributes come as a flat list of names and values, `r` first as every writer puts it.
    """

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.scan = SheetScan()
        self.parser = parser
        self.row = self.position = 0
        self.cell: list[str] = []
        self.letters: set[str] = set()
        self.inside = ""
        self.has_value = False
        parser.ordered_attributes = True
        parser.StartElementHandler = self.start

    def start(self, name: str, attributes: list[str]) -> None:
        if name == "c":
            self.scan.cells += 1
            self.position += 1
            self.cell = attributes
        elif name == "v" or name == "is":
            self._note_value()
            self.inside = name
        elif name == "row":
            said = _pairs(attributes)
            self.row = int(said.get("r", self.row + 1))
            self.position = 0
            self.scan.hidden_rows += said.get("hidden") in ("1", "true")
        elif name == "f":
            self._note_value()
            self.inside, self.has_value = name, False
            self.parser.CharacterDataHandler = self.data
            self.parser.EndElementHandler = self.end
        elif name == "mergeCell":
            self._keep_merged(_pairs(attributes).get("ref", ""))
        elif ":" in name:
            self.start(name.rpartition(":")[2], attributes)

    def data(self, text: str) -> None:
        """Text inside a cell with a formula."""
        if self.inside == "v":
            self.has_value = True
        elif self.inside == "f" and "[" in text:
            self.scan.linked = True

    def end(self, name: str) -> None:
        """The end of a part of a cell with a formula, or of the cell."""
        self.inside = ""
        if name.rpartition(":")[2] != "c":
            return
        self.parser.CharacterDataHandler = self.parser.EndElementHandler = None
        self.scan.formulas += 1
        said = _pairs(self.cell)
        # t="str" without a text is the empty text, which is a result
        if not self.has_value and said.get("t") != "str":
            self.scan.uncached.add(said.get("r", ""))

    def _note_value(self) -> None:
        cell = self.cell
        reference = cell[1] if cell and cell[0] == "r" else _pairs(cell).get("r", "")
        self.letters.add(reference.rstrip("0123456789") or str(self.position))
        self.scan.last_row = self.row

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


def _pairs(attributes: list[str]) -> dict[str, str]:
    return dict(zip(attributes[::2], attributes[1::2], strict=True))


def _column_number(letters: str) -> int:
    if letters.isdigit():
        return int(letters)
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def scan_sheet(archive: zipfile.ZipFile, *, part: str, sheet: str, limits: Limits) -> SheetScan:
    """What the sheet's part holds. RefusedFile when it is no clean XML or reaches too far."""
    parser = safe_parser()
    reader = _SheetReader(parser)
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
