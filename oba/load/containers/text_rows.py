"""Rows of a text file that are shorter or longer than their table's header."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oba.load.containers.text_head import trim
from oba.model.release import Outcome, Problem

NAMED_LINES = 20
OPENS_NOTE = re.compile(r"(?:sources?|notes?|footnotes?|\[|\(?[0-9]{1,2}[.)\s]|\*|©)", re.IGNORECASE)


def find_uneven(rows: Iterator[list[str]], *, header_row: int) -> list[Problem]:
    """The first rows of the table that are not as wide as its header, by line.

    Titles above the header and notes below the table may be of any length. A note has two of three signs: it
    stands in one cell, it follows a blank line, it opens as notes do. Where a whole row follows, it ended nothing.
    """
    found: list[Problem] = []
    perhaps: list[Problem] = []
    width = least = 0
    after_blank = ended = False
    for number, row in enumerate(rows, start=1):
        if number <= header_row:
            width, least = len(row), len(trim(row))
            continue
        kept = trim(row)
        if not kept:
            after_blank = True
            continue
        uneven = len(kept) > width or len(row) < least
        alone = sum(1 for cell in kept if cell.strip()) == 1
        signs = alone + after_blank + (OPENS_NOTE.match(kept[0].strip()) is not None)
        after_blank = False
        if (uneven or alone) and signs > 1:
            ended = True
        elif uneven:
            (perhaps if ended else found).append(_tell(number, cells=len(row), expected=least))
        else:
            found, perhaps, ended = [*found, *perhaps], [], False
        if len(found) >= NAMED_LINES:
            break
    return found[:NAMED_LINES]


def _tell(line: int, *, cells: int, expected: int) -> Problem:
    return Problem(
        Outcome.CELL,
        f"line {line}",
        f"found {cells} cells",
        f"{expected} as in the header",
        "Complete the row, or put a cell that holds a comma in quotation marks",
    )
