"""Charts and tables as files: CSV, XLSX, PNG. Text never becomes a formula; numbers stay numbers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from oba.charts.table import Cell, TwinTable

SOURCE = "Source"
MOST_DIGITS = 10
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_NOT_XLSX = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_SHEET = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
_FONT = "Source Sans Pro"
_LONGEST_SHEET = 31


def to_csv(table: TwinTable, *, about: Sequence[tuple[str, str]] = ()) -> bytes:
    """The twin table with its numbers to ten digits; beside every row the source, and what else it is `about`."""
    return write_csv(*_with_source(table, about=about))


def to_xlsx(table: TwinTable, *, title: str = "", about: Sequence[tuple[str, str]] = ()) -> bytes:
    """As `to_csv`, for a spreadsheet; `title` names the sheet."""
    heads, rows = _with_source(table, about=about)
    return write_xlsx(heads, rows, title=title or "Figures")


def shorten(cell: Cell) -> Cell:
    """A number with as many digits as any figure is known to: the rest is rounding in the machine."""
    if not isinstance(cell, float) or cell.is_integer():
        return cell
    return float(f"{cell:.{MOST_DIGITS}g}")


def write_csv(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte-order mark, for spreadsheets open it as something else without one."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([guard_text(head) for head in heads])
    writer.writerows([[guard_text(c) if isinstance(c, str) else c for c in row] for row in rows])
    return out.getvalue().encode("utf-8-sig", errors="replace")


def write_xlsx(heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str = "Figures") -> bytes:
    """One sheet, the headings frozen. Text is stored as text, whatever it begins with."""
    from openpyxl import Workbook  # a fifth of a second to import, and only downloads need it

    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise RuntimeError("openpyxl made a workbook without a sheet")
    sheet.title = _NOT_SHEET.sub(" ", _NOT_XLSX.sub("", title))[:_LONGEST_SHEET].strip() or "Figures"
    for number, row in enumerate([heads, *rows], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(row=number, column=column)
            cell.value = _NOT_XLSX.sub("", value) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def guard_text(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would read a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def to_png(svg: str, *, scale: float = 2.0) -> bytes:
    """The picture in pixels, `scale` to each of the drawing's own. The letters come with the product, so
    that the file is the same on every machine.
    """
    import resvg_py

    fonts = [str(path) for path in font_files()]
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=scale,
        skip_system_fonts=True,
        font_files=fonts,
        font_family=_FONT,
        sans_serif_family=_FONT,
    )
    return bytes(drawn)


def font_files() -> tuple[Path, ...]:
    """Source Sans Pro, regular and bold, as its package ships them."""
    import font_source_sans_pro

    folder = Path(font_source_sans_pro.__file__).parent / "files"
    return folder / "SourceSansPro-Regular.ttf", folder / "SourceSansPro-Bold.ttf"


def _with_source(
    table: TwinTable, *, about: Sequence[tuple[str, str]]
) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """`about` pairs a heading with the text that stands in every row, so that a row can leave its table."""
    told = tuple(text for _, text in about)
    rows: list[tuple[Cell, ...]] = [(*map(shorten, row), table.source, *told) for row in table.numbers]
    return (*table.heads, SOURCE, *(head for head, _ in about)), rows
