"""A CSV or other delimited text file: its encoding, delimiter and shape, found before it is parsed."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from oba.load.limits import Limits
from oba.load.refusal import RefusedFile
from oba.load.sheet import Cell, Row, Sheet
from oba.model.release import Outcome, Problem

BLOCK = 1 << 18
LINE_END, RETURN, QUOTE = ord("\n"), ord("\r"), ord('"')
DELIMITERS = (",", ";", "\t", "|")
DELIMITER_NAMES = {";": "semicolons", "\t": "tabs", "|": "upright bars"}
UTF8, UTF16, CP1252 = "utf-8-sig", "utf-16", "cp1252"
NAMED_LINES = 20


@dataclass(slots=True)
class TextFile:
    """`records` counts the rows under the header, blank ones too. `header` is the first line's cells."""

    path: Path
    name: str
    encoding: str
    delimiter: str
    header: list[str]
    records: int = 0
    problems: list[Problem] = field(default_factory=list)

    def sheet(self) -> Sheet:
        """The file as one sheet without a name; a row's number is the line of the file it starts on."""
        return Sheet("", self._rows, is_text=True)

    def _rows(self) -> Iterator[Row]:
        with self.path.open(encoding=self.encoding, newline="") as file:
            for line, texts in enumerate(csv.reader(file, delimiter=self.delimiter), start=1):
                cells = [Cell(text) if text else Cell() for text in texts]
                while cells and cells[-1].blank:
                    cells.pop()
                yield line, cells


def open_text(path: Path, *, name: str, limits: Limits) -> TextFile:
    """Survey the file in one pass. RefusedFile when it is no table, or a quote is never closed."""
    with path.open("rb") as file:
        wide = file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    if wide:
        text = _survey(path, name=name, encoding=UTF16)
        text.problems.insert(0, Problem(Outcome.FIX, name, "the file is in UTF-16: it was read as such"))
        return text
    try:
        return _survey(path, name=name, encoding=UTF8)
    except UnicodeDecodeError:
        pass
    try:
        text = _survey(path, name=name, encoding=CP1252)
    except UnicodeDecodeError:
        raise RefusedFile(
            "the file is in no encoding that is known here", where=name, remedy="Save it as CSV UTF-8"
        ) from None
    sample = _sample(path)
    found = "the file is not in UTF-8: it was read as Windows-1252"
    text.problems.insert(
        0, Problem(Outcome.FIX, name, f"{found}, for example '{sample}'" if sample else found)
    )
    return text


def _survey(path: Path, *, name: str, encoding: str) -> TextFile:
    header, delimiter = _read_header(path, name=name, encoding=encoding)
    text = TextFile(path, name, encoding, delimiter, header)
    if delimiter in DELIMITER_NAMES:
        text.problems.append(
            Problem(Outcome.FIX, name, f"the columns are parted by {DELIMITER_NAMES[delimiter]}")
        )
    _count(text)
    if text.records < 1:
        raise RefusedFile("the file holds a header and nothing below it", where=name, expected="figures")
    return text


def _read_header(path: Path, *, name: str, encoding: str) -> tuple[list[str], str]:
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline(1 << 20)
        while first.count('"') % 2 and len(first) < 1 << 20 and (more := file.readline(1 << 20)):
            first += more
    if "\r" in first.rstrip("\r\n"):
        raise RefusedFile("the lines end as on old Macintoshes", where=name, remedy="Save it as CSV UTF-8")
    if not first.strip():
        raise RefusedFile(
            "the first line is empty", where=name, expected="the names of the columns in the first line"
        )
    outside = "".join(first.split('"')[::2])
    delimiter = max(DELIMITERS, key=outside.count)
    if not outside.count(delimiter):
        raise RefusedFile(
            "the first line holds one column only", where=name, expected="columns parted by commas"
        )
    return next(csv.reader([first], delimiter=delimiter)), delimiter


def _blocks(text: TextFile) -> Iterator[bytes]:
    """The whole file in bytes where comma, quote and line end are one byte each; checks the encoding.

    No block ends between the two signs of a Windows line end.
    """
    if text.encoding == UTF16:
        with text.path.open(encoding=UTF16, newline="") as file:
            while block := file.read(BLOCK):
                while block.endswith("\r") and (more := file.read(1)):
                    block += more
                yield block.encode()
        return
    decoder = codecs.getincrementaldecoder("utf-8" if text.encoding == UTF8 else CP1252)()
    with text.path.open("rb") as raw:
        while found := raw.read(BLOCK):
            while found.endswith(b"\r") and (byte := raw.read(1)):
                found += byte
            if decoder.getstate()[0] or not found.isascii():
                decoder.decode(found)
            yield found
    decoder.decode(b"", True)


