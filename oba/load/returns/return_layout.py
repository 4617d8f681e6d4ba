"""The layout of a partner's return: its sheet, its headings, and where it says whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from oba.load.headers import Role, plain_header
from oba.load.opened import OpenedFile
from oba.load.sheet import Cell, Sheet

SHEET, HELP, LISTS = "Return", "How to fill this in", "Lists"
PARTNER_NAME, PARTNER_KEY = "Return of", "Partner key"
"""The labels above the table; what they name stands in the cell to their right."""
KEY, TITLE, NOTE = "Key", "Indicator", "Note"
ROLES = {
    KEY: Role.INDICATOR,
    "Area code": Role.AREA_CODE,
    "Area": Role.AREA,
    "Period": Role.PERIOD,
    "Value": Role.VALUE,
    "Numerator": Role.NUMERATOR,
    "Denominator": Role.DENOMINATOR,
    "Lower 95%": Role.LOWER,
    "Upper 95%": Role.UPPER,
    "Marker": Role.MARKER,
}
HEADINGS = (KEY, TITLE, *tuple(ROLES)[1:], NOTE)
TO_FILL = (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR, Role.LOWER, Role.UPPER, Role.MARKER)
HEADER_WITHIN = 15


@dataclass(frozen=True, slots=True)
class ReturnSheet:
    """`columns` are places counted from 0; `note` and `title` may be missing (-1): they hold no figures."""

    sheet: Sheet
    header: int
    columns: dict[Role, int]
    title: int
    note: int
    partner: str
    name: str
    others: tuple[tuple[int, str], ...] = ()


def find_return(opened: OpenedFile) -> ReturnSheet | None:
    """The return that a workbook holds, None when it is none: by its sheet, its headings and whose it is."""
    if opened.book is None or opened.is_plan:
        return None
    for sheet in opened.sheets:
        if sheet.name.strip().casefold() == SHEET.casefold():
            return _read_head(sheet)
    return None


def _read_head(sheet: Sheet) -> ReturnSheet | None:
    said: dict[str, str] = {}
    for number, cells in sheet.head(HEADER_WITHIN):
        places: dict[str, int] = {}
        for index, cell in enumerate(cells):
            places.setdefault(plain_header(cell.text), index)
        columns = {
            role: places[plain_header(head)] for head, role in ROLES.items() if plain_header(head) in places
        }
        if len(columns) == len(ROLES):
            if not said.get(PARTNER_KEY):
                return None
            known = {*columns.values(), *(places.get(plain_header(head), -1) for head in (TITLE, NOTE))}
            return ReturnSheet(
                sheet=sheet,
                header=number,
                columns=columns,
                title=places.get(plain_header(TITLE), -1),
                note=places.get(plain_header(NOTE), -1),
                partner=said[PARTNER_KEY],
                name=said.get(PARTNER_NAME) or said[PARTNER_KEY],
                others=tuple((index, cell.text) for index, cell in enumerate(cells) if index not in known),
            )
        said |= _labels(cells)
    return None


def _labels(cells: list[Cell]) -> dict[str, str]:
    texts = [" ".join(cell.text.split()) for cell in cells]
    wanted = {label.casefold(): label for label in (PARTNER_NAME, PARTNER_KEY)}
    return {
        wanted[label.casefold().rstrip(":")]: text
        for label, text in pairwise(texts)
        if label.casefold().rstrip(":") in wanted
    }
