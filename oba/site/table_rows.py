"""The rows of a table as HTML: of a page with a thousand cells they would be half of what it takes to fill it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from oba.tasks.tables import Head, Table
from oba.words.labels import in_words

BETWEEN = "\0"
"""No text that is kept holds it, so it parts cells that are escaped together."""


def fill_rows(table: Table, without: Sequence[bool], stack: bool = False) -> Markup:
    """Every cell is escaped. Rows `without` a figure are marked; `stack` names the column beside each cell."""
    around = "".join(_surround(place, one, stack=stack) for place, one in enumerate(table.heads))
    lines = [f'<tr class="none">{around}</tr>\n' if bare else f"<tr>{around}</tr>\n" for bare in without]
    return Markup("".join(lines) % tuple(_escape_all([cell for row in table.rows for cell in row])))  # noqa: S704


def _surround(place: int, head: Head, *, stack: bool) -> str:
    """A cell of this column, with %s for what stands in it."""
    if place == 0:
        return '<th scope="row">%s</th>'
    number = ' class="number"' if head.number else ""
    label = f' data-label="{escape(in_words(head.text))}"'.replace("%", "%%") if stack else ""
    return f"<td{number}{label}>%s</td>"


def _escape_all(cells: Sequence[str]) -> Sequence[str]:
    """In one go, which takes a tenth of the time that one by one does."""
    escaped = str(escape(BETWEEN.join(cells))).split(BETWEEN)
    return escaped if len(escaped) == len(cells) else [str(escape(cell)) for cell in cells]
