"""The mapper with a file in a real browser: described by keyboard, kept, accessible on a phone and on a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from oba.store.inbox import keep_upload, open_inbox, remove_upload
from tests.browser.conftest import unfold

ODD = (
    "Where,Kind,Referrals 2015,Referrals 2016\nMiddlesbrough,Unitary,12,14\nNorth East,Region,120,140\n"
    "Hartlepool,Unitary,7,8\n"
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def waiting(example_store: str) -> Iterator[str]:
    inbox = open_inbox(example_store)
    upload = keep_upload(
        inbox, name="odd.csv", content=ODD.encode(), at=datetime(2026, 12, 1, tzinfo=UTC), by="an officer"
    )
    yield upload.short
    remove_upload(inbox, upload)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_mapper_is_accessible_and_fits_the_screen(
    width: int, waiting: str, servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    page = visit(f"{servers['trust']}/map?file={waiting}", width=width)
    page.get_by_role("heading", name="How it would be read").wait_for()
    unfold(page)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    assert [one["id"] for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_recipe_can_be_kept_without_a_mouse(
    waiting: str, servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    page = visit(f"{servers['trust']}/map?file={waiting}")
    page.get_by_text("The publisher is not given").wait_for()
    page.get_by_label("Publisher", exact=True).focus()
    page.keyboard.type("The Trust")
    page.keyboard.press("Tab")
    page.get_by_text("The title is not given").wait_for()
    page.get_by_label("Title", exact=True).focus()
    page.keyboard.type("Referrals return")
    page.keyboard.press("Tab")
    keep = page.get_by_role("button", name="Keep this recipe", exact=True)
    keep.wait_for()
    keep.focus()
    page.keyboard.press("Enter")
    page.get_by_text("is kept in the store").wait_for()