def _count(text: TextFile) -> None:
    """Count records, and the delimiters of each, outside quotes: short rows and open quotes cannot hide.

    The parser would fill a short row and cut a long one without a word.
    """
    ends = inside = carried = lone = 0
    quoted = uneven = False
    wanted = len(text.header) - 1
    kept = (ord(text.delimiter), LINE_END, QUOTE)
    others = bytes(sign for sign in range(256) if sign not in kept)
    last = b"\n"
    for block in _blocks(text):
        if b"\0" in block:
            raise RefusedFile("the file is not text", where=text.name, expected="a CSV file")
        if b"\r" in block:
            lone += _lone_returns(_outside(block, quoted=quoted))
        # what is left is one delimiter sign for each part of a row but the last, then the line's end
        bones = block.translate(None, others)
        if quoted or b'"' in bones:
            parts = bones.split(b'"')
            bare = b"".join(parts[1 if quoted else 0 :: 2])
            quoted ^= len(parts) % 2 == 0
            inside += bones.count(b"\n") - bare.count(b"\n")
            bones = bare
        skeleton = np.frombuffer(bones, dtype=np.uint8)
        upto = np.flatnonzero(skeleton == LINE_END)
        uneven = uneven or bool((np.diff(upto, prepend=-1 - carried) != wanted + 1).any())
        carried = len(skeleton) - 1 - int(upto[-1]) if len(upto) else carried + len(skeleton)
        ends += len(upto)
        last = block[-1:]
    if quoted:
        raise RefusedFile(
            "a quotation mark is opened and never closed",
            where=f"{text.name}, line {_open_quote(text)}",
            remedy="Close it, or save the table again as CSV UTF-8",
        )
    if lone:
        raise RefusedFile(
            "a line is broken by a carriage return alone",
            where=text.name,
            remedy="Save the table again as CSV UTF-8: its cells may be cut in two",
        )
    unended = last != b"\n"
    text.records = ends + unended - 1
    if uneven or (unended and carried != wanted):
        text.problems.extend(_uneven(text))
    if inside:
        text.problems.append(Problem(Outcome.NOTE, text.name, LINE_BREAKS))


LINE_BREAKS = "some cells hold line breaks: lines are counted as rows of the table, the header being line 1"


def _outside(block: bytes, *, quoted: bool) -> bytes:
    """What stands outside quotes, in a block that begins inside them or not."""
    return b"".join(block.split(b'"')[1 if quoted else 0 :: 2])


def _lone_returns(outside: bytes) -> int:
    """How many carriage returns have no line feed after them: the parser would start a row at each."""
    if b"\r" not in outside:
        return 0
    signs = np.frombuffer(outside + b" ", dtype=np.uint8)
    returns = np.flatnonzero(signs == RETURN)
    return int(np.count_nonzero(signs[returns + 1] != LINE_END))


def _open_quote(text: TextFile) -> int:
    """The line on which the last quotation mark opens."""
    line, opened, quoted = 1, 1, False
    with text.path.open(encoding=text.encoding, newline="") as file:
        for line, content in enumerate(file, start=1):
            if content.count('"') % 2:
                quoted = not quoted
                opened = line if quoted else opened
    return opened


def _uneven(text: TextFile) -> list[Problem]:
    """The rows with more or fewer cells than the header, the first of them by line."""
    found: list[Problem] = []
    with text.path.open(encoding=text.encoding, newline="") as file:
        reader = csv.reader(file, delimiter=text.delimiter)
        for row in reader:
            if row and any(row) and len(row) != len(text.header):
                found.append(
                    Problem(
                        Outcome.CELL,
                        f"line {reader.line_num}",
                        f"found {len(row)} cells",
                        f"{len(text.header)} as in the header",
                        "Complete the row, or put a cell that holds a comma in quotation marks",
                    )
                )
            if len(found) >= NAMED_LINES:
                break
    return found


def _sample(path: Path) -> str:
    """A few characters around the first one outside ASCII, for the officer to see whether they are right."""
    with path.open("rb") as file:
        decoded = file.read(BLOCK).decode(CP1252, errors="replace")
    at = next((i for i, sign in enumerate(decoded) if ord(sign) > 127), None)
    return "" if at is None else " ".join(decoded[max(0, at - 15) : at + 15].split())
