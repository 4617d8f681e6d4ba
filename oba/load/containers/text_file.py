"""A CSV or other delimited text file: its encoding, delimiter and shape, found before it is parsed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from oba.load.containers.kept_columns import KeptColumns
from oba.load.containers.spool import SpoolFolder
from oba.load.containers.text_encoding import CP1252, UTF8, show_sample, wide_encoding
from oba.load.containers.text_head import Head, read_head, trim
from oba.load.containers.text_rows import find_uneven
from oba.load.containers.text_survey import survey_text
from oba.load.limits import Limits
from oba.load.refusal import RefusedFile
from oba.load.sheet import Cell, Row, Sheet
from oba.model.release import Outcome, Problem

DELIMITER_NAMES = {";": "semicolons", "\t": "tabs", "|": "upright bars"}
LINE_BREAKS = "some cells hold line breaks: lines are counted as rows of the table, the header being line 1"
__all__ = ["CP1252", "UTF8", "TextFile", "open_text"]


@dataclass(slots=True)
class TextFile:
    """`records` counts the rows under the first, blank ones too. `head` holds the first rows.

    `header_row` is the line of the table's header, which is the first but where titles stand above it:
    who finds the table sets it. `notes` is what opening the file had to tell; `even` says that all rows
    are as wide as the first, `breaks` that a cell holds a line break. `spool` keeps a temporary file as long as it is
    needed. `surveys` holds the different rows of columns that a format has looked through, `kept` columns once parsed.
    """

    path: Path
    name: str
    encoding: str
    delimiter: str
    head: list[list[str]]
    records: int = 0
    header_row: int = 1
    skipped: int = 0
    even: bool = True
    breaks: bool = False
    notes: list[Problem] = field(default_factory=list)
    spool: SpoolFolder | None = None
    uneven: dict[int, list[Problem]] = field(default_factory=dict)
    surveys: dict[tuple[int, ...], list[tuple[str, ...]]] = field(default_factory=dict)
    kept: KeptColumns = field(default_factory=KeptColumns)

    @property
    def header(self) -> list[str]:
        """The cells of the header row, up to the last that holds something."""
        return trim(self.head[self.header_row - 1]) if self.header_row <= len(self.head) else []

    @property
    def problems(self) -> list[Problem]:
        """What there is to tell, with the rows of the table that are longer or shorter than its header."""
        return [*self.notes, *self.tell_uneven()]

    def tell_uneven(self) -> list[Problem]:
        """The rows under `header_row` that are not as wide as it; titles and footnotes may be."""
        if self.even:
            return []
        if self.header_row not in self.uneven:
            self.uneven[self.header_row] = find_uneven(self._records(), header_row=self.header_row)
        return self.uneven[self.header_row]

    def sheet(self) -> Sheet:
        """The file as one sheet without a name; a row's number is the line of the file it starts on."""
        return Sheet("", self.rows, is_text=True)

    def rows(self) -> Iterator[Row]:
        """Every row, cut at its last cell that holds something; numbered as rows of the table are."""
        for line, texts in enumerate(self._records(), start=1):
            if line > self.skipped:
                yield line, [Cell(text) if text else Cell() for text in trim(texts)]

    def _records(self) -> Iterator[list[str]]:
        with self.path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=self.delimiter)
            try:
                yield from reader
            except csv.Error:
                raise RefusedFile(
                    "a cell holds more text than any spreadsheet cell can",
                    where=f"{self.name}, line {reader.line_num}",
                    remedy="Look for a quotation mark that is opened and never closed",
                ) from None


def open_text(path: Path, *, name: str, limits: Limits) -> TextFile:
    """Survey the file in one pass. RefusedFile when it is no table, or a quote is never closed."""
    with path.open("rb") as file:
        wide = wide_encoding(file.read(4096))
    try:
        if wide:
            return _survey(path, name=name, encoding=wide, said="the file is in UTF-16: it was read as such")
        try:
            return _survey(path, name=name, encoding=UTF8)
        except UnicodeDecodeError:
            sample = show_sample(path)
        found = "the file is not in UTF-8: it was read as Windows-1252"
        said = f"{found}, for example '{sample}'" if sample else found
        return _survey(path, name=name, encoding=CP1252, said=said)
    except UnicodeDecodeError:
        raise RefusedFile(
            "the file is in no encoding that is known here", where=name, remedy="Save it as CSV UTF-8"
        ) from None


def _survey(path: Path, *, name: str, encoding: str, said: str = "") -> TextFile:
    head = read_head(path, name=name, encoding=encoding)
    found = survey_text(
        path, name=name, encoding=encoding, delimiter=head.delimiter, width=max(len(head.rows[0]), 1)
    )
    filled = sum(1 for row in head.rows[head.skipped :] if trim(row))
    if found.records - head.skipped < 2 or (found.records == len(head.rows) and filled < 2):
        raise RefusedFile(
            "the file holds a header and nothing below it",
            where=name,
            expected="figures",
            remedy="Check that it was saved whole, and send it again",
        )
    text = TextFile(path, name, encoding, head.delimiter, head.rows, found.records - 1)
    text.skipped, text.even, text.header_row = head.skipped, found.even, _guess_header(head, even=found.even)
    text.breaks = found.breaks
    if said:
        text.notes.append(Problem(Outcome.FIX, name, said))
    if head.delimiter in DELIMITER_NAMES:
        parted = DELIMITER_NAMES[head.delimiter]
        text.notes.append(Problem(Outcome.FIX, name, f"the columns are parted by {parted}"))
    if found.breaks:
        text.notes.append(Problem(Outcome.NOTE, name, LINE_BREAKS))
    return text


def _guess_header(head: Head, *, even: bool) -> int:
    """The first row that is as wide as most, where rows differ: above it stand titles."""
    if even:
        return 1 + head.skipped
    widths = [len(trim(row)) for row in head.rows]
    usual = max((width for width in widths if width > 1), key=widths.count, default=1)
    return next(
        (at for at, width in enumerate(widths, start=1) if width >= usual and at > head.skipped),
        1 + head.skipped,
    )
