"""A text to be read, as the page Publish shows it: what no tick lets stand is said there."""

from __future__ import annotations

import pytest

from oba.store.public_texts import PublicText
from oba.tasks.open_publish import TextView
from oba.tasks.scan_texts import scan
from oba.ui.html import fill
from tests.tasks.test_checks_of_publication import BOOK


@pytest.mark.parametrize(("text", "out"), [("NHS 943 476 5919", True), ("NHS 943 476 5918", False)])
def test_the_page_says_which_text_has_to_be_taken_out(text: str, out: bool) -> None:
    (found,) = scan([PublicText("action", "measure", "1", text)], book=BOOK, ticks=())
    view = TextView(found.short, found.place, found.text, "It looks like a number", found.page, found)
    shown = fill("publish_text.html", one=view, tone="")
    assert ("An NHS number tells who somebody is: take it out of the text." in shown) is out
