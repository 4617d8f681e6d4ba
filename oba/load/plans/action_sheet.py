"""An action plan in a workbook or table of its own: the five columns of the plan, and what was downloaded with them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oba.load.opened import OpenedFile
from oba.load.plans.action_rows import NEEDED, Known, read_action_row, refuse_twice
from oba.load.plans.record import Record, read_records
from oba.load.sheet import Row, Sheet
from oba.model.action import ActionStatus
from oba.model.action_row import ActionRows
from oba.model.release import Problem

SHEET = "Action plan"
DOWNLOADED = "Downloaded:"
"""How the heading of a hidden column begins that lists each action as it was downloaded: number=version."""
FROM = "from="
"""What stands at the end of that heading, before the name of the store."""
STORE = re.compile(rf"{FROM}([0-9a-f]{{16}})(?![0-9a-f=])", re.ASCII)
PAIR = re.compile(r"([0-9]{1,7})=([0-9]{1,7})", re.ASCII)
HEADER_WITHIN = 10
MOST_ROWS = 5_000


def find_action_sheet(opened: OpenedFile) -> Sheet | None:
    """The sheet with the plan's own columns; None for a file that has none, and for a plan workbook."""
    if opened.is_plan:
        return None
    for sheet in opened.sheets:
        for _, cells in sheet.head(HEADER_WITHIN):
            heads = {_plain(cell.text) for cell in cells}
            if heads >= {_plain(one) for one in NEEDED}:
                return sheet
    return None


def read_action_sheet(opened: OpenedFile, *, known: Known, problems: list[Problem]) -> ActionRows:
    """Its rows, and the actions it was downloaded with. What is wrong with a cell goes to the problems."""
    sheet = find_action_sheet(opened)
    if sheet is None:
        return ActionRows(())
    rows = [
        read_action_row(row, known=known, unsaid=ActionStatus.NOT_STARTED)
        for row in _records(sheet, problems)
    ]
    said = _read_downloaded(sheet)
    downloaded = {int(number): int(version) for number, version in PAIR.findall(said)}
    store = STORE.search(said)
    return ActionRows(tuple(refuse_twice(rows, problems)), downloaded, store[1] if store else "")


def _records(sheet: Sheet, problems: list[Problem]) -> Iterator[Record]:
    spelt = {_plain(one) for one in NEEDED}
    named = Sheet(sheet.name or SHEET, lambda: _with_spaces(sheet, spelt), sheet.is_text)
    for count, row in enumerate(read_records(named, needed=NEEDED, problems=problems), start=1):
        if count > MOST_ROWS:
            row.refuse(
                "Proposed action", found=f"found more than {MOST_ROWS:,} rows", expected="an action plan"
            )
            return
        yield row


def _with_spaces(sheet: Sheet, wanted: set[str]) -> Iterator[Row]:
    """The rows; the headings of one that has the columns are spelt with spaces for the underscores of a table."""
    for number, cells in sheet.rows():
        if number <= HEADER_WITHIN * 2 and {_plain(cell.text) for cell in cells} >= wanted:
            for cell in cells:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace("_", " ")
        yield number, cells


def _read_downloaded(sheet: Sheet) -> str:
    """The heading that has the numbers and versions, and the store that they are of; '' where none has them."""
    for _, cells in sheet.head(HEADER_WITHIN):
        for cell in cells:
            if cell.text.startswith(DOWNLOADED):
                return cell.text
    return ""


def _plain(text: str) -> str:
    return " ".join(text.replace("_", " ").split()).casefold()
