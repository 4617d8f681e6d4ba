"""Writing a workbook that people fill in: text stays text, headings stand out, lists drop down."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from oba.errors import ObaError

Content = str | float | int | date | datetime | None
NOT_XLSX = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_CELL = 32_767
GREY, HEADING, TO_FILL = "E7E7EA", "12436D", "FFFFFF"
WIDEST = 60
DAY = "yyyy-mm-dd"


def new_book() -> Any:  # openpyxl has no types
    """A workbook without sheets."""
    from openpyxl import Workbook  # a fifth of a second to import, and few commands need it

    book = Workbook()
    book.remove(book.active)
    return book


def as_bytes(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(sheet: Any, *, row: int, column: int, content: Content) -> Any:
    """Write one cell, counted from 1. Text is stored as text, whatever it begins with."""
    cell = sheet.cell(row=row, column=column)
    if isinstance(content, str):
        if len(content) > LONGEST_CELL:
            raise ObaError(
                f"a text of {len(content):,} characters does not fit into one cell",
                where=f"sheet '{sheet.title}'",
                expected=f"at most {LONGEST_CELL:,}",
            )
        cell.value = NOT_XLSX.sub("", content) or None
        if cell.value is not None:
            cell.data_type = "s"
    else:
        cell.value = content
        if isinstance(content, date):
            cell.number_format = DAY
    return cell


def add_table(
    book: Any,
    title: str,
    *,
    heads: Sequence[str],
    rows: Iterable[Sequence[Content]] = (),
    header: int = 1,
    widths: Sequence[int] = (),
) -> Any:
    """A sheet with a row of headings that stays in sight, and rows below it."""
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    write_heads(sheet, heads, row=header)
    for number, contents in enumerate(rows, start=header + 1):
        for column, content in enumerate(contents, start=1):
            if content is not None and content != "":
                put(sheet, row=number, column=column, content=content)
    sheet.freeze_panes = f"A{header + 1}"
    for index, head in enumerate(heads):
        width = widths[index] if index < len(widths) else max(len(head) + 3, 12)
        sheet.column_dimensions[get_column_letter(index + 1)].width = min(width, WIDEST)
    return sheet


def write_heads(sheet: Any, heads: Sequence[str], *, row: int) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for column, head in enumerate(heads, start=1):
        cell = put(sheet, row=row, column=column, content=head)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=HEADING)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def drop_down(
    sheet: Any, *, cells: Sequence[str], source: str, strict: bool = True, title: str = "", prompt: str = ""
) -> None:
    """A list to choose from in some ranges of cells. `source` is a range, or words parted by commas.

    What is not in the list is refused when `strict`, else only warned of.
    """
    from openpyxl.worksheet.datavalidation import DataValidation

    formula = source if "!" in source else f'"{source}"'
    rule = DataValidation(
        type="list",
        formula1=formula,
        allow_blank=True,
        errorStyle="stop" if strict else "warning",
        error="Choose one from the list",
        errorTitle="Not in the list",
        promptTitle=title[:32] or None,
        prompt=prompt[:255] or None,
        showErrorMessage=True,
        showInputMessage=bool(prompt),
    )
    _attach(sheet, rule, cells)


def check_cells(
    sheet: Any, *, cells: Sequence[str], formula: str, title: str, prompt: str, error: str
) -> None:
    """Cells that take only what makes the formula true; what they are for is shown when one is chosen."""
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(
        type="custom",
        formula1=formula,
        allow_blank=True,
        errorStyle="stop",
        error=error[:255],
        errorTitle="This cannot be stored",
        promptTitle=title[:32],
        prompt=prompt[:255],
        showErrorMessage=True,
        showInputMessage=True,
    )
    _attach(sheet, rule, cells)


def _attach(sheet: Any, rule: Any, cells: Sequence[str]) -> None:
    for one in cells:
        rule.add(one)
    sheet.add_data_validation(rule)
