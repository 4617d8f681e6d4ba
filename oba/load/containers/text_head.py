"""The first lines of a text file: what parts its columns, and the rows it begins with."""

from __future__ import annotations

import csv
import io
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from oba.load.refusal import RefusedFile

DELIMITERS = (",", ";", "\t", "|")
HEAD_LINES = 60
HEAD_LETTERS = 1 << 20
SAYS_DELIMITER = "sep="


@dataclass(frozen=True, slots=True)
class Head:
    """`rows` are the first records, whole.

    `skipped` is 1 where the first line only says how the columns are parted, as Excel writes it.
    """

    delimiter: str
    rows: list[list[str]]
    skipped: int = 0


def read_head(path: Path, *, name: str, encoding: str) -> Head:
    """The delimiter is the one that gives most of the first lines one and the same width."""
    text = _first_lines(path, encoding=encoding)
    if "\n" not in text and "\r" in text.rstrip("\r"):
        raise RefusedFile("the lines end as on old Macintoshes", where=name, remedy="Save it as CSV UTF-8")
    if not text.strip():
        raise RefusedFile(
            "the file holds blank lines only",
            where=name,
            expected="figures",
            remedy="Check that it was saved whole, and send it again",
        )
    said = _said_delimiter(text)
    if said and said not in DELIMITERS:
        raise RefusedFile(
            f"the first line says that '{said}' parts the columns",
            where=f"{name}, line 1",
            expected="a comma, a semicolon, a tab or an upright bar",
            remedy="Save the table again as CSV UTF-8, with commas",
        )
    if said:
        return Head(said, _records(text, delimiter=said), skipped=1)
    best, agreeing = ",", (0, 0)
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in _records(text, delimiter=delimiter) if len(row) > 1)
        found = max(((rows, width) for width, rows in widths.items()), default=(0, 0))
        if found > agreeing:
            best, agreeing = delimiter, found
    if not agreeing[0]:
        raise RefusedFile(
            "the file holds one column only",
            where=name,
            expected="columns parted by commas",
            remedy="Save the spreadsheet as CSV UTF-8, and send that",
        )
    return Head(best, _records(text, delimiter=best))


def trim(row: list[str]) -> list[str]:
    """The row up to its last cell that holds more than spaces."""
    width = len(row)
    while width and not row[width - 1].strip(" \t\r\n\xa0"):
        width -= 1
    return row[:width]


def _first_lines(path: Path, *, encoding: str) -> str:
    """Whole records, or what fits: a quotation mark may hold line breaks."""
    lines: list[str] = []
    letters = 0
    quoted = False
    with path.open(encoding=encoding, newline="") as file:
        while letters < HEAD_LETTERS and (quoted or len(lines) < HEAD_LINES):
            line = file.readline(HEAD_LETTERS)
            if not line:
                break
            letters += len(line)
            quoted ^= line.count('"') % 2 == 1
            lines.append(line)
    return "".join(lines)


def _said_delimiter(text: str) -> str:
    first = text.split("\n", 1)[0].strip("\r").strip('"')
    sign = first[len(SAYS_DELIMITER) :]
    return sign if first.casefold().startswith(SAYS_DELIMITER) and len(sign) == 1 else ""


def _records(text: str, *, delimiter: str) -> list[list[str]]:
    found: list[list[str]] = []
    # a cell may be longer than the parser takes, where a quotation mark is never closed: the survey tells of it
    with suppress(csv.Error):
        for row in islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), HEAD_LINES):
            found.append(row)
    return found
