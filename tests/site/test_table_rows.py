"""The rows of a table in a page: each cell as it was written, and none as markup."""

from __future__ import annotations

import html
import re

import pytest

from oba.site.table_rows import fill_rows
from oba.tasks.tables import Head, Table
from tests.site.hostile_texts import HOSTILE

HEADS = (Head("Name"), Head('Of "100%" < all', number=True))


@pytest.mark.parametrize("stack", [False, True])
def test_a_cell_is_read_as_it_was_written_whatever_it_holds(stack: bool) -> None:
    texts = [*HOSTILE, "100%", "%s", "%(name)s", "a\0b", ""]
    table = Table(HEADS, tuple((text, text) for text in texts))
    filled = str(fill_rows(table, [False] * len(texts), stack))
    read = re.findall(r"<t([hd])[^<>]*>([^<>]*)</t\1>", filled)
    assert [html.unescape(cell) for _, cell in read] == [cell for text in texts for cell in (text, text)]
    assert len(re.findall(r"<(?!/?t[rhd]\b)", filled)) == 0
    assert filled.count('data-label="Of &#34;100%&#34; &lt; all"') == (len(texts) if stack else 0)


def test_a_table_without_rows_has_none_and_a_row_without_a_figure_is_marked() -> None:
    assert fill_rows(Table(HEADS), ()) == ""
    filled = fill_rows(Table(HEADS, (("2020", "7"), ("2021", "[x]"))), (False, True))
    assert filled == (
        '<tr><th scope="row">2020</th><td class="number">7</td></tr>\n'
        '<tr class="none"><th scope="row">2021</th><td class="number">[x]</td></tr>\n'
    )
