"""What stands in a cell, and the cell's address, kept as a column that many share and a number."""

from __future__ import annotations

from oba.errors import StoreError

DIGITS = "0123456789"
LONGEST_ROW = 9


def cell_address(sheet: str, head: str, row: int | None) -> str:
    """The sheet and cell as a reader finds them: `Year 6!D14`, or `value, line 14` of a CSV."""
    cell = head if row is None or row < 0 else f"{head}{row}"
    return f"{sheet}!{cell}" if sheet else cell


def split_cell(cell: str) -> tuple[str, int]:
    """`D14` is D and 14; a cell that does not end in a plain number is its own head, with -1."""
    head = cell.rstrip(DIGITS)
    tail = cell[len(head) :]
    if not tail or tail[0] == "0" or len(tail) > LONGEST_ROW:
        return cell, -1
    return head, int(tail)


def shortest_text(value: float | None) -> str:
    """The text that is not stored, because the value gives it back: '' for no value."""
    return "" if value is None else f"{value:.15g}"


def say_figure(text: str | None, *, value: float | None, marker: str) -> str:
    """What stood in the cell, with its markers where the text itself does not show them."""
    said = text if text is not None else shortest_text(value)
    marks = " ".join(f"[{code}]" for code in marker.split())
    return said if "[" in said else f"{said} {marks}".strip()


def storable(text: str) -> str:
    """The text; StoreError when it holds NUL, which PostgreSQL does not keep, or half a character."""
    if text.isascii() and "\0" not in text:
        return text
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        shown = text.replace("\0", "").encode("ascii", "replace").decode()
        raise StoreError("a cell holds a character that cannot be stored", where=shown)
    return text
