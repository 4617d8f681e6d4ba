"""A table as CSV: exact numbers, days as 2026-04-08, and text that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from oba.charts.export import guard_text
from oba.model.open_table import Kind, OpenTable

MARK = "\ufeff"
ENDING = "\r\n"


def write_table(table: OpenTable) -> bytes:
    """UTF-8 with a byte-order mark, as every CSV of the product; lines end as RFC 4180 says."""
    kinds = [one.kind for one in table.shape.columns]
    columns = [
        _say_all(cells, SAY[kind]) for kind, cells in zip(kinds, zip(*table.rows, strict=True), strict=False)
    ]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=ENDING)
    writer.writerow(table.shape.heads)
    writer.writerows(zip(*columns, strict=True))
    return f"{MARK}{out.getvalue()}".encode(errors="replace")


def _say_all(cells: Sequence[Any], say: Callable[[Any], str]) -> list[str]:
    """Texts and days recur, so each is said once."""
    said: Mapping[Any, str] = {one: "" if one is None else say(one) for one in set(cells)}
    return [said[one] for one in cells]


def say_number(value: float) -> str:
    """The shortest text that gives the very same number, without a power of ten: `36.5`, `480`."""
    text = repr(value)
    if "e" not in text:
        return text.removesuffix(".0")
    small = 17 - int(text.partition("e")[2]) if abs(value) < 1 else 0
    return f"{value:.{small}f}".rstrip("0") if small else f"{value:.0f}"


def _say_figure(cell: float | str) -> str:
    return guard_text(cell) if isinstance(cell, str) else say_number(cell)


def _say_flag(flag: bool | str) -> str:
    return "true" if flag else "false"


SAY: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: guard_text,
    Kind.LINK: guard_text,
    Kind.NUMBER: _say_figure,
    Kind.FIGURE: _say_figure,
    Kind.WHOLE: str,
    Kind.DAY: date.isoformat,
    Kind.YES_NO: _say_flag,
}
"""How a cell of each kind is written."""
