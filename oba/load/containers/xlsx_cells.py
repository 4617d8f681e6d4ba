"""The cells of one sheet of an Excel workbook, in one pass over its XML, of any length."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from xml.parsers import expat

from oba.load.containers.numbers import read_number
from oba.load.containers.sheet_scan import SheetScan
from oba.load.containers.spool import UNCACHED, RowWriter, Spooled
from oba.load.containers.xlsx_styles import GENERAL, CellStyle
from oba.load.containers.xml_part import plain_name

ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
SECONDS = 86_400
MILLISECOND = timedelta(milliseconds=1)
PLAIN = CellStyle()


class CellReader:
    """Expat handlers. They run for every cell, so the common case comes first and calls nothing.

    What breaks the format raises KeyError, IndexError or ValueError, which `feed` tells as damage.
    """

    def __init__(
        self,
        parser: expat.XMLParserType,
        *,
        scan: SheetScan,
        strings: list[str],
        styles: list[CellStyle],
        epoch: datetime,
        writer: RowWriter | None,
    ) -> None:
        self.scan, self.strings, self.styles, self.epoch, self.writer = scan, strings, styles, epoch, writer
        self.columns: dict[str, int] = {}
        self.row = self.position = 0
        self.row_text = ""
        self.cells: list[Spooled] = []
        self.cell: dict[str, str] = {}
        self.value: str | None = None
        self.formula = self.phonetic = False
        self.texts: list[str] = []
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.texts.append

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self.position += 1
            self.cell = attributes
            self.value = None
            self.formula = False
        elif name == "v" or name == "t" or name == "f":
            self.texts.clear()
        elif name == "row":
            number = int(attributes.get("r", self.row + 1))
            if number <= self.row:
                raise ValueError("rows out of order")
            self.row, self.row_text, self.position, self.cells = number, str(number), 0, []
            if attributes.get("hidden") in ("1", "true"):
                self.scan.hidden_rows += 1
        elif name == "rPh":
            self.phonetic = True
        elif name == "mergeCell":
            self._keep_merged(attributes.get("ref", ""))
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            self.scan.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
        elif ":" in name:
            self.start(plain_name(name), attributes)

    def end(self, name: str) -> None:
        if name == "v":
            self.value = "".join(self.texts)
        elif name == "c":
            if self.value or self.formula:
                self._keep_cell()
        elif name == "row":
            if self.cells and self.writer is not None:
                self.writer.add(self.row, self.cells)
            self.cells = []
        elif name == "t":
            if not self.phonetic:
                self.value = (self.value or "") + "".join(self.texts)
        elif name == "f":
            self.formula = True
            self.scan.linked = self.scan.linked or "[" in "".join(self.texts)
        elif name == "rPh":
            self.phonetic = False
        elif ":" in name:
            self.end(plain_name(name))

    def _keep_cell(self) -> None:
        cell, text = self.cell, self.value
        column = self._column(cell.get("r"))
        if column > self.scan.last_column or self.row > self.scan.last_row:
            self.scan.reach(row=self.row, column=column)
        kind = cell.get("t", "n")
        spooled: Spooled
        if not text:
            # t="str" without a text is the empty text, which is a result
            if kind == "str":
                self.scan.formulas += 1
                return
            spooled = UNCACHED
        else:
            self.scan.formulas += self.formula
            style = self.styles[int(cell.get("s", 0))] if self.styles else PLAIN
            spooled = self._value(text, kind=kind, style=style)
            if style.struck:
                self.scan.note_struck(row=self.row, column=column)
            if kind == "n" and style.kind == "n":
                self.scan.note_look(style.look, row=self.row, column=column)
        gap = column - len(self.cells) - 1
        if gap:
            if gap < 0:
                raise ValueError("cells out of order")
            self.cells.extend([None] * gap)
        self.cells.append(spooled)

    def _column(self, reference: str | None) -> int:
        if reference is None:
            return self.position
        letters = reference[: -len(self.row_text)]
        column = self.columns.get(letters)
        if column is None or not reference.endswith(self.row_text):
            found = ADDRESS.fullmatch(reference)
            if found is None or found[2] != self.row_text:
                raise ValueError("a cell outside its row")
            column = self.columns[found[1]] = column_number(found[1])
        self.position = column
        return column

    def _value(self, text: str, *, kind: str, style: CellStyle) -> Spooled:
        if kind == "s":
            return self.strings[_place(text)]
        if kind == "n":
            number = read_number(text)
            if isinstance(number, str):
                return number
            if style.number_format == GENERAL:
                return number
            return ["n", number, style.number_format] if style.kind == "n" else self._moment(number, style)
        if kind in ("str", "inlineStr"):
            return decode_text(text)
        if kind == "b":
            return bool(int(text))
        if kind == "d":
            return ["d", datetime.fromisoformat(text).isoformat(), style.number_format]
        if kind == "e":
            return text
        raise ValueError("an unknown kind of cell")

    def _moment(self, number: float, style: CellStyle) -> Spooled:
        """A date, time or length of time; Excel itself shows one it cannot hold as an error."""
        try:
            days, part = divmod(number, 1)
            rest = timedelta(milliseconds=round(part * SECONDS * 1000))
            if style.kind == "l":
                return ["l", (timedelta(days=days) + rest) // MILLISECOND, style.number_format]
            if 0 <= number < 1 and not rest.days:
                return ["t", (self.epoch + rest).time().isoformat(), style.number_format]
            # the first epoch counts a 29 February 1900 that never was
            days += 0 < number < 60 and self.epoch.year < 1904
            return ["d", (self.epoch + timedelta(days=days) + rest).isoformat(), style.number_format]
        except OverflowError:
            return "#VALUE!"

    def _keep_merged(self, reference: str) -> None:
        corners = [(int(row), column_number(letters)) for letters, row in ADDRESS.findall(reference)]
        if len(corners) == 2:
            (top, left), (bottom, right) = corners
            self.scan.keep_merged((top, left, bottom, right))


def column_number(letters: str) -> int:
    """1 for `A`, 27 for `AA`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def decode_text(text: str) -> str:
    """Text with the letters that XML cannot hold put back, as Excel writes them: `_x000D_`."""
    if "_x" not in text:
        return text
    return ESCAPED.sub(_decode_letter, text)


def _decode_letter(found: re.Match[str]) -> str:
    point = int(found[1], 16)
    return found[0] if 0xD800 <= point <= 0xDFFF else chr(point)


def _place(text: str) -> Any:
    place = int(text)
    if place < 0:
        raise ValueError("a text before the first")
    return place
